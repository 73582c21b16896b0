"""What the applicant records of the public-security filing: its number, or the refusal."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NumberForm(forms.Form):
    """The number as the public security organ issued it; the number's own reader judges it."""

    number = forms.CharField(
        label=_("Public-security number"),
        help_text=_("For example 沪公网安备31011502000001号; the 14 digits alone are enough."),
        max_length=60,
        widget=forms.TextInput({"class": "govuk-input--width-20", "spellcheck": "false"}),
    )


class RefusalForm(forms.Form):
    """What the public security organ said."""

    words = forms.CharField(
        label=_("What the public security organ said"),
        help_text=_("Copy its words. They stay with you here until the filing succeeds."),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )
