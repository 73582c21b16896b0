"""What an answer rests on, laid out for the provider's people."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from openbeian.console.dossier import KINDS
from openbeian.registry.evidence import Link, Objection, Observation, Registration
from openbeian.registry.services.standing import PARTIES
from openbeian.registry.tracing import Trace
from openbeian.text import Text
from openbeian.ui.components import SummaryRow
from openbeian.ui.templatetags.ui import short_moment
from openbeian.ui.words import words

type Line = str | Text


def rows(found: Trace, *, case: str) -> list[SummaryRow]:
    """Return all that is known of a domain; `case` is the reference of the application, if any."""
    laid_out = [*_registered(found), *_known(found, case)]
    if found.answer.since is not None:
        since = Text("Status in force since", "状态生效时间")
        laid_out.append(SummaryRow(since, found.answer.since))
    laid_out.append(SummaryRow(Text("Evidence as of", "数据截至"), found.answer.as_of))
    return laid_out


def _registered(found: Trace) -> Iterator[SummaryRow]:
    """Yield what is registered here, in force or ended."""
    registration = found.evidence.registration
    if registration is None or found.entity_id is None:
        yield SummaryRow(Text("Registered here", "本系统备案"), Text("no", "无"))
        return
    entity = format_html(
        '<a class="govuk-link" href="{}">{}</a> <span lang="zh-Hans">{}</span>',
        reverse("console:entity", args=[found.entity_id]),
        registration.entity_number,
        found.entity_name,
    )
    yield SummaryRow(Text("Entity", "主办者"), entity)
    yield SummaryRow(Text("Service number", "网站备案号"), registration.service_number)
    if registration.psb_number:
        number = Text("Public-security number", "公安联网备案号")
        yield SummaryRow(number, registration.psb_number)
    yield SummaryRow(Text("Registered", "备案时间"), _period(registration))
    links: list[Line] = [_period(link) for link in registration.links]
    yield SummaryRow(Text("Access here", "本接入服务商接入"), links or Text("none", "无"))
    objections = [_objection(one) for one in registration.objections]
    if objections:
        yield SummaryRow(Text("Decided against it", "处置记录"), objections)


def _known(found: Trace, case: str) -> Iterator[SummaryRow]:
    """Yield what is known by the domain's name alone."""
    evidence = found.evidence
    if evidence.black_listed_since is not None:
        listed = Text("Black-listed since", "列入黑名单时间")
        yield SummaryRow(listed, evidence.black_listed_since)
    if evidence.in_process_since is not None:
        since: str = short_moment(evidence.in_process_since)
        if case and found.filing_id:
            address = reverse("console:case", args=[found.filing_id])
            link = '<a class="govuk-link" href="{}">{}</a> {}'
            since = format_html(link, address, case, since)
        yield SummaryRow(Text("Application in process", "在途申请"), since)
    if evidence.observation is not None:
        said = Text("The administration said", "管局查询结果")
        yield SummaryRow(said, _observation(evidence.observation, found.source))


def _observation(seen: Observation, source: str) -> list[Line]:
    number = seen.service_number or seen.entity_number
    result: Line = number if seen.filed else Text("no filing", "无备案记录")
    return [result, source, short_moment(seen.as_of)]


def _objection(one: Objection) -> str:
    said = f"{words(KINDS[one.kind])} · {words(PARTIES[one.by])}"
    return format_html("{} · {}", said, _period(one))


def _period(fact: Registration | Link | Objection) -> str:
    return _from_to(fact.since, fact.until)


def _from_to(since: datetime, until: datetime | None) -> str:
    if until is None:
        return format_html(_("since {}"), short_moment(since))
    return format_html("{} – {}", short_moment(since), short_moment(until))
