"""The gate as it runs: over TCP and over a socket, alone and beside its follower."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from gate import running
from gate.running import eventually, free_port, over
from gate.samples import DOMAIN, ask, build
from openbeian import cli

VERIFY = f"/v1/verify?domain={DOMAIN}"
SOURCE = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture
def var(tmp_path):
    build(tmp_path / "gate")
    return tmp_path


def test_the_gate_loads_nothing_of_the_house():
    program = (
        "import sys, openbeian.gate.app\n"
        "print(*sorted(name for name in sys.modules if name.split('.')[0] in "
        "{'openbeian', 'django', 'ninja', 'yaml'}))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    rooms = {".".join(name.split(".")[:2]) for name in loaded}
    assert rooms == {
        "openbeian",
        "openbeian.errors",
        "openbeian.gate",
        "openbeian.numbers",
        "openbeian.text",
    }


def test_it_answers_over_tcp_and_ends_in_good_order(var):
    port = free_port()
    with running.gate(var, "--port", str(port)) as program:
        address = f"http://127.0.0.1:{port}"
        eventually(lambda: httpx.get(f"{address}/healthz").status_code == 200)
        assert httpx.get(address + VERIFY).json()["status"] == "filed_here"
        names = {"domains": [DOMAIN] * 10_000}
        assert len(httpx.post(f"{address}/v1/verify", json=names).json()["answers"]) == 10_000
        assert program.end() == 0


def test_it_answers_over_a_socket_that_is_there_from_before(var):
    socket = var / "gate.sock"
    for _ in range(2):
        with running.gate(var, "--socket", str(socket)) as program, over(socket) as client:
            eventually(lambda: running.listens(socket) and client.get("/healthz").is_success)
            assert client.get(VERIFY).json()["status"] == "filed_here"
            assert socket.stat().st_mode & 0o007 == 0, "others may speak to it"
            program.kill()
        assert socket.exists()


def test_a_worker_that_is_killed_is_replaced(var):
    port = free_port()
    with running.gate(var, "--port", str(port), "--workers", "2") as program:
        address = f"http://127.0.0.1:{port}/healthz"
        eventually(lambda: httpx.get(address).status_code == 200)
        for worker in children(program.process.pid):
            os.kill(worker, signal.SIGKILL)
        eventually(lambda: httpx.get(address).status_code == 200)


def children(of):
    found = Path(f"/proc/{of}/task/{of}/children").read_text().split()
    assert len(found) >= 2
    return map(int, found)


@pytest.mark.django_db
def test_a_build_says_what_it_made(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("OPENBEIAN_GATE_STORE", str(tmp_path / "store"))
    assert cli.main(["gate", "build"]) == 0
    assert re.search(
        r"^0 domains, as of event 0 of the log, in 0\.\d s\.$", capsys.readouterr().out
    )
    assert ask(tmp_path / "store", DOMAIN).reason.code == "no_record"
