"""One process decides while others deliver, as web and worker do."""

import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

import house

import procedure
from house_program import exit_code, fork
from openbeian.accounts.actors import Actor
from ready_drafts import Ready

PAUSE = 0.01


def play(companies: Sequence[Ready], *, reviewer: Actor, at: datetime, deliverers: int) -> None:
    """Return when every application is decided and every message of it is delivered."""
    decided = Path(mkdtemp(dir=house.VAR)) / "decided"
    children = [
        fork(lambda hand=hand: _deliver_until(decided, at, hand, deliverers))
        for hand in range(deliverers)
    ]
    decider = fork(lambda: procedure.decide_all(companies, reviewer=reviewer, at=at))
    codes = [exit_code(decider)]
    decided.touch()
    codes += [exit_code(child) for child in children]
    if any(codes):
        raise SystemExit(f"a process ended with {codes}")


def _deliver_until(decided: Path, at: datetime, hand: int, hands: int) -> None:
    while procedure.owed() or not decided.exists():
        procedure.deliver_all(at=at, hand=hand, hands=hands)
        time.sleep(PAUSE)
