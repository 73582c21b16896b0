"""The question to the registry: which domain, and for which product if one is to be bought."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openbeian.registry.products import products
from openbeian.ui.fields import Radios
from openbeian.ui.words import words_lazy

LOOK_UP = "look-up"


def _offered() -> list[tuple[str, Any]]:
    sold = [(rule.id, words_lazy(rule.title)) for rule in products().values()]
    return [(LOOK_UP, _("Nothing, only look it up")), *sold]


class DomainForm(forms.Form):
    """A host name in any shape, and a product or none; the registry reads the name itself."""

    domain = forms.CharField(
        label=_("Domain"),
        help_text=_("For example shili-keji.cn. A subdomain counts for its domain."),
        max_length=300,
        widget=forms.TextInput(
            {"spellcheck": "false", "autocapitalize": "none", "autocomplete": "off"}
        ),
    )
    product = forms.ChoiceField(
        label=_("What do you want to buy for it?"),
        choices=_offered,
        widget=Radios,
        initial=LOOK_UP,
    )
