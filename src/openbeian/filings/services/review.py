"""The reviewer's verbs: take a case, pass it, ask for correction, decline."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from openbeian import rulebook
from openbeian.accounts.actors import Actor
from openbeian.cases import words
from openbeian.cases.moving import check
from openbeian.declaration.draft import Draft, asked
from openbeian.declaration.fields import field_at
from openbeian.declaration.paths import PathUnreadable, keys
from openbeian.errors import DomainError
from openbeian.filings.models import Correction, Filing, Outcome
from openbeian.filings.sealing import open_draft
from openbeian.filings.services.access import lock
from openbeian.filings.services.moving import make, note
from openbeian.filings.services.papers import is_document, title_of
from openbeian.procedure.engine import Move
from openbeian.procedure.filing import (
    ASK_FOR_CORRECTION,
    CLAIM,
    DECLINE,
    PASS_REVIEW,
    Flag,
    State,
)
from openbeian.procedure.permissions import Role
from openbeian.registry.services import process
from openbeian.text import Text


class NothingAsked(DomainError):
    """A correction was asked for without a single field."""

    code = "filing.nothing_asked"
    message = Text("Name at least one field to correct.", "请至少指定一项需要修改的内容。")


class AskedTwice(DomainError):
    """One field was named twice in a correction."""

    code = "filing.asked_twice"
    message = Text("Name each field once: {field}.", "同一内容只能指定一次：{field}。")


class ReasonMissing(DomainError):
    """A decision against the applicant needs words."""

    code = "filing.reason_missing"
    message = Text("Give a reason that the applicant will read.", "请填写告知申请人的理由。")


class TakenByOther(DomainError):
    """Somebody else took the case first; only a senior reviewer steps in."""

    code = "filing.taken"
    message = Text("Another reviewer has taken this case.", "该案件已由其他审核员领取。")


MEND = Text("Correct it and submit again.", "请更正后重新提交。")


@dataclass(frozen=True, slots=True)
class Ask:
    """One field to correct, why and how; `reason` is an id of the catalogue, or empty."""

    field: str
    message: Text
    remedy: Text = MEND
    reason: str = ""


@transaction.atomic(durable=True)
def claim(*, filing_id: UUID, actor: Actor, at: datetime) -> Filing:
    """Take a case; a senior reviewer may take it over.

    Raises NoSuchFiling, OwnCase, MoveNotAllowed, TakenByOther.
    """
    filing = lock(filing_id, actor)
    check(CLAIM, filing, actor)
    _require_free(filing, actor)
    if filing.reviewer_id != actor.user_id:
        filing.reviewer_id = actor.user_id
        make(CLAIM, filing, actor=actor, at=at)
    return filing


@transaction.atomic(durable=True)
def pass_review(*, filing_id: UUID, actor: Actor, at: datetime) -> Filing:
    """Pass the provider's review. Raises NoSuchFiling, OwnCase, MoveNotAllowed, TakenByOther."""
    filing = _lock_to_decide(PASS_REVIEW, filing_id, actor)
    make(PASS_REVIEW, filing, actor=actor, at=at)
    return filing


@transaction.atomic(durable=True)
def ask_for_correction(
    *, filing_id: UUID, actor: Actor, asks: Sequence[Ask], at: datetime
) -> Filing:
    """Send the application back, field by field.

    Raises NoSuchFiling, OwnCase, MoveNotAllowed, TakenByOther, NothingAsked, AskedTwice,
    PathUnreadable, and rulebook.UnknownEntry for a reason that is not in the catalogue.
    """
    filing = _lock_to_decide(ASK_FOR_CORRECTION, filing_id, actor)
    _require_askable(filing, asks)
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


def _require_askable(filing: Filing, asks: Sequence[Ask]) -> None:
    """Raise unless each ask is about a field that the application has, and none twice."""
    if not asks:
        raise NothingAsked
    draft = open_draft(filing)
    present = {path for path, _ in asked(draft)}
    seen: set[str] = set()
    for ask in asks:
        if ask.field not in present and not _is_document_of(draft, ask.field):
            raise PathUnreadable(path=ask.field)
        if ask.field in seen:
            raise AskedTwice(field=_name_of(ask.field))
        if ask.reason:
            rulebook.default().rejection(ask.reason)
        seen.add(ask.field)


def _is_document_of(draft: Draft, path: str) -> bool:
    """Return whether a path is a document of a known kind, whether or not it was handed in."""
    owner, _, _ = path.rpartition(".documents[")
    return (
        is_document(path)
        and keys(path)[-1] in rulebook.default().documents
        and (owner == "entity" or any(present.startswith(f"{owner}.") for present in draft))
    )


def _correction(
    filing: Filing, ask: Ask, actor: Actor, source: Correction.Source, at: datetime
) -> Correction:
    correction = Correction(
        filing=filing,
        version=filing.version,
        field=ask.field,
        reason=ask.reason,
        source=source,
        asked_at=at,
        asked_by_id=actor.user_id,
    )
    correction.set_words(message=ask.message, remedy=ask.remedy)
    return correction


def _name_of(path: str) -> Text:
    """Return what a field is called; a document has the name of its kind."""
    return title_of(path) if is_document(path) else field_at(path).label


def _item(ask: Ask) -> dict[str, dict[str, str]]:
    said = {"field": _name_of(ask.field), "what": ask.message, "remedy": ask.remedy}
    return {name: asdict(text) for name, text in said.items()}


@transaction.atomic(durable=True)
def decline(*, filing_id: UUID, actor: Actor, reason: str, at: datetime) -> Filing:
    """Refuse to accept the application for good.

    Raises NoSuchFiling, OwnCase, MoveNotAllowed, NotPermitted, ReasonMissing, WordsTooLong.
    """
    filing = _lock_to_decide(DECLINE, filing_id, actor)
    said = words.kept(reason, missing=ReasonMissing)
    note(filing, Outcome.Kind.DECLINED, actor, at, said=said)
    process.end(filing_id=filing.pk, at=at)
    filing.decided_at = at
    make(DECLINE, filing, actor=actor, at=at, facts={"words": said}, told={"reason": said})
    return filing


def _lock_to_decide(move: Move[State], filing_id: UUID, actor: Actor) -> Filing:
    """Return the application for a decision; whoever decides on a free case has taken it."""
    filing = lock(filing_id, actor)
    check(move, filing, actor)
    _require_free(filing, actor)
    filing.reviewer_id = filing.reviewer_id or actor.user_id
    return filing


def _require_free(filing: Filing, actor: Actor) -> None:
    """Raise TakenByOther unless nobody has the case, or the actor has it or may step in."""
    steps_in = actor.role in {Role.SENIOR_REVIEWER, Role.SYSTEM}
    if filing.reviewer_id not in {None, actor.user_id} and not steps_in:
        raise TakenByOther
