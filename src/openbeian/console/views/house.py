"""The operator's page: how the house stands, what was given up, and a second chance for it."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openbeian.accounts import access
from openbeian.audit.services import head
from openbeian.config import clock
from openbeian.console.frame import conflict, page
from openbeian.errors import DomainError
from openbeian.filings import queries as filings
from openbeian.notices import queries as notices
from openbeian.outbox import queries as outbox
from openbeian.outbox import services
from openbeian.procedure.filing import FILING
from openbeian.procedure.permissions import Permission

LATE = timedelta(minutes=5)
MOST_SHOWN = 100


@require_safe
@access.requires(Permission.SYSTEM_OPERATE)
def house(request: HttpRequest) -> HttpResponse:
    """Show counts, dead letters and messages that never arrived."""
    late = outbox.overdue(at=clock.now(), by=LATE)
    states = filings.by_state()
    return page(
        request,
        "house.html",
        effects=outbox.counts(),
        late=late.count(),
        oldest=late.first(),
        sent=notices.counts(),
        failed=notices.failed().count(),
        failures=notices.failed()[:MOST_SHOWN],
        dead=outbox.dead_letters()[:MOST_SHOWN],
        open_cases=sum(states[state] for state in FILING.active_states()),
        log=head(),
    )


@require_POST
@access.requires(Permission.SYSTEM_OPERATE)
def retry(request: HttpRequest, effect_id: int) -> HttpResponse:
    """Set something that was given up to be delivered again."""
    try:
        services.retry(effect_id, actor=access.actor(request), at=clock.now())
    except DomainError as refusal:
        return conflict(request, refusal, reverse("console:house"))
    messages.success(request, _("It is tried again now."))
    return redirect("console:house")
