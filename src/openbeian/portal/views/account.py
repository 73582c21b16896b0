"""The account as a person has it: for whom they act, and how messages reach them."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from openbeian.accounts import access
from openbeian.accounts.forms import SignupDetails
from openbeian.accounts.models import User
from openbeian.accounts.services import found_organisation
from openbeian.config import clock
from openbeian.notices import contact as contacts
from openbeian.portal.forms.contact import ContactForm
from openbeian.portal.frame import UNPROCESSABLE, page
from openbeian.procedure.permissions import Permission


@access.public
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest) -> HttpResponseBase:
    """Let a person who acts for nobody yet name the unit that will file.

    Nobody's permission stands before it: permissions come with the organisation.
    """
    if not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    if request.actor is not None:  # type: ignore[attr-defined]  # set by AccessMiddleware
        return redirect("portal:home")
    form = SignupDetails(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _organisation(request, form)
    if not form.is_valid():
        return _organisation(request, form, status=UNPROCESSABLE)
    found_organisation(user=request.user, **form.details(), language=request.user.language)
    return redirect("portal:home")


def _organisation(request: HttpRequest, form: SignupDetails, status: int = 200) -> HttpResponse:
    return page(request, "account/organisation.html", status=status, form=form)


@access.requires(Permission.ACCOUNT_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Show a person's own mobile number and language; on POST keep what they typed."""
    actor = access.actor(request)
    if request.method != "POST":
        person = User.objects.get(pk=actor.person)
        kept = {"mobile": person.mobile, "language": person.language}
        return _contact(request, ContactForm(initial=kept))
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _contact(request, form, status=UNPROCESSABLE)
    contacts.change(actor=actor, **form.cleaned_data, at=clock.now())
    messages.success(request, gettext("Messages now reach you there."))
    return redirect("portal:contact")


def _contact(request: HttpRequest, form: ContactForm, status: int = 200) -> HttpResponse:
    return page(request, "account/contact.html", status=status, form=form)
