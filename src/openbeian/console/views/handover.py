"""How a case is handed over: sent over the interface, or by hand as a package known by its hash."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from openbeian.accounts import access
from openbeian.accounts.actors import Actor
from openbeian.authority import queries as authority
from openbeian.authority.overview import halt_of, refused_file
from openbeian.config import clock
from openbeian.console import interfaces
from openbeian.console.filing_actions import SEND
from openbeian.console.frame import conflict, seen
from openbeian.console.record import people_of
from openbeian.console.steps import Step
from openbeian.console.views.acting import Desk
from openbeian.documents import serving
from openbeian.errors import DomainError
from openbeian.filings.services import reveal
from openbeian.procedure.filing import HAND_OVER
from openbeian.procedure.permissions import Permission
from openbeian.text import Text


class PackageChanged(DomainError):
    """The package is not the one that was on the page."""

    code = "console.package_changed"
    message = Text(
        "The package is no longer the one on your page. Download it again and enter that one.",
        "材料包已发生变化，请重新下载并以新的材料包提交。",
    )


@require_POST
@access.requires(Permission.AUTHORITY_DOWNLOAD)
def package(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Hand the package for the administration out, and note who took it."""
    actor, at = access.actor(request), clock.now()
    filing = seen(case_id, actor)
    try:
        packed = authority.package(filing, actor=actor, at=at)
        reveal.package(filing_id=filing.pk, actor=actor, sha256=packed.sha256, at=at)
    except DomainError as refusal:
        return conflict(request, refusal, reverse("console:case", args=[filing.pk]))
    return serving.attachment(packed.content, "application/zip", packed.name)


def _ways(filing: Any, actor: Actor) -> Mapping[str, Any]:
    """Return the package, and how the interface of the province stands where there is one."""
    at = clock.now()
    ways: dict[str, Any] = {"packed": authority.package(filing, actor=actor, at=at)}
    if not authority.is_connected(filing.province):
        return ways
    row = authority.connection(filing.province)
    halted = halt_of(row)
    return ways | {
        "heading": SEND,
        "administration": interfaces.name(row.province),
        "standing": interfaces.standing(row, at, refused=refused_file(row)),
        "halt": interfaces.halt(halted, people_of([halted])) if halted else None,
    }


def _require_same(step: Step) -> None:
    """Raise PackageChanged where the form names another package than it is now."""
    if step.form.goes_over_the_interface:
        return
    packed = authority.package(step.case, actor=step.actor, at=step.at)
    if packed.sha256 != step.given["package"]:
        raise PackageChanged


DESK = Desk(
    page="console:case",
    head="console/head_of_filing.html",
    find=seen,
    more={HAND_OVER.name: _ways},
    before={HAND_OVER.name: _require_same},
)
