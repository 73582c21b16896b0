"""What is asked at the registry desk: reasons, black-listed domains, and look-ups elsewhere."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openbeian.errors import DomainError
from openbeian.registry.models import Party
from openbeian.registry.services import Cause, LookUp
from openbeian.registry.services.standing import PARTIES
from openbeian.text import Text
from openbeian.ui.fields import DateField, Radios
from openbeian.ui.words import both_lazy, words_lazy

LONGEST = 2000
LANGUAGES = [
    ("zh-hans", words_lazy(Text("Chinese", "中文"))),
    ("en", words_lazy(Text("English", "英文"))),
]


class DeskForm(forms.Form):
    """The base: `BESIDE` names the field that a refusal of the registry belongs to, by its code."""

    BESIDE: dict[str, str] = {}

    def blame(self, error: DomainError) -> None:
        """Put a refusal beside its field, or above the form."""
        self.add_error(self.BESIDE.get(error.code), words_lazy(error.text))


class StandingForm(DeskForm):
    """Who decides against a registration, and why."""

    BESIDE = {"registry.reason_missing": "reason", "registry.access_only": "by"}

    by = forms.ChoiceField(
        label=_("Who decided?"),
        widget=Radios(
            hints={
                Party.PROVIDER.value: Text(
                    "We may decide on our own access only.", "接入服务商仅可处理自身的接入。"
                )
            }
        ),
        choices=[(party.value, words_lazy(PARTIES[party])) for party in Party],
    )
    reason = forms.CharField(
        label=both_lazy(Text("Reason", "原因")),
        help_text=_("The applicant reads it as you write it."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    language = forms.ChoiceField(label=_("In which language is the reason?"), choices=LANGUAGES)

    def cause(self) -> Cause:
        """Return who decided and why, as the service takes it."""
        given = self.cleaned_data
        return Cause(Party(given["by"]), given["reason"], given["language"])


class LiftForm(DeskForm):
    """Why a suspension ends."""

    BESIDE = {"registry.reason_missing": "because"}

    because = forms.CharField(
        label=both_lazy(Text("Why is it lifted?", "解除原因")),
        help_text=_("The applicant reads it as you write it."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class BlackListForm(DeskForm):
    """A domain for the black list, with the list that names it."""

    BESIDE = {
        "registry.domain_unfit": "domain",
        "registry.already_black_listed": "domain",
        "registry.reason_missing": "reason",
        "registry.source_missing": "source",
    }

    domain = forms.CharField(label=both_lazy(Text("Domain", "域名")), max_length=253)
    source = forms.CharField(
        label=_("Which list names it?"),
        help_text=_("For example the administration’s notice and its date."),
        max_length=255,
    )
    reason = forms.CharField(
        label=both_lazy(Text("Reason", "原因")),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ClearForm(DeskForm):
    """Why a domain leaves the black list."""

    BESIDE = {"registry.reason_missing": "reason"}

    reason = forms.CharField(
        label=both_lazy(Text("Why is it taken off?", "移出原因")),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LookUpForm(DeskForm):
    """What the administration says of a domain that may be filed with another provider."""

    BESIDE = {
        "registry.domain_unfit": "domain",
        "registry.source_missing": "source",
        "registry.evidence_from_the_future": "on",
        "registry.numbers_differ": "service_number",
    }

    domain = forms.CharField(label=both_lazy(Text("Domain", "域名")), max_length=253)
    entity_number = forms.CharField(
        label=both_lazy(Text("Entity number", "主体备案号")),
        help_text=_("Leave both numbers empty if the administration knows no filing."),
        required=False,
        max_length=64,
    )
    service_number = forms.CharField(
        label=both_lazy(Text("Service number", "网站备案号")), required=False, max_length=64
    )
    source = forms.CharField(
        label=_("Where was it looked up?"),
        help_text=_("For example the public query of beian.miit.gov.cn."),
        max_length=255,
    )
    on = DateField(label=_("On which day?"))

    def look_up(self, at: datetime) -> LookUp:
        """Return the look-up; of today it is as fresh as now, of a day before as of its noon."""
        given = self.cleaned_data
        today = timezone.localtime(at).date()
        noon = timezone.make_aware(datetime.combine(given["on"], time(12)))
        return LookUp(
            source=given["source"],
            as_of=at if given["on"] == today else noon,
            entity_number=given["entity_number"],
            service_number=given["service_number"],
        )

    def blame(self, error: DomainError) -> None:
        """Put what is wrong with a number beside the numbers."""
        if error.code.startswith("numbers."):
            filled = [name for name in ("entity_number", "service_number") if self.given(name)]
            self.add_error(filled[-1] if filled else None, words_lazy(error.text))
        else:
            super().blame(error)

    def given(self, name: str) -> Any:
        """Return what was filled in."""
        return self.cleaned_data.get(name)


def first_language() -> str:
    """Return the language that a reason is most likely written in: the reader's own."""
    return "zh-hans" if (get_language() or "").startswith("zh") else "en"
