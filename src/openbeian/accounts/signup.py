"""Sign-up as one step: the person and their address, or nothing."""

from typing import Any, cast

from allauth.account.forms import SignupForm
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from openbeian.accounts.models import User


class Signup(SignupForm):  # type: ignore[misc]
    """The sign-up form; what it asks beside address and password is in `forms.SignupDetails`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Take as long for an address that is known as for a new one: the time would tell."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return cast("tuple[User | None, HttpResponse | None]", super().try_save(request))

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """Make all of it: somebody without an address could never sign in."""
        return cast("User", super().save(request))
