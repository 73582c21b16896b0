"""The operator's desk of interfaces: how each stands, what was refused or put into quarantine."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from openbeian.accounts import access
from openbeian.authority import overview, queries
from openbeian.authority.models import Download, Upload
from openbeian.authority.overview import Overview
from openbeian.authority.services import connections, downloads
from openbeian.config import clock
from openbeian.console import interfaces
from openbeian.console.frame import conflict, page
from openbeian.console.interfaces import Halt, Standing
from openbeian.console.record import people_of
from openbeian.documents import serving
from openbeian.errors import DomainError
from openbeian.procedure.permissions import Permission
from openbeian.text import Text
from openbeian.ui.words import words

MOST_SHOWN = 100
HALTED = Text("The interface is halted.", "已暂停该管局接口。")
RELEASED = Text("The interface is released.", "已恢复该管局接口。")
SET_ASIDE = Text(
    "The file is set aside. It is acknowledged with the next look for files.",
    "该文件已作人工处理完毕，将于下次查询时向管局确认接收。",
)


@dataclass(frozen=True, slots=True)
class Connection:
    """One interface, with what was heard of it last."""

    seen: Overview
    standing: Standing
    halt: Halt | None

    @property
    def name(self) -> Text:
        """What the administration is called."""
        return interfaces.name(self.seen.administration.province)

    @property
    def waiting(self) -> int:
        """How much has not arrived: files, and what is in none yet."""
        return self.seen.files + self.seen.records

    @property
    def answer(self) -> Text | None:
        """What the last call for a file brought."""
        return interfaces.answer(self.seen.call) if self.seen.call else None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that the administration refused, and what is done about it."""

    upload: Upload

    @property
    def name(self) -> Text:
        """What the administration is called."""
        return interfaces.name(self.upload.administration.province)

    @property
    def answer(self) -> Text:
        """The code of the refusal, with what it means."""
        return interfaces.answer(self.upload)

    @property
    def remedy(self) -> Text | None:
        """What the code asks for."""
        return interfaces.remedy(self.upload.code)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A downloaded file that waits for an operator."""

    download: Download

    @property
    def name(self) -> Text:
        """What the administration is called."""
        return interfaces.name(self.download.administration.province)

    @property
    def code(self) -> str:
        """The code of what stood against it."""
        return self.download.why[0]

    @property
    def why(self) -> Text:
        """What stood against it, in words."""
        return Text(*self.download.why[1:])


@require_safe
@access.requires(Permission.SYSTEM_OPERATE)
def administrations(request: HttpRequest) -> HttpResponse:
    """Show every interface and what waits for an operator."""
    at = clock.now()
    return page(
        request,
        "administrations.html",
        at=at,
        rows=_connections(at),
        rejected=[Rejected(row) for row in overview.rejected_uploads()[:MOST_SHOWN]],
        quarantine=[Quarantined(row) for row in queries.quarantine()[:MOST_SHOWN]],
    )


@require_POST
@access.requires(Permission.SYSTEM_OPERATE)
def halt(request: HttpRequest, province: str) -> HttpResponse:
    """Let no further call begin."""
    return _done(request, connections.halt, HALTED, province=province)


@require_POST
@access.requires(Permission.SYSTEM_OPERATE)
def release(request: HttpRequest, province: str) -> HttpResponse:
    """Let calls begin again, a refused file first."""
    return _done(request, connections.release, RELEASED, province=province)


@require_POST
@access.requires(Permission.SYSTEM_OPERATE)
def set_aside(request: HttpRequest, download_id: int) -> HttpResponse:
    """Let a file go that an operator has seen to by hand."""
    return _done(request, downloads.set_aside, SET_ASIDE, download_id=download_id)


@require_POST
@access.requires(Permission.SYSTEM_OPERATE)
def quarantined_file(request: HttpRequest, download_id: int) -> HttpResponse:
    """Hand out a file of the quarantine as it came, and note who took it."""
    actor = access.actor(request)
    try:
        row = downloads.take(download_id=download_id, actor=actor, at=clock.now())
        return serving.attachment(row.raw, "application/octet-stream", f"{row.name}.beianinfo")
    except DomainError as refusal:
        return conflict(request, refusal, reverse("console:administrations"))


def _connections(at: datetime) -> list[Connection]:
    found = overview.overviews()
    people = people_of([one.halt for one in found if one.halt is not None])
    return [
        Connection(
            seen=one,
            standing=interfaces.standing(one.administration, at, refused=one.refused),
            halt=interfaces.halt(one.halt, people) if one.halt is not None else None,
        )
        for one in found
    ]


def _done(
    request: HttpRequest, verb: Callable[..., object], said: Text, **what: object
) -> HttpResponse:
    try:
        verb(**what, actor=access.actor(request), at=clock.now())
    except DomainError as refusal:
        return conflict(request, refusal, reverse("console:administrations"))
    messages.success(request, words(said))
    return redirect("console:administrations")
