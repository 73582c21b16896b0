"""What is left to do in a draft, section by section, as a list of tasks."""

from collections import Counter
from collections.abc import Iterable

from django.urls import reverse

from openbeian.declaration.field import Section
from openbeian.declaration.fields import SECTION_TITLES, section_of
from openbeian.declaration.findings import blocking
from openbeian.filings import queries
from openbeian.portal.drafting import Desk, slug
from openbeian.portal.papers import Paper, papers
from openbeian.portal.sections import Progress, progress
from openbeian.procedure.filing import State
from openbeian.text import Text
from openbeian.ui.components import Task, Tone

NOT_STARTED = Text("Not started", "未填写")
STAYS = Text("Stays as submitted", "无需修改")
DONE = Text("Done", "已完成")
NOT_YET = Text("Cannot start yet", "暂不能开始")
READY = Text("Ready", "可以提交")
CHECK = Text("Check and submit", "核对并提交")
_LEFT = Text("In progress: {count} left", "填写中，剩余{count}项")
_WRONG = Text("{count} to correct", "{count}项待修改")
_MISSING = Text("{count} missing", "缺少{count}项")
_GIVEN = Text("{given} of {all} uploaded", "已上传{given}项，共{all}项")
_FIRST_WHO = Text("First say who applies, and where.", "请先填写主办者类别和备案省份。")
_FIRST_CORRECT = Text("First make the corrections that are asked for.", "请先完成所要求的修改。")
_FIRST_ALL = Text("First fill in every section.", "请先填写以上各项。")
_HINTS = {
    Section.ENTITY: Text("Who files: name, certificate, address", "主办者名称、证件、地址"),
    Section.ENTITY_LEADER: Text(
        "The owner of the website or business", "主办者的法定代表人或负责人"
    ),
    Section.SERVICE: Text("Name, domain, content, approvals", "网站名称、域名、内容及前置审批"),
    Section.SERVICE_LEADER: Text(
        "A Chinese national with a Chinese mobile number", "中国公民，使用中国内地手机号码"
    ),
    Section.ACCESS: Text("Where the servers stand, and their addresses", "服务器放置地及IP地址"),
}


def tasks(desk: Desk) -> tuple[list[Task], int]:
    """Return the tasks of a draft, the submission last, and how many are done."""
    found = progress(desk.draft, desk.findings)
    asked = Counter(section_of(path) for path in queries.unanswered(desk.filing))
    listed = [_section(desk, section, found[section], asked[section]) for section in found]
    listed.append(_papers(desk, papers(desk), asked[Section.DOCUMENTS]))
    done = sum(task.tone is Tone.DONE for task in listed)
    return [*listed, _submission(desk, everything=done == len(listed))], done


def next_of(listed: Iterable[Task]) -> Task | None:
    """Return what is to be gone on with: the first task that can be done and is not."""
    return next((task for task in listed if task.href and task.tone is not Tone.DONE), None)


def _section(desk: Desk, section: Section, state: Progress, asked: int) -> Task:
    status, tone = _status(state, asked)
    href = reverse("portal:section", args=[desk.filing.pk, slug(section)])
    if not desk.asked(section):
        return _kept(SECTION_TITLES[section], _HINTS[section])
    return Task(SECTION_TITLES[section], status, tone, href, _HINTS[section])


def _status(state: Progress, asked: int) -> tuple[Text, Tone]:
    if state.wrong or asked:
        return _WRONG.format(count=max(len(state.wrong), asked)), Tone.WAITING
    if not state.begun:
        return NOT_STARTED, Tone.PLAIN
    if state.missing:
        return _LEFT.format(count=len(state.missing)), Tone.PLAIN
    return DONE, Tone.DONE


def _papers(desk: Desk, listed: list[Paper] | None, asked: int) -> Task:
    title = SECTION_TITLES[Section.DOCUMENTS]
    if listed is None:
        return Task(title, NOT_YET, hint=_FIRST_WHO)
    href = reverse("portal:documents", args=[desk.filing.pk])
    missing = sum(paper.need.required and not paper.files for paper in listed)
    given = sum(bool(paper.files) for paper in listed)
    hint = _GIVEN.format(given=given, all=len(listed))
    to_correct = asked + sum(paper.out_of_date for paper in listed)
    if to_correct:
        return Task(title, _WRONG.format(count=to_correct), Tone.WAITING, href, hint)
    if not missing:
        changeable = any(paper.changeable for paper in listed)
        return Task(title, DONE, Tone.DONE, href, hint) if changeable else _kept(title, hint)
    status = _MISSING.format(count=missing) if given else NOT_STARTED
    return Task(title, status, Tone.PLAIN, href, hint)


def _kept(title: Text, hint: Text) -> Task:
    return Task(title, STAYS, Tone.DONE, hint=hint)


def _submission(desk: Desk, *, everything: bool) -> Task:
    if everything and not blocking(desk.findings):
        return Task(CHECK, READY, Tone.WAITING, reverse("portal:review", args=[desk.filing.pk]))
    correcting = desk.filing.state_now is State.CORRECTION_REQUESTED
    first = _FIRST_CORRECT if correcting else _FIRST_ALL
    return Task(CHECK, NOT_YET, hint=first)
