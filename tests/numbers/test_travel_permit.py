"""Certificates of people who are not mainland residents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.numbers import (
    hk_macao_permit,
    identity,
    passport,
    permanent_resident_card,
    residence_permit,
    taiwan_permit,
    travel_permit,
)
from openbeian.numbers.permanent_resident_card import Edition
from openbeian.numbers.travel_permit import BY_TYPE_ID, Kind, TravelPermit

ACCEPTED = [
    ("H12345678", Kind.HK_MACAO_TRAVEL_PERMIT, "H12345678"),
    ("h 1234 5678 00", Kind.HK_MACAO_TRAVEL_PERMIT, "H1234567800"),
    ("M01234567(02)", Kind.HK_MACAO_TRAVEL_PERMIT, "M0123456702"),
    ("01234567", Kind.TAIWAN_TRAVEL_PERMIT, "01234567"),
    ("0123456701", Kind.TAIWAN_TRAVEL_PERMIT, "0123456701"),
    ("0123456701(b)", Kind.TAIWAN_TRAVEL_PERMIT, "0123456701B"),
    ("810000198506120032", Kind.HK_MACAO_RESIDENCE_PERMIT, "810000198506120032"),
    ("820000199202290063", Kind.HK_MACAO_RESIDENCE_PERMIT, "820000199202290063"),
    ("830000 19781120 4717", Kind.TAIWAN_RESIDENCE_PERMIT, "830000197811204717"),
    ("CAN110081080310", Kind.PERMANENT_RESIDENT_CARD, "CAN110081080310"),
    ("911124198108030024", Kind.PERMANENT_RESIDENT_CARD, "911124198108030024"),
    ("911826196902140070", Kind.PERMANENT_RESIDENT_CARD, "911826196902140070"),
    ("c01x0006h", Kind.PASSPORT, "C01X0006H"),
    ("P<123456789", Kind.PASSPORT, "P123456789"),
    ("EA1234567", Kind.PASSPORT, "EA1234567"),
    ("75 1234567", Kind.PASSPORT, "751234567"),
]


@pytest.mark.parametrize(("text", "kind", "number"), ACCEPTED, ids=str)
def test_a_number_is_accepted_with_its_kind_and_recognised_without(text, kind, number):
    assert travel_permit.validate(text, kind) == number
    assert travel_permit.detect(text) is kind
    assert travel_permit.parse(text).number == number


def test_the_chosen_kind_counts_more_than_the_shape():
    assert travel_permit.parse("01234567", Kind.PASSPORT) == TravelPermit(Kind.PASSPORT, "01234567")


def test_a_number_of_another_kind_than_chosen_is_refused():
    assert not travel_permit.is_valid("K1234567", Kind.HK_MACAO_TRAVEL_PERMIT)
    assert not travel_permit.is_valid("830000197811204717", Kind.HK_MACAO_RESIDENCE_PERMIT)
    assert not travel_permit.is_valid("810000198506120032", Kind.TAIWAN_RESIDENCE_PERMIT)


def test_the_date_of_birth_is_told_where_the_number_has_it():
    assert travel_permit.parse("911124198108030024").birth == date(1981, 8, 3)
    assert travel_permit.parse("810000198506120032").birth == date(1985, 6, 12)
    assert travel_permit.parse("CAN110081080310").birth is None


def test_the_form_shown_is_the_canonical_one():
    assert travel_permit.format("h12345678", Kind.HK_MACAO_TRAVEL_PERMIT) == "H12345678"


def test_every_kind_has_one_type_in_the_code_table():
    assert sorted(BY_TYPE_ID.values()) == sorted(Kind)
    assert list(BY_TYPE_ID) == [7, 11, 14, 30, 41, 42]


@given(
    st.sampled_from(["81", "82", "83"]),
    st.dates(date(1900, 1, 1), date(2026, 12, 31)),
    st.integers(0, 999),
    st.integers(0, 17),
    st.sampled_from("0123456789X"),
)
def test_a_residence_permit_with_one_changed_character_is_refused(
    prefix, birth, sequence, place, character
):
    body = f"{prefix}0000{birth:%Y%m%d}{sequence:03}"
    number = body + identity.check_character(body)
    assert residence_permit.parse(number).birth == birth
    changed = number[:place] + character + number[place + 1 :]
    assert residence_permit.is_valid(changed) is (changed == number)


@pytest.mark.parametrize(
    ("number", "home"),
    [
        ("810000198506120032", "香港特别行政区"),
        ("820000199202290063", "澳门特别行政区"),
        ("830000197811204717", "台湾省"),
    ],
    ids=["Hong Kong", "Macao", "Taiwan"],
)
def test_a_residence_permit_tells_the_home(number, home):
    assert residence_permit.parse(number).home.zh == home


@pytest.mark.parametrize("check", [residence_permit, permanent_resident_card])
def test_a_birth_after_the_day_of_the_check_is_refused(check):
    number = "810000198506120032" if check is residence_permit else "911124198108030024"
    with pytest.raises(identity.BornLater):
        check.validate(number, on=date(1980, 1, 1))


def test_both_forms_of_the_permanent_resident_card_tell_the_nationality():
    old = permanent_resident_card.parse("CAN110081080310")
    new = permanent_resident_card.parse("911124198108030024")
    assert (old.edition, old.nationality) == (Edition.OF_2017, "CAN")
    assert (new.edition, new.nationality) == (Edition.OF_2023, "124")


def test_a_permanent_resident_card_with_a_wrong_check_character_is_refused():
    with pytest.raises(identity.WrongCheckCharacter):
        permanent_resident_card.validate("911124198108030025")


def test_a_replaced_permit_is_known_by_its_lifelong_number():
    first, third = hk_macao_permit.parse("H1234567800"), hk_macao_permit.parse("H1234567802")
    assert first.lifelong == third.lifelong == hk_macao_permit.parse("H12345678").lifelong
    assert (first.replacements, third.replacements) == (0, 2)
    assert taiwan_permit.parse("0123456702").lifelong == "01234567"


def test_a_permit_tells_hong_kong_from_macao():
    assert hk_macao_permit.parse("H12345678").home == "810000"
    assert hk_macao_permit.parse("M12345678").home == "820000"


@pytest.mark.parametrize("text", ["1234", "ABCDEFGH", "A123456789012", "A12·3456", "号1234567"])
def test_what_no_passport_carries_is_refused(text):
    assert not passport.is_valid(text)
