"""How long it takes from a commit until the gate answers differently; see `siege`."""

import os
import time
from pathlib import Path

import httpx
from django.conf import settings

from gate import siege
from gate.running import Program, eventually, free_port
from openbeian.config import clock
from openbeian.registry import services
from registry import town

TIMES = 20


def main():
    siege.found_the_town()
    var, port = Path(settings.OPENBEIAN_VAR), free_port()
    words = (("gate", "feed"), ("gate", "--port", str(port)))
    programs = [Program(*some, environ=os.environ, log=var / f"{some[-1]}.log") for some in words]
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            eventually(lambda: client.get("/healthz").is_success)
            return [seconds_until_told(client, number) for number in range(TIMES)]
    finally:
        for program in programs:
            program.kill()


def seconds_until_told(client, number):
    name = f"bad{number}.cn"
    at = clock.now()
    services.blacklist(domain=name, reason="涉诈", source="HMDLB", actor=town.SENIOR, at=at)
    began = time.monotonic()
    while client.get("/v1/verify", params={"domain": name}).json()["status"] != "blocked":
        assert time.monotonic() - began < 30
    return time.monotonic() - began
