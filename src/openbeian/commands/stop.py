"""`openbeian stop`: ends what `openbeian start` runs, from another terminal."""

import argparse
import json
import os
import signal
import time
from pathlib import Path

from openbeian.commands.speech import say
from openbeian.commands.start import only_one

PATIENCE = 30.0


def configure(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


def run(_options: argparse.Namespace) -> int:
    """Ask the supervisor to end, and wait until it has."""
    from openbeian.config import environment

    var = environment.read().var
    if not (var / "programs.json").exists() or _ended(var, patience=0):
        say("Nothing is running.", "当前没有运行中的程序。")
        return 0
    state = json.loads((var / "programs.json").read_text(encoding="utf-8"))
    os.kill(state["supervisor"], signal.SIGTERM)
    if _ended(var, patience=PATIENCE):
        say("Ended.", "已停止。")
        return 0
    say(f"Process {state['supervisor']} does not end.", f"进程 {state['supervisor']} 未能停止。")
    return 1


def _ended(var: Path, *, patience: float) -> bool:
    """Whether the supervisor has let go of the data folder, waiting for it a while."""
    deadline = time.monotonic() + patience
    while True:
        with only_one(var) as free:
            if free:
                return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.1)
