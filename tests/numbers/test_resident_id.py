"""Resident identity numbers."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from openbeian.numbers import identity, province, resident_id
from openbeian.numbers.resident_id import Sex

# Invented people; several of their divisions have been withdrawn since.
NUMBERS = [
    pytest.param("11010519491231002X", id="born in 1949"),
    pytest.param("440306198811042718", id="Shenzhen"),
    pytest.param("310101199003070035", id="Shanghai"),
    pytest.param("51010719760930551X", id="Chengdu"),
    pytest.param("150404199902211626", id="Inner Mongolia"),
    pytest.param("650102200002290132", id="leap day"),
    pytest.param("330103198308154426", id="district withdrawn in 2021"),
    pytest.param("33012519900307759X", id="county withdrawn in 1994"),
    pytest.param("710000198001010010", id="Taiwan as a province"),
]

MAINLAND = [place.code[:2] for place in province.all_provinces() if place.filing]


@st.composite
def numbers(draw: st.DrawFn) -> str:
    place = draw(st.sampled_from(MAINLAND)) + draw(st.from_regex(r"[0-9]{4}", fullmatch=True))
    birth = draw(st.dates(date(1900, 1, 1), date(2026, 12, 31)))
    body = f"{place}{birth:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return body + identity.check_character(body)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_accepted(number):
    assert resident_id.validate(number) == number


@given(numbers())
def test_no_number_of_a_province_is_refused_whatever_its_district(number):
    assert resident_id.parse(number).number == number


@given(numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_changed_character_is_refused(number, place, character):
    changed = number[:place] + character + number[place + 1 :]
    assert resident_id.is_valid(changed) is (changed == number)


@given(numbers(), st.integers(0, 16))
def test_two_neighbours_swapped_are_refused(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assume(swapped != number)
    assert not resident_id.is_valid(swapped)


def test_the_parts_name_birth_sex_and_province():
    parts = resident_id.parse("440306198811042718")
    assert (parts.birth, parts.sex) == (date(1988, 11, 4), Sex.MALE)
    assert (parts.province.zh, parts.division.name) == ("广东省", "宝安区")
    assert resident_id.parse("330103198308154426").sex is Sex.FEMALE


def test_a_district_withdrawn_long_ago_is_still_named():
    assert resident_id.parse("330103198308154426").division.name == "下城区"


def test_a_lower_case_x_and_spaces_are_mended():
    assert resident_id.validate("330125 19900307 759x") == "33012519900307759X"


def test_an_x_inside_the_number_is_refused():
    with pytest.raises(identity.StrayCharacter, match="Character 5"):
        resident_id.validate("3301X519900307759X")


def test_a_birth_is_refused_only_from_the_day_before_it():
    number = "650102200002290132"
    assert resident_id.validate(number, on=date(2000, 2, 29)) == number
    with pytest.raises(identity.BornLater):
        resident_id.validate(number, on=date(2000, 2, 28))


def test_a_year_in_which_nobody_alive_was_born_is_refused():
    with pytest.raises(identity.NoSuchBirthDate):
        resident_id.validate("330125169003077590")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("330125900307759", "33012519900307759X", id="born in the 20th century"),
        pytest.param("110105870101997", "110105188701019979", id="a centenarian"),
    ],
)
def test_fifteen_digits_are_read_as_the_number_that_replaced_them(old, new):
    parts = resident_id.parse(old)
    assert parts.first_generation
    assert parts.number == new
    assert not resident_id.parse(new).first_generation
    assert not resident_id.is_valid(old)


def test_the_last_three_of_fifteen_digits_mark_centenarians():
    assert resident_id.parse("110105870101997").birth == date(1887, 1, 1)
    assert resident_id.parse("110105870101995").birth == date(1987, 1, 1)


def test_fifteen_characters_that_are_not_digits_are_only_too_few():
    with pytest.raises(identity.WrongLength):
        resident_id.validate("33012590030775X")
