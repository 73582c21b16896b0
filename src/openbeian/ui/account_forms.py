"""The forms of sign-in and addresses with our own words for what they ask."""

from typing import Any

from allauth.account import forms
from django.utils.translation import gettext_lazy as _

_ADDRESS = _("E-mail address")


class Login(forms.LoginForm):  # type: ignore[misc]
    """Sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _ADDRESS


class AddEmail(forms.AddEmailForm):  # type: ignore[misc]
    """A further address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _ADDRESS


class ResetPassword(forms.ResetPasswordForm):  # type: ignore[misc]
    """A forgotten password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _ADDRESS
