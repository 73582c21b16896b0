"""How single values stand in a file."""

from datetime import date
from ipaddress import IPv4Address

import pytest

from openbeian.wire import errors, kinds


def test_an_address_is_one_unsigned_number():
    assert kinds.ipv4.write(IPv4Address("203.0.113.10"), "Qsip") == "3405803786"
    assert kinds.ipv4.read("3405803786", "Qsip") == IPv4Address("203.0.113.10")
    assert kinds.ipv4.read("4294967295", "Qsip") == IPv4Address("255.255.255.255")


@pytest.mark.parametrize("letters", ["0", "4294967296", "-1"])
def test_an_address_beyond_four_octets_is_refused(letters):
    with pytest.raises(errors.OutOfRange):
        kinds.ipv4.read(letters, "Qsip")


def test_a_day_has_ten_characters():
    assert kinds.day.write(date(2026, 11, 4), "Hssj") == "2026-11-04"
    assert kinds.day.read("2026-11-04", "Hssj") == date(2026, 11, 4)


@pytest.mark.parametrize("letters", ["2026-11-31", "2026-W48-2", "20261104", "04/11/2026", ""])
def test_what_is_no_day_is_refused(letters):
    with pytest.raises(errors.NotDay):
        kinds.day.read(letters, "Hssj")


def test_a_file_travels_in_base64_over_several_lines():
    assert kinds.octets.write(b"\xff\xd8\xff", "Fjnr") == "/9j/"
    assert kinds.octets.read(" /9\n j/ ", "Fjnr") == b"\xff\xd8\xff"


@pytest.mark.parametrize("letters", ["", " ", "/9j", "/9j_", "备案"])
def test_what_is_no_file_is_refused(letters):
    with pytest.raises(errors.NotBase64):
        kinds.octets.read(letters, "Fjnr")


def test_a_truth_is_one_or_nought():
    assert [kinds.truth.read(letters, "Sfyx") for letters in ("1", "0")] == [True, False]
    assert [kinds.truth.write(value, "Sfyx") for value in (True, False)] == ["1", "0"]
