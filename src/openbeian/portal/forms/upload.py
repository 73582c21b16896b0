"""The form that hands in files for one document; each refusal stands beside it."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.html import format_html
from django.utils.translation import get_language, gettext

from openbeian.text import Text
from openbeian.ui.words import plain_both

type Refusals = Sequence[tuple[str, Text]]
"""The name of a file, where there is one, and why it was not taken."""


class Files(forms.FileInput):
    """Chooses one file or several."""

    allow_multiple_selected = True


class UploadForm(forms.Form):
    """Files for one document, on a page with others: `anchor` makes its ids its own."""

    file = forms.FileField(widget=Files)

    def __init__(self, *, anchor: str, title: Text, accepted: str, more: bool) -> None:
        super().__init__(auto_id=f"{anchor}-%s")
        choose = gettext("Add further files") if more else gettext("Choose one file or several")
        self.fields["file"].label = format_html(
            '{}<span class="govuk-visually-hidden">: {}</span>', choose, plain_both(title)
        )
        self.fields["file"].help_text = accepted
        self._refusals: Refusals = ()

    def refuse(self, refusals: Refusals) -> "UploadForm":
        """Return the form with what was wrong with the files that were sent."""
        self._refusals = refusals
        self.is_bound = bool(refusals)
        return self

    def full_clean(self) -> None:
        """Put the refusals beside the field; the files themselves were looked at elsewhere."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}
        language = get_language() or "en"
        said = [_said(name, why.within(language)) for name, why in self._refusals]
        if said:
            self.add_error("file", ValidationError(said))


def _said(name: str, why: str) -> str:
    return gettext("{name}: {why}").format(name=name, why=why) if name else why
