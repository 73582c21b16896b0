"""Workers and the sandbox killed at random: nothing is lost, doubled or guessed on either side."""

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from own_database import run_program
from sandbox.served import Server, environ

pytestmark = pytest.mark.slow

COUNT, SEED = 500, 20261124
FAULTS = ("lost_reply", "server_error", "garbage", "forgotten_ack")


@pytest.fixture
def server(tmp_path):
    """A sandbox that asks nobody by SMS, and whose officer refuses a fifth of the orders."""
    (tmp_path / "administration").mkdir()
    words = ("--officer", "60000", "--refusals", "0.2", "--seed", str(SEED))
    server = Server(tmp_path / "administration", *words)
    server.start()
    subprocess.run(
        [sys.executable, "-m", "authority.desk", "quiet"],
        env=environ(server.var) | {"DJANGO_SETTINGS_MODULE": "openbeian.sandbox.settings"},
        check=True,
    )
    for kind in FAULTS:
        asked = {"kind": kind, "times": 5}
        requests.post(f"{server.base}/faults.json", json=asked, timeout=10).raise_for_status()
    yield server
    server.stop()


def killed_until(server, done) -> int:
    """Kill the sandbox again and again until something is done; return how often."""
    dice, kills = random.Random(SEED), 0
    while not done():
        time.sleep(dice.uniform(2.0, 8.0))
        server.kill()
        server.start()
        kills += 1
    return kills


def test_kills_lose_double_and_guess_nothing(server, own_database, tmp_path):
    database = server.var / "sandbox" / "sandbox.sqlite3"
    words = ("authority.dying", server.base, str(database), str(COUNT), str(SEED))
    with ThreadPoolExecutor(1) as pool:
        house = pool.submit(run_program, *words, database=own_database, var=tmp_path, patience=600)
        kills = killed_until(server, house.done)
        found = house.result()
    assert (found["records"], found["decided"]) == (COUNT, COUNT)
    assert found["uploads"] > 20
    assert COUNT * 0.6 < found["approved"] < COUNT
    assert not found["halted"]
    assert found["sent_again"] > 0
    assert kills >= 5
    assert found["killed"] > 20
