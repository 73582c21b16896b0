"""Pages for everybody: SMS verification, public query, and in place of a telephone the messages."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from openbeian.sandbox import clock
from openbeian.sandbox.desk.forms import QueryForm, SmsForm
from openbeian.sandbox.desk.frame import opened, page
from openbeian.sandbox.models import Administration, Domain, Service, ShortMessage
from openbeian.sandbox.queries.search import websites
from openbeian.sandbox.services import sms
from openbeian.sandbox.services.sms import Entered, Entry
from openbeian.text import Text
from openbeian.ui.components import Cell, Column, Table, Tone

MOST_SHOWN = 100
OUTCOMES = {
    Entered.COMPLETE: (
        Text(
            "Your verification is complete. The order is with the administration.",
            "短信核验已全部完成，申请已提交管局审核。",
        ),
        Tone.DONE,
    ),
    Entered.OTHERS_TO_COME: (
        Text(
            "Your verification is complete. Other people have to verify as well.",
            "您的短信核验已完成，请等待其他核验人。",
        ),
        Tone.DONE,
    ),
    Entered.WRONG: (
        Text(
            "Code, mobile number and certificate do not agree. Check all three and try again.",
            "验证码、手机号码与证件号码后六位不一致，请核对后重新填写。",
        ),
        Tone.BLOCKED,
    ),
    Entered.RETURNED: (
        Text(
            "The order was returned to the provider: the time is over, or too many entries "
            "were wrong. The provider has to hand it in again.",
            "核验超时或错误次数超限，申请已退回接入商，须重新提交。",
        ),
        Tone.BLOCKED,
    ),
    Entered.NOTHING_ASKED: (
        Text(
            "No verification waits for this code and mobile number.",
            "没有与该验证码及手机号码对应的待核验申请。",
        ),
        Tone.WAITING,
    ),
}


def home(_request: HttpRequest) -> HttpResponseBase:
    """Lead to the desk of the administration that was opened first."""
    first = Administration.objects.order_by("pk").first()
    if first is None:
        raise Http404
    return redirect("desk:inbox", province=first.province)


@require_http_methods(["GET", "HEAD", "POST"])
def verification(request: HttpRequest, province: str) -> HttpResponse:
    """Take an entry of the SMS verification."""
    administration = opened(province)
    form = SmsForm(request.POST or None)
    outcome, tone = None, Tone.PLAIN
    if request.method == "POST" and form.is_valid():
        entry = Entry(**{name: text.strip() for name, text in form.cleaned_data.items()})
        entered = sms.enter(administration_id=administration.pk, entry=entry, at=clock.now())
        outcome, tone = OUTCOMES[entered]
    return page(request, "sms.html", administration, form=form, outcome=outcome, tone=tone.value)


@require_safe
def query(request: HttpRequest, province: str) -> HttpResponse:
    """Find filed websites by domain, number or the whole name of the unit."""
    administration = opened(province)
    asked = "q" in request.GET
    form = QueryForm(request.GET if asked else None)
    found = websites(form.cleaned_data["q"]) if asked and form.is_valid() else []
    return page(
        request, "query.html", administration, form=form, table=_table(found) if asked else None
    )


@require_safe
def messages(request: HttpRequest, province: str) -> HttpResponse:
    """Show the short messages that were sent, newest first."""
    administration = opened(province)
    sent = ShortMessage.objects.filter(administration=administration).order_by("-pk")
    table = Table(
        Text("Short messages", "短信发送记录"),
        (
            Column(Text("Mobile number", "手机号码")),
            Column(Text("Text", "内容")),
            Column(Text("Sent", "发送时间")),
        ),
        tuple(
            (Cell(each.mobile), Cell(each.text), Cell(each.sent_at)) for each in sent[:MOST_SHOWN]
        ),
        nothing=Text("Nothing was sent yet.", "暂无短信。"),
    )
    return page(request, "messages.html", administration, table=table)


def _table(found: list[Service]) -> Table:
    return Table(
        Text("Filed websites", "已备案网站"),
        (
            Column(Text("Service number", "网站备案号")),
            Column(Text("Name of the unit", "主办单位名称")),
            Column(Text("Name of the website", "网站名称")),
            Column(Text("Domains", "域名")),
            Column(Text("Filed", "审核通过日期")),
        ),
        tuple(
            (
                Cell(each.number),
                Cell(each.entity.name),
                Cell(each.name),
                Cell("、".join(_domains(each))),
                Cell(each.filed_at),
            )
            for each in found
        ),
        nothing=Text("Nothing is filed under this.", "未查询到符合条件的备案信息。"),
    )


def _domains(service: Service) -> list[str]:
    in_force = Domain.objects.filter(service=service, cancelled_at=None)
    return list(in_force.order_by("pk").values_list("name", flat=True))
