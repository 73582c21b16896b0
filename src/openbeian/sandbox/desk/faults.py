"""Where faults are armed: a panel for people, and the same for programs as JSON."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from openbeian.sandbox.desk.forms import FaultForm
from openbeian.sandbox.desk.frame import opened, page
from openbeian.sandbox.desk.words import FAULTS
from openbeian.sandbox.models import Administration, Fault
from openbeian.sandbox.services import faults
from openbeian.text import Text
from openbeian.ui.components import Cell, Column, Table

JSON = "application/json"


@require_http_methods(["GET", "HEAD", "POST"])
def panel(request: HttpRequest, province: str) -> HttpResponseBase:
    """Show what is armed; POST arms a fault, or takes all away."""
    administration = opened(province)
    if "disarm" in request.POST:
        faults.disarm(administration)
        return redirect("desk:faults", province=province)
    form = FaultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        faults.arm(administration, **form.cleaned_data)
        return redirect("desk:faults", province=province)
    return page(request, "faults.html", administration, form=form, table=_table(administration))


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
        faults.arm(administration, **form.cleaned_data)
    return JsonResponse({"armed": [_shown(each) for each in _armed(administration)]})


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
