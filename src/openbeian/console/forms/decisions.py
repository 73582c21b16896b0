"""What a step on an application asks for: reasons, receipts and numbers."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from openbeian.cases.models import Case
from openbeian.cases.words import LONGEST
from openbeian.declaration.values import Service
from openbeian.errors import DomainError
from openbeian.filings import queries
from openbeian.filings.models import Filing
from openbeian.numbers import NumberError, icp_number
from openbeian.text import Text
from openbeian.ui.words import both_lazy, words_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

READ_AS_WRITTEN = _(
    "The applicant reads it as you write it. Write it in Chinese, or in both languages."
)


class StepForm(forms.Form):
    """The base: knows the case, and beside which field a refusal of the house belongs."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.case = case
        super().__init__(*args, **kwargs)

    def blame(self, error: DomainError) -> None:
        """Put a refusal beside the field that it is about, or above the form."""
        self.add_error(self._field_of(error), words_lazy(error.text))

    def _field_of(self, error: DomainError) -> str | None:
        """Return the field that holds what the refusal names; the only field is always meant."""
        if len(self.fields) == 1:
            return next(iter(self.fields))
        for fact in error.facts.values():  # an error names first what it is about
            for name, given in self.cleaned_data.items():
                if given == str(fact):
                    return name
        return None


def officers_words(label: Text, help_text: "StrOrPromise") -> forms.CharField:
    """Return the field for what somebody in office decided, in words that are kept."""
    return forms.CharField(
        label=both_lazy(label),
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReasonForm(StepForm):
    """A decision against the applicant, in words that the applicant reads."""

    reason = officers_words(Text("Reason", "理由"), READ_AS_WRITTEN)


class RefusalForm(StepForm):
    """What the administration answered, word for word."""

    reason = officers_words(
        Text("The administration’s opinion", "通信管理局审核意见"),
        _("Copy it word for word. You turn it into corrections in the next step."),
    )


class ReceiptForm(StepForm):
    """The number under which the administration received the file."""

    receipt = forms.CharField(
        label=both_lazy(Text("Receipt number", "管局接收编号")),
        help_text=_("As the administration’s page shows it after the file was entered."),
        max_length=64,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "spellcheck": "false"}),
    )


class HandOverForm(StepForm):
    """By which way, and by hand the fingerprint of the package that was entered."""

    INTERFACE = "interface"

    way = forms.ChoiceField(
        choices=[(INTERFACE, INTERFACE)], required=False, widget=forms.HiddenInput
    )
    package = forms.RegexField(r"^[0-9a-f]{64}$", required=False, widget=forms.HiddenInput)

    @property
    def goes_over_the_interface(self) -> bool:
        """Whether the house sends it itself."""
        return bool(self.cleaned_data["way"])

    def clean(self) -> dict[str, Any]:
        """By hand, say which package was entered."""
        given = super().clean() or self.cleaned_data
        if not given.get("way") and "package" not in self.errors and not given.get("package"):
            self.add_error("package", forms.Field.default_error_messages["required"])
        return given

    def _field_of(self, _error: DomainError) -> None:
        """Put every refusal above the form: its fields are hidden."""


class ApprovalForm(StepForm):
    """The numbers that were issued: one for the entity, one for each website."""

    entity_number = forms.CharField(
        label=both_lazy(Text("Entity number", "主体备案号")),
        help_text=_("For example 沪ICP备2026000001号."),
        max_length=64,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, case: Filing, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.services = {
            f"service_{service.id}": service for service in queries.declaration(case).services
        }
        for name, service in self.services.items():
            self.fields[name] = _service_number(service)

    def clean_entity_number(self) -> str:
        """Return the number as it is written officially."""
        number = canonical(self.cleaned_data["entity_number"])
        if icp_number.parse(number).service is not None:
            raise ValidationError(
                _("This is the number of a website. The entity’s number has no hyphen at its end."),
                code="service_number",
            )
        return number

    def clean(self) -> dict[str, Any]:
        """Read every website's number as it is written officially."""
        given = super().clean() or self.cleaned_data
        for name in self.services:
            if given.get(name):
                try:
                    given[name] = canonical(given[name])
                except ValidationError as refusal:
                    self.add_error(name, refusal)
        return given

    def service_numbers(self) -> dict[int, str]:
        """Return the websites' numbers by the id of the service."""
        return {service.id: self.cleaned_data[name] for name, service in self.services.items()}


def canonical(number: str) -> str:
    """Return a filing number as it is written officially; refuse it as a form does."""
    try:
        return icp_number.validate(number)
    except NumberError as refusal:
        raise ValidationError(words_lazy(refusal.text), code=refusal.code) from refusal


def _service_number(service: Service) -> forms.CharField:
    domains = ", ".join(domain.name for domain in service.domains)
    return forms.CharField(
        label=both_lazy(Text("Service number", "网站备案号")),
        help_text=f"{service.name} · {domains}",
        max_length=64,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "spellcheck": "false"}),
    )
