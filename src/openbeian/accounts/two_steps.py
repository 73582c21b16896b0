"""The second factor of the provider's people, where OPENBEIAN_STAFF_TWO_STEPS asks for it."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openbeian.accounts.actors import Actor
from openbeian.procedure.permissions import PROVIDER_ROLES


def owes(actor: Actor) -> bool:
    """Return whether somebody's role asks for a second factor that they have not set up."""
    if not settings.OPENBEIAN_STAFF_TWO_STEPS or actor.role not in PROVIDER_ROLES:
        return False
    phones = Authenticator.objects.filter(user_id=actor.user_id, type=Authenticator.Type.TOTP)
    return not phones.exists()


def ask_to_set_up(request: HttpRequest) -> HttpResponseRedirect:
    """Send somebody to the page that sets it up, and say why."""
    messages.info(request, _("Your role signs in with two steps. Set up the second one first."))
    return redirect("mfa_activate_totp")
