"""The declaration as the reviewer reads it: sections of lines, each with what is said about it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openbeian import rulebook
from openbeian.declaration import paths
from openbeian.declaration.diff import Change, flatten
from openbeian.declaration.draft import asked
from openbeian.declaration.field import SECTION_TITLES, Kind, Section
from openbeian.declaration.fields import field_at
from openbeian.declaration.findings import Finding
from openbeian.declaration.values import Declaration
from openbeian.filings.models import Correction
from openbeian.text import Text
from openbeian.ui import declared
from openbeian.ui.declared import Words

_LONG_ANSWER = 24  # characters; what is longer takes the whole width
_CHOSEN = {Kind.CHOICES, Kind.NUMBERED_CHOICES, Kind.IP_ADDRESSES}
_MANY = 3  # choices; so do this many


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding with its place in the version's list, so that a link can name it."""

    position: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Line:
    """One field: what is declared, what it was before, what was found and what was asked."""

    path: str
    label: Text
    values: tuple[Words, ...]
    masked: bool
    changed: bool
    before: tuple[Words, ...]
    findings: tuple[Noted, ...]
    asked: tuple[Correction, ...]
    wide: bool

    @property
    def anchor(self) -> str:
        """The id of the line on the page."""
        return anchor(self.path)


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the form; `person` is the path of the person whose numbers it masks."""

    title: Text
    about: str
    anchor: str
    lines: tuple[Line, ...]
    person: str
    revealed: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """One document with its files, by hash."""

    path: str
    label: Text
    files: tuple[str, ...]
    changed: bool
    findings: tuple[Noted, ...]
    asked: tuple[Correction, ...]

    @property
    def anchor(self) -> str:
        """The id of the document on the page."""
        return anchor(self.path)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole version as it is shown."""

    parts: tuple[Part, ...]
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is said beside the fields of a version."""

    changes: Mapping[str, Change]
    findings: Sequence[Finding]
    asked: Sequence[Correction]

    def found(self, path: str) -> tuple[Noted, ...]:
        """Return the findings about a field or something within it."""
        return tuple(
            Noted(position, finding)
            for position, finding in enumerate(self.findings)
            if paths.lies_under(finding.field, path)
        )

    def asked_of(self, path: str) -> tuple[Correction, ...]:
        """Return what the applicant is asked to correct in a field and has not answered."""
        return tuple(one for one in self.asked if one.field == path)


def remarks(
    changes: Iterable[Change], findings: Sequence[Finding], asked: Iterable[Correction]
) -> Remarks:
    """Gather what is said beside the fields."""
    return Remarks({change.field: change for change in changes}, findings, tuple(asked))


def sheet(declaration: Declaration, said: Remarks, *, revealed: str = "") -> Sheet:
    """Lay a version out; the numbers of the person at `revealed` stand in clear."""
    flat = laid_flat(declaration)
    several = len(declaration.services) > 1
    names = {str(service.id): service.name for service in declaration.services if several}
    layout = _Layout(flat, said, revealed)
    groups = layout.groups()
    order = sorted(groups, key=lambda group: (group[1], list(Section).index(group[0])))
    return Sheet(
        parts=tuple(
            layout.part(section, names.get(key, ""), groups[section, key]) for section, key in order
        ),
        papers=tuple(layout.paper(path) for path in sorted(filter(_is_document, flat), key=_usual)),
    )


def laid_flat(declaration: Declaration) -> dict[str, str]:
    """Return every field that a version answers or leaves out, in the order of the form."""
    flat = flatten(declaration)
    fields = {path: flat.get(path, "") for path, _field in asked(flat)}
    return fields | {path: text for path, text in flat.items() if _is_document(path)}


def anchor(path: str) -> str:
    """Return a path as an id for links: letters, digits and hyphens.

    >>> anchor("services[1].leader.mobile")
    'services-1-leader-mobile'
    """
    return re.sub(r"[^a-z0-9_]+", "-", path.lower()).strip("-")


def finding_of(row: Mapping[str, object]) -> Finding:
    """Return a finding as a version keeps it; the facts that triggered it are not kept."""
    facts = dict(row)
    for name in ("message", "remedy"):
        facts[name] = Text(**facts[name])  # type: ignore[arg-type]
    return Finding(**facts)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class _Layout:
    """A flattened version with all that is said about it."""

    flat: Mapping[str, str]
    said: Remarks
    revealed: str

    def groups(self) -> dict[tuple[Section, str], list[str]]:
        """Return the paths of each section, of each service by itself."""
        found: dict[tuple[Section, str], list[str]] = {}
        for path in self.flat:
            if not _is_document(path):
                key = (paths.keys(path) or ("",))[0]
                found.setdefault((field_at(path).section, key), []).append(path)
        return found

    def part(self, section: Section, about: str, lines: Sequence[str]) -> Part:
        """Return one section of the page."""
        person = next((path.removesuffix(".name") for path in lines if _is_person(path)), "")
        clear = bool(person) and person == self.revealed
        return Part(
            title=SECTION_TITLES[section],
            about=about,
            anchor=anchor(".".join((section, *paths.keys(lines[0])[:1]))),
            lines=tuple(self._line(path, clear=clear) for path in lines),
            person=person,
            revealed=clear,
        )

    def _line(self, path: str, *, clear: bool) -> Line:
        masked = declared.is_personal(path) and not clear
        change = self.said.changes.get(path)
        found, open_asks = self.said.found(path), self.said.asked_of(path)
        return Line(
            path=path,
            label=declared.short_label(path),
            values=_read(path, self.flat[path], masked=masked),
            masked=masked and bool(self.flat[path]),
            changed=change is not None,
            before=_read(path, change.before, masked=masked) if change else (),
            findings=found,
            asked=open_asks,
            wide=bool(found or open_asks) or _is_wide(path, self.flat[path]),
        )

    def paper(self, path: str) -> Paper:
        """Return one document of the page."""
        return Paper(
            path=path,
            label=declared.document_title(path),
            files=tuple(part for part in self.flat[path].split(",") if part),
            changed=path in self.said.changes,
            findings=self.said.found(path),
            asked=self.said.asked_of(path),
        )


def _is_document(path: str) -> bool:
    return ".documents[" in path


def _usual(path: str) -> tuple[bool, int]:
    """Return the place of a document in the usual order: the entity's first, as in the rulebook."""
    kinds = list(rulebook.default().documents)
    kind = paths.keys(path)[-1]
    return (not path.startswith("entity."), kinds.index(kind) if kind in kinds else len(kinds))


def _is_person(path: str) -> bool:
    return path.endswith(".leader.name")


def _read(path: str, flat: str, *, masked: bool) -> tuple[Words, ...]:
    if masked and flat:
        return (declared.mask(flat),)
    return declared.words(path, flat)


def _is_wide(path: str, flat: str) -> bool:
    kind = field_at(path).kind
    if kind in {Kind.URL, Kind.EMAIL}:  # they break anywhere
        return False
    if kind in _CHOSEN:
        return flat.count(",") + 1 >= _MANY
    return len(flat) > _LONG_ANSWER
