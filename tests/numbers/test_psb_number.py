"""Numbers of public-security filings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.numbers import province, psb_number

MENDED = [
    ("京公网安备 11010802020088号", "京公网安备11010802020088号", "space"),
    ("京公网安备11010802020088", "京公网安备11010802020088号", "号 left out"),
    (
        "京公網安備１１０１０８０２０２００８８號",
        "京公网安备11010802020088号",
        "traditional, full width",
    ),
    ("11010802020088", "京公网安备11010802020088号", "digits alone"),
    ("公网安备43010502002236号", "湘公网安备43010502002236号", "province left out"),
    ("川公网安备51010702001234号", "蜀公网安备51010702001234号", "everyday character"),
]

FILING = [place for place in province.all_provinces() if place.filing]


@pytest.mark.parametrize(("typed", "number"), [pytest.param(*row[:2], id=row[2]) for row in MENDED])
def test_what_people_type_is_mended(typed, number):
    assert psb_number.format(typed) == number


@given(st.sampled_from(FILING), st.integers(0, 10**12 - 1))
def test_any_district_of_the_province_is_accepted(place, rest):
    number = f"{place.filing}公网安备{place.code[:2]}{rest:012}号"
    parts = psb_number.parse(number)
    assert str(parts) == number
    assert parts.province == place


def test_the_digits_for_the_link_and_the_office_are_read():
    parts = psb_number.parse("京公网安备11010802020088号")
    assert (parts.digits, parts.division.name) == ("11010802020088", "海淀区")


@pytest.mark.parametrize("text", ["港公网安备81000002020088号", "99010802020088"])
def test_where_no_filing_is_made_there_is_no_number(text):
    with pytest.raises(psb_number.UnknownProvince):
        psb_number.validate(text)
