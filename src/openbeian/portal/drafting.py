"""A draft on the table: what it asks, what may be changed in it now, and what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from urllib.parse import urlencode

from django.urls import reverse

from openbeian.declaration.draft import Raw, merged
from openbeian.declaration.field import Field, Section
from openbeian.declaration.fields import section_of
from openbeian.declaration.findings import Finding
from openbeian.declaration.values import Declaration
from openbeian.filings import queries
from openbeian.filings.findings import findings_in
from openbeian.filings.models import Filing
from openbeian.filings.services.edit import is_open, open_fields
from openbeian.portal.forms.declared import DeclaredForm, id_of, name_of
from openbeian.portal.sections import MISSING, fields_in
from openbeian.procedure.filing import EDIT, FILING
from openbeian.workdays import local_day


def is_on_the_desk(filing: Filing) -> bool:
    """Return whether an application is its applicant's to edit."""
    return FILING.can(EDIT, filing.state_now, filing.flags_now)


def slug(section: Section) -> str:
    """Return a section's part of the address.

    >>> slug(Section.ENTITY_LEADER)
    'entity-leader'
    """
    return section.value.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Desk:
    """An application with its draft as of a moment; `opened` None means that all may be changed."""

    filing: Filing
    draft: dict[str, Raw]
    opened: frozenset[str] | None
    declaration: Declaration | None
    findings: tuple[Finding, ...]
    at: datetime

    @classmethod
    def of(cls, filing: Filing, at: datetime) -> Self:
        """Return what lies on the table now."""
        draft = queries.draft(filing)
        return cls(filing, draft, open_fields(filing, at), *findings_in(filing, draft, at), at)

    def with_changes(self, changes: dict[str, Raw]) -> "Desk":
        """Return the table with further words laid over the draft; nothing is stored."""
        draft = merged(self.draft, changes)
        found = findings_in(self.filing, draft, self.at)
        return Desk(self.filing, draft, self.opened, *found, self.at)

    def asked(self, section: Section) -> list[tuple[str, Field]]:
        """Return the fields of a section that may be changed now."""
        return [row for row in fields_in(section, self.draft) if is_open(row[0], self.opened)]

    def form(
        self, section: Section, asked: Iterable[tuple[str, Field]], *, missing: bool
    ) -> DeclaredForm:
        """Return the form of these fields; what is `missing` is marked only where asked for."""
        return DeclaredForm(
            list(asked),
            self.draft,
            on=local_day(self.at),
            check=lambda path: self.check_address(section, path),
            findings=[
                finding
                for finding in self.findings
                if finding.blocking and (missing or finding.rule != MISSING)
            ],
        )

    def check_address(self, section: Section, path: str) -> str:
        """Return where a field is checked as the reader leaves it."""
        address = reverse("portal:check", args=[self.filing.pk, slug(section)])
        return f"{address}?{urlencode({'field': name_of(path)})}"

    def place_of(self, path: str) -> str:
        """Return the address at which a field, or a document, is mended."""
        section = section_of(path)
        if section is Section.DOCUMENTS:
            return f"{reverse('portal:documents', args=[self.filing.pk])}#{id_of(path)}"
        address = reverse("portal:section", args=[self.filing.pk, slug(section)])
        return f"{address}?check=1#{id_of(path)}"
