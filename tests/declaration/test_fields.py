"""The catalogue of fields."""

import pytest

from openbeian.declaration import paths
from openbeian.declaration.fields import (
    FIELDS,
    SECTION_TITLES,
    Kind,
    Section,
    by_pattern,
    field_at,
    reopened_with,
    section_of,
)
from openbeian.declaration.paths import PathUnreadable
from openbeian.declaration.readers import _READERS


def test_every_pattern_is_listed_once():
    assert len(by_pattern()) == len(FIELDS)


def test_every_kind_but_files_has_a_reader():
    assert set(_READERS) == set(Kind) - {Kind.FILES}


def test_every_section_has_a_title_and_fields():
    assert set(SECTION_TITLES) == set(Section) == {field.section for field in FIELDS}


def test_what_a_field_reopens_exists():
    for field in FIELDS:
        assert set(field.reopens) <= set(by_pattern()), field.pattern


def test_choices_say_where_they_come_from():
    choosing = {Kind.CHOICE, Kind.CHOICES, Kind.NUMBERED_CHOICE, Kind.NUMBERED_CHOICES}
    for field in FIELDS:
        assert bool(field.asks) is (field.kind in choosing or field.kind is Kind.DIVISION)


def test_a_correction_opens_what_depends_on_it():
    assert reopened_with("services[2].leader.nationality") == (
        "services[2].leader.nationality",
        "services[2].leader.certificate.type_id",
        "services[2].leader.certificate.number",
    )


def test_a_field_is_opened_once_however_many_name_it():
    assert reopened_with("entity.address.province") == (
        "entity.address.province",
        "entity.address.city",
        "entity.address.district",
    )


def test_a_document_is_a_field():
    assert field_at("services[1].documents[webmaster_photo]").kind is Kind.FILES


@pytest.mark.parametrize("key", ["0", "01", "-1", "x", "10000", "1e3"])
def test_a_row_that_travels_to_the_administration_has_a_number(key):
    for path in (f"services[{key}].name", f"services[1].domains[{key}].name"):
        with pytest.raises(PathUnreadable):
            field_at(path)
    assert field_at("services[9999].access[10].method_ids")


def test_an_unknown_field_is_refused():
    with pytest.raises(PathUnreadable):
        field_at("entity.colour")


def test_patterns_are_well_formed():
    for field in FIELDS:
        assert paths.pattern_of(field.pattern) == field.pattern


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
    assert section_of(path) is section
