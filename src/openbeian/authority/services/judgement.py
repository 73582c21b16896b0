"""What one record of a downloaded file says about which application, as of now.

Which record is meant, `services.ours` finds. An answer to a hand-over that was replaced by a later
one is stale, whatever it says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from openbeian.authority.models import Administration, DownloadRecord, UploadRecord
from openbeian.authority.services import ours
from openbeian.declaration.values import Declaration
from openbeian.errors import DomainError
from openbeian.filings import queries as filings
from openbeian.filings.models import Filing, Outcome
from openbeian.procedure.filing import State
from openbeian.text import Text
from openbeian.wire.messages import DOWNLOADS
from openbeian.wire.messages import DownloadRecord as Record
from openbeian.wire.messages.decision import Review, UploadResult
from openbeian.wire.messages.filed import Filed
from openbeian.wire.messages.meanings import ReviewOutcome
from openbeian.wire.results import Meaning, Result, result
from openbeian.wire.upload_beside import ENTITY, service_path
from openbeian.wire.upload_filed import known_from

Done = DownloadRecord.Outcome
_KINDS = {kind: place for place, kind in DOWNLOADS.items()}
_NAYS = frozenset({Meaning.REFUSED, Meaning.OURS})


class Contradiction(DomainError):
    """A record speaks against what we know, or about what we never sent."""

    code = "authority.contradiction"
    message = Text(
        "Record {position} contradicts what we know: {what}.",
        "第{position}条记录与已知情况不符：{what}。",
    )


@dataclass(frozen=True, slots=True)
class Approval:
    """The numbers and the administration's ids for an application."""

    record: UploadRecord
    entity_number: str
    service_numbers: Mapping[int, str]
    administration_ids: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an application was refused: an officer's words, and codes with what came beside them."""

    record: UploadRecord
    opinions: tuple[str, ...] = ()
    results: tuple[tuple[Result, str], ...] = ()

    @staticmethod
    def of_all(refusals: Sequence["Refusal"]) -> "Refusal":
        """Return one refusal for all that one file says about an application."""
        opinions = dict.fromkeys(word for each in refusals for word in each.opinions)
        results = dict.fromkeys(pair for each in refusals for pair in each.results)
        return Refusal(refusals[0].record, tuple(opinions), tuple(results))


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done about the record at a position; nothing, where there is no answer."""

    position: int
    kind: str
    outcome: DownloadRecord.Outcome
    filing_id: UUID | None = None
    answer: Approval | Refusal | None = None
    says_yes: bool = False
    says_no: bool = False

    def answering(self, answer: Approval | Refusal) -> "Decision":
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
    outcome = Done.NOTED if ours.is_latest(sent) else Done.STALE
    approves = any(each.code == _APPROVED for each, _ in said)
    return Decision(position, kind, outcome, sent.filing_id, says_yes=approves)


def _of_review(record: Review, sent: UploadRecord, position: int, kind: str) -> Decision:
    if record.outcome is ReviewOutcome.APPROVED:
        outcome = Done.NOTED if ours.is_latest(sent) else Done.STALE
        return Decision(position, kind, outcome, sent.filing_id, says_yes=outcome is Done.NOTED)
    opinions = (record.opinion,) if record.opinion else ()
    return _refused(Refusal(sent, opinions=opinions), position, kind)


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
    ids = [record.entity.record_id, *(service.record_id for service in record.services)]
    sent = ours.by_own_ids(ids, administration)
    if sent is None:
        return Decision(position, kind, Done.KEPT)  # filed by another way than this interface
    if not ours.is_latest(sent):
        return Decision(position, kind, Done.STALE, sent.filing_id)
    approval = _approval(record, sent, position)
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


def _approval(record: Filed, sent: UploadRecord, position: int) -> Approval:
    """Return what was approved, once it is plain that it is what we sent."""
    declaration = filings.declaration(sent.filing, sent.version)
    own_ids = dict(sent.own_ids.values_list("path", "pk"))
    known = known_from(record, own_ids)
    if sent.place != ours.ADDED and record.entity.record_id != own_ids[ENTITY]:
        raise Contradiction(position=position, what="another entity")
    if record.entity.certificate.number.upper() != declaration.entity.certificate.number.upper():
        raise Contradiction(position=position, what="another certificate")
    _check_domains(record, own_ids, declaration, position)
    numbers = {
        service.id: known.numbers.get(service_path(service), "") for service in declaration.services
    }
    entity_number = record.entity.filing_number
    if not entity_number or not all(numbers.values()):
        raise Contradiction(position=position, what="a number is missing")
    ids = {ENTITY: record.entity.administration_id, **known.ids}
    return Approval(sent, entity_number, numbers, ids)


def _check_domains(
    record: Filed, own_ids: Mapping[str, int], declaration: Declaration, position: int
) -> None:
    filed = {each.record_id: each.name for service in record.services for each in service.domains}
    for service in declaration.services:
        for domain in service.domains:
            number = own_ids[f"{service_path(service)}.domains[{domain.id}]"]
            if filed.get(number, "").lower() != domain.name.lower():
                raise Contradiction(position=position, what="other domains")


def _issued(filing: Filing) -> Any:
    return filing.outcomes.get(kind=Outcome.Kind.APPROVED).numbers


def _numbers(approval: Approval) -> Any:
    services = {str(key): number for key, number in approval.service_numbers.items()}
    return {"entity": approval.entity_number, "services": services}


_APPROVED = 1001
