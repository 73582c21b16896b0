"""What this suite adds to pytest: the order of the tests, and honest words on missing browsers."""

import os
import random
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEED = "OPENBEIAN_TEST_SEED"
LEFT_OUT = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--order", choices=["written", "reverse", "random"], default="written")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT_OUT] = 0
    # worker processes inherit it and so agree on the order
    os.environ.setdefault(SEED, str(random.randrange(10**6)))


def pytest_report_header(config: pytest.Config) -> str | None:
    order = config.getoption("--order")
    return f"order: random, {SEED}={os.environ[SEED]}" if order == "random" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    order = config.getoption("--order")
    if order == "reverse":
        items.reverse()
    elif order == "random":
        random.Random(os.environ[SEED]).shuffle(items)
    _leave_out_browsers(config, items)


def chromium() -> str | None:
    """Return the path of a Chromium, or nothing."""
    found = subprocess.run(
        [ROOT / "bin" / "chromium", "--look-only"], capture_output=True, text=True, check=False
    )
    return found.stdout.splitlines()[0] if found.returncode == 0 else None


def _leave_out_browsers(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a Chromium the browser's tests are left out; where it is required they fail."""
    journeys = [item for item in items if item.get_closest_marker("browser")]
    if not journeys or os.environ.get("OPENBEIAN_BROWSER") == "required" or chromium():
        return
    config.stash[LEFT_OUT] = len(journeys)
    config.hook.pytest_deselected(items=journeys)
    items[:] = [item for item in items if item not in journeys]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if config.stash[LEFT_OUT]:
        terminalreporter.write_line(
            f"{config.stash[LEFT_OUT]} browser tests were left out: no Chromium was found"
        )
