"""Sign-up as one step: the person, their organisation and their address, or nothing."""

from typing import cast

from allauth.account.forms import SignupForm
from django.db import transaction
from django.http import HttpRequest

from openbeian.accounts.models import User


class Signup(SignupForm):  # type: ignore[misc]
    """The sign-up form; what it asks beside address and password is in `forms.SignupDetails`."""

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """Make all of it: somebody without an organisation could never do anything."""
        return cast("User", super().save(request))
