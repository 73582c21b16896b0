"""The officer's desk: what waits, an order as it came, and the decision."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from openbeian.errors import DomainError
from openbeian.sandbox import clock
from openbeian.sandbox.desk.document import attachments, message_of, sections
from openbeian.sandbox.desk.forms import DecisionForm
from openbeian.sandbox.desk.frame import opened, page
from openbeian.sandbox.desk.words import OPERATIONS, OTHER_RECORD, STATES
from openbeian.sandbox.models import Administration, Order, OrderState
from openbeian.sandbox.services import deciding, officers, sms
from openbeian.text import Text
from openbeian.ui.components import Cell, Column, SummaryRow, Table, Words
from openbeian.wire.results import result

PER_PAGE = 40
CONFLICT = 409
_COLUMNS = (
    Column(Text("Order", "申请")),
    Column(Text("Kind", "类型")),
    Column(Text("Subject", "主办单位或网站")),
    Column(Text("Provider", "接入商")),
    Column(Text("Received", "接收时间")),
    Column(Text("State", "状态")),
)


@require_safe
def inbox(request: HttpRequest, province: str) -> HttpResponse:
    """List an administration's orders in a state, newest first."""
    administration = opened(province)
    sms.return_overdue(at=clock.now())
    officers.work(administration, at=clock.now())
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else OrderState.WITH_OFFICER.value
    orders = Order.objects.filter(provider__administration=administration)
    found = orders.filter(state=state).select_related("provider", "file").order_by("-pk")
    chosen = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "inbox.html",
        administration,
        tabs=_tabs(orders.values_list("state").annotate(Count("pk")), state),
        table=Table(
            STATES[state][0],
            _COLUMNS,
            tuple(_cells(order, administration) for order in chosen),
            nothing=Text("No order is in this state.", "暂无该状态的申请。"),
        ),
        chosen=chosen,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, province: str, order_id: int) -> HttpResponseBase:
    """Show an order as it came; POST decides it."""
    administration = opened(province)
    found = _order(administration, order_id)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(found, request.POST.get("decision", ""), form.cleaned_data)
        except DomainError as refusal:
            return _shown(request, found, form, refusal=refusal.text, status=CONFLICT)
        return redirect("desk:order", province=province, order_id=order_id)
    return _shown(request, found, form)


@require_safe
def attachment(
    _request: HttpRequest, province: str, order_id: int, number: int
) -> HttpResponseBase:
    """Send a file within an order; only pictures may be shown by the browser."""
    files = attachments(message_of(_order(opened(province), order_id)))
    if not 0 < number <= len(files):
        raise Http404
    file = files[number - 1]
    shown = "inline" if file.type.startswith("image/") else "attachment"
    response = HttpResponse(file.content, content_type=file.type)
    response["Content-Disposition"] = f'{shown}; filename="attachment{number}"'
    return response


def _order(administration: Administration, order_id: int) -> Order:
    orders = Order.objects.select_related("provider", "file")
    found = orders.filter(provider__administration=administration, pk=order_id).first()
    if found is None:
        raise Http404
    return found


def _decide(found: Order, decision: str, given: Mapping[str, Any]) -> None:
    """Carry out a decision; raises what `services.deciding` raises, and Http404."""
    acts: Mapping[str, Callable[..., Order]] = {
        "approve": deciding.approve,
        "refuse": deciding.refuse,
        "give_back": deciding.give_back,
    }
    if decision not in acts:
        raise Http404
    code = {"code": given["code"]} if decision == "refuse" else {}
    acts[decision](
        order_id=found.pk,
        officer=given["officer"],
        opinion=given["opinion"],
        at=clock.now(),
        **code,
    )


def _shown(
    request: HttpRequest,
    found: Order,
    form: DecisionForm,
    *,
    refusal: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    message = message_of(found)
    files = attachments(message)
    place = [found.provider.administration.province, found.pk]
    return page(
        request,
        "order.html",
        found.provider.administration,
        status=status,
        order=found,
        kind=kind_of(found),
        tone=STATES[found.state][1],
        state=STATES[found.state][0],
        summary=_summary(found),
        sections=list(sections(message, kind_of(found))),
        files=[
            (reverse("desk:attachment", args=[*place, number]), file.type.startswith("image/"))
            for number, file in enumerate(files, 1)
        ],
        form=form if found.state == OrderState.WITH_OFFICER else None,
        refusal=refusal,
    )


def _summary(found: Order) -> list[SummaryRow]:
    asked = [
        Text(
            f"{each.mobile}: {'entered' if each.entered_at else 'waiting'}",
            f"{each.mobile}：{'已核验' if each.entered_at else '待核验'}",
        )
        for each in found.sms_codes.order_by("pk")
    ]
    findings = [_coded(code) for code in found.codes]
    rows = (
        (Text("Provider", "接入商"), str(found.provider)),
        (Text("File and record", "数据文件及记录"), f"{found.file.sequence} / {found.position}"),
        (Text("Received", "接收时间"), found.received_at),
        (Text("Verify by", "短信核验截止"), found.verify_by),
        (Text("SMS verification", "短信核验"), asked),
        (Text("Codes", "结果代码"), findings),
        (Text("Decided", "审核时间"), found.decided_at),
        (Text("Officer", "审核人"), found.reviewer),
        (Text("Opinion", "审核意见"), found.opinion),
    )
    return [SummaryRow(label, value) for label, value in rows if value]


def _coded(code: int) -> Text:
    words = result(code).text
    return Text(f"{code} {words.en}", f"{code} {words.zh}")


def kind_of(found: Order) -> Text:
    """Return what kind of order this is."""
    return OPERATIONS.get(found.operation or 0, OTHER_RECORD)


def _cells(found: Order, administration: Administration) -> tuple[Cell, ...]:
    state, tone = STATES[found.state]
    href = reverse("desk:order", args=[administration.province, found.pk])
    words: tuple[Words, ...] = (kind_of(found), found.title or "—", str(found.provider))
    return (
        Cell(str(found.pk), href=href),
        *(Cell(each) for each in words),
        Cell(found.received_at),
        Cell(state, tone=tone),
    )


def _tabs(counted: Any, current: str) -> list[dict[str, Any]]:
    counts = dict(counted)
    return [
        {
            "said": said,
            "count": counts.get(state, 0),
            "href": f"?{urlencode({'state': str(state)})}",
            "current": state == current,
        }
        for state, (said, _) in STATES.items()
    ]
