"""Where an application stands: whose turn it is, the way so far and ahead, and what can be done."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from openbeian.accounts import access
from openbeian.audit.queries import history
from openbeian.cases.turns import moves
from openbeian.config import clock
from openbeian.filings import queries
from openbeian.filings.models import Filing, Outcome
from openbeian.filings.services import applicant
from openbeian.portal import happened, messages_sent, what_next
from openbeian.portal.frame import own_filing, page
from openbeian.portal.turnline import turn
from openbeian.procedure.engine import Move
from openbeian.procedure.filing import ABANDON, WITHDRAW, Flag, State
from openbeian.procedure.permissions import Permission
from openbeian.psb import queries as psb
from openbeian.registry.answers import answer
from openbeian.registry.purchases import lacks_licence
from openbeian.text import Text
from openbeian.ui import declared, pathway

TITLES = (
    Text("Prepare", "填报材料"),
    Text("Our review", "接入服务商初审"),
    Text("SMS verification", "短信核验"),
    Text("Administration", "管局审核"),
    Text("ICP number", "核发备案号"),
    Text("Public security", "公安联网备案"),
)
_OWNER = Text("Person in charge of the entity", "主体负责人")
_WEBMASTER = Text("Webmaster", "网站负责人")
# as long as one of these lasts, the administration's words are what has to be mended
_AFTER_REFUSAL = {State.REFUSED, State.CORRECTION_REQUESTED}


@access.requires(Permission.FILING_READ)
@require_safe
def status(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Show one application after, or before, it was submitted."""
    filing, actor, at = own_filing(request, filing_id), access.actor(request), clock.now()
    outcomes = tuple(filing.outcomes.order_by("pk"))
    security = psb.of_filing(filing.pk)
    owed = security if security and not security.situation.final else None
    stands = security or filing
    events = tuple(history(filing.subject))
    context: dict[str, Any] = {
        "filing": filing,
        "turn": turn(stands, at),
        "situation": stands.situation,
        "steps": pathway.steps(filing, outcomes, security, titles=TITLES),
        "can": {move.name for move in moves(filing, actor)},
        "refusal": _last_words(filing, outcomes, Outcome.Kind.REFUSED, while_in=_AFTER_REFUSAL),
        "declined": _last_words(filing, outcomes, Outcome.Kind.DECLINED, while_in={State.DECLINED}),
        "sms": _who_verifies(filing),
        "next": what_next.sentences(
            filing,
            lacks_licence=_lacks_licence(filing, at),
            filed_with_public_security=bool(security and security.psb_number),
        ),
        "numbers": _numbers(outcomes),
        "security": owed,
        "backdrop": filing.backdrops.order_by("asked_at").last(),
        "final": filing.procedure.is_final(filing.state_now),
        "happened": happened.main_steps(events),
        "everything": happened.everything(events),
        "messages_sent": messages_sent.table(filing.subject, actor),
    }
    return page(request, "status/status.html", **context)


@access.requires(Permission.FILING_WITHDRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Ask whether to take the application back; on POST do it."""
    filing = own_filing(request, filing_id)
    if request.method == "POST":
        actor, at = access.actor(request), clock.now()
        applicant.withdraw(filing_id=filing.pk, actor=actor, at=at)
        return redirect("portal:tasks", filing_id=filing.pk)
    return _confirm(request, filing, WITHDRAW, "status/withdraw.html")


@access.requires(Permission.FILING_ABANDON)
@require_http_methods(["GET", "HEAD", "POST"])
def abandon(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Ask whether to give the application up; on POST do it."""
    filing = own_filing(request, filing_id)
    if request.method == "POST":
        actor, at = access.actor(request), clock.now()
        applicant.abandon(filing_id=filing.pk, actor=actor, at=at)
        return redirect("portal:status", filing_id=filing.pk)
    return _confirm(request, filing, ABANDON, "status/abandon.html")


def _confirm(
    request: HttpRequest, filing: Filing, move: Move[State], template: str
) -> HttpResponse:
    """Ask before a move; raises MoveNotAllowed where it is too late for it."""
    filing.procedure.check(move, filing.state_now, filing.flags_now)
    return page(request, template, filing=filing)


def _last_words(
    filing: Filing, outcomes: tuple[Outcome, ...], kind: Outcome.Kind, *, while_in: set[State]
) -> Outcome | None:
    """Return the last outcome if it is of a kind whose words stand in the present state."""
    last = outcomes[-1] if outcomes and filing.state_now in while_in else None
    return last if last is not None and last.kind == kind else None


def _who_verifies(filing: Filing) -> list[tuple[Text, str, str]]:
    """Return who enters a code of the ministry now: what they are, their name, a masked number."""
    if Flag.SMS_PENDING not in filing.flags_now:
        return []
    declaration = queries.declaration(filing)
    found = [(_OWNER, declaration.entity.leader)]
    found += [(_WEBMASTER, service.leader) for service in declaration.services]
    return [(who, person.name, declared.mask(person.mobile)) for who, person in found]


def _lacks_licence(filing: Filing, at: datetime) -> bool:
    """Whether nothing can be bought yet for an approved website that sells."""
    approved = filing.state_now is State.APPROVED and not filing.kind_now.cancels
    return approved and lacks_licence(answer(filing.domain, at=at))


def _numbers(outcomes: tuple[Outcome, ...]) -> list[str]:
    """Return the service numbers that were issued, or none."""
    approved = [one for one in outcomes if one.kind == Outcome.Kind.APPROVED]
    return sorted(approved[-1].numbers.get("services", {}).values()) if approved else []
