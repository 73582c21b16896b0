"""Where faults are armed: a panel for people, and the same for programs as JSON."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from openbeian.sandbox import clock
from openbeian.sandbox.desk.forms import FaultForm, OfficerForm
from openbeian.sandbox.desk.frame import opened, page
from openbeian.sandbox.desk.words import FAULTS
from openbeian.sandbox.models import Administration, AutoOfficer, Fault
from openbeian.sandbox.services import faults, officers
from openbeian.sandbox.services.faults import FaultUnknown
from openbeian.text import Text
from openbeian.ui.components import Cell, Column, Table

JSON = "application/json"


@require_http_methods(["GET", "HEAD", "POST"])
def panel(request: HttpRequest, province: str) -> HttpResponseBase:
    """Show what is armed, and who decides; POST arms a fault, or takes all away."""
    administration = opened(province)
    if "disarm" in request.POST:
        faults.disarm(administration)
        return redirect("desk:faults", province=province)
    form = FaultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            faults.arm(administration, **form.cleaned_data)
        except FaultUnknown as refusal:
            return _panel(request, administration, form=form, refusal=refusal.text)
        return redirect("desk:faults", province=province)
    return _panel(request, administration, form=form)


@require_POST
def officer(request: HttpRequest, province: str) -> HttpResponseBase:
    """Let orders be decided by themselves, or by people again."""
    administration = opened(province)
    form = OfficerForm(request.POST)
    if "dismiss" in request.POST:
        officers.dismiss(administration)
    elif form.is_valid():
        officers.engage(administration, **form.cleaned_data, at=clock.now())
    else:
        return _panel(request, administration, officer=form)
    return redirect("desk:faults", province=province)


def _panel(
    request: HttpRequest,
    administration: Administration,
    *,
    form: FaultForm | None = None,
    officer: OfficerForm | None = None,
    refusal: Text | None = None,
) -> HttpResponse:
    return page(
        request,
        "faults.html",
        administration,
        status=HTTPStatus.CONFLICT if refusal else HTTPStatus.OK,
        form=form or FaultForm(),
        officer=officer or OfficerForm(),
        engaged=_engaged(administration),
        refusal=refusal,
        table=_table(administration),
    )


@csrf_exempt  # no page of another site can send JSON here without being asked first
@require_http_methods(["GET", "POST", "DELETE"])
def api(request: HttpRequest, province: str) -> HttpResponse:
    """Answer what is armed, after arming a fault (POST) or taking all away (DELETE).

    `{"kind": "lost_reply", "method": "isp_upload", "times": 3, "seconds": 0}`; 400 for any other.
    """
    administration = opened(province)
    if request.method == "DELETE":
        faults.disarm(administration)
    elif request.method == "POST":
        form = FaultForm(_asked(request))
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=HTTPStatus.BAD_REQUEST)
        try:
            faults.arm(administration, **form.cleaned_data)
        except FaultUnknown as refusal:
            errors = {"seconds": [refusal.text.zh]}
            return JsonResponse({"errors": errors}, status=HTTPStatus.BAD_REQUEST)
    return JsonResponse({"armed": [_shown(each) for each in _armed(administration)]})


def _engaged(administration: Administration) -> Text | None:
    """Return how the officer decides who does so by itself."""
    officer = AutoOfficer.objects.filter(administration=administration).first()
    if officer is None:
        return None
    rate, share, seed = f"{officer.per_minute:g}", f"{officer.refusals:.0%}", officer.seed
    return Text(
        f"{rate} orders a minute are decided, {share} of them refused (seed {seed}).",
        f"每分钟审核{rate}件，其中拒绝{share}（种子{seed}）。",
    )


def _asked(request: HttpRequest) -> dict[str, Any]:
    """Return what a program asks for; anything but a JSON object asks for nothing."""
    try:
        asked = json.loads(request.body) if request.content_type == JSON else {}
    except ValueError:
        asked = {}
    return {"times": 1, "seconds": 0, **asked} if isinstance(asked, dict) else {}


def _armed(administration: Administration) -> list[Fault]:
    return list(Fault.objects.filter(administration=administration).order_by("pk"))


def _shown(fault: Fault) -> dict[str, Any]:
    return {
        "kind": fault.kind,
        "method": fault.method,
        "left": fault.left,
        "seconds": fault.seconds,
    }


def _table(administration: Administration) -> Table:
    return Table(
        Text("Armed", "已设置的故障"),
        (
            Column(Text("Fault", "故障类型")),
            Column(Text("Method", "接口方法")),
            Column(Text("Calls left", "剩余次数"), numeric=True),
            Column(Text("Seconds", "延迟秒数"), numeric=True),
        ),
        tuple(
            (
                Cell(FAULTS[each.kind]),
                Cell(each.method or Text("Any", "全部")),
                Cell(each.left),
                Cell(f"{each.seconds:g}"),
            )
            for each in _armed(administration)
        ),
        nothing=Text("No fault is armed.", "未设置故障。"),
    )
