"""Hands that publish the registry of a test, and ask the gate and the registry the same."""

from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from openbeian.accounts.actors import SYSTEM
from openbeian.api.schemas import AnswerBody
from openbeian.audit.services import record
from openbeian.filings import kinds
from openbeian.gate import moments
from openbeian.gate.app import App
from openbeian.gate.folder import Folder
from openbeian.gate.settings import Settings
from openbeian.registry.answers import answer
from openbeian.registry.publishing.following import Clock, Follower
from openbeian.registry.services import process
from registry import town


class Time:
    """A clock that stands where it was put, for the registry, the follower and the gate."""

    def __init__(self, monkeypatch, at: datetime) -> None:
        self.at = at
        monkeypatch.setattr(moments, "now", lambda: moments.of(self.at))

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.at, ahead=timedelta)


def follow(path: Path, time: Time) -> None:
    """Bring the store of a folder up to date, building it where it must be."""
    follower = Follower(Folder(path), time.clock)
    try:
        follower.turn()
    finally:
        follower.close()


def gate_says(path: Path, host: str) -> dict:
    """Return what the gate answers to a program, moments as moments."""
    app = App(Settings(store=path))
    said = []
    environ = {"PATH_INFO": "/v1/verify", "REQUEST_METHOD": "GET", "QUERY_STRING": f"domain={host}"}
    try:
        [body] = app(environ, lambda status, _headers: said.append(status))
    finally:
        app.gate.close()
    assert said == ["200 OK"], body
    return AnswerBody.model_validate_json(body).model_dump()


def registry_says(host: str, at: datetime) -> dict:
    """Return what the house's own interface answers at that moment."""
    return AnswerBody.from_orm(answer(host, at=at)).model_dump()


def apply_for(name: str = town.DOMAIN, at: datetime = town.NOON) -> None:
    """As an application does: the mark, and the event that tells of it, in one transaction."""
    with transaction.atomic():
        process.begin(domains=[name], filing_id=town.FILING, at=at)
        _tell(at)


def end_application(at: datetime) -> None:
    """End what `apply_for` began."""
    with transaction.atomic():
        process.end(filing_id=town.FILING, at=at)
        _tell(at)


def _tell(at: datetime) -> None:
    record(kinds.BEGUN, subject=("filing", str(town.FILING)), actor=SYSTEM, at=at)
