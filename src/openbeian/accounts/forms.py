"""What a person tells about themselves at sign-up, beside e-mail address and password."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openbeian.accounts import pending
from openbeian.accounts.models import User
from openbeian.numbers import mobile
from openbeian.numbers.errors import NumberError


class MobileField(forms.CharField):
    """A mainland mobile number in any common spelling, or nothing."""

    def clean(self, value: object) -> str:
        """Return the 11 digits."""
        typed: str = super().clean(value)
        if not typed:
            return ""
        try:
            return mobile.validate(typed)
        except NumberError as error:
            raise forms.ValidationError(error.text.within(get_language() or "en")) from error


class SignupDetails(forms.Form):
    """The unit that will file, and where decisions are sent as SMS (短信)."""

    organisation = forms.CharField(
        label=_("Name of the unit that will file"),
        help_text=_("As on its business licence, in Chinese."),
        max_length=255,
    )
    mobile = MobileField(
        label=_("Chinese mobile number"),
        help_text=_("Decisions are sent to it by SMS. Optional now; 11 digits."),
        max_length=20,
        required=False,
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Note the language, and keep the rest until the address is known to be this person's."""
        user.language = get_language() or "en"
        user.save(update_fields=["language"])
        pending.remember(request, user, **self.details())

    def details(self) -> pending.Details:
        """Return what was told, as `found_organisation` takes it."""
        return {
            "name": self.cleaned_data["organisation"],
            "mobile": self.cleaned_data["mobile"],
        }
