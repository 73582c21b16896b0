"""The first questions as forms, one field each, in the words of whoever does not know the rules."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openbeian import rulebook
from openbeian.portal import choices
from openbeian.portal.answers import (
    CAPITAL,
    COMMERCIAL,
    INDUSTRIES,
    KIND,
    NONE,
    PROVINCE,
    REGISTERED,
    UNSTATED,
    FirstAnswers,
    amount,
)
from openbeian.portal.choices import Choice
from openbeian.text import Text
from openbeian.ui.fields import Checkboxes, Radios
from openbeian.ui.words import plain_both_lazy, words_lazy

CHOOSE = ("", _("Choose one"))
NO_INDUSTRY = Text("None of these", "均不涉及")
YES = Text(
    "Yes, it sells goods or services, or lets others sell", "是，直接销售或供第三方销售商品、服务"
)
NO = Text("No, it only informs", "否，仅用于信息展示")


class Kinds(Radios):
    """Kinds of entity, those that are asked for less often folded away."""

    template_name = "portal/eligibility/kinds.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the groups in two parts, and whether the choice lies in the second."""
        context = super().get_context(name, value, attrs)
        groups = context["widget"]["optgroups"]
        rare = groups[choices.USUAL :]
        chosen = any(option["selected"] for _title, options, _index in rare for option in options)
        context["widget"] |= {
            "optgroups": groups[: choices.USUAL],
            "rare": {**context["widget"], "optgroups": rare},
            "rare_is_chosen": chosen,
        }
        return context


class KindForm(forms.Form):
    """Which kind of entity applies."""

    entity_kind = forms.ChoiceField(label=_("Who applies for the filing?"), widget=Kinds)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        groups = choices.kinds_of_entity()
        hints = {kind.id: kind.definition for kind in rulebook.default().kinds.values()}
        offered = [(words_lazy(title) if title else "", _named(kinds)) for title, kinds in groups]
        self.fields[KIND].widget = Kinds(choices=offered, hints=hints)
        self.fields[KIND].choices = offered  # type: ignore[attr-defined]


class RegisteredForm(forms.Form):
    """Where the business is registered."""

    registered_province = forms.ChoiceField(
        label=_("In which province is the business registered?"),
        help_text=_("As on the business licence or registration certificate."),
        choices=lambda: [CHOOSE, *_named(choices.provinces())],
    )


class ProvinceForm(forms.Form):
    """Where the filing is applied for."""

    province = forms.ChoiceField(
        label=_("In which province do you want to apply?"),
        help_text=_("The communications administration of that province decides."),
        choices=lambda: [CHOOSE, *_named(choices.provinces())],
    )


class CommercialForm(forms.Form):
    """Whether something is sold."""

    commercial = forms.ChoiceField(
        label=_("Will the website sell goods or services?"),
        help_text=_(
            "Platforms and third-party sellers need the commercial licence after the filing."
        ),
        choices=[("no", words_lazy(NO)), ("yes", words_lazy(YES))],
        widget=Radios,
    )


class IndustriesForm(forms.Form):
    """What the website is about, as far as it needs an approval."""

    industries = forms.MultipleChoiceField(
        label=_("Is the website about any of these?"),
        help_text=_("They need, or may need, an approval of their own authority first."),
        choices=lambda: [*_named(choices.industries()), (NONE, words_lazy(NO_INDUSTRY))],
        widget=Checkboxes,
    )

    def clean_industries(self) -> list[str]:
        """Refuse "none" beside an industry."""
        chosen: list[str] = self.cleaned_data[INDUSTRIES]
        if NONE in chosen and len(chosen) > 1:
            raise forms.ValidationError(
                _("Choose the industries, or “None of these”, but not both.")
            )
        return chosen


class CapitalForm(forms.Form):
    """How much capital is registered."""

    capital_cny = forms.CharField(
        label=_("How much capital is registered, in RMB?"),
        help_text=_(
            "Whole yuan, for example 100,000,000. It decides on the commercial licence only;"
            " leave it empty if you do not know."
        ),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-20"}),
    )

    def clean_capital_cny(self) -> str:
        """Return the typed amount in digits, or that it is not stated."""
        typed: str = self.cleaned_data[CAPITAL]
        if not typed.strip():
            return UNSTATED
        read = amount(typed)
        if read is None:
            raise forms.ValidationError(
                _("Enter a whole amount in yuan, digits only, for example 1000000.")
            )
        return str(read)


FORMS: dict[str, type[forms.Form]] = {
    KIND: KindForm,
    REGISTERED: RegisteredForm,
    PROVINCE: ProvinceForm,
    COMMERCIAL: CommercialForm,
    INDUSTRIES: IndustriesForm,
    CAPITAL: CapitalForm,
}


def proposed(question: str, answers: FirstAnswers) -> dict[str, Any]:
    """Return what a question shows before it is answered: you apply where you are registered."""
    if question == PROVINCE:
        return {PROVINCE: answers.registered_province}
    return {}


def _named(offered: Iterable[Choice]) -> list[tuple[str, Any]]:
    return [(value, plain_both_lazy(said)) for value, said in offered]
