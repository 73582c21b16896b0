"""Writes: the commercial licence from the filing to the licence number."""

import secrets
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from openbeian import rulebook
from openbeian.accounts.actors import Actor
from openbeian.audit.services import record
from openbeian.cases.moving import Facts, check, make, set_deadline
from openbeian.declaration.values import Declaration
from openbeian.documents.models import Document
from openbeian.errors import DomainError
from openbeian.filings import queries as filings
from openbeian.filings.models import Filing
from openbeian.licences import kinds
from openbeian.licences.models import LicenceCase
from openbeian.numbers import licence_number
from openbeian.procedure import licence as table
from openbeian.procedure.engine import Move
from openbeian.procedure.filing import State as FilingState
from openbeian.procedure.permissions import Permission, Role
from openbeian.registry.models import Entity
from openbeian.registry.services.numbers import record_licence
from openbeian.rulebook import Answers, DocumentNeed, Eligibility
from openbeian.text import Text
from openbeian.workdays import local_day

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class NoSuchCase(DomainError):
    """The case does not exist, or belongs to somebody else: the answer is the same."""

    code = "licence.unknown"
    message = Text("There is no such licence case.", "未找到该许可证申请。")


class FilingFirst(DomainError):
    """The licence presupposes an ICP filing in force."""

    code = "licence.filing_first"
    message = Text(
        "To apply for the ICP Commercial Licence you must first obtain an ICP Filing.",
        "申请经营许可证前须先完成ICP备案。",
    )


class NotEligible(DomainError):
    """The rules do not let this entity hold the licence."""

    code = "licence.not_eligible"
    message = Text("Not eligible: {reason}", "不符合申请条件：{reason}")


class PapersMissing(DomainError):
    """A required document or fact of the licence is missing."""

    code = "licence.papers_missing"
    message = Text("Still missing: {missing}.", "尚缺：{missing}。")


class WordsMissing(DomainError):
    """A decision against the applicant needs words."""

    code = "licence.reason_missing"
    message = Text("Give a reason that the applicant will read.", "请填写告知申请人的理由。")


class NoSuchFile(DomainError):
    """The file is not among those that the organisation uploaded."""

    code = "licence.document_unknown"
    message = Text("There is no such file. Upload it again.", "未找到该文件，请重新上传。")


@transaction.atomic(durable=True)
def begin(*, actor: Actor, at: datetime) -> LicenceCase:
    """Return the organisation's open licence case, making it if there is none.

    Raises NotPermitted, FilingFirst, NotEligible.
    """
    actor.require(Permission.LICENCE_APPLY)
    states = [state.value for state in table.LICENCE.active_states()]
    mine = LicenceCase.objects.select_for_update().filter(organisation_id=actor.tenant)
    present = mine.filter(state__in=states).first()
    if present is not None:
        return present
    filing, entity = _filed(actor)
    declaration = filings.declaration(filing)
    _require_eligible(declaration, None, at)
    case = LicenceCase(
        id=uuid4(),
        reference="OL-" + "".join(secrets.choice(_ALPHABET) for _ in range(8)),
        organisation_id=actor.tenant,
        state=table.LICENCE.initial.value,
        filing_id=filing.pk,
        entity_id=entity.pk,
        entity_number=entity.number,
        capital_cny=declaration.entity.registered_capital_cny,
        created_at=at,
        moved_at=at,
    )
    set_deadline(case)
    case.save(force_insert=True)
    record(kinds.BEGUN, subject=case.subject, actor=actor, at=at)
    return case


@transaction.atomic(durable=True)
def edit(*, case_id: UUID, actor: Actor, capital_cny: int | None, at: datetime) -> LicenceCase:
    """State the registered capital in whole yuan. Raises NoSuchCase, MoveNotAllowed."""
    case = _lock(case_id, actor)
    check(table.EDIT, case, actor)
    case.capital_cny = capital_cny
    return _make(table.EDIT, case, actor, at, {"fields": ["capital_cny"]})


@transaction.atomic(durable=True)
def attach(*, case_id: UUID, actor: Actor, kind: str, sha256: str, at: datetime) -> LicenceCase:
    """Put an uploaded file to a document of the licence; it replaces what was there.

    Raises NoSuchCase, MoveNotAllowed, NoSuchFile.
    """
    case = _lock(case_id, actor)
    check(table.EDIT, case, actor)
    mine = Document.objects.filter(organisation_id=case.organisation_id, sha256=sha256)
    if kind not in {need.kind for need in needs(case, at)} or not mine.exists():
        raise NoSuchFile
    case.documents = {**case.documents, kind: sha256}
    return _make(table.EDIT, case, actor, at, {"fields": [kind]})


@transaction.atomic(durable=True)
def submit(*, case_id: UUID, actor: Actor, at: datetime) -> LicenceCase:
    """Give the case to the provider.

    Raises NoSuchCase, MoveNotAllowed, NotEligible, PapersMissing.
    """
    case = _lock(case_id, actor)
    check(table.SUBMIT, case, actor)
    declaration = _declaration(case)
    _require_papers(case, needs(case, at))
    _require_eligible(declaration, case.capital_cny, at)
    facts: Facts = {
        "documents": sorted(case.documents.values()),
        "rulebook": rulebook.default().fingerprint,
    }
    return _make(table.SUBMIT, case, actor, at, facts)


@transaction.atomic(durable=True)
def abandon(*, case_id: UUID, actor: Actor, at: datetime) -> LicenceCase:
    """Give the case up. Raises NoSuchCase, MoveNotAllowed."""
    case = _lock(case_id, actor)
    check(table.ABANDON, case, actor)
    return _make(table.ABANDON, case, actor, at)


@transaction.atomic(durable=True)
def ask_for_correction(*, case_id: UUID, actor: Actor, reason: str, at: datetime) -> LicenceCase:
    """Send the case back with a reason. Raises NoSuchCase, MoveNotAllowed, WordsMissing."""
    return _against(table.ASK_FOR_CORRECTION, case_id, actor, reason, at)


@transaction.atomic(durable=True)
def hand_over(*, case_id: UUID, actor: Actor, at: datetime) -> LicenceCase:
    """Record the hand-over to the administration. Raises NoSuchCase, MoveNotAllowed."""
    case = _lock(case_id, actor)
    check(table.HAND_OVER, case, actor)
    return _make(table.HAND_OVER, case, actor, at)


@transaction.atomic(durable=True)
def record_grant(
    *, case_id: UUID, actor: Actor, number: str, valid_until: date | None, at: datetime
) -> LicenceCase:
    """Record the licence and enter it into the registry.

    Raises NoSuchCase, MoveNotAllowed, NumberError, LicenceNumberTaken.
    """
    case = _lock(case_id, actor)
    check(table.RECORD_GRANT, case, actor)
    case.licence_number = licence_number.validate(number)
    case.valid_until = valid_until
    record_licence(
        entity_id=case.entity_id,
        number=case.licence_number,
        classes=licence_number.parse(case.licence_number).classes,
        valid_until=valid_until,
        actor=actor,
        at=at,
    )
    return _make(table.RECORD_GRANT, case, actor, at, {"licence_number": case.licence_number})


@transaction.atomic(durable=True)
def record_refusal(*, case_id: UUID, actor: Actor, reason: str, at: datetime) -> LicenceCase:
    """Record the administration's refusal. Raises NoSuchCase, MoveNotAllowed, WordsMissing."""
    return _against(table.RECORD_REFUSAL, case_id, actor, reason, at)


def eligibility(declaration: Declaration, capital_cny: int | None, at: datetime) -> Eligibility:
    """Return what the rulebook says of a licence for the declared entity."""
    answers = Answers(
        entity_kind=declaration.entity.kind,
        registered_province=declaration.entity.registered_province,
        province=declaration.province,
        commercial=True,
        industries=tuple(
            industry for service in declaration.services for industry in service.industries
        ),
        capital_cny=capital_cny,
    )
    edition = rulebook.Edition(settings.OPENBEIAN_EDITION)
    return rulebook.default().eligibility(answers, edition=edition, on=local_day(at))


def needs(case: LicenceCase, at: datetime) -> tuple[DocumentNeed, ...]:
    """Return the documents that the licence asks for beside those of the filing."""
    return eligibility(_declaration(case), case.capital_cny, at).licence_documents


def _declaration(case: LicenceCase) -> Declaration:
    return filings.declaration(Filing.objects.get(pk=case.filing_id))


def _filed(actor: Actor) -> tuple[Filing, Entity]:
    entity = Entity.objects.in_force().filter(organisation_id=actor.tenant).first()
    approved = Filing.objects.filter(organisation_id=actor.tenant, state=FilingState.APPROVED.value)
    filing = approved.order_by("-decided_at").first()
    if entity is None or filing is None:
        raise FilingFirst
    return filing, entity


def _require_eligible(declaration: Declaration, capital_cny: int | None, at: datetime) -> None:
    verdict = eligibility(declaration, capital_cny, at).licence
    if verdict.eligible is False:
        raise NotEligible(reason=verdict.reason)


def _require_papers(case: LicenceCase, wanted: tuple[DocumentNeed, ...]) -> None:
    missing = [need.title for need in wanted if need.required and need.kind not in case.documents]
    if case.capital_cny is None:
        missing.append(Text("registered capital", "注册资本"))
    if missing:
        en = ", ".join(title.en for title in missing)
        raise PapersMissing(missing=Text(en, "、".join(title.zh for title in missing)))


def _against(
    move: Move[table.State], case_id: UUID, actor: Actor, reason: str, at: datetime
) -> LicenceCase:
    case = _lock(case_id, actor)
    check(move, case, actor)
    if not reason.strip():
        raise WordsMissing
    case.reason = reason.strip()
    words = case.reason
    return _make(move, case, actor, at, {"words": words}, told={"reason": words})


def _make(
    move: Move[table.State],
    case: LicenceCase,
    actor: Actor,
    at: datetime,
    facts: Facts | None = None,
    *,
    told: dict[str, str] | None = None,
) -> LicenceCase:
    kind = kinds.OF_MOVE[move.name]
    make(move, case, kind=kind, actor=actor, at=at, facts=facts, told=told)
    return case


def _lock(case_id: UUID, actor: Actor) -> LicenceCase:
    case = LicenceCase.objects.select_for_update().filter(pk=case_id).first()
    mine = case is not None and case.organisation_id == actor.organisation_id
    if case is None or (actor.role is Role.APPLICANT and not mine):
        raise NoSuchCase
    return case
