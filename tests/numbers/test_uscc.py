"""Unified social credit codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.numbers import uscc

# Invented organisations, one of each family that is given out.
CODES = [
    "91110105MA00C4H7XA",
    "913100007178A2K31B",
    "91440300MA5F8KQ623",
    "92330113MA2CYY7T16",
    "93510182MAC1P2Q349",
    "113300000024821192",
    "12100000400012345P",
    "131000005000012347",
    "31110000E00017525U",
    "33110000MD00712340",
    "51310000MJ49523P1L",
    "52440300MJL18W2X03",
    "53100000500015516W",
    "71330100MJ8712345D",
    "81330000470003316B",
    "A1100000MB12345676",
    "N2330113MF0312345K",
    "Y1330106MAB7W3C21B",
    "913201007G4B2C8D1Y",
    "91320594MA1MTN9Q2Q",
]

digits = st.text("0123456789", min_size=6, max_size=6)
characters = st.sampled_from(uscc.ALPHABET)


@st.composite
def codes(draw: st.DrawFn) -> str:
    head = draw(characters) + draw(characters)
    body = head + draw(digits) + draw(st.text(uscc.ALPHABET, min_size=9, max_size=9))
    return body + uscc.check_character(body)


@pytest.mark.parametrize("code", CODES)
def test_a_code_of_every_family_is_accepted(code):
    assert uscc.validate(code) == code


@given(codes())
def test_every_code_with_its_check_character_is_accepted(code):
    assert uscc.parse(code).number == code


@given(codes(), st.integers(0, 17), st.sampled_from(uscc.ALPHABET + "IOSVZ*"))
def test_one_changed_character_is_refused(code, place, character):
    changed = code[:place] + character + code[place + 1 :]
    assert uscc.is_valid(changed) is (changed == code)


@given(codes(), st.integers(0, 16))
def test_two_neighbours_swapped_are_refused(code, place):
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert uscc.is_valid(swapped) is (swapped == code)


@pytest.mark.parametrize("letter", "IOSVZ")
def test_the_letters_left_out_are_named_with_what_was_meant(letter):
    with pytest.raises(uscc.ForbiddenLetter) as caught:
        uscc.validate(f"9133011{letter}MA2CY3X90E")
    assert caught.value.facts["character"] == letter
    assert caught.value.facts["likely"] in uscc.ALPHABET


def test_spaces_and_hyphens_are_dropped():
    assert uscc.validate("9133 0113 MA2C Y3X9-0E") == "91330113MA2CY3X90E"


def test_the_parts_name_department_kind_and_place():
    parts = uscc.parse("92330113MA2CYY7T16")
    assert (parts.department.zh, parts.kind.zh) == ("工商", "个体工商户")
    assert parts.division.name == "临平区"
    assert parts.organisation_code == "MA2CYY7T1"


def test_an_office_of_the_state_lies_in_no_division():
    assert uscc.parse("12100000400012345P").division is None


def test_a_development_zone_is_placed_in_its_city():
    assert uscc.parse("91320594MA1MTN9Q2Q").division.name == "苏州市"


def test_a_department_that_the_table_lacks_is_accepted_without_a_name():
    body = "E9330113MA2CY3X90"
    parts = uscc.parse(body + uscc.check_character(body))
    assert parts.department is parts.kind is None
