"""What is asked before something registered is cancelled, or brought here from elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from openbeian import codes
from openbeian.filings.services.later import REASONS
from openbeian.ui.fields import Radios
from openbeian.ui.words import words_lazy


class CancellationForm(forms.Form):
    """Why something registered shall end."""

    reason = forms.ChoiceField(
        label=_("Why is it cancelled?"),
        choices=lambda: [
            (str(row.id), words_lazy(row.text)) for row in codes.table(REASONS).all_rows
        ],
        widget=Radios,
    )


class AddedAccessForm(forms.Form):
    """The website that is filed elsewhere; its number's own reader judges the number."""

    number = forms.CharField(
        label=_("ICP number of the website"),
        help_text=_("It stands at the foot of the home page, for example 沪ICP备2026000001号-1."),
        max_length=64,
        widget=forms.TextInput({"class": "govuk-input--width-20", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Filing password (备案密码)"),
        help_text=_(
            "The administration sent it when the number was issued. It can be had again at"
            " beian.miit.gov.cn. We keep it sealed and give it to the administration only."
        ),
        max_length=32,
        widget=forms.PasswordInput({"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
