"""The published schemas, where a copy lies; they are not ours to pass on."""

import os
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
SETTING = "OPENBEIAN_INTERFACE_XSD"
FOLDER = Path(os.environ.get(SETTING) or ROOT.parent / "shared" / "interface-v3" / "xsd")

needs_schemas = pytest.mark.skipif(
    not (FOLDER / "upload.xsd").is_file(),
    reason=f"the published schemas are not here; point {SETTING} at a folder that holds them",
)

# Where the schema contradicts its own notes, we follow the notes: a path and the value it refuses.
FAULTS = {
    "/DownloadData/ICP/ZXSJ/Zxxx/Zxlb": "2",
    "/DownloadData/JCDM/Jcdm_xx/Fjytlx_dms/Fjzjlx/Ssdxlx": "0",
}


def complaints(name: str, raw: bytes) -> list[str]:
    """Return what the published `upload` or `download` schema rightly finds wrong with a file."""
    return [line for line in all_complaints(name, raw) if not _is_fault_of_the_schema(line)]


def all_complaints(name: str, raw: bytes) -> list[str]:
    """Return everything that the published schema finds wrong with a file."""
    judge = _schema(name)
    judge.validate(etree.fromstring(raw))
    return [f"{_plain(each.path)}: {each.message}" for each in judge.error_log]


def _is_fault_of_the_schema(line: str) -> bool:
    path = line.partition(":")[0]
    return path in FAULTS and f"'{FAULTS[path]}'" in line


def _plain(path: str) -> str:
    """Return a path without the counts of repeated elements."""
    return "/".join(step.partition("[")[0] for step in path.split("/"))


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(FOLDER / f"{name}.xsd"))
