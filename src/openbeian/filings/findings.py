"""What the rules find in a draft as it stands: what blocks it, and what is only worth a look."""

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings

from openbeian import rulebook
from openbeian.declaration.build import build, people, person
from openbeian.declaration.draft import Draft
from openbeian.declaration.findings import Finding
from openbeian.declaration.values import Declaration
from openbeian.filings.models import Filing
from openbeian.filings.sealing import open_declaration, open_draft
from openbeian.workdays import local_day


def findings_of(filing: Filing, at: datetime) -> tuple[Declaration | None, tuple[Finding, ...]]:
    """Return what the draft amounts to now, and everything that a rule says about it."""
    return findings_in(filing, open_draft(filing), at)


def findings_in(
    filing: Filing, draft: Draft, at: datetime
) -> tuple[Declaration | None, tuple[Finding, ...]]:
    """Return what a draft of an application amounts to, and everything that a rule says about it.

    The forms that were signed for the last version are held against what it stated. What is only
    half filled in is read as it stands, and each person who is complete by the rules for persons.
    What only ends is not judged: a registration may be cancelled whatever has become of its facts.
    """
    if filing.kind_now.cancels:
        return latest(filing), ()
    built = build(draft)
    edition, on = rulebook.Edition(settings.OPENBEIAN_EDITION), local_day(at)
    if built.declaration is None:
        return None, (*built.findings, *_of_people(draft, edition, on))
    findings = rulebook.default().check(
        built.declaration, edition=edition, on=on, before=latest(filing)
    )
    return built.declaration, findings


def _of_people(draft: Draft, edition: rulebook.Edition, on: date) -> Iterator[Finding]:
    for path in people(draft):
        found = person(draft, path)
        if found is not None:
            yield from rulebook.default().check_person(path, found, edition=edition, on=on)


def forms_to_sign(filing: Filing, declaration: Declaration | None) -> frozenset[str]:
    """Return the paths of the forms that state what was changed since the last submission.

    They stay open once they are signed again: a scan may be wrong, or lack its second page.
    """
    before = latest(filing)
    if before is None or declaration is None:
        return frozenset()
    return rulebook.default().stating_changes(before, declaration)


def latest(filing: Filing) -> Declaration | None:
    """Return what was submitted last, or else what was registered when it began, if anything."""
    version = filing.versions.filter(number=filing.version).first()
    return None if version is None else open_declaration(version)
