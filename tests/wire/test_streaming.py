"""A file of 50 MB and 1,000 records is built and read within 150 MB of memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wire import streaming

ROOT = Path(__file__).resolve().parents[2]
MOST_MEBIBYTES = 150


def taken(verb: str, path: Path) -> tuple[int, int]:
    """Return (records, most resident memory in MiB) of a process that builds or reads."""
    outcome = subprocess.run(
        [sys.executable, streaming.__file__, verb, path],
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'tests'}"},
        capture_output=True,
        check=True,
        text=True,
    )
    records, mebibytes = outcome.stdout.split()
    return int(records), int(mebibytes)


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("streaming") / "upload.xml"
    assert streaming.build(path) == streaming.RECORDS
    return path


def test_the_example_is_as_large_as_a_file_may_be(large):
    assert 49_000_000 < large.stat().st_size < 50 * 1024 * 1024


def test_it_is_built_in_bounded_memory(large, tmp_path):
    again = tmp_path / "again.xml"
    records, mebibytes = taken("build", again)
    assert records == streaming.RECORDS
    assert 0 < mebibytes < MOST_MEBIBYTES
    assert again.read_bytes() == large.read_bytes()


def test_it_is_read_in_bounded_memory(large):
    records, mebibytes = taken("read", large)
    assert records == streaming.RECORDS
    assert 0 < mebibytes < MOST_MEBIBYTES
