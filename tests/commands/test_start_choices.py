"""What `start` runs, prepares and says depends on how the house runs."""

import argparse
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from openbeian.accounts.models import User
from openbeian.commands import house, lifeline, ports, speech, start, stop, supervisor
from openbeian.config import environment, founding


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> environment.Environment:
    for name, value in environment.new_secrets().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("OPENBEIAN_MODE", "production")
    monkeypatch.setenv("OPENBEIAN_BASE_URL", "https://beian.example.cn")
    monkeypatch.setenv("OPENBEIAN_TRUSTED_PROXIES", "1")
    monkeypatch.setenv("OPENBEIAN_VAR", str(tmp_path))
    return environment.read()


@pytest.fixture
def no_mail_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBEIAN_SMTP_URL", raising=False)
    monkeypatch.setattr(os, "environ", dict(os.environ))


@pytest.mark.usefixtures("no_mail_server")
def test_a_demo_catches_its_mail() -> None:
    [program] = start._mail_catcher(18425)
    assert program.name == "mailbox"
    assert os.environ["OPENBEIAN_SMTP_URL"] == f"smtp://127.0.0.1:{program.port}"


def test_mail_that_has_somewhere_to_go_is_not_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBEIAN_SMTP_URL", "smtps://mail.company.example")
    assert start._mail_catcher(18425) == []


@pytest.mark.usefixtures("production")
def test_a_production_house_has_no_catcher(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBEIAN_SMTP_URL", raising=False)
    assert start._mail_catcher(18425) == []


def test_a_production_house_names_no_accounts(
    production: environment.Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    start._Places(production, gate_port=8700).tell()
    shown = capsys.readouterr().out
    assert "/console/" in shown
    assert "demo.example" not in shown


def test_the_password_of_the_mail_server_is_neither_shown_nor_stored(
    production: environment.Environment,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("OPENBEIAN_SMTP_URL", "smtps://beian:s3cr%2Ft@mail.company.example:465")
    monkeypatch.setattr(start, "_prepare", lambda _port: None)
    monkeypatch.setattr(ports, "answers", lambda _port: True)
    stored = []

    def run(self: supervisor.Supervisor, *, when_ready: Callable[[], None]) -> int:
        self._write_state()
        stored.append(self.state.read_text())
        when_ready()
        return 0

    monkeypatch.setattr(supervisor.Supervisor, "run", run)
    parser = argparse.ArgumentParser()
    start.configure(parser)
    assert start.run(parser.parse_args(["--port", "18700", "--gate-port", "18760"])) == 0
    for seen in (*stored, capsys.readouterr().out):
        assert "smtps://beian:***@mail.company.example:465" in seen
        assert "s3cr" not in seen


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("smtp://127.0.0.1:8025", "smtp://127.0.0.1:8025"),
        ("smtp://beian@mail.example", "smtp://beian@mail.example"),
        ("smtp://beian:p@w@mail.example", "smtp://beian:***@mail.example"),
        ("smtp://:pw@mail.example", "smtp://:***@mail.example"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, shown: str) -> None:
    assert environment.without_password(url) == shown


@pytest.mark.django_db(transaction=True)
def test_a_production_house_collects_its_static_files(settings, tmp_path: Path) -> None:
    settings.OPENBEIAN_MODE = "production"
    settings.STATIC_ROOT = tmp_path / "static"
    house.bring_up_to_date()
    assert list((tmp_path / "static").rglob("*.css"))


@pytest.mark.django_db
def test_a_production_house_is_not_seeded(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OPENBEIAN_MODE = "production"
    monkeypatch.setattr(house, "bring_up_to_date", founding.found)
    start._prepare()
    assert not User.objects.exists()


def test_a_start_that_has_not_come_up_yet_is_told_without_an_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start._tell_running(tmp_path) == 0
    assert "already running: …/" in capsys.readouterr().out


def test_stop_gives_up_on_a_process_that_does_not_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stop, "PATIENCE", 0.2)
    monkeypatch.setenv("OPENBEIAN_VAR", str(tmp_path))
    heard = []
    monkeypatch.setattr(os, "kill", lambda *call: heard.append(call))
    (tmp_path / "programs.json").write_text('{"supervisor": 4711}')
    with start.only_one(tmp_path):
        assert stop.run(argparse.Namespace()) == 1
    assert heard == [(4711, signal.SIGTERM)]
    assert "Process 4711 does not end." in capsys.readouterr().out


def test_what_was_left_of_a_killed_start_does_not_count_as_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENBEIAN_VAR", str(tmp_path))
    (tmp_path / "programs.json").write_text('{"supervisor": 4711}')
    assert stop.run(argparse.Namespace()) == 0
    assert capsys.readouterr().out == "Nothing is running.\n"


def test_a_program_of_ours_is_tied_to_the_supervisors_life() -> None:
    program = supervisor.openbeian("web", "--port", "8000", port=8000)
    assert program.command[1:] == ("-m", "openbeian", "web", "--lifeline", "--port", "8000")


def test_the_end_of_the_lifeline_ends_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    monkeypatch.setattr(lifeline, "STDIN", reading)
    heard = []
    monkeypatch.setattr(os, "kill", lambda *call: heard.append(call))
    os.write(writing, b".")
    os.close(writing)
    lifeline._wait_for_the_end()
    os.close(reading)
    assert heard == [(os.getpid(), signal.SIGTERM)]


def test_a_program_started_by_hand_has_no_lifeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifeline, "_wait_for_the_end", lambda: pytest.fail("it waited"))
    lifeline.hold(argparse.Namespace(lifeline=False))


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({}, "yes"),
        ({"LANG": "C.UTF-8"}, "yes"),
        ({"LANG": "zh_CN.UTF-8"}, "是"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "yes"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "是"),
    ],
    ids=["none", "plain", "chinese", "overruled", "messages"],
)
def test_the_terminals_language_is_the_locales(
    variables: dict[str, str],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    speech.say("yes", "是")
    assert capsys.readouterr().out == f"{words}\n"
