"""The password's hash, the random string, the filing password and names of files."""

import itertools

import pytest

from openbeian.wire.envelope_credentials import (
    check_file_name,
    filing_password,
    filing_password_matches,
    password_hash,
    password_matches,
    rand_value,
)
from openbeian.wire.envelope_refusals import (
    FileNameRefused,
    RandValueTooShort,
    RandValueUnusable,
)
from openbeian.wire.gbk import Unsendable

RAND = "abcdefghij0123456789"


def test_the_hash_of_a_password_is_that_of_known_clients():
    assert password_hash("1234567890", RAND) == "QUMgJLPsboxIAO9m0EJ5+Q=="


def test_a_password_is_hashed_as_gbk():
    assert password_hash("密码", RAND) == "PwGbKAVnwDglzSGkQzK2iQ=="


def test_a_password_outside_gbk_is_refused():
    with pytest.raises(Unsendable):
        password_hash("𠮷", RAND)


def test_a_received_hash_is_compared():
    assert password_matches("QUMgJLPsboxIAO9m0EJ5+Q==\n", "1234567890", RAND)
    assert not password_matches("QUMgJLPsboxIAO9m0EJ5+R==", "1234567890", RAND)
    assert not password_matches("", "1234567890", RAND)
    assert not password_matches("口令", "1234567890", RAND)


@pytest.mark.parametrize(
    ("rand", "error", "msg_code"),
    [
        pytest.param("", RandValueTooShort, 16, id="none"),
        pytest.param("a" * 19, RandValueTooShort, 16, id="nineteen"),
        pytest.param("a" * 21, RandValueUnusable, 12, id="twenty-one"),
        pytest.param("a" * 19 + "-", RandValueUnusable, 12, id="a hyphen"),
        pytest.param("a" * 19 + "é", RandValueUnusable, 12, id="a letter outside ASCII"),
        pytest.param("a" * 19 + "１", RandValueUnusable, 12, id="a full-width digit"),
    ],
)
def test_a_random_string_must_be_twenty_letters_and_digits(rand, error, msg_code):
    with pytest.raises(RandValueUnusable) as caught:
        password_hash("1234567890", rand)
    assert (type(caught.value), caught.value.msg_code) == (error, msg_code)


def test_a_random_string_takes_its_signs_from_the_source_that_is_given():
    turn = itertools.count()
    rand = rand_value(lambda signs: signs[next(turn) * 3])
    assert rand == "0369cfiloruxADGJMPSV"
    assert password_hash("1234567890", rand)


def test_a_filing_password_travels_as_thirty_two_hexadecimal_digits():
    assert filing_password("123456") == "e10adc3949ba59abbe56e057f20f883e"


def test_filing_passwords_are_the_same_in_either_case():
    stored = filing_password("123456")
    assert filing_password_matches(f" {stored.upper()} ", stored)
    assert not filing_password_matches(filing_password("123457"), stored)


@pytest.mark.parametrize("name", ["beianinfo.xml", "3100001", "A" * 128])
def test_a_name_of_letters_and_digits_is_allowed(name):
    assert check_file_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["", "A" * 129, "../beianinfo.xml", "a/b.xml", "a.b.xml", "备案.xml", "a b.xml", "a.xml\n"],
)
def test_any_other_name_of_a_file_is_refused(name):
    with pytest.raises(FileNameRefused):
        check_file_name(name)
