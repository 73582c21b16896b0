"""Writes: the commercial licence from the filing to the licence number."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from openbeian import rulebook
from openbeian.accounts.actors import Actor
from openbeian.audit.services import record
from openbeian.cases import access, words
from openbeian.cases.moving import Facts, check, make, set_deadline
from openbeian.declaration.values import Declaration
from openbeian.documents.queries import several
from openbeian.errors import DomainError
from openbeian.filings import queries as filings
from openbeian.licences import kinds
from openbeian.licences.models import LicenceCase
from openbeian.licences.queries import NoSuchCase, declared, eligibility, filed, needs
from openbeian.numbers import licence_number
from openbeian.procedure import licence as table
from openbeian.procedure.engine import Move
from openbeian.procedure.permissions import Permission
from openbeian.registry.services.numbers import record_licence
from openbeian.rulebook import DocumentNeed
from openbeian.text import Text

# as much as the form of an application takes: fifteen digits
MOST_CAPITAL_CNY = 10**15 - 1


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


class CapitalUnfit(DomainError):
    """The registered capital is no amount of money."""

    code = "licence.capital_unfit"
    message = Text(
        "Enter the registered capital in whole yuan.", "请以元为单位填写注册资本的整数金额。"
    )


@transaction.atomic(durable=True)
def begin(*, actor: Actor, at: datetime) -> LicenceCase:
    """Return the organisation's open licence case, making it if there is none.

    Raises NotPermitted, FilingFirst, NotEligible.
    """
    actor.require(Permission.LICENCE_APPLY)
    access.lock_tenant(actor)
    states = [state.value for state in table.LICENCE.active_states()]
    present = LicenceCase.objects.filter(organisation_id=actor.tenant, state__in=states).first()
    if present is not None:
        return present
    filing, entity = filed(actor)
    declaration = filings.declaration(filing)
    _require_eligible(declaration, None, at)
    case = LicenceCase(
        id=uuid4(),
        reference=access.new_reference("OL"),
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
    """State the registered capital in whole yuan; None takes the statement back.

    Raises NoSuchCase, MoveNotAllowed, CapitalUnfit.
    """
    case = _lock(case_id, actor)
    check(table.EDIT, case, actor)
    if capital_cny is not None and not 0 <= capital_cny <= MOST_CAPITAL_CNY:
        raise CapitalUnfit
    if case.capital_cny == capital_cny:
        return case
    case.capital_cny = capital_cny
    return _make(table.EDIT, case, actor, at, {"fields": ["capital_cny"]})


@transaction.atomic(durable=True)
def attach(*, case_id: UUID, actor: Actor, kind: str, sha256: str, at: datetime) -> LicenceCase:
    """Put an uploaded file to a document of the licence; it replaces what was there.

    Raises NoSuchCase, MoveNotAllowed, NoSuchFile.
    """
    case = _lock(case_id, actor)
    check(table.EDIT, case, actor)
    mine = several(organisation_id=case.organisation_id, hashes=[sha256])
    if kind not in {need.kind for need in needs(case, at)} or sha256 not in mine:
        raise NoSuchFile
    if case.documents.get(kind) == sha256:
        return case
    case.documents = {**case.documents, kind: sha256}
    return _make(table.EDIT, case, actor, at, {"fields": [kind]})


@transaction.atomic(durable=True)
def submit(*, case_id: UUID, actor: Actor, at: datetime) -> LicenceCase:
    """Give the case to the provider.

    Raises NoSuchCase, MoveNotAllowed, NotEligible, PapersMissing.
    """
    case = _lock(case_id, actor)
    check(table.SUBMIT, case, actor)
    declaration = declared(case)
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
    """Send the case back with a reason.

    Raises NoSuchCase, OwnCase, MoveNotAllowed, WordsMissing, WordsTooLong.
    """
    return _against(table.ASK_FOR_CORRECTION, case_id, actor, reason, at)


@transaction.atomic(durable=True)
def hand_over(*, case_id: UUID, actor: Actor, at: datetime) -> LicenceCase:
    """Record the hand-over to the administration. Raises NoSuchCase, OwnCase, MoveNotAllowed."""
    case = _lock(case_id, actor)
    check(table.HAND_OVER, case, actor)
    return _make(table.HAND_OVER, case, actor, at)


@transaction.atomic(durable=True)
def record_grant(
    *, case_id: UUID, actor: Actor, number: str, valid_until: date | None, at: datetime
) -> LicenceCase:
    """Record the licence and enter it into the registry.

    Raises NoSuchCase, OwnCase, MoveNotAllowed, NumberError, and what the registry refuses:
    NoLongerInForce, LicenceNumberTaken.
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
    """Record the administration's refusal. Raises as `ask_for_correction`."""
    return _against(table.RECORD_REFUSAL, case_id, actor, reason, at)


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
    said = words.kept(reason, missing=WordsMissing)
    case.set_reason(said)
    return _make(move, case, actor, at, {"words": said}, told={"reason": said})


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
    return access.lock(LicenceCase.objects.all(), case_id, actor, unknown=NoSuchCase)
