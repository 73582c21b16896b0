"""Where a photo backdrop is posted to."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openbeian.errors import DomainError
from openbeian.numbers import mobile


class RecipientForm(forms.Form):
    """Name, mobile number and postal address, as on a parcel."""

    name = forms.CharField(
        label=_("Name of the recipient"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "name", "class": "govuk-input--width-20"}),
    )
    mobile = forms.CharField(
        label=_("Chinese mobile number"),
        help_text=_("The courier calls it. 11 digits."),
        max_length=30,
        widget=forms.TextInput(
            {"type": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}
        ),
    )
    address = forms.CharField(
        label=_("Postal address in China"),
        help_text=_("In Chinese, from the province to the door, with the postcode if you know it."),
        max_length=300,
        widget=forms.Textarea({"rows": 3, "autocomplete": "street-address"}),
    )

    def clean_mobile(self) -> str:
        """Accept a mainland mobile number in any common spelling."""
        try:
            return mobile.validate(self.cleaned_data["mobile"])
        except DomainError as refusal:
            raise forms.ValidationError(refusal.text.within(get_language() or "en")) from refusal

    def recipient(self) -> str:
        """Return what is written on the parcel."""
        said = self.cleaned_data
        return f"{said['name']} {said['mobile']}\n{said['address']}"
