"""Submit an application to the provider: freeze a version, or say what stands in the way."""

import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from openbeian import rulebook
from openbeian.accounts.actors import Actor
from openbeian.cases.moving import Facts, check
from openbeian.declaration import canonical
from openbeian.declaration.diff import diff
from openbeian.declaration.findings import Finding, blocking
from openbeian.declaration.values import Declaration
from openbeian.errors import DomainError
from openbeian.filings import blind
from openbeian.filings.findings import findings_of
from openbeian.filings.models import DeclarationVersion, Filing, Request, SearchTerm
from openbeian.filings.sealing import open_declaration, project, seal_declaration
from openbeian.filings.services.access import lock
from openbeian.filings.services.moving import make
from openbeian.procedure.filing import EDIT, FILING, RESUBMIT, SUBMIT, State
from openbeian.procedure.filing_kinds import FilingKind
from openbeian.registry.services import process
from openbeian.text import Text

__all__ = ["KeyReused", "KeyUnfit", "NotReady", "NothingChanged", "findings_of", "submit"]

_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


class NotReady(DomainError):
    """Blocking findings stand in the way; they come with the error."""

    code = "filing.not_ready"
    message = Text(
        "Before the application can be submitted, mend what stands in the way: {count}.",
        "提交前须处理{count}项问题。",
    )

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(count=len(blocking(self.findings)))


class NothingChanged(DomainError):
    """A change declares exactly what is registered."""

    code = "filing.nothing_changed"
    message = Text(
        "Nothing differs from what is registered. Change what is no longer true first.",
        "填报内容与已备案信息一致，请先修改需要变更的内容。",
    )


class KeyUnfit(DomainError):
    """A request came without its idempotency key, or with something else in its place."""

    code = "filing.request_key_unfit"
    message = Text(
        "The form was incomplete. Reload the page and send it again.",
        "提交的表单不完整，请刷新页面后重新提交。",
    )


class KeyReused(DomainError):
    """The key belongs to a request about another application, or to one that was taken back."""

    code = "filing.request_key_reused"
    message = Text(
        "This form was already used. Reload the page and send it again.",
        "该表单已使用过，请刷新页面后重新提交。",
    )


@transaction.atomic(durable=True)
def submit(*, filing_id: UUID, actor: Actor, key: str, at: datetime) -> Filing:
    """Freeze the draft as the next version and give it to the reviewer.

    `key` is the request's idempotency key: a second request with it finds the work done. Raises
    NoSuchFiling, MoveNotAllowed, NotReady, NothingChanged, KeyUnfit, KeyReused, DomainTaken,
    DomainInProcess.
    """
    filing = lock(filing_id, actor)
    if _is_repeated(filing, actor, key):
        return filing
    move = RESUBMIT if filing.state_now is State.CORRECTION_REQUESTED else SUBMIT
    check(move, filing, actor)
    declaration, findings = findings_of(filing, at)
    if declaration is None or blocking(findings):
        raise NotReady(findings)
    _require_change(filing, declaration)
    if filing.kind_now.names_new_domains:
        process.begin(domains=_domains(declaration), filing_id=filing.pk, at=at)
    version = _freeze(filing, declaration, findings, actor, at)
    Request.objects.create(user_id=actor.person, key=key, verb=move.name, filing=filing, at=at)
    facts: Facts = {
        "version": version.number,
        "digest": version.digest,
        "rulebook": version.rulebook,
    }
    make(move, filing, actor=actor, at=at, facts=facts)
    return filing


def _domains(declaration: Declaration) -> list[str]:
    return [domain.name for service in declaration.services for domain in service.domains]


def _require_change(filing: Filing, declaration: Declaration) -> None:
    """Raise NothingChanged where a change declares what is registered already."""
    if filing.kind_now is FilingKind.CHANGE:
        before = open_declaration(filing.versions.get(number=0))
        if not diff(before, declaration):
            raise NothingChanged


def _is_repeated(filing: Filing, actor: Actor, key: str) -> bool:
    """Return whether this request was carried out before; raises KeyUnfit, KeyReused."""
    if not _KEY.fullmatch(key):
        raise KeyUnfit
    former = Request.objects.filter(user_id=actor.person, key=key).first()
    if former is None:
        return False
    if former.filing_id != filing.pk or FILING.can(EDIT, filing.state_now, filing.flags_now):
        raise KeyReused
    return True


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
    filing.version = number
    filing.submitted_at = at
    project(filing, declaration)
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
        SearchTerm(filing=filing, kind=kind, blind=blind.term(kind, value))
        for kind, value in sorted(terms)
    )
