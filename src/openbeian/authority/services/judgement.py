"""What one record of a downloaded file says about which application, as of now.

Records are found by our own ids, which travelled with the upload and come back in every answer. An
answer to a hand-over that was replaced by a later one is stale, whatever it says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Q

from openbeian.authority.models import Administration, DownloadRecord, OwnId, UploadRecord
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
from openbeian.wire.upload_beside import ENTITY, Known, service_path
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
    service_numbers: dict[int, str]
    known: Known


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
        case UploadResult() if _is_of_ours(record.subject):
            return _of_codes(record, position, kind, administration)
        case Review() if record.record_id is not None:
            return _of_review(record, record.record_id, position, kind, administration)
        case UploadResult() | Review():
            raise Contradiction(position=position, what="no record of ours is named")
        case Filed():
            return _of_filed(record, position, kind, administration)
        case _:
            return Decision(position, kind, Done.KEPT)


def _is_of_ours(subject: str | None) -> bool:
    return subject is not None and subject.isascii() and subject.isdecimal()


def _of_codes(
    record: UploadResult, position: int, kind: str, administration: Administration
) -> Decision:
    sent = _sent(int(record.subject or ""), position, administration)
    said = [(result(each.code), each.description or "") for each in record.codes]
    against = tuple(pair for pair in said if pair[0].meaning in _NAYS)
    if not against:
        return Decision(
            position,
            kind,
            _unless_stale(sent, Done.NOTED),
            sent.filing_id,
            says_yes=_approves(said),
        )
    return _refused(Refusal(sent, results=against), position, kind)


def _approves(said: Sequence[tuple[Result, str]]) -> bool:
    return any(each.code == _APPROVED for each, _ in said)


def _of_review(
    record: Review, record_id: int, position: int, kind: str, administration: Administration
) -> Decision:
    sent = _sent(record_id, position, administration)
    if record.outcome is ReviewOutcome.APPROVED:
        outcome = _unless_stale(sent, Done.NOTED)
        return Decision(position, kind, outcome, sent.filing_id, says_yes=outcome is Done.NOTED)
    opinions = (record.opinion,) if record.opinion else ()
    return _refused(Refusal(sent, opinions=opinions), position, kind)


def _refused(refusal: Refusal, position: int, kind: str) -> Decision:
    sent = refusal.record
    if not _is_latest(sent):
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
    own = _own(record.entity.record_id, administration)
    if own is None:
        return Decision(position, kind, Done.KEPT)  # filed by another way than this interface
    sent = own.record
    if not _is_latest(sent):
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
    known = known_from(record, dict(sent.own_ids.values_list("path", "pk")))
    if record.entity.certificate.number.upper() != declaration.entity.certificate.number.upper():
        raise Contradiction(position=position, what="another certificate")
    _check_domains(record, sent, declaration, position)
    numbers = {
        service.id: known.numbers.get(service_path(service), "") for service in declaration.services
    }
    if ENTITY not in known.numbers or not all(numbers.values()):
        raise Contradiction(position=position, what="a number is missing")
    return Approval(sent, known.numbers[ENTITY], numbers, known)


def _check_domains(
    record: Filed, sent: UploadRecord, declaration: Declaration, position: int
) -> None:
    ours = dict(sent.own_ids.values_list("path", "pk"))
    filed = {each.record_id: each.name for service in record.services for each in service.domains}
    for service in declaration.services:
        for domain in service.domains:
            number = ours[f"{service_path(service)}.domains[{domain.id}]"]
            if filed.get(number, "").lower() != domain.name.lower():
                raise Contradiction(position=position, what="other domains")


def _sent(own_id: int, position: int, administration: Administration) -> UploadRecord:
    own = _own(own_id, administration)
    if own is None:
        raise Contradiction(position=position, what="a record that we never sent")
    return own.record


def _own(own_id: int | None, administration: Administration) -> OwnId | None:
    """Return our id of an entity that we sent to this administration."""
    if own_id is None:
        return None
    found = OwnId.objects.filter(
        pk=own_id, path=ENTITY, record__administration=administration, record__upload__isnull=False
    )
    return found.select_related("record__filing__organisation").first()


def _is_latest(sent: UploadRecord) -> bool:
    sent_or_about_to_be = Q(upload__isnull=False) | Q(filing__state=State.AT_ADMINISTRATION.value)
    later = UploadRecord.objects.filter(sent_or_about_to_be, filing=sent.filing, pk__gt=sent.pk)
    return not later.exists()


def _unless_stale(sent: UploadRecord, outcome: DownloadRecord.Outcome) -> DownloadRecord.Outcome:
    return outcome if _is_latest(sent) else Done.STALE


def _issued(filing: Filing) -> Any:
    return filing.outcomes.get(kind=Outcome.Kind.APPROVED).numbers


def _numbers(approval: Approval) -> Any:
    services = {str(key): number for key, number in approval.service_numbers.items()}
    return {"entity": approval.entity_number, "services": services}


_APPROVED = 1001
