"""What a step on a licence case asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from openbeian.console.forms.decisions import READ_AS_WRITTEN, StepForm, officers_words
from openbeian.numbers import NumberError, licence_number
from openbeian.text import Text
from openbeian.ui.fields import DateField
from openbeian.ui.words import both_lazy, words_lazy


class CorrectionForm(StepForm):
    """What the applicant has to mend, in words that they read."""

    reason = officers_words(Text("What must be mended", "需修改的内容"), READ_AS_WRITTEN)


class RefusalForm(StepForm):
    """Why the administration refused the licence, word for word."""

    reason = officers_words(
        Text("The administration’s reason", "不予许可理由"),
        _("Copy it word for word. The applicant reads it."),
    )


class GrantForm(StepForm):
    """The number of the licence and its last day."""

    number = forms.CharField(
        label=both_lazy(Text("Licence number", "许可证编号")),
        help_text=_("For example 沪B2-20260001."),
        max_length=64,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "spellcheck": "false"}),
    )
    valid_until = DateField(
        label=both_lazy(Text("Valid until", "有效期至")),
        help_text=_("The last day on the licence; leave it empty if the licence names none."),
        required=False,
    )

    def clean_number(self) -> str:
        """Return the number as it is written officially."""
        try:
            return licence_number.validate(self.cleaned_data["number"])
        except NumberError as refusal:
            raise forms.ValidationError(words_lazy(refusal.text), code=refusal.code) from refusal
