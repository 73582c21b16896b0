"""The public-security filing (公安联网备案) of one website: data to copy, and what came of it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from openbeian.accounts import access
from openbeian.cases.turns import moves
from openbeian.config import clock
from openbeian.documents import serving
from openbeian.filings import queries as filings
from openbeian.forms import psb_sections
from openbeian.numbers.errors import NumberError
from openbeian.portal.forms.public_security import NumberForm, RefusalForm
from openbeian.portal.frame import UNPROCESSABLE, own_public_security, page
from openbeian.portal.turnline import turn
from openbeian.portal.views.numbers import PSB_NUMBER, psb_url
from openbeian.procedure.permissions import Permission
from openbeian.psb import queries, services
from openbeian.psb.models import PublicSecurityCase
from openbeian.registry.services.numbers import PsbNumberTaken
from openbeian.ui.components import NumberCard, footer_snippet
from openbeian.workdays import local_day

_OF_THE_NUMBER = (NumberError, PsbNumberTaken)


@access.requires(Permission.FILING_READ)
@require_safe
def public_security(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what is owed to public security for a website, and how far it is."""
    return _page(request, own_public_security(request, case_id))


@access.requires(Permission.FILING_READ)
@require_safe
def data_sheet(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give the Chinese data sheet as PDF."""
    case = own_public_security(request, case_id)
    sheet = queries.data_sheet(case, access.actor(request), local_day(clock.now()))
    name = f"{case.icp_number}-公安联网备案信息表.pdf"
    return serving.attachment(sheet, "application/pdf", name)


@access.requires(Permission.PSB_RECORD)
@require_POST
def applied(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record that the applicant applied at the portal of public security."""
    case = own_public_security(request, case_id)
    services.record_applied(case_id=case.pk, actor=access.actor(request), at=clock.now())
    messages.success(request, gettext("Noted. Enter the number here when it is issued."))
    return redirect("portal:public_security", case_id=case.pk)


@access.requires(Permission.PSB_RECORD)
@require_POST
def number(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record the number that was issued; one that cannot be is said beside the field."""
    case, form = own_public_security(request, case_id), NumberForm(request.POST)
    if form.is_valid():
        try:
            services.record_number(
                case_id=case.pk,
                actor=access.actor(request),
                number=form.cleaned_data["number"],
                at=clock.now(),
            )
        except _OF_THE_NUMBER as refusal:
            form.add_error("number", refusal.text.within(get_language() or "en"))
        else:
            messages.success(request, gettext("The public-security number is recorded."))
            return redirect("portal:public_security", case_id=case.pk)
    return _page(request, case, number_form=form, status=UNPROCESSABLE)


@access.requires(Permission.PSB_RECORD)
@require_POST
def refusal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record that public security refused, with its words."""
    case, form = own_public_security(request, case_id), RefusalForm(request.POST)
    if form.is_valid():
        services.record_refusal(
            case_id=case.pk,
            actor=access.actor(request),
            words=form.cleaned_data["words"],
            at=clock.now(),
        )
        messages.info(request, gettext("Noted. Mend what it says and apply again."))
        return redirect("portal:public_security", case_id=case.pk)
    return _page(request, case, refusal_form=form, status=UNPROCESSABLE)


def _page(
    request: HttpRequest,
    case: PublicSecurityCase,
    *,
    number_form: NumberForm | None = None,
    refusal_form: RefusalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, at = access.actor(request), clock.now()
    filing = filings.get(case.filing_id, actor)
    context: dict[str, Any] = {
        "case": case,
        "filing": filing,
        "turn": turn(case, at),
        "days_left": (case.due_on - local_day(at)).days if case.due_on else None,
        "can": {move.name for move in moves(case, actor)},
        "sections": psb_sections(
            filings.declaration(filing),
            case.service_key,
            icp_number=case.icp_number,
            provider_name=settings.OPENBEIAN_PROVIDER,
        ),
        "form": number_form if number_form is not None else NumberForm(),
        "refusal_form": refusal_form if refusal_form is not None else RefusalForm(),
        "card": _card(case, filing.title) if case.psb_number else None,
    }
    return page(request, "public_security/case.html", status=status, **context)


def _card(case: PublicSecurityCase, holder: str) -> NumberCard:
    return NumberCard(
        title=PSB_NUMBER,
        number=case.psb_number,
        holder=holder,
        subject=case.domain,
        issued_on=local_day(case.moved_at),
        verify_url=psb_url(case.psb_number),
        snippet=footer_snippet(case.psb_number, link=psb_url(case.psb_number)),
    )
