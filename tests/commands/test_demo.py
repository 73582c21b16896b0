"""`openbeian demo` plays the whole journey and says how it ended."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from commands.test_supervisor import alive, eventually

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240

pytestmark = pytest.mark.slow


def play(folder, words=("-m", "openbeian", "demo")):
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_the_journey_ends_with_one_line_of_json(tmp_path):
    played = play(tmp_path)
    assert played.returncode == 0, played.stdout + played.stderr
    assert played.stdout.count("sent over the interface (SOAP)") == 5
    outcome = json.loads(played.stdout.splitlines()[-1])
    assert re.fullmatch(r"沪ICP备\d{10}号", outcome["entity_number"])
    assert outcome["service_number"] == f"{outcome['entity_number']}-1"
    assert outcome["psb_number"].startswith("沪公网安备")
    assert outcome["working_days"] == 20
    assert outcome["sms"] > 5
    assert outcome["emails"] > 5
    assert outcome["verify"] == "filed_here"
    assert outcome["audit"]["ok"] is True
    assert list(outcome) == [
        "entity_number",
        "service_number",
        "psb_number",
        "working_days",
        "sms",
        "emails",
        "verify",
        "audit",
    ]


SPOILED = """
import sys
from openbeian.cli import main
from openbeian.commands.demo import facts
facts.UNIT_NUMBER = facts.WRONG_UNIT_NUMBER
facts.SECTIONS["entity"]["entity.certificate.number"] = facts.WRONG_UNIT_NUMBER
sys.exit(main(["demo"]))
"""


def test_a_step_that_fails_is_named_and_fails_the_whole(tmp_path):
    played = play(tmp_path, ["-c", SPOILED])
    assert played.returncode == 1, played.stdout
    assert "FAILED at “the form”" in played.stderr
    assert "{" not in played.stdout.splitlines()[-1]


def test_ctrl_c_ends_every_program_and_leaves_nothing_behind(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "openbeian", "demo"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    while not process.stdout.readline().startswith(" 2"):
        assert process.poll() is None
    (state,) = tmp_path.glob("openbeian-demo-*/programs.json")
    pids = json.loads(state.read_text())["programs"].values()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    process.stdout.close()
    eventually(lambda: not any(alive(pid) for pid in pids))
    assert list(tmp_path.iterdir()) == []
