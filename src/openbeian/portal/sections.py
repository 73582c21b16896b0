"""How far each section of a draft is: what is filled in, what is missing, what is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openbeian.declaration.draft import Draft, asked
from openbeian.declaration.field import Field, Section
from openbeian.declaration.fields import section_of
from openbeian.declaration.findings import Finding

MISSING = "field.missing"
FORMS = tuple(section for section in Section if section is not Section.DOCUMENTS)


@dataclass(frozen=True, slots=True)
class Progress:
    """One section: whether anything was said in it, how much is missing, and what is wrong."""

    section: Section
    begun: bool
    missing: tuple[Finding, ...]
    wrong: tuple[Finding, ...]


def progress(draft: Draft, findings: Sequence[Finding]) -> dict[Section, Progress]:
    """Return how far each section with a form is, by what the rules find in the draft."""
    found = by_section(findings)
    return {
        section: Progress(
            section,
            begun=any(draft.get(path) for path, _ in fields_in(section, draft)),
            missing=tuple(one for one in found[section] if one.rule == MISSING),
            wrong=tuple(one for one in found[section] if one.rule != MISSING and one.blocking),
        )
        for section in FORMS
    }


def by_section(findings: Iterable[Finding]) -> Mapping[Section, list[Finding]]:
    """Return findings by the section in which they are mended."""
    found: dict[Section, list[Finding]] = {section: [] for section in Section}
    for finding in findings:
        found[section_of(finding.field)].append(finding)
    return found


def fields_in(section: Section, draft: Draft) -> list[tuple[str, Field]]:
    """Return the fields that a draft asks in one section, as (path, field) in the form's order."""
    return [(path, field) for path, field in asked(draft) if field.section is section]


def following(section: Section) -> Section:
    """Return the section that is asked after this one; the documents come last."""
    order = list(Section)
    return order[order.index(section) + 1]
