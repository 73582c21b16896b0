"""What the log keeps as the path of a field is read as what people call it."""

import pytest

from openbeian.declaration.fields import SECTION_TITLES, Section
from openbeian.text import Text
from openbeian.ui.declared import label, label_or_part, spelled


def test_a_document_is_called_by_its_name() -> None:
    said = spelled("entity.documents[owner_passport]")
    assert said == Text("Passport of the owner", "主体负责人护照")


def test_a_field_is_called_by_its_label() -> None:
    assert spelled("services[1].name") == Text("Name of the website", "网站名称")


@pytest.mark.parametrize("word", ["OB-2026", "沪ICP备2026000001号", "documents", "", "a.b.c"])
def test_what_is_no_field_stays_as_it_is(word: str) -> None:
    assert spelled(word) == word


def test_a_part_that_is_no_field_is_called_by_its_section() -> None:
    assert label_or_part("services[1].domains[2]") == SECTION_TITLES[Section.SERVICE]


def test_an_approval_is_called_by_its_industry() -> None:
    assert label("services[1].preapprovals[education].number").zh == "前置审批文件号（教育）"
