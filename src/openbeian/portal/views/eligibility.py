"""The first questions ("May I?"), one at a time, and what the rules answer before any sign-up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from openbeian import rulebook
from openbeian.accounts.access import public
from openbeian.config import clock
from openbeian.declaration.findings import Finding
from openbeian.portal import choices
from openbeian.portal.answers import (
    CAPITAL,
    COMMERCIAL,
    INDUSTRIES,
    KIND,
    PROVINCE,
    QUESTIONS,
    REGISTERED,
    FirstAnswers,
    remember,
    taken,
)
from openbeian.portal.differences import by_topic
from openbeian.portal.forms import first
from openbeian.portal.frame import UNPROCESSABLE, edition, is_applicant, page
from openbeian.rulebook import (
    Answers,
    Edition,
    Eligibility,
    Procedure,
    Verdict,
)
from openbeian.text import Text
from openbeian.ui.components import (
    FindingList,
    FindingRow,
    SummaryRow,
    Tone,
    Words,
    finding_list,
)
from openbeian.ui.declared import NO, YES, label_or_part
from openbeian.workdays import local_day

FILING = Text("ICP Filing", "ICP备案")
LICENCE = Text("ICP Commercial Licence", "ICP许可证")
NOT_STATED = Text("not stated", "未填写")
_LABELS = {
    KIND: Text("Who applies", "主办者类别"),
    REGISTERED: Text("Registered in", "注册登记地"),
    PROVINCE: Text("Applies in", "备案省份"),
    COMMERCIAL: Text("Sells goods or services", "是否销售商品或服务"),
    INDUSTRIES: Text("Industries with an approval", "涉及前置审批的行业"),
    CAPITAL: Text("Registered capital", "注册资本"),
}


ELSEWHERE = "province.same_as_registration"
_INSTEAD = Text("Apply in {province} instead", "改在{province}申请")


@public
@require_safe
def eligibility(request: HttpRequest) -> HttpResponse:
    """Ask one question, or answer once those that decide are answered.

    `ask` names a question to put; `said` the one that the reader has just been asked.
    """
    answers = taken(request.GET)
    again, said = request.GET.get("ask", ""), request.GET.get("said", "")
    if again in QUESTIONS:
        return _ask(request, again, answers)
    if said in QUESTIONS:
        return _take(request, said, answers)
    complete = answers.complete()
    if complete is None:
        return _ask(request, next(answers.open_questions()), answers)
    remember(request.session, answers)
    return _answer(request, answers, complete)


def _take(request: HttpRequest, said: str, answers: FirstAnswers) -> HttpResponse:
    """Check the answer to one question and go on, or put it again with what is wrong."""
    form = first.FORMS[said](request.GET)
    others = answers.without(said)
    if not form.is_valid():
        return _question(request, said, others, form, status=UNPROCESSABLE)
    query = QueryDict(urlencode(others.pairs()), mutable=True)
    given = form.cleaned_data[said]
    query.setlist(said, given if isinstance(given, list) else [given])
    now = taken(query)
    following = next(now.open_questions(), "")
    address = now.address() + (f"&ask={following}" if following else "")
    return HttpResponseRedirect(reverse("portal:eligibility") + address)


def _ask(request: HttpRequest, question: str, answers: FirstAnswers) -> HttpResponse:
    given = [value for name, value in answers.pairs() if name == question]
    initial = {question: given if question == INDUSTRIES else given[0]} if given else {}
    initial = initial or first.proposed(question, answers)
    form = first.FORMS[question](initial=initial)
    return _question(request, question, answers.without(question), form)


def _question(
    request: HttpRequest, question: str, others: FirstAnswers, form: object, *, status: int = 200
) -> HttpResponse:
    return page(
        request,
        "eligibility/question.html",
        status=status,
        form=form,
        field=form[question],  # type: ignore[index]
        question=question,
        number=QUESTIONS.index(question) + 1,
        most=len(QUESTIONS),
        kept=others.pairs(),
        back=_back(question, others),
        first=question == QUESTIONS[0],
    )


def _back(question: str, others: FirstAnswers) -> str:
    """Return the address of the question before this one."""
    position = QUESTIONS.index(question)
    if position == 0:
        return reverse("portal:home")
    address = others.address() if others.pairs() else "?"
    return f"{address}&ask={QUESTIONS[position - 1]}"


def _answer(request: HttpRequest, answers: FirstAnswers, complete: Answers) -> HttpResponse:
    on = local_day(clock.now())
    found = rulebook.default().eligibility(complete, edition=edition(), on=on)
    return page(
        request,
        "eligibility/answer.html",
        found=found,
        answers=answers,
        summary=list(summary(answers)),
        asked=request.build_absolute_uri(),
        on=on,
        in_the_way=[
            (title, finding_list(reasons, label=label_or_part))
            for title, reasons in _in_the_way(found.reasons)
        ],
        to_know=FindingList((), tuple(FindingRow(one, _topic(one)) for one in found.warnings)),
        verdicts=_verdicts(
            found, _by_regulation(complete, found, on), commercial=complete.commercial
        ),
        topics_apart=[title for title, _ in by_topic(found.differences, edition())],
        instead=_instead(answers, found),
        signed_in=is_applicant(request),
    )


def _instead(answers: FirstAnswers, found: Eligibility) -> tuple[Text, str] | None:
    """Return how to ask in the province of registration, where that is all that is wrong."""
    wrong = {one.rule for one in found.reasons if one.blocking}
    if found.filing.eligible is not False or wrong != {ELSEWHERE}:
        return None
    province = rulebook.default().province(answers.registered_province or "").text
    there = replace(answers, province=answers.registered_province)
    return _INSTEAD.format(province=province), reverse("portal:eligibility") + there.address()


def _by_regulation(complete: Answers, found: Eligibility, on: date) -> Eligibility | None:
    """Return what current regulation answers, where this house follows the founding document."""
    if found.edition is Edition.CURRENT:
        return None
    return rulebook.default().eligibility(complete, edition=Edition.CURRENT, on=on)


@dataclass(frozen=True, slots=True)
class VerdictCard:
    """One thing to apply for: the verdict here, and what current regulation says if it differs."""

    title: Text
    verdict: Verdict
    regulation: Verdict | None

    @property
    def stricter(self) -> bool:
        """Whether it is refused here though current regulation allows it or leaves it open."""
        return self.regulation is not None and self.verdict.eligible is False

    @property
    def tone(self) -> Tone:
        """The colour of the verdict."""
        tones = {True: Tone.DONE, False: Tone.BLOCKED, None: Tone.WAITING}
        return tones[self.verdict.eligible]


def _verdicts(
    found: Eligibility, regulation: Eligibility | None, *, commercial: bool
) -> Iterator[VerdictCard]:
    yield _card(FILING, found.filing, regulation.filing if regulation else None)
    if commercial:
        yield _card(LICENCE, found.licence, regulation.licence if regulation else None)


def _card(title: Text, verdict: Verdict, regulation: Verdict | None) -> VerdictCard:
    differs = regulation is not None and regulation.eligible != verdict.eligible
    return VerdictCard(title, verdict, regulation if differs else None)


def summary(answers: FirstAnswers) -> Iterator[SummaryRow]:
    """Yield the answers in words, each with the address at which it is changed."""
    book = rulebook.default()
    values: dict[str, Words | Sequence[Words] | None] = {
        KIND: book.entity_kind(answers.entity_kind or "").text,
    }
    if answers.registered_province and answers.province:
        values[REGISTERED] = book.province(answers.registered_province).text
        values[PROVINCE] = book.province(answers.province).text
    if answers.commercial is not None:
        values[COMMERCIAL] = YES if answers.commercial else NO
    if answers.industries is not None:
        named = [said for name, said in choices.industries() if name in answers.industries]
        values[INDUSTRIES] = named or first.NO_INDUSTRY
    if answers.commercial and answers.capital_cny is not None:
        stated = isinstance(answers.capital_cny, int)
        values[CAPITAL] = f"¥ {answers.capital_cny:,}" if stated else NOT_STATED
    for question, value in values.items():
        href = f"{reverse('portal:eligibility')}{answers.address()}&ask={question}"
        yield SummaryRow(_LABELS[question], value, href)


def _in_the_way(reasons: Sequence[Finding]) -> Iterator[tuple[Text, list[Finding]]]:
    """Yield what stands in the way of the filing, then of the licence, where something does."""
    for procedure, title in ((Procedure.FILING, FILING), (Procedure.LICENCE, LICENCE)):
        its = [one for one in reasons if rulebook.default().rule(one.rule).procedure is procedure]
        if its:
            yield title, its


def _topic(finding: Finding) -> Text:
    """Return what a finding is about: no field of a form is before the reader yet."""
    book = rulebook.default()
    return book.topics[book.rule(finding.rule).concerns]
