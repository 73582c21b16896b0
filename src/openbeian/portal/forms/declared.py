"""Forms made from the catalogue of fields: everything typed is kept, what is wrong is marked.

A draft may be saved half-filled, so nothing here refuses an answer; what is wrong comes as
findings from the rules and stands beside its field.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openbeian.declaration.draft import Draft, Raw, many, words
from openbeian.declaration.field import Field, Kind
from openbeian.declaration.findings import Finding
from openbeian.declaration.paths import pattern_of
from openbeian.portal import choices
from openbeian.text import Text
from openbeian.ui import declared
from openbeian.ui.fields import Checkboxes, Radios
from openbeian.ui.renderer import OpenbeianBoundField
from openbeian.ui.words import both_lazy, plain_both_lazy, words_lazy

type Attributes = dict[str, Any]

# on these depends which other fields there are, or what they offer
GOVERNING = frozenset(
    {
        "entity.kind",
        "entity.address.province",
        "entity.address.city",
        "services[*].industries",
    }
)
# all fields of the page
WHOLE = "#fields"
_KIND_OF_NUMBER = "certificate.type_id"
_FEW = 6
# the field that begins a part of a page, by the end of its path, and the part's heading
_PARTS = (
    ("leader.certificate.type_id", Text("Certificate", "证件")),
    ("leader.mobile", Text("How to reach this person", "联系方式")),
    ("entity.certificate.type_id", Text("Certificate of the entity", "主办者证件")),
    ("entity.address.province", Text("Postal address", "通信地址")),
    ("entity.investor", Text("Investor and capital", "投资者及注册资本")),
    (".content_ids", Text("What the website offers", "网站内容")),
)
_NOT_AN_ID = re.compile(r"[^a-z0-9]+")
_CHOOSE = ("", _("Choose one"))
_TYPED: Mapping[Kind, Attributes] = {
    Kind.DOMAIN: {"class": "govuk-input--width-20", "inputmode": "url"},
    Kind.EMAIL: {"type": "email", "autocomplete": "off"},
    Kind.MOBILE: {"type": "tel", "class": "govuk-input--width-20"},
    Kind.MONEY: {"inputmode": "numeric", "class": "govuk-input--width-20"},
    Kind.PERSON_NUMBER: {"class": "govuk-input--width-20", "autocomplete": "off"},
    Kind.PHONE: {"type": "tel", "class": "govuk-input--width-20"},
    Kind.UNIT_NUMBER: {"class": "govuk-input--width-20"},
    Kind.URL: {"inputmode": "url"},
    Kind.VALID_UNTIL: {"class": "govuk-input--width-10"},
}


def id_of(path: str) -> str:
    """Return the id of a field's control: letters, digits and hyphens only.

    >>> id_of("services[1].leader.mobile")
    'f-services-1-leader-mobile'
    """
    return f"f-{_NOT_AN_ID.sub('-', path).strip('-')}"


def name_of(path: str) -> str:
    """Return the name under which a field is sent.

    >>> name_of("services[1].leader.mobile")
    'services-1.leader.mobile'
    """
    return path.replace("[", "-").replace("]", "")


class PathBoundField(OpenbeianBoundField):
    """A field named by its path, whose ids can stand in an address and in a selector."""

    @property
    def auto_id(self) -> str:
        """The id of the control."""
        return id_of(self.html_name)

    @property
    def group_id(self) -> str:
        """The id of the whole group, which is replaced when the field was checked."""
        return f"g-{self.auto_id}"

    @property
    def is_governing(self) -> bool:
        """Whether it depends on this field which others there are, or what they offer."""
        return bool(self.field.widget.attrs.get("hx-target") == WHOLE)

    @property
    def part(self) -> Text | None:
        """The heading above this field, where it begins a part of its page."""
        return next((said for end, said in _PARTS if self.html_name.endswith(end)), None)

    @property
    def in_columns(self) -> bool:
        """Whether there are more boxes to tick than a list should have."""
        widget = self.field.widget
        return isinstance(widget, Checkboxes) and len(list(widget.choices)) > _FEW


class DeclaredForm(forms.Form):
    """Some fields of a draft, with what is wrong in them beside each.

    `check` returns the address that checks a field as the reader leaves it.
    """

    bound_field_class = PathBoundField

    def __init__(
        self,
        asked: Sequence[tuple[str, Field]],
        draft: Draft,
        *,
        on: date,
        check: Callable[[str], str],
        findings: Iterable[Finding] = (),
    ) -> None:
        listed = dict(asked)
        self._said = [one for one in findings if one.field in listed]
        super().__init__(data=_as_sent(listed, draft))
        for path, field in listed.items():
            control = _control(field, path, draft, on)
            control.widget.attrs |= _checking(path, field, check)
            self.fields[name_of(path)] = control

    def full_clean(self) -> None:
        """Put the findings beside their fields; there is nothing else to clean."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}
        for finding in self._said:
            self.add_error(name_of(finding.field), said_of(finding))


def typed(post: QueryDict, asked: Iterable[tuple[str, Field]]) -> dict[str, Raw]:
    """Return what somebody typed into these fields; what is not in the form is not touched."""
    found: dict[str, Raw] = {}
    for path, field in asked:
        name = name_of(path)
        if field.kind in declared.SEVERAL:
            found[path] = post.getlist(name)
        elif name in post:
            found[path] = str(post[name]).replace("\r\n", "\n").strip()
    return found


def said_of(finding: Finding) -> str:
    """Return what is wrong and how to mend it, in the reader's language."""
    language = get_language() or "en"
    said = finding.message.within(language)
    if finding.rule.startswith("field."):  # these say the remedy themselves
        return said
    return f"{said}{'' if language.startswith('zh') else ' '}{finding.remedy.within(language)}"


def _as_sent(asked: Mapping[str, Field], draft: Draft) -> MultiValueDict[str, str]:
    """Return a draft as a browser would send it."""
    sent: MultiValueDict[str, str] = MultiValueDict()
    for path, field in asked.items():
        raw = draft.get(path, "")
        kept = many(draft, path) if field.kind in declared.SEVERAL else [_whole(raw)]
        sent.setlist(name_of(path), list(kept))
    return sent


def _whole(raw: Raw) -> str:
    return raw if isinstance(raw, str) else "\n".join(raw)


def _checking(path: str, field: Field, check: Callable[[str], str]) -> Attributes:
    """Return what has a browser with JavaScript check the field as the reader leaves it."""
    asks: Attributes = {"hx-post": check(path), "hx-trigger": "change"}
    if pattern_of(path) in GOVERNING:
        return {**asks, "hx-target": WHOLE, "hx-swap": "innerMorph"}
    if path.endswith(_KIND_OF_NUMBER):  # the number is read by it
        path = path.removesuffix(_KIND_OF_NUMBER) + "certificate.number"
        asks["hx-post"] = check(path)
    elif field.asks or field.kind is Kind.YES_NO:
        return {}  # a choice cannot be mistyped
    return {**asks, "hx-target": f"#g-{id_of(path)}", "hx-swap": "outerMorph"}


def _control(field: Field, path: str, draft: Draft, on: date) -> forms.Field:
    common: Attributes = {
        "label": both_lazy(declared.short_label(path)),
        "help_text": words_lazy(field.hint) if field.hint else "",
        # an approval is asked for by its industry: it is not for the reader to leave out
        "required": field.required or ".preapprovals[" in path,
    }
    if field.kind is Kind.YES_NO:
        offered = [("yes", words_lazy(declared.YES)), ("no", words_lazy(declared.NO))]
        return forms.ChoiceField(widget=Radios, choices=offered, **common)
    if field.asks:
        return _choosing(field, path, draft, on, common)
    return forms.CharField(widget=_typing(field), **common)


def _choosing(
    field: Field, path: str, draft: Draft, on: date, common: Attributes
) -> forms.ChoiceField:
    groups = choices.offered(field, path, draft, on)
    offered = [
        *_listed(groups),
        *_gone(field, path, draft, {value for _, group in groups for value, _ in group}),
    ]
    if field.kind in declared.SEVERAL:
        boxes = Checkboxes(attrs={"class": "ob-small"} if len(offered) > _FEW else {})
        return forms.MultipleChoiceField(widget=boxes, choices=offered, **common)
    return forms.ChoiceField(widget=forms.Select, choices=[_CHOOSE, *offered], **common)


def _listed(groups: Iterable[choices.Group]) -> list[tuple[Any, Any]]:
    listed: list[tuple[str | Promise, Any]] = []
    for title, offers in groups:
        named = [(value, plain_both_lazy(said)) for value, said in offers]
        listed += named if title is None else [(words_lazy(title), named)]
    return listed


def _gone(
    field: Field, path: str, draft: Draft, offered: set[str]
) -> list[tuple[str, str | Promise]]:
    """Return what was chosen before and is no longer offered, so that it is shown, not lost."""
    chosen = many(draft, path) if field.kind in declared.SEVERAL else (words(draft, path),)
    return [(value, value) for value in chosen if value and value not in offered]


def _typing(field: Field) -> forms.Widget:
    language: Attributes = {"lang": "zh-Hans"} if field.chinese else {}
    if field.kind in {Kind.LONG_TEXT, Kind.IP_ADDRESSES}:
        return forms.Textarea(attrs={"rows": 3, **language})
    return forms.TextInput(attrs={"spellcheck": "false", **_TYPED.get(field.kind, {}), **language})
