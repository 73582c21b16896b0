"""The Chinese forms of the procedure as PDF/A: filled from a declaration, to sign and to seal."""

from openbeian.forms.application import application_form
from openbeian.forms.entries import NoSuchService
from openbeian.forms.psb import PsbAnswers, psb_data_pack, psb_sections
from openbeian.forms.verification import verification_form

__all__ = [
    "NoSuchService",
    "PsbAnswers",
    "application_form",
    "psb_data_pack",
    "psb_sections",
    "verification_form",
]
