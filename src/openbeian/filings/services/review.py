"""The reviewer's verbs: take a case, pass it, ask for correction, decline."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from openbeian.accounts.actors import Actor
from openbeian.cases.moving import check
from openbeian.declaration.fields import field_at
from openbeian.errors import DomainError
from openbeian.filings.models import Correction, Filing
from openbeian.filings.services.access import lock
from openbeian.filings.services.moving import make
from openbeian.procedure.filing import (
    ASK_FOR_CORRECTION,
    CLAIM,
    DECLINE,
    PASS_REVIEW,
    Flag,
    State,
)
from openbeian.registry.services import process
from openbeian.text import Text


class NothingAsked(DomainError):
    """A correction was asked for without a single field."""

    code = "filing.nothing_asked"
    message = Text("Name at least one field to correct.", "请至少指定一项需要修改的内容。")


class ReasonMissing(DomainError):
    """A decision against the applicant needs words."""

    code = "filing.reason_missing"
    message = Text("Give a reason that the applicant will read.", "请填写告知申请人的理由。")


class TakenByOther(DomainError):
    """Somebody else took the case first."""

    code = "filing.taken"
    message = Text("Another reviewer has taken this case.", "该案件已由其他审核员领取。")


_MEND = Text("Correct it and submit again.", "请更正后重新提交。")


@dataclass(frozen=True, slots=True)
class Ask:
    """One field to correct, why and how; `reason` is an id of the catalogue, or empty."""

    field: str
    message: Text
    remedy: Text = _MEND
    reason: str = ""


@transaction.atomic(durable=True)
def claim(*, filing_id: UUID, actor: Actor, at: datetime) -> Filing:
    """Take a case. Raises NoSuchFiling, OwnCase, MoveNotAllowed, TakenByOther."""
    filing = lock(filing_id, actor)
    check(CLAIM, filing, actor)
    if filing.reviewer_id not in {None, actor.user_id}:
        raise TakenByOther
    if filing.reviewer_id is None:
        filing.reviewer_id = actor.user_id
        make(CLAIM, filing, actor=actor, at=at)
    return filing


@transaction.atomic(durable=True)
def pass_review(*, filing_id: UUID, actor: Actor, at: datetime) -> Filing:
    """Pass the provider's review. Raises NoSuchFiling, OwnCase, MoveNotAllowed."""
    filing = lock(filing_id, actor)
    check(PASS_REVIEW, filing, actor)
    make(PASS_REVIEW, filing, actor=actor, at=at)
    return filing


@transaction.atomic(durable=True)
def ask_for_correction(
    *, filing_id: UUID, actor: Actor, asks: Sequence[Ask], at: datetime
) -> Filing:
    """Send the application back, field by field.

    Raises NoSuchFiling, OwnCase, MoveNotAllowed, NothingAsked, PathUnreadable.
    """
    filing = lock(filing_id, actor)
    check(ASK_FOR_CORRECTION, filing, actor)
    if not asks:
        raise NothingAsked
    refused = filing.state_now is State.REFUSED
    source = Correction.Source.ADMINISTRATION if refused else Correction.Source.PROVIDER
    Correction.objects.bulk_create(_correction(filing, ask, actor, source, at) for ask in asks)
    make(
        ASK_FOR_CORRECTION,
        filing,
        actor=actor,
        at=at,
        facts={
            "fields": [ask.field for ask in asks],
            "reasons": [ask.reason for ask in asks],
            "source": source.value,
        },
        told={"items": [_item(ask) for ask in asks]},
        flags=frozenset({Flag.ASKED_BY_ADMINISTRATION}) if refused else frozenset(),
    )
    return filing


def _correction(
    filing: Filing, ask: Ask, actor: Actor, source: Correction.Source, at: datetime
) -> Correction:
    field_at(ask.field)
    return Correction(
        filing=filing,
        version=filing.version,
        field=ask.field,
        reason=ask.reason,
        message_en=ask.message.en,
        message_zh=ask.message.zh,
        remedy_en=ask.remedy.en,
        remedy_zh=ask.remedy.zh,
        source=source,
        asked_at=at,
        asked_by_id=actor.person,
    )


def _item(ask: Ask) -> dict[str, dict[str, str]]:
    words = {"field": field_at(ask.field).label, "what": ask.message, "remedy": ask.remedy}
    return {name: asdict(text) for name, text in words.items()}


@transaction.atomic(durable=True)
def decline(*, filing_id: UUID, actor: Actor, reason: str, at: datetime) -> Filing:
    """Refuse to accept the application for good.

    Raises NoSuchFiling, OwnCase, MoveNotAllowed, NotPermitted, ReasonMissing.
    """
    filing = lock(filing_id, actor)
    check(DECLINE, filing, actor)
    if not reason.strip():
        raise ReasonMissing
    process.end(filing_id=filing.pk, at=at)
    filing.decided_at = at
    make(DECLINE, filing, actor=actor, at=at, facts={"words": reason}, told={"reason": reason})
    return filing
