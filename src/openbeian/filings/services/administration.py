"""What the administration was handed and what it answered, recorded by the provider."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from openbeian.accounts.actors import Actor
from openbeian.cases import words
from openbeian.cases.moving import check
from openbeian.errors import DomainError
from openbeian.filings.models import Filing, Outcome
from openbeian.filings.sealing import open_declaration
from openbeian.filings.services.access import lock
from openbeian.filings.services.moving import make, note
from openbeian.filings.services.review import ReasonMissing
from openbeian.numbers import icp_number
from openbeian.outbox.services import put
from openbeian.procedure.engine import Move
from openbeian.procedure.filing import (
    HAND_OVER,
    RECORD_APPROVAL,
    RECORD_RECEIPT,
    RECORD_REFUSAL,
    RECORD_SMS_ASKED,
    RECORD_SMS_FAILED,
    RECORD_SMS_PASSED,
    State,
)
from openbeian.registry.services import process, register
from openbeian.text import Text


class NumberOfOtherProvince(DomainError):
    """The entity number begins with the sign of another province."""

    code = "filing.number_of_other_province"
    message = Text(
        "The number {number} belongs to another province than the application.",
        "备案号{number}与申请省份不一致。",
    )


class ReceiptMissing(DomainError):
    """A receipt was to be recorded without its number."""

    code = "filing.receipt_missing"
    message = Text("Enter the receipt number.", "请填写接收编号。")


class AnotherNumber(DomainError):
    """The website was filed elsewhere under another number than the one recorded."""

    code = "filing.another_number"
    message = Text(
        "The application is about {number}; an added access keeps the number.",
        "本申请对应的备案号为{number}，新增接入不变更备案号。",
    )


LONGEST_RECEIPT = 64


@transaction.atomic(durable=True)
def hand_over(*, filing_id: UUID, actor: Actor, package: str, at: datetime) -> Filing:
    """Record that the package with this SHA-256 was entered at the administration.

    Raises NoSuchFiling, OwnCase, MoveNotAllowed.
    """
    filing = lock(filing_id, actor)
    check(HAND_OVER, filing, actor)
    note(filing, Outcome.Kind.HANDED_OVER, actor, at, numbers={"package": package})
    filing.handed_over_at = at
    make(HAND_OVER, filing, actor=actor, at=at, facts={"package": package})
    return filing


@transaction.atomic(durable=True)
def record_receipt(*, filing_id: UUID, actor: Actor, receipt: str, at: datetime) -> Filing:
    """Record the administration's receipt number.

    Raises NoSuchFiling, OwnCase, MoveNotAllowed, ReceiptMissing, WordsTooLong.
    """
    filing = lock(filing_id, actor)
    check(RECORD_RECEIPT, filing, actor)
    said = words.kept(receipt, missing=ReceiptMissing, limit=LONGEST_RECEIPT)
    note(filing, Outcome.Kind.RECEIVED, actor, at, numbers={"receipt": said})
    make(RECORD_RECEIPT, filing, actor=actor, at=at, facts={"receipt": said})
    return filing


@transaction.atomic(durable=True)
def record_sms_asked(*, filing_id: UUID, actor: Actor, at: datetime) -> Filing:
    """Record that the ministry sent its codes; 24 hours run. Raises as `hand_over`."""
    return _sms(RECORD_SMS_ASKED, Outcome.Kind.SMS_ASKED, filing_id, actor, at)


@transaction.atomic(durable=True)
def record_sms_passed(*, filing_id: UUID, actor: Actor, at: datetime) -> Filing:
    """Record that both persons verified. Raises as `hand_over`."""
    return _sms(RECORD_SMS_PASSED, Outcome.Kind.SMS_PASSED, filing_id, actor, at)


@transaction.atomic(durable=True)
def record_sms_failed(*, filing_id: UUID, actor: Actor, at: datetime) -> Filing:
    """Record a time-out or the sixth wrong entry. Raises as `hand_over`."""
    return _sms(RECORD_SMS_FAILED, Outcome.Kind.SMS_FAILED, filing_id, actor, at)


@transaction.atomic(durable=True)
def record_approval(
    *,
    filing_id: UUID,
    actor: Actor,
    entity_number: str,
    service_numbers: Mapping[int, str],
    at: datetime,
    administration_ids: Mapping[str, int] | None = None,
) -> Filing:
    """Record the numbers that were issued, and enter them into the registry.

    `service_numbers` are by the service's id, the administration's own ids by field path where it
    told them. Raises NoSuchFiling, OwnCase, MoveNotAllowed, NumberError, NumberOfOtherProvince,
    AnotherNumber and what the registry refuses: EntityNumberUnfit, EntityNumberTaken,
    ServiceNumberMissing, ServiceNumberUnfit, ServiceNumberTaken, DomainTaken.
    """
    filing = lock(filing_id, actor)
    check(RECORD_APPROVAL, filing, actor)
    declaration = open_declaration(filing.versions.get(number=filing.version))
    _require_of_province(entity_number, declaration.province)
    _require_kept(filing, service_numbers)
    process.end(filing_id=filing.pk, at=at)
    registered = register.register(
        declaration=declaration,
        organisation_id=filing.organisation_id,
        entity_number=entity_number,
        service_numbers=service_numbers,
        actor=actor,
        at=at,
        filing_id=filing.pk,
        administration_ids=administration_ids,
    )
    entity = registered.entity.number
    services = dict(zip(declaration.services, registered.services, strict=True))
    numbers = {str(declared.id): service.number for declared, service in services.items()}
    issued = sorted(numbers.values())
    note(
        filing,
        Outcome.Kind.APPROVED,
        actor,
        at,
        numbers={"entity": entity, "services": numbers},
    )
    filing.decided_at = at
    make(
        RECORD_APPROVAL,
        filing,
        actor=actor,
        at=at,
        facts={"entity_number": entity, "service_numbers": list(issued)},
        told={"entity_number": entity, "service_number": issued},
    )
    if filing.kind_now.files_with_public_security:
        for declared, service in services.items():
            _owe_public_security_case(filing, declared.id, service.pk, at)
    return filing


@transaction.atomic(durable=True)
def record_refusal(*, filing_id: UUID, actor: Actor, reason: str, at: datetime) -> Filing:
    """Record the administration's reason word for word.

    Raises NoSuchFiling, OwnCase, MoveNotAllowed, ReasonMissing, WordsTooLong.
    """
    filing = lock(filing_id, actor)
    check(RECORD_REFUSAL, filing, actor)
    said = words.kept(reason, missing=ReasonMissing)
    note(filing, Outcome.Kind.REFUSED, actor, at, said=said)
    make(RECORD_REFUSAL, filing, actor=actor, at=at, facts={"words": said}, told={"reason": said})
    return filing


def _sms(
    move: Move[State], kind: Outcome.Kind, filing_id: UUID, actor: Actor, at: datetime
) -> Filing:
    filing = lock(filing_id, actor)
    check(move, filing, actor)
    note(filing, kind, actor, at)
    make(move, filing, actor=actor, at=at)
    return filing


def _require_of_province(entity_number: str, province: str) -> None:
    """Raise NumberError, NumberOfOtherProvince; all else about a number the registry knows."""
    number = icp_number.parse(entity_number)
    if number.province.code != province:
        raise NumberOfOtherProvince(number=str(number))


def _require_kept(filing: Filing, service_numbers: Mapping[int, str]) -> None:
    """Raise NumberError, AnotherNumber unless an added access keeps the number of its website."""
    known = filing.target.get("number")
    if known is None:
        return
    for number in service_numbers.values():
        if str(icp_number.parse(number)) != known:
            raise AnotherNumber(number=known)


def _owe_public_security_case(filing: Filing, key: int, service_id: int, at: datetime) -> None:
    put(
        kind="psb.open",
        reference=f"psb.open:{service_id}",
        payload={"filing": str(filing.pk), "service_key": key, "service": service_id},
        at=at,
    )
