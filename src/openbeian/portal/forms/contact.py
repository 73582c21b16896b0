"""How messages reach a person, as a form."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from openbeian.accounts.forms import MobileField
from openbeian.ui.fields import Radios


class ContactForm(forms.Form):
    """The mobile number for SMS and the language of messages."""

    mobile = MobileField(
        label=_("Chinese mobile number"),
        help_text=_("Decisions are sent to it by SMS. 11 digits; leave it empty for none."),
        max_length=20,
        required=False,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-10", "autocomplete": "tel", "inputmode": "tel"}
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of messages"), choices=settings.LANGUAGES, widget=Radios
    )
