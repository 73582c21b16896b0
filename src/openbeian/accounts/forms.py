"""What a person tells about themselves at sign-up, beside e-mail address and password."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openbeian.accounts.models import User
from openbeian.accounts.services import found_organisation
from openbeian.numbers import mobile
from openbeian.numbers.errors import NumberError


class SignupDetails(forms.Form):
    """The unit that will file, and where decisions are sent as SMS (短信)."""

    organisation = forms.CharField(
        label=_("Name of the unit that will file"),
        help_text=_("As on its business licence, in Chinese."),
        max_length=255,
    )
    mobile = forms.CharField(
        label=_("Chinese mobile number"),
        help_text=_("Decisions are sent to it by SMS. Optional now; 11 digits."),
        max_length=20,
        required=False,
    )

    def clean_mobile(self) -> str:
        """Accept a mainland mobile number in any common spelling."""
        typed: str = self.cleaned_data["mobile"]
        if not typed.strip():
            return ""
        try:
            return mobile.validate(typed)
        except NumberError as error:
            raise forms.ValidationError(error.text.within(get_language() or "en")) from error

    def signup(self, _request: HttpRequest, user: User) -> None:
        """Found the organisation in the same request that makes the person."""
        found_organisation(
            user=user,
            name=self.cleaned_data["organisation"],
            mobile=self.cleaned_data["mobile"],
            language=get_language() or "en",
        )
