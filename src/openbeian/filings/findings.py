"""What the rules find in a draft as it stands: what blocks it, and what is only worth a look."""

from datetime import datetime

from django.conf import settings

from openbeian import rulebook
from openbeian.declaration.build import build
from openbeian.declaration.draft import Draft
from openbeian.declaration.findings import Finding
from openbeian.declaration.values import Declaration
from openbeian.filings.models import Filing
from openbeian.filings.sealing import open_draft
from openbeian.workdays import local_day


def findings_of(filing: Filing, at: datetime) -> tuple[Declaration | None, tuple[Finding, ...]]:
    """Return what the draft amounts to now, and everything that a rule says about it."""
    return findings_in(open_draft(filing), at)


def findings_in(draft: Draft, at: datetime) -> tuple[Declaration | None, tuple[Finding, ...]]:
    """Return what a draft amounts to, and everything that a rule says about it."""
    built = build(draft)
    if built.declaration is None:
        return None, built.findings
    edition = rulebook.Edition(settings.OPENBEIAN_EDITION)
    findings = rulebook.default().check(built.declaration, edition=edition, on=local_day(at))
    return built.declaration, findings
