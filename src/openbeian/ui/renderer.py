"""How a form looks: GOV.UK markup with hints, errors and their links to assistive technology."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.forms import BoundField, Field, Form, widgets
from django.forms.renderers import DjangoTemplates
from django.template.base import Template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Django's template of a widget -> ours
WIDGET_TEMPLATES = {
    f"django/forms/widgets/{name}.html": f"ui/forms/widgets/{ours}.html"
    for name, ours in {
        "radio": "radios",
        "checkbox_select": "checkboxes",
        "password": "password",
        "clearable_file_input": "file",
        "file": "file",
    }.items()
}

CLASSES: Mapping[type[widgets.Widget], str] = {
    widgets.Textarea: "govuk-textarea",
    widgets.Select: "govuk-select",
    widgets.RadioSelect: "govuk-radios__input",
    widgets.CheckboxSelectMultiple: "govuk-checkboxes__input",
    widgets.CheckboxInput: "govuk-checkboxes__input",
    widgets.FileInput: "govuk-file-upload",
    widgets.PasswordInput: (
        "govuk-input govuk-password-input__input govuk-js-password-input-input"
    ),
    widgets.Input: "govuk-input",
    widgets.MultiWidget: "govuk-input",
}

ASK = _("Fill this in.")
ASKED: "tuple[tuple[type[widgets.Widget], StrOrPromise], ...]" = (
    (widgets.CheckboxInput, _("Tick the box to go on.")),
    (widgets.CheckboxSelectMultiple, _("Choose at least one.")),
    (widgets.Select, _("Choose one.")),
    (widgets.RadioSelect, _("Choose one.")),
    (widgets.FileInput, _("Choose a file.")),
)


def base_class(widget: widgets.Widget) -> str:
    """Return the class of a widget's control: that of its nearest ancestor in the table."""
    return next((CLASSES[kind] for kind in type(widget).__mro__ if kind in CLASSES), "")


def anchor(field: BoundField) -> str:
    """Return the id that a link to this field must point at: the first control of a group."""
    if field.field.widget.use_fieldset:
        return f"{field.auto_id}_0"
    return field.auto_id


class OpenbeianBoundField(BoundField):
    """A field on a page. Errors are ours to word, so the browser's own `required` bubble is off."""

    page_heading = False

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: widgets.Widget | None = None
    ) -> dict[str, Any]:
        """Return the control's attributes with our class, and its error class after an error."""
        built = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)
        control = widget or self.field.widget
        if "placeholder" in control.attrs:
            built["placeholder"] = False  # it vanishes when it is needed; the hint stays
        if control.is_hidden or not (own := base_class(control)):
            return built
        given = control.attrs.get("class", "")
        names = [own, f"{own.split()[0]}--error" if self.errors else "", given]
        return {**built, "class": " ".join(name for name in names if name)}

    @property
    def messages(self) -> list[str]:
        """This field's errors; where Django only says "required", what to do instead."""
        stock = Field.default_error_messages["required"]
        return [
            self._ask() if error.code == "required" and error.message == stock else str(message)
            for message, error in zip(self.errors, self.errors.as_data(), strict=True)
        ]

    def _ask(self) -> str:
        asked = (words for kind, words in ASKED if isinstance(self.field.widget, kind))
        return str(next(asked, ASK))

    @property
    def is_checkbox(self) -> bool:
        """Whether this is a single box whose label stands behind it."""
        return isinstance(self.field.widget, widgets.CheckboxInput)

    @property
    def is_date(self) -> bool:
        """Whether this is a group of boxes for one date."""
        return isinstance(self.field.widget, widgets.MultiWidget)

    @property
    def shows_optional(self) -> bool:
        """Whether the label says that the answer may be left out."""
        return not self.field.required and not self.is_checkbox and not self.field.disabled

    @property
    def label_size(self) -> str:
        """The size of the label: large where it is the heading of the page."""
        return "l" if self.page_heading else "s"

    @property
    def error_id(self) -> str:
        """The id of the block with this field's errors, as `aria-describedby` names it."""
        return f"{self.auto_id}_error"

    @property
    def hint_id(self) -> str:
        """The id of this field's hint, as `aria-describedby` names it."""
        return f"{self.auto_id}_helptext"


class OpenbeianRenderer(DjangoTemplates):
    """The `FORM_RENDERER` of the house."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = OpenbeianBoundField

    def get_template(self, template_name: str) -> Template:
        """Return our template of a widget where we have one, else Django's."""
        found: Template = super().get_template(WIDGET_TEMPLATES.get(template_name, template_name))
        return found


def form_errors_id(form: Form) -> str:
    """Return the id of the block with the errors that belong to the form as a whole."""
    return f"{form.prefix}_errors" if form.prefix else "form_errors"


def visible_errors(forms: Iterable[Form]) -> list[tuple[str, str]]:
    """Return every error as (id to jump to, words), in the page's order."""
    found: list[tuple[str, str]] = []
    for form in forms:
        found += [(form_errors_id(form), str(error)) for error in form.non_field_errors()]
        for field in form:
            said = getattr(field, "messages", field.errors)
            found += [(anchor(field), _labelled(field, str(message))) for message in said]
    return found


def _labelled(field: BoundField, message: str) -> SafeString:
    """Return the message behind its field's label, unless it names the field itself."""
    label = str(field.label)
    if label in message or label.endswith(tuple(".?!。？！")):
        return format_html("{}", message)
    colon = gettext("{label}: {message}")
    return format_html(colon, label=field.label, message=message)
