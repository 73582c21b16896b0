"""What anybody may ask of a domain: whether it is registered, and what can be bought for it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from openbeian.accounts import access
from openbeian.config import clock
from openbeian.numbers import domain_name
from openbeian.portal.forms.domain import LOOK_UP, DomainForm
from openbeian.portal.frame import page
from openbeian.registry.answers import Answer, answer
from openbeian.registry.products import product
from openbeian.registry.purchases import lacks_licence, purchase
from openbeian.registry.reasons import Status
from openbeian.text import Text
from openbeian.ui.components import SummaryRow, Tone

TITLES: Mapping[Status, tuple[Text, Tone]] = {
    Status.FILED_HERE: (Text("Filed, and linked to us", "已备案，已接入"), Tone.DONE),
    Status.FILED_ELSEWHERE: (Text("Filed elsewhere", "已备案，未接入"), Tone.WAITING),
    Status.IN_PROCESS: (Text("Application in process", "备案办理中"), Tone.WAITING),
    Status.UNFILED: (Text("Not filed", "未备案"), Tone.BLOCKED),
    Status.SUSPENDED: (Text("Suspended", "备案已暂停"), Tone.BLOCKED),
    Status.BLOCKED: (Text("Black-listed", "已列入黑名单"), Tone.BLOCKED),
    Status.NOT_REQUIRED: (Text("No filing needed", "无需备案"), Tone.DONE),
    Status.UNKNOWN: (Text("Not known", "无法确认"), Tone.QUIET),
}


@access.public
@require_safe
def domains(request: HttpRequest) -> HttpResponse:
    """Ask for a domain, and answer it; the address alone holds what was asked."""
    form = DomainForm(_asked(request.GET) if "domain" in request.GET else None)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        context |= _answered(form.cleaned_data["domain"], form.cleaned_data["product"], clock.now())
    return page(request, "domains/domains.html", **context)


def _asked(query: QueryDict) -> QueryDict:
    """Return what was asked; an address with a domain alone only looks it up."""
    asked = query.copy()
    asked.setdefault("product", LOOK_UP)
    return asked


def _answered(domain: str, product_id: str, at: datetime) -> dict[str, Any]:
    """Return the answer for a domain, and whether the product may be sold for it."""
    if product_id == LOOK_UP:
        found = answer(domain, at=at)
        return _shown(found) | {"why": found.words, "next_step": found.next_step}
    sale = purchase(product_id, domain, at=at)
    return _shown(sale.answer) | {
        "sale": sale,
        "wants_licence": not sale.allowed and lacks_licence(sale.answer),
        "product": product(product_id),
        "why": sale.why,
        "next_step": sale.next_step,
    }


def _shown(found: Answer) -> dict[str, Any]:
    title, tone = TITLES[found.status]
    host = found.host
    if found.registrable_domain:
        host = domain_name.to_unicode(found.registrable_domain)
    return {"answer": found, "host": host, "title": title, "tone": tone, "rows": _rows(found)}


def _rows(found: Answer) -> list[SummaryRow]:
    numbers = (
        (Text("ICP number of the website", "网站备案号"), found.service_number),
        (Text("ICP number of the entity", "主体备案号"), found.entity_number),
        (Text("Public-security number", "公安联网备案号"), found.psb_number),
    )
    rows = [SummaryRow(label, number) for label, number in numbers if number]
    if found.since is not None:
        rows.append(SummaryRow(Text("In force since", "生效时间"), found.since))
    rows.append(SummaryRow(Text("Evidence as of", "数据截至"), found.as_of))
    return rows
