"""The sandbox beside a demo: the house is connected to it, and to nobody else by mistake."""

import argparse
import os

import pytest

from cases import AT, found_house
from openbeian.authority.models import Administration
from openbeian.authority.services import connections
from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.commands import practice, start
from openbeian.config import environment

pytestmark = pytest.mark.django_db(transaction=True)


def connected_to(endpoint: str, *, user: str = "demo", unit: int = 310_000_042) -> Administration:
    return connections.connect(
        province="310000",
        endpoint=endpoint,
        credentials=Credentials(unit, user, "password"),
        actor=found_house().operator,
        at=AT,
    )


def where() -> str:
    return Administration.objects.get().endpoint


def test_the_province_of_the_demo_is_connected_once() -> None:
    assert practice.connect(8100)
    first = Administration.objects.get()
    assert practice.connect(8100)
    assert where() == "http://127.0.0.1:8100/310000"
    assert Administration.objects.get() == first
    assert first.credentials.password == "demo-password"


def test_the_connection_follows_the_sandbox_and_its_line_goes_on() -> None:
    practice.connect(8100)
    Administration.objects.update(next_sequence=7)
    assert practice.connect(8111)
    row = Administration.objects.get()
    assert (row.endpoint, row.next_sequence) == ("http://127.0.0.1:8111/310000", 7)


@pytest.mark.parametrize(
    "other",
    [
        {"endpoint": "https://beian.administration.example"},
        {"endpoint": "http://127.0.0.1:8100/310000", "user": "company"},
        {"endpoint": "http://127.0.0.1:8100/310000", "unit": 7},
    ],
    ids=["elsewhere", "another user", "another number"],
)
def test_a_connection_that_somebody_else_set_stays(other: dict) -> None:
    connected_to(**other)
    assert not practice.connect(8111)
    assert where() == other["endpoint"]


def test_the_house_keeps_pace_with_whoever_plays_both_sides(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "environ", {"OPENBEIAN_ROUND_SECONDS": "9"})
    practice.hasten()
    settled = environment.read(os.environ | {"OPENBEIAN_MODE": "demo"})
    assert (settled.round_seconds, settled.authority_poll_seconds) == (9, 5)


def test_the_desk_and_the_sms_page_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    practice.tell(8100)
    said = capsys.readouterr().out
    for page in ("desk", "sms", "messages"):
        assert f"http://127.0.0.1:8100/310000/{page}/" in said
    assert "without a sign-in" in said


def test_a_house_that_files_by_hand_alone_has_no_sandbox() -> None:
    parser = argparse.ArgumentParser()
    start.configure(parser)
    assert start._sandbox_port(parser.parse_args(["--without-sandbox"])) is None
