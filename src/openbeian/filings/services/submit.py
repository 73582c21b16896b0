"""Submit an application to the provider: freeze a version, or say what stands in the way."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from openbeian import rulebook, vault
from openbeian.accounts.actors import Actor
from openbeian.cases.moving import Facts, check
from openbeian.declaration import canonical
from openbeian.declaration.build import build
from openbeian.declaration.findings import Finding, blocking
from openbeian.declaration.values import Declaration
from openbeian.errors import DomainError
from openbeian.filings.models import Correction, DeclarationVersion, Filing, Request, SearchTerm
from openbeian.filings.sealing import open_draft, seal_declaration
from openbeian.filings.services.access import lock
from openbeian.filings.services.moving import make
from openbeian.procedure.filing import RESUBMIT, SUBMIT, State
from openbeian.registry.services import process
from openbeian.text import Text
from openbeian.workdays import local_day


class NotReady(DomainError):
    """Blocking findings stand in the way; they come with the error."""

    code = "filing.not_ready"
    message = Text(
        "{count} points must be mended before the application can be submitted.",
        "提交前须处理{count}项问题。",
    )

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(count=len(blocking(self.findings)))


def findings_of(filing: Filing, at: datetime) -> tuple[Declaration | None, tuple[Finding, ...]]:
    """Return what the draft amounts to now, and everything that a rule says about it."""
    built = build(open_draft(filing))
    if built.declaration is None:
        return None, built.findings
    findings = rulebook.default().check(
        built.declaration, edition=rulebook.Edition(settings.OPENBEIAN_EDITION), on=local_day(at)
    )
    return built.declaration, findings


@transaction.atomic(durable=True)
def submit(*, filing_id: UUID, actor: Actor, key: str, at: datetime) -> Filing:
    """Freeze the draft as the next version and give it to the reviewer.

    `key` is the request's idempotency key: a second request with it finds the work done. Raises
    NoSuchFiling, MoveNotAllowed, NotReady, DomainTaken.
    """
    filing = lock(filing_id, actor)
    if Request.objects.filter(user_id=actor.person, key=key, filing=filing).exists():
        return filing
    move = RESUBMIT if filing.state_now is State.CORRECTION_REQUESTED else SUBMIT
    check(move, filing, actor)
    declaration, findings = findings_of(filing, at)
    if declaration is None or blocking(findings):
        raise NotReady(findings)
    process.begin(
        domains=[domain.name for service in declaration.services for domain in service.domains],
        filing_id=filing.pk,
        at=at,
        holder=filing.organisation_id,
    )
    version = _freeze(filing, declaration, findings, actor, at)
    Request.objects.create(user_id=actor.person, key=key, verb=move.name, filing=filing, at=at)
    facts: Facts = {
        "version": version.number,
        "digest": version.digest,
        "rulebook": version.rulebook,
    }
    make(move, filing, actor=actor, at=at, facts=facts)
    return filing


def _freeze(
    filing: Filing,
    declaration: Declaration,
    findings: tuple[Finding, ...],
    actor: Actor,
    at: datetime,
) -> DeclarationVersion:
    number = filing.version + 1
    version = DeclarationVersion.objects.create(
        filing=filing,
        number=number,
        sealed=seal_declaration(filing, number, declaration),
        digest=canonical.digest(declaration),
        rulebook=rulebook.default().fingerprint,
        findings=[_as_row(finding) for finding in findings],
        submitted_at=at,
        submitted_by_id=actor.person,
    )
    Correction.objects.filter(filing=filing, answered_version=None).update(answered_version=number)
    filing.version = number
    filing.submitted_at = at
    _index(filing, declaration)
    return version


def _as_row(finding: Finding) -> dict[str, Any]:
    """Return a finding without the facts that triggered it: those may be a person's."""
    row = asdict(finding)
    del row["because"]
    return row


def _index(filing: Filing, declaration: Declaration) -> None:
    leaders = [declaration.entity.leader, *(service.leader for service in declaration.services)]
    terms = {("unit", declaration.entity.certificate.number)}
    terms |= {("certificate", leader.certificate.number) for leader in leaders}
    terms |= {("mobile", leader.mobile) for leader in leaders}
    SearchTerm.objects.filter(filing=filing).delete()
    SearchTerm.objects.bulk_create(
        SearchTerm(filing=filing, kind=kind, blind=vault.blind(value, context=f"filings.{kind}"))
        for kind, value in sorted(terms)
    )
