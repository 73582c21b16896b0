"""Numbers of telecommunications licences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.numbers import icp_number, licence_number
from openbeian.numbers.icp_number import Service, ServiceKind

PRINTED = [
    "粤B2-20090059",
    "粤B2-20090059-1626X",
    "川B2-20120050-3",
    "浙B2-20080224-1",
    "B2-20090059",
    "A2.B1.B2-20100001",
    "辽B-2-4-20080039",
    "合字B2-20210001",
    "滇B2-20160011",
    "贵B2-20160011",
    "京ICP证030173号",
    "京ICP证030173号-1",
]

MENDED = [
    ("粤B2-20090059号", "粤B2-20090059", "号 at the end"),
    ("粤 b2 － 20090059", "粤B2-20090059", "small, full width, spaces"),
    ("粤B2-20090059-1626x号", "粤B2-20090059-1626X", "service and 号"),
    ("蜀B2-20030065号", "川B2-20030065", "filing character of Sichuan"),
    ("云B2-20160011", "滇B2-20160011", "everyday character of Yunnan"),
    ("A2、B1、B2-20100001", "A2.B1.B2-20100001", "Chinese comma"),
    ("A2，B1/B2-20100001", "A2.B1.B2-20100001", "comma and slash"),
    ("京icp證030173號", "京ICP证030173号", "old form, traditional"),
]


@pytest.mark.parametrize("number", PRINTED)
def test_a_printed_number_stays_as_it_is(number):
    assert licence_number.validate(number) == number


@pytest.mark.parametrize(("typed", "number"), [pytest.param(*row[:2], id=row[2]) for row in MENDED])
def test_what_people_type_is_mended(typed, number):
    assert licence_number.format(typed) == number


@pytest.mark.parametrize(
    ("number", "classes"),
    [
        ("粤B2-20090059", ("B2",)),
        ("A2.B1.B2-20100001", ("A2", "B1", "B2")),
        ("辽B-2-4-20080039", ("B2", "B4")),
        ("京ICP证030173号", ()),
    ],
    ids=["one", "three", "letter left out", "old form"],
)
def test_the_classes_are_read_in_full(number, classes):
    assert licence_number.parse(number).classes == classes


def test_the_parts_name_licence_province_year_and_service():
    parts = licence_number.parse("粤B2-20090059-1626X")
    assert (parts.main, parts.province.zh, parts.year) == ("粤B2-20090059", "广东省", 2009)
    assert parts.service == Service(1626, ServiceKind.MINI_PROGRAM)


def test_a_licence_across_provinces_names_none():
    assert licence_number.parse("B2-20090059").province is None
    assert licence_number.parse("合字B2-20210001").province is None


def test_the_old_form_tells_no_year_but_its_province():
    parts = licence_number.parse("京ICP证030173号-1")
    assert (parts.main, parts.year, parts.province.en) == ("京ICP证030173号", None, "Beijing")


def test_an_ending_that_is_no_service_is_refused():
    with pytest.raises(icp_number.NotService):
        licence_number.validate("粤B2-20090059-1B")


@pytest.mark.parametrize(
    "text", ["粤-20090059", "粤B220090059", "粤B9-20090059", "京ICP备12345678号"]
)
def test_another_shape_is_refused(text):
    assert not licence_number.is_valid(text)


@given(
    st.sampled_from(["", "粤", "川", "京", "合字"]),
    st.lists(st.sampled_from(["A1", "A2", "B1", "B2"]), min_size=1, max_size=4),
    st.integers(20000001, 20999999),
)
def test_what_is_read_is_written_the_same(prefix, classes, digits):
    number = f"{prefix}{'.'.join(classes)}-{digits}"
    parts = licence_number.parse(number)
    assert str(parts) == number
    assert parts.classes == tuple(classes)
