"""What the commercial licence asks beside its documents, and the document that is handed in."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openbeian.portal.papers import formats_of
from openbeian.rulebook import DocumentNeed

_MEBIBYTE = 1024 * 1024


class PaperForm(forms.Form):
    """One document to hand in; the door of the documents says what is wrong with a file."""

    file = forms.FileField(label=_("Choose a file"), allow_empty_file=True)

    def __init__(
        self, sent: Any = None, files: Any = None, *, need: DocumentNeed, held: bool
    ) -> None:
        super().__init__(sent, files, prefix=need.kind)
        file = self.fields["file"]
        if held:
            file.label = gettext("Replace it by another file")
        file.help_text = gettext("{formats}, at most {megabytes} MB").format(
            formats=formats_of(need), megabytes=need.max_bytes // _MEBIBYTE
        )


class CapitalForm(forms.Form):
    """The registered capital in whole yuan, however the thousands are written."""

    capital = forms.CharField(
        label=_("Registered capital in yuan (RMB)"),
        help_text=_("In figures, as on the business licence, for example 100,000,000."),
        max_length=30,
        widget=forms.TextInput({"class": "govuk-input--width-20", "inputmode": "numeric"}),
    )

    def clean_capital(self) -> int:
        """Return the amount; what is no whole number of yuan is said beside the field."""
        typed = unicodedata.normalize("NFKC", self.cleaned_data["capital"])
        digits = "".join(sign for sign in typed if sign not in ", ¥元" and not sign.isspace())
        if not (digits.isascii() and digits.isdigit()):
            raise forms.ValidationError(
                _("Enter whole yuan in figures, for example 100,000,000."), code="amount"
            )
        return int(digits)
