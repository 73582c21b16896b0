"""What is asked of the applicant: one block per field, from the catalogue or in own words."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from openbeian import rulebook
from openbeian.console.sheet import laid_flat
from openbeian.declaration.field import SECTION_TITLES
from openbeian.declaration.fields import field_at
from openbeian.declaration.findings import Finding
from openbeian.declaration.paths import PathUnreadable, lies_under, pattern_of
from openbeian.declaration.values import Declaration
from openbeian.filings.services.review import MEND, Ask
from openbeian.rulebook import Form, Holder, Procedure, Rejection
from openbeian.text import Text
from openbeian.ui import declared
from openbeian.ui.words import plain_both_lazy, words_lazy

FURTHER = Text("Further documents", "需补充的材料")
MOST_ITEMS = 40
_RAISED_BY = {"precheck", "provider", "administration"}
_LIMIT = 1000

type Choice = tuple[str, Any]
type Group = tuple[Any, list[Choice]]


class AskForm(forms.Form):
    """One thing to correct. A reason of the catalogue brings its words; own words replace them."""

    field = forms.ChoiceField(label=_("Field"))
    reason = forms.ChoiceField(label=_("Reason from the catalogue"), required=False)
    message_en = forms.CharField(
        label=_("What is wrong, in English"), required=False, max_length=_LIMIT
    )
    message_zh = forms.CharField(
        label=_("What is wrong, in Chinese"), required=False, max_length=_LIMIT
    )
    remedy_en = forms.CharField(
        label=_("How to mend it, in English"), required=False, max_length=_LIMIT
    )
    remedy_zh = forms.CharField(
        label=_("How to mend it, in Chinese"), required=False, max_length=_LIMIT
    )

    def __init__(self, *args: Any, fields: list[Group], **kwargs: Any) -> None:
        # a block that was left empty is a block without a field, not one to pass over
        super().__init__(*args, **{**kwargs, "empty_permitted": False})
        self.fields["field"].choices = [("", _("Choose a field")), *fields]  # type: ignore[attr-defined]
        self.fields["reason"].choices = reasons(self._chosen())  # type: ignore[attr-defined]
        for name, row in self.fields.items():
            if name.startswith(("message", "remedy")):
                row.widget = forms.Textarea(attrs={"rows": 2})

    def _chosen(self) -> str:
        name = self.add_prefix("field")
        return str(self.data.get(name, "") if self.is_bound else self.initial.get("field", ""))

    def clean(self) -> dict[str, Any]:
        """Require words in both languages, or a reason that has them."""
        given = super().clean() or self.cleaned_data
        self._require_pair("message", needed=not given.get("reason"))
        self._require_pair("remedy", needed=False)
        return given

    def _require_pair(self, part: str, *, needed: bool) -> None:
        """Ask for the other language: an applicant may read either one alone."""
        english, chinese = f"{part}_en", f"{part}_zh"
        said = bool(self.cleaned_data.get(english)), bool(self.cleaned_data.get(chinese))
        if said == (False, False) and needed:
            self.add_error("reason", ValidationError(_SAY_WHY, code="no_words"))
        elif said == (True, False):
            self.add_error(chinese, ValidationError(_BOTH, code="one_language"))
        elif said == (False, True):
            self.add_error(english, ValidationError(_BOTH, code="one_language"))

    def ask(self) -> Ask:
        """Return the item as the service takes it: own words first, else the catalogue's."""
        given = self.cleaned_data
        chosen = rulebook.default().rejections.get(given["reason"])
        return Ask(
            field=given["field"],
            message=self._own("message") or (chosen.cause if chosen else MEND),
            remedy=self._own("remedy") or (chosen.remedy if chosen else MEND),
            reason=given["reason"],
        )

    def _own(self, part: str) -> Text | None:
        english, chinese = self.cleaned_data[f"{part}_en"], self.cleaned_data[f"{part}_zh"]
        return Text(english, chinese) if english else None


type AskSet = BaseFormSet[AskForm]


if TYPE_CHECKING:
    _Several = BaseFormSet[AskForm]
else:
    _Several = BaseFormSet


class Asks(_Several):
    """All that is asked at once; no field is asked twice."""

    def clean(self) -> None:
        """Refuse a second block for the same field."""
        named = [form.cleaned_data.get("field") for form in self.forms if form.is_valid()]
        if len(named) != len(set(named)):
            raise ValidationError(_("One field is asked for twice. Put it into one block."))


_SAY_WHY = _("Choose a reason, or say below what is wrong, in both languages.")
_BOTH = _("Write it in both languages: the applicant may read either one alone.")
AskFormSet = formset_factory(
    AskForm,
    formset=Asks,
    extra=0,
    min_num=1,
    validate_min=True,
    max_num=MOST_ITEMS,
    validate_max=True,
    absolute_max=MOST_ITEMS + 1,
)


def fields_of(declaration: Declaration) -> list[Group]:
    """Return what can be asked for as choices: fields by section, then documents, given or not."""
    groups: dict[Text, list[Choice]] = {}
    flat = laid_flat(declaration)
    for path in flat:
        section = SECTION_TITLES[field_at(path).section]
        groups.setdefault(section, []).append((path, plain_both_lazy(declared.label(path))))
    further = [path for path in _documents(declaration) if path not in flat]
    groups[FURTHER] = [(path, plain_both_lazy(declared.label(path))) for path in further]
    return [(words_lazy(section), rows) for section, rows in groups.items()]


def _documents(declaration: Declaration) -> Iterator[str]:
    """Yield the path of every document that a filing may have."""
    for kind in rulebook.default().documents.values():
        if kind.form is not Form.FILE or kind.procedure != Procedure.FILING:
            continue
        if kind.holder is Holder.ENTITY:
            yield f"entity.documents[{kind.id}]"
        for service in declaration.services if kind.holder is Holder.SERVICE else ():
            yield f"services[{service.id}].documents[{kind.id}]"


def reasons(path: str) -> list[Group | Choice]:
    """Return the reasons of the catalogue as choices, those about this field first."""
    near: list[Choice] = []
    far: list[Choice] = []
    for reason in rulebook.default().rejections.values():
        if _RAISED_BY.isdisjoint(reason.raised_by):
            continue
        choice = (reason.id, plain_both_lazy(reason.title))
        (near if _is_about(reason, path) else far).append(choice)
    groups: list[Group | Choice] = [("", _("None: own words"))]
    if near:
        groups.append((_("About this field"), near))
    groups.append((_("Other reasons"), far))
    return groups


def _is_about(reason: Rejection, path: str) -> bool:
    if not path:
        return False
    try:
        pattern = pattern_of(path)
    except PathUnreadable:
        return False
    # documents are named by their kind, fields by their pattern
    names = {pattern, path.replace("services[1]", "services[*]")}
    return any(lies_under(name, field) for name in names for field in reason.fields)


def prefilled(paths: Iterable[str], findings: Sequence[Finding]) -> list[dict[str, str]]:
    """Return the first answers: bare fields, and findings with what they say."""
    blocks = {path: {"field": path} for path in paths}
    for finding in findings:
        blocks[finding.field] = {
            "field": finding.field,
            "message_en": finding.message.en,
            "message_zh": finding.message.zh,
            "remedy_en": finding.remedy.en,
            "remedy_zh": finding.remedy.zh,
        }
    return list(blocks.values())[:MOST_ITEMS]
