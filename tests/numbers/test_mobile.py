"""Mobile numbers of the mainland."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.numbers import mobile

WRITTEN = [
    pytest.param("13800138000", id="plain"),
    pytest.param("138 0013 8000", id="spaces"),
    pytest.param("138-0013-8000", id="hyphens"),
    pytest.param("（138）0013.8000", id="brackets and points"),
    pytest.param("+8613800138000", id="plus"),
    pytest.param("+86 138 0013 8000", id="plus and spaces"),
    pytest.param("008613800138000", id="double zero"),
    pytest.param("8613800138000", id="country code alone"),
    pytest.param("013800138000", id="zero as once dialled"),
    pytest.param("＋８６ １３８００１３８０００", id="full width"),
    pytest.param("\u202a13800138000\u202c", id="invisible marks of an address book"),
]


@pytest.mark.parametrize("text", WRITTEN)
def test_every_way_of_writing_it_is_accepted(text):
    assert mobile.validate(text) == "13800138000"


@pytest.mark.parametrize("number", ["17012345678", "17112345678", "16212345678", "19212345678"])
def test_virtual_operators_and_new_ranges_are_known(number):
    assert mobile.parse(number).known_range


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_no_range_is_refused_because_it_is_new(number):
    assert mobile.validate(number) == number


@given(st.from_regex(r"1[0-2][0-9]{9}", fullmatch=True))
def test_service_numbers_are_refused(number):
    assert not mobile.is_valid(number)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        pytest.param("+852 9123 4567", 852, id="Hong Kong"),
        pytest.param("00853 6612 3456", 853, id="Macao"),
        pytest.param("+886 912 345 678", 886, id="Taiwan"),
        pytest.param("+44 7911 123456", 44, id="United Kingdom"),
        pytest.param("+1 202 555 0123", 1, id="United States"),
    ],
)
def test_a_number_of_elsewhere_is_named_by_its_country_code(text, country):
    with pytest.raises(mobile.ForeignNumber) as caught:
        mobile.validate(text)
    assert caught.value.facts == {"country": country}


@pytest.mark.parametrize("text", ["010-62345678", "+86 571 8888 8888", "0755 2345 6789"])
def test_a_landline_is_told_apart(text):
    with pytest.raises(mobile.Landline):
        mobile.validate(text)


@pytest.mark.parametrize(
    ("text", "length"),
    [("1380013800", 10), ("+86 138 0013 80001", 12), ("+9", 1), ("400 800 1234", 10)],
)
def test_digits_are_counted_without_the_country_code(text, length):
    with pytest.raises(mobile.WrongLength) as caught:
        mobile.validate(text)
    assert caught.value.facts == {"length": length}


def test_the_position_of_a_stray_character_counts_the_plus():
    with pytest.raises(mobile.StrayCharacter, match="Character 4 is X"):
        mobile.validate("+86X13800138000")


def test_people_read_it_in_three_groups_and_gateways_in_one():
    assert mobile.format("+8613800138000") == "138 0013 8000"
    assert mobile.parse("138 0013 8000").e164 == "+8613800138000"
