"""The repository can be taken to any machine."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from architecture.tree import ROOT, SOURCE, named, text_files

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
REGISTRIES = re.compile(
    "|".join(
        rf"\b{host}\.{ending}\b"
        for host, ending in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "(com|org)"),
            ("debian", "org"),
        )
    )
)
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/\w")
MIGRATIONS = sorted(folder for folder in SOURCE.glob("*/migrations") if folder.is_dir())


def test_no_file_names_a_registry() -> None:
    assert [named(path) for path, text in text_files() if REGISTRIES.search(text)] == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert [named(path) for path, text in text_files() if MACHINE.search(text)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=named)
def test_every_locked_package_is_pinned_and_hashed(lock: Path) -> None:
    entries = re.split(
        r"\n(?=[a-z0-9])", lock.read_text(encoding="utf-8").strip(), flags=re.IGNORECASE
    )
    entries = [entry for entry in entries if not entry.startswith("#")]
    assert entries
    assert [e for e in entries if "==" not in e or "--hash=sha256:" not in e] == []


def test_the_locks_agree_with_each_other() -> None:
    pins: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, version in re.findall(r"^([\w.-]+)==([\w.+!-]+)", lock.read_text(), re.MULTILINE):
            pins.setdefault(name, set()).add(version)
    assert {name: found for name, found in pins.items() if len(found) > 1} == {}


@pytest.mark.parametrize("folder", MIGRATIONS, ids=named)
def test_migrations_are_named_and_numbered_without_a_gap(folder: Path) -> None:
    names = sorted(path.stem for path in folder.glob("[0-9]*.py"))
    assert [name for name in names if "_auto_" in name] == []
    numbers = [int(name.partition("_")[0]) for name in names]
    assert numbers[:1] == [1]
    assert all(later == earlier + 1 for earlier, later in pairwise(numbers))
