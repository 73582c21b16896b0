"""Loads the rulebook from its files, or says everything that is wrong with them."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from openbeian.datafiles import Faults
from openbeian.rulebook.book import Rulebook
from openbeian.rulebook.errors import RulebookError
from openbeian.rulebook.files.contents import FILES, Contents, read_contents
from openbeian.rulebook.files.references import check_references

FOLDER = Path(__file__).parent / "data"
_in_use: list[Rulebook] = []


def load(overrides: Sequence[Path] = ()) -> Rulebook:
    """Load our files and an operator's on top; raises RulebookError with every fault.

    An operator's file holds `rules`: rules of their own, or new dated versions of ours.
    """
    faults = Faults()
    contents = _read(FOLDER, overrides, faults)
    faults.stop(RulebookError)
    return Rulebook(contents, fingerprint(overrides))


def default() -> Rulebook:
    """Return the rulebook in use: that of our own files, until `use` says otherwise."""
    if not _in_use:
        _in_use.append(load())
    return _in_use[0]


def use(book: Rulebook) -> None:
    """Make a rulebook, such as one with an operator's files, the one that everything asks."""
    _in_use[:] = [book]


def check_data(overrides: Sequence[Path] = (), *, folder: Path = FOLDER) -> tuple[str, ...]:
    """Return every fault of the files, each with file and id; nothing where all is well."""
    faults = Faults()
    _read(folder, overrides, faults)
    return tuple(faults)


def fingerprint(overrides: Sequence[Path] = ()) -> str:
    """Return the SHA-256 of all files together, in hex."""
    digest = hashlib.sha256()
    for path in (*(FOLDER / f"{name}.yaml" for name in FILES), *overrides):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _read(folder: Path, overrides: Sequence[Path], faults: Faults) -> Contents:
    contents = read_contents(folder, overrides, faults)
    check_references(contents, faults)
    return contents
