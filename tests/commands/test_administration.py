"""Connections to administrations, set and checked from the terminal."""

import pytest

from authority.counterpart import ISP_ID, PASSWORD, USER, counterpart
from openbeian import cli
from openbeian.authority.models import Administration
from openbeian.commands import administration

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


@pytest.fixture
def served():
    with counterpart() as administration_there:
        yield administration_there


@pytest.fixture
def typed(monkeypatch):
    """What the operator types where nothing is shown."""
    words = {"Password: ": PASSWORD}
    monkeypatch.setattr(administration, "getpass", words.__getitem__)
    return words


def connect(served, *more):
    return cli.main(
        [
            *("administration", "connect", "310000", "--endpoint", served.address),
            *("--isp-id", str(ISP_ID), "--user", USER, *more),
        ]
    )


def test_it_is_set_and_answers(served, typed, capsys):
    assert connect(served, "--hours", "09:00-17:00", "--first-sequence", "8") == 0
    row = Administration.objects.get()
    assert (row.next_sequence, str(row.opens_at)) == (8, "09:00:00")
    assert cli.main(["administration", "check", "310000"]) == 0
    assert "the last file that arrived: 0" in capsys.readouterr().out
    assert PASSWORD not in capsys.readouterr().out


def test_keys_are_typed_in_base64(served, typed):
    typed.update({"Key: ": "MDEyMzQ1Njc4OWFiY2RlZg==", "IV: ": "MDEwMjAzMDQwNTA2MDcwOA=="})
    assert connect(served, "--encrypted") == 0
    assert Administration.objects.get().credentials.keys.key == b"0123456789abcdef"


def test_a_key_of_the_wrong_length_is_refused(served, typed, capsys):
    typed.update({"Key: ": "?", "IV: ": ""})
    assert connect(served, "--encrypted") == 1
    assert "[wire." in capsys.readouterr().err
    assert not Administration.objects.exists()


def test_a_wrong_password_is_told(served, typed, capsys):
    typed["Password: "] = "wrong"
    connect(served)
    assert cli.main(["administration", "check", "310000"]) == 1
    assert "code 5" in capsys.readouterr().err


def test_it_is_halted_and_released(served, typed, capsys):
    connect(served)
    assert cli.main(["administration", "halt", "310000"]) == 0
    assert "halted" in capsys.readouterr().out
    assert cli.main(["administration", "release", "310000"]) == 0
    assert "open" in capsys.readouterr().out


def test_a_province_without_one(capsys):
    assert cli.main(["administration", "check", "110000"]) == 1
    assert "[authority.not_connected]" in capsys.readouterr().err


@pytest.mark.parametrize("more", [("--endpoint", "beian.example"), ("--hours", "17:00-09:00")])
def test_what_cannot_be_is_refused(served, typed, more):
    assert connect(served, *more) == 1
