"""A port is chosen that nobody listens on."""

import socket
from pathlib import Path

import pytest

from openbeian.commands import ports


@pytest.fixture
def listener():
    with socket.create_server((ports.LOOPBACK, 0)) as server:
        yield server.getsockname()[1]


def test_the_preferred_port_is_taken_when_it_is_free(listener: int) -> None:
    free = ports.free_from(listener + 1)
    assert ports.free_from(free) == free


def test_a_port_in_use_is_passed_over(listener: int) -> None:
    assert ports.free_from(listener) > listener


def test_when_all_are_taken_it_says_which(listener: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "TRIES", 1)
    with pytest.raises(OSError, match=f"ports {listener} to {listener} are all taken"):
        ports.free_from(listener)


def test_an_answering_port_is_told_from_a_silent_one(listener: int) -> None:
    assert ports.answers(listener)
    assert not ports.answers(ports.free_from(listener + 1))


def test_a_socket_that_a_killed_program_left_is_cleared(tmp_path: Path) -> None:
    path = tmp_path / "gate.sock"
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(path))
    ports.clear(path)
    assert not path.exists()


def test_a_socket_at_which_somebody_listens_stays(tmp_path: Path) -> None:
    path = tmp_path / "gate.sock"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        ports.clear(path)
        assert path.exists()


def test_what_is_no_socket_stays(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.touch()
    ports.clear(path)
    ports.clear(tmp_path / "none")
    assert path.exists()
