"""What a path is called, and where it is mended."""

import pytest

from openbeian.declaration.field import Section
from openbeian.declaration.fields import FIELDS, SECTION_TITLES
from openbeian.portal import wording
from openbeian.portal.sections import FORMS, following


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("entity.name", Section.ENTITY),
        ("services[1].leader.mobile", Section.SERVICE_LEADER),
        ("entity.documents[business_licence]", Section.DOCUMENTS),
        ("services[1].domains[2]", Section.SERVICE),
        ("services[1].access[1]", Section.ACCESS),
        ("weather", Section.ENTITY),
    ],
)
def test_a_path_is_mended_in_its_section(path, section):
    assert wording.section_of(path) is section


def test_a_part_that_is_no_field_is_called_by_its_section():
    assert wording.label("services[1].domains[2]") == SECTION_TITLES[Section.SERVICE]


def test_an_approval_is_called_by_its_industry():
    label = wording.label("services[1].preapprovals[education].number")
    assert label.zh == "前置审批文件号（教育）"


def test_every_field_of_the_form_is_asked_in_one_of_the_sections():
    assert {field.section for field in FIELDS} == {*FORMS, Section.DOCUMENTS}


def test_the_documents_come_after_the_last_section():
    assert following(FORMS[-1]) is Section.DOCUMENTS
