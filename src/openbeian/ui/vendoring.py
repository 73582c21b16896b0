"""Take over files of other projects that the pages serve: chosen, edited as listed, checksummed.

    python -m openbeian.ui.vendoring govuk-frontend-6.6.0.tgz htmx.org-4.0.1.tgz

The archives are those that `npm pack NAME@VERSION` writes. `MANIFEST.json` beside the files says
where each came from and what was changed in it; a test compares the files with it.
"""

import hashlib
import json
import re
import sys
import tarfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

VENDOR = Path(__file__).parent / "static" / "ui" / "vendor"


class UnexpectedContent(Exception):
    """A newer upstream file differs where we edit it; read it before taking it over."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace every match of `pattern`; anything but `count` matches is refused."""

    why: str
    pattern: str
    replacement: str
    count: int

    def apply(self, text: str) -> str:
        edited, found = re.subn(self.pattern, self.replacement, text)
        if found != self.count:
            msg = f"{self.why}: {found} places instead of {self.count}"
            raise UnexpectedContent(msg)
        return edited


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file of an archive, and what we change in it."""

    path: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the manifest; `sha256` is of the file as we serve it."""

    file: str
    package: str
    version: str
    licence: str
    path: str
    upstream_sha256: str
    sha256: str
    edits: tuple[str, ...]


NO_SOURCE_MAP = "the source map is not taken over"

# order matters: the small size is moved before the base size takes its old place
TYPE_SIZES = (
    Edit(
        "small type is 14 px",
        r"font-size:1rem;line-height:1\.25\b",
        "font-size:.875rem;line-height:1.45",
        7,
    ),
    Edit(
        "16 px base on 1.5 lines, which Chinese needs",
        r"font-size:1\.1875rem;line-height:1\.3157894737",
        "font-size:1rem;line-height:1.5",
        34,
    ),
    Edit("inputs and buttons share the base", r"font-size:1\.1875rem;", "font-size:1rem;", 4),
    Edit("body type on paper is 10.5 pt", r"font-size:14pt", "font-size:10.5pt", 49),
    Edit("lead type on paper is 13 pt", r"font-size:18pt", "font-size:13pt", 14),
    Edit("headings on paper are 16 pt", r"font-size:24pt", "font-size:16pt", 7),
    Edit("titles on paper are 20 pt", r"font-size:32pt", "font-size:20pt", 6),
)
WANTED = {
    "govuk-frontend": (
        Wanted(
            "dist/govuk/govuk-frontend.min.css",
            (
                Edit(
                    "the typeface belongs to another publisher",
                    r"(?:/\*! Copyright \(c\) 2011[^*]*\*/)?@font-face\{[^}]*\}",
                    "",
                    2,
                ),
                Edit(
                    "our own font stack",
                    r"font-family:GDS Transport,arial,sans-serif",
                    "font-family:var(--ob-font)",
                    58,
                ),
                Edit(
                    "the crest is not ours to show",
                    r"\.govuk-footer__copyright-logo:before\{[^}]*crest[^}]*\}",
                    "",
                    2,
                ),
                Edit(NO_SOURCE_MAP, r"\n?/\*# sourceMappingURL=[^*]*\*/", "", 1),
                *TYPE_SIZES,
            ),
        ),
        Wanted(
            "dist/govuk/govuk-frontend.min.js",
            (Edit(NO_SOURCE_MAP, r"\n?//# sourceMappingURL=\S+", "", 1),),
        ),
    ),
    "htmx.org": (
        Wanted("dist/htmx.min.js"),
        Wanted("LICENSE"),
    ),
}


def take(archive: Path, vendor: Path = VENDOR) -> list[Record]:
    """Write the wanted files of one npm archive; raises `UnexpectedContent`."""
    with tarfile.open(archive) as packed:
        package = json.loads(_read(packed, "package.json"))
        name: str = package["name"]
        folder = vendor / name
        folder.mkdir(parents=True, exist_ok=True)
        return [_take_file(packed, wanted, folder, package) for wanted in WANTED[name]]


def write_manifest(records: Sequence[Record], vendor: Path = VENDOR) -> None:
    """Write `MANIFEST.json`, one object per file, in the order of their names."""
    rows = [asdict(record) for record in sorted(records, key=lambda record: record.file)]
    text = json.dumps(rows, indent=2, ensure_ascii=False)
    (vendor / "MANIFEST.json").write_text(text + "\n", "utf-8")


def _read(packed: tarfile.TarFile, path: str) -> bytes:
    member = packed.extractfile(f"package/{path}")
    if member is None:
        msg = f"{path} is not a file"
        raise UnexpectedContent(msg)
    return member.read()


def _take_file(
    packed: tarfile.TarFile, wanted: Wanted, folder: Path, package: dict[str, str]
) -> Record:
    original = _read(packed, wanted.path)
    text = original.decode("utf-8")
    for edit in wanted.edits:
        text = edit.apply(text)
    content = text.encode("utf-8")
    target = folder / Path(wanted.path).name
    target.write_bytes(content)
    return Record(
        file=f"{folder.name}/{target.name}",
        package=package["name"],
        version=package["version"],
        licence=package["license"],
        path=wanted.path,
        upstream_sha256=hashlib.sha256(original).hexdigest(),
        sha256=hashlib.sha256(content).hexdigest(),
        edits=tuple(edit.why for edit in wanted.edits),
    )


def main(archives: Sequence[str]) -> None:
    """Take over every archive named, then write the manifest of them all."""
    write_manifest([record for archive in archives for record in take(Path(archive))])


if __name__ == "__main__":
    main(sys.argv[1:])
