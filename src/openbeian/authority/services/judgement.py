"""What one record of a downloaded file says about which application, as of now.

Which record is meant, `services.ours` finds. An answer to a hand-over that was replaced by a later
one is stale, whatever it says.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from openbeian.authority.models import Administration, DownloadRecord, UploadRecord
from openbeian.authority.services import ours
from openbeian.authority.services.approvals import approval_of
from openbeian.authority.services.sayings import (
    Agreement,
    Answer,
    Approval,
    Contradiction,
    Ids,
    Refusal,
)
from openbeian.filings.models import Filing, Outcome
from openbeian.procedure.filing import State
from openbeian.wire.messages import DOWNLOADS
from openbeian.wire.messages import DownloadRecord as Record
from openbeian.wire.messages.decision import Review, UploadResult
from openbeian.wire.messages.filed import Filed
from openbeian.wire.messages.meanings import Operation, ReviewOutcome
from openbeian.wire.results import Meaning, result
from openbeian.wire.upload_filed import known_from

Done = DownloadRecord.Outcome
_KINDS = {kind: place for place, kind in DOWNLOADS.items()}
_NAYS = frozenset({Meaning.REFUSED, Meaning.OURS})


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done about the record at a position; nothing, where there is no answer."""

    position: int
    kind: str
    outcome: DownloadRecord.Outcome
    filing_id: UUID | None = None
    answer: Answer | Refusal | None = None
    says_yes: bool = False
    says_no: bool = False

    def answering(self, answer: Answer | Refusal) -> "Decision":
        """Return the same decision with another answer."""
        return replace(self, answer=answer)


def judge(record: Record, position: int, administration: Administration) -> Decision:
    """Return what a record asks for now. Raises Contradiction, UnknownResult."""
    kind = _KINDS[type(record)]
    match record:
        case UploadResult():
            sent = ours.meant_by_codes(record, administration)
            return _of_codes(record, sent, position, kind)
        case Review():
            sent = _required(ours.meant_by_review(record, administration), position)
            return _of_review(record, sent, position, kind)
        case Filed():
            return _of_filed(record, position, kind, administration)
        case _:
            return Decision(position, kind, Done.KEPT)


def _required(sent: UploadRecord | None, position: int) -> UploadRecord:
    if sent is None:
        raise Contradiction(position=position, what="no hand-over of ours is named for certain")
    return sent


def _of_codes(
    record: UploadResult, sent: UploadRecord | None, position: int, kind: str
) -> Decision:
    said = [(result(each.code), each.description or "") for each in record.codes]
    against = tuple(pair for pair in said if pair[0].meaning in _NAYS)
    if against:
        return _refused(Refusal(_required(sent, position), results=against), position, kind)
    if sent is None:
        return Decision(position, kind, Done.NOTED)  # nobody has to act on good news alone
    if any(each.code == _APPROVED for each, _ in said):
        return _agreed(sent, position, kind)
    outcome = Done.NOTED if ours.is_latest(sent) else Done.STALE
    return Decision(position, kind, outcome, sent.filing_id)


def _of_review(record: Review, sent: UploadRecord, position: int, kind: str) -> Decision:
    if record.outcome is ReviewOutcome.APPROVED:
        return _agreed(sent, position, kind)
    opinions = (record.opinion,) if record.opinion else ()
    return _refused(Refusal(sent, opinions=opinions), position, kind)


def _agreed(sent: UploadRecord, position: int, kind: str) -> Decision:
    """Judge a yes: it settles what changes or cancels; what is filed anew waits for its numbers."""
    if not ours.is_latest(sent):
        return Decision(position, kind, Done.STALE, sent.filing_id)
    if sent.place not in _SETTLED_BY_A_YES:
        return Decision(position, kind, Done.NOTED, sent.filing_id, says_yes=True)
    match sent.filing.state_now:
        case State.AT_ADMINISTRATION:
            agreed = Agreement(sent)
            return Decision(
                position, kind, Done.APPROVED, sent.filing_id, answer=agreed, says_yes=True
            )
        case State.APPROVED:
            return Decision(position, kind, Done.REPEATED, sent.filing_id, says_yes=True)
        case _:
            raise Contradiction(position=position, what="approved though it is not with them")


def _refused(refusal: Refusal, position: int, kind: str) -> Decision:
    sent = refusal.record
    if not ours.is_latest(sent):
        return Decision(position, kind, Done.STALE, sent.filing_id)
    match sent.filing.state_now:
        case State.APPROVED:
            raise Contradiction(position=position, what="refused after the approval")
        case State.AT_ADMINISTRATION | State.REFUSED:
            return Decision(
                position, kind, Done.REFUSED, sent.filing_id, answer=refusal, says_no=True
            )
        case _:
            return Decision(position, kind, Done.REPEATED, sent.filing_id)


def _of_filed(record: Filed, position: int, kind: str, administration: Administration) -> Decision:
    sent = ours.by_own_ids(_own_ids(record, administration), administration)
    changed = ours.later(Operation.CHANGE, record.entity.administration_id, administration)
    if changed is not None and (sent is None or changed.pk > sent.pk):
        ids = known_from(record, dict(changed.own_ids.values_list("path", "pk"))).ids
        told = Ids(changed, ids)
        return Decision(position, kind, Done.NOTED, changed.filing_id, answer=told)
    if sent is None:
        return Decision(position, kind, Done.KEPT)  # filed by another way than this interface
    if not ours.is_latest(sent):
        return Decision(position, kind, Done.STALE, sent.filing_id)
    approval = approval_of(record, sent, position)
    match sent.filing.state_now:
        case State.AT_ADMINISTRATION:
            return Decision(
                position, kind, Done.APPROVED, sent.filing_id, answer=approval, says_yes=True
            )
        case State.APPROVED if _issued(sent.filing) == _numbers(approval):
            return Decision(position, kind, Done.REPEATED, sent.filing_id, says_yes=True)
        case State.APPROVED:
            raise Contradiction(position=position, what="other numbers than before")
        case _:
            raise Contradiction(position=position, what="filed though it is not with them")


def _own_ids(record: Filed, administration: Administration) -> Iterator[int | None]:
    """Yield our ids of what was filed: of entity and services, and of accesses that are ours."""
    yield record.entity.record_id
    for service in record.services:
        yield service.record_id
        yield from (
            access.record_id
            for access in service.access
            if access.provider_unit_id == administration.isp_id
        )


def _issued(filing: Filing) -> Any:
    return filing.outcomes.get(kind=Outcome.Kind.APPROVED).numbers


def _numbers(approval: Approval) -> Any:
    services = {str(key): number for key, number in approval.service_numbers.items()}
    return {"entity": approval.entity_number, "services": services}


_APPROVED = 1001
_SETTLED_BY_A_YES = frozenset({ours.CHANGED, ours.CANCELLED})
