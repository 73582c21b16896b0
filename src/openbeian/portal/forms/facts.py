"""The answer to the yearly question whether the registered facts still hold."""

from django import forms
from django.utils.translation import gettext_lazy as _

from openbeian.registry.models import FactsAnswer
from openbeian.text import Text
from openbeian.ui.fields import Radios

_CHANGED = Text(
    "Then a change is applied for; we tell you how.",
    "须办理变更备案，我们将告知您如何办理。",
)


class FactsForm(forms.Form):
    """True, or changed."""

    answer = forms.TypedChoiceField(
        label=_("Are these facts still true?"),
        coerce=FactsAnswer,
        choices=[
            (FactsAnswer.TRUE.value, _("Yes, all of them")),
            (FactsAnswer.CHANGED.value, _("No, something has changed")),
        ],
        widget=Radios(hints={FactsAnswer.CHANGED.value: _CHANGED}),
    )
