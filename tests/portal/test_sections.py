"""The sections of the form: every field is asked in one, and the documents come last."""

from openbeian.declaration.field import Section
from openbeian.declaration.fields import FIELDS
from openbeian.portal.sections import FORMS, following


def test_every_field_of_the_form_is_asked_in_one_of_the_sections():
    assert {field.section for field in FIELDS} == {*FORMS, Section.DOCUMENTS}


def test_the_documents_come_after_the_last_section():
    assert following(FORMS[-1]) is Section.DOCUMENTS
