"""The two formats of a file, uploads and downloads: root, places of records, and limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openbeian.wire.messages import DOWNLOADS, SINGLE, UPLOADS

UNIT = "Qqdwid"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most bytes of XML and records of one file, and the most elements of one record."""

    octets: int
    records: int
    elements: int


@dataclass(frozen=True, slots=True)
class Format:
    """One format: the root's tag, and the places of records in the order of the file.

    `names_unit`: whether a file says which reporting unit asks (Qqdwid). The bytes and records of
    an upload are limited by the interface; the other limits are ours, and generous.
    """

    root: str
    places: Mapping[str, type[Any]]
    names_unit: bool
    limits: Limits

    def is_container(self, place: str) -> bool:
        """Return whether records stand somewhere below a place."""
        return any(other.startswith(f"{place}/") for other in self.places)

    def is_unit(self, place: str) -> bool:
        """Return whether a place names the unit that asks."""
        return self.names_unit and place.partition("/")[2] == UNIT

    def may_repeat(self, place: str) -> bool:
        """Return whether an element may stand at a place more than once."""
        return place in self.places and place not in SINGLE

    def place_of(self, record: object) -> tuple[int, str]:
        """Return a record's rank in the order of the file, and its place."""
        ranked = enumerate(self.places.items())
        return {kind: (rank, place) for rank, (place, kind) in ranked}[type(record)]


UPLOAD = Format("UploadData", UPLOADS, names_unit=True, limits=Limits(50 * MEGABYTE, 1000, 20_000))
DOWNLOAD = Format(
    "DownloadData",
    DOWNLOADS,
    names_unit=False,
    limits=Limits(1024 * MEGABYTE, 1_000_000, 1_000_000),
)
