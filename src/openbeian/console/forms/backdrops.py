"""What is asked when a backdrop was posted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from openbeian.filings.services.backdrop import LONGEST_TRACKING


class TrackingForm(forms.Form):
    """The carrier's number of the parcel."""

    tracking = forms.CharField(
        label=_("Carrier and tracking number"),
        max_length=LONGEST_TRACKING,
        error_messages={"required": _("Enter the carrier’s tracking number.")},
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
