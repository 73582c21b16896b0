"""Form fields and widgets that Django lacks: a date in three boxes, choices with hints."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from openbeian.text import Text
from openbeian.ui.words import words

YEARS = range(1900, 2201)
LONGEST_PART = 4  # digits; more than that is no date, and no number worth reading


class Radios(forms.RadioSelect):
    """Radio buttons; `hints` maps a choice's value to the words below its label."""

    def __init__(
        self, *args: Any, hints: Mapping[str, Text | str] | None = None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.hints = hints or {}

    def create_option(self, *args: Any, **kw: Any) -> dict[str, Any]:
        """Return Django's description of one option, with its hint."""
        return _with_hint(super().create_option(*args, **kw), self.hints)


class Checkboxes(forms.CheckboxSelectMultiple):
    """Check boxes; `hints` maps a choice's value to the words below its label."""

    def __init__(
        self, *args: Any, hints: Mapping[str, Text | str] | None = None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.hints = hints or {}

    def create_option(self, *args: Any, **kw: Any) -> dict[str, Any]:
        """Return Django's description of one option, with its hint."""
        return _with_hint(super().create_option(*args, **kw), self.hints)


def _with_hint(option: dict[str, Any], hints: Mapping[str, Text | str]) -> dict[str, Any]:
    hint = hints.get(str(option["value"]))
    if not hint:
        return option
    hint_id = f"{option['attrs'].get('id', option['name'])}_hint"
    attrs = {**option["attrs"], "aria-describedby": hint_id}
    return {**option, "attrs": attrs, "hint": words(hint), "hint_id": hint_id}


class DateParts(forms.MultiWidget):
    """Three boxes. English reads day, month, year; Chinese reads 年月日. Names are the same."""

    template_name = "ui/forms/widgets/date.html"
    use_fieldset = True
    parts = ("year", "month", "day")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
            for part in self.parts
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: date | None) -> list[str]:
        """Return the boxes' contents for a stored date."""
        return [str(value.year), str(value.month), str(value.day)] if value else ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the boxes in the reader's order, the first one carrying the group's anchor."""
        context = super().get_context(name, value, attrs)
        boxes = context["widget"]["subwidgets"]
        labels = {"year": gettext("Year"), "month": gettext("Month"), "day": gettext("Day")}
        for box, part in zip(boxes, self.parts, strict=True):
            box["label"] = labels[part]
            box["part"] = part
            width = "4" if part == "year" else "2"
            box["attrs"]["class"] = f"{box['attrs'].get('class', '')} govuk-input--width-{width}"
        if not (get_language() or "en").startswith("zh"):
            boxes.reverse()
        for position, box in enumerate(boxes):
            box["attrs"]["id"] = f"{context['widget']['attrs'].get('id', name)}_{position}"
        return context


class DateField(forms.MultiValueField):
    """A calendar date in three boxes, told precisely what is missing or impossible."""

    widget = DateParts
    default_error_messages = {
        "required": _("Enter the date."),
        "incomplete": _("Enter the year, the month and the day."),
        "unreal": _("There is no such date. Check the day and the month."),
        "year": _("Enter the year with four digits, for example 2026."),
    }

    def __init__(self, **kwargs: Any) -> None:
        boxes = tuple(forms.IntegerField(required=False) for _part in DateParts.parts)
        super().__init__(boxes, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> date | None:
        """Return the date, or None where it is optional and all boxes are empty."""
        typed = [str(part or "").strip() for part in value or []]
        if not any(typed):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if not all(part.isdecimal() for part in typed):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        if any(len(part) > LONGEST_PART for part in typed):
            raise ValidationError(self.error_messages["unreal"], code="unreal")
        return self._date(*(int(part) for part in typed))

    def _date(self, year: int, month: int, day: int) -> date:
        if year not in YEARS:
            raise ValidationError(self.error_messages["year"], code="year")
        try:
            return date(year, month, day)
        except ValueError as error:
            raise ValidationError(self.error_messages["unreal"], code="unreal") from error
