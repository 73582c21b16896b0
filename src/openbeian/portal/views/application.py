"""Begin an application, and the list of what is to be done for it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openbeian.accounts import access
from openbeian.accounts.actors import Actor
from openbeian.accounts.queries import organisation
from openbeian.config import clock
from openbeian.filings import queries
from openbeian.filings.models import Filing
from openbeian.filings.services.begin import begin as begin_application
from openbeian.portal.answers import recall, to_draft
from openbeian.portal.drafting import Desk, is_on_the_desk
from openbeian.portal.frame import own_filing, page
from openbeian.portal.tasks import next_of
from openbeian.portal.tasks import tasks as listed
from openbeian.portal.turnline import turn
from openbeian.procedure.filing import FILING, State
from openbeian.procedure.permissions import Permission


@require_POST
@access.requires(Permission.FILING_EDIT)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an application with what was answered before sign-up; an open one is gone on with."""
    actor, at = access.actor(request), clock.now()
    draft = to_draft(recall(request.session), organisation(actor.tenant).name)
    was_open = open_of(actor) is not None
    filing = begin_application(actor=actor, at=at, draft=draft)
    if was_open:
        messages.info(request, _("You have this application open. There is one at a time."))
    return redirect("portal:tasks", filing.pk)


def open_of(actor: Actor) -> Filing | None:
    """Return the application that an organisation has open: there is one at a time."""
    states = [state.value for state in FILING.active_states()]
    return queries.of_organisation(actor).filter(state__in=states).first()


@require_safe
@access.requires(Permission.FILING_EDIT)
def tasks(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Show how far each section is; an application that was sent has a status page instead."""
    filing, at = own_filing(request, filing_id), clock.now()
    if not is_on_the_desk(filing):
        return redirect("portal:status", filing.pk)
    if filing.kind_now.cancels:  # nothing is filled in
        return redirect("portal:review", filing.pk)
    rows, done = listed(Desk.of(filing, at))
    return page(
        request,
        "application/tasks.html",
        filing=filing,
        turn=turn(filing, at),
        tasks=rows,
        done=done,
        most=len(rows) - 1,
        next=next_of(rows),
        correcting=filing.state_now is State.CORRECTION_REQUESTED,
        back=reverse("portal:dashboard"),
    )
