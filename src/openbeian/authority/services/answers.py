"""An administration's answer as the verbs of the application: the numbers, or field by field.

Each verb is skipped where its effect is there already, so that an answer can be given twice.
"""

from collections.abc import Iterator
from datetime import datetime

from openbeian.accounts.actors import SYSTEM
from openbeian.authority.models import OwnId, UploadRecord
from openbeian.authority.services.sayings import Agreement, Answer, Approval, Ids, Refusal
from openbeian.declaration.draft import asked
from openbeian.filings import queries as filings
from openbeian.filings.models import Filing
from openbeian.filings.services import administration, concluding, review
from openbeian.procedure.filing import ASK_FOR_CORRECTION, Flag, State
from openbeian.text import Text
from openbeian.wire.results import Actor
from openbeian.wire.results_corrections import corrections

_NO_WORDS = Text("The administration refused without a reason.", "管局驳回，未说明理由。")


def answer(said: Answer | Refusal, *, at: datetime) -> None:
    """Give an answer to its application; raises what its verbs refuse."""
    match said:
        case Approval():
            _approve(said, at)
        case Agreement():
            _agree(said, at)
        case Ids():
            _keep_ids(said)
        case Refusal():
            _refuse(said, at)


def _waiting(record: UploadRecord, at: datetime) -> Filing | None:
    """Return the application of a record if it still waits for an answer."""
    filing = Filing.objects.get(pk=record.filing_id)
    if filing.state_now is not State.AT_ADMINISTRATION:
        return None
    if Flag.SMS_PENDING in filing.flags_now:
        # nothing is approved before both persons verified; the interface has no word for it
        administration.record_sms_passed(filing_id=filing.pk, actor=SYSTEM, at=at)
    return filing


def _agree(said: Agreement, at: datetime) -> None:
    filing = _waiting(said.record, at)
    if filing is None:
        return
    if filing.kind_now.cancels:
        concluding.record_cancellation(filing_id=filing.pk, actor=SYSTEM, at=at)
        return
    known = {part.path: part.administration_id for part in said.record.own_ids.all()}
    concluding.record_change(
        filing_id=filing.pk,
        actor=SYSTEM,
        at=at,
        administration_ids={path: number for path, number in known.items() if number},
    )


def _approve(said: Approval, at: datetime) -> None:
    filing = _waiting(said.record, at)
    if filing is None:
        return
    _keep_ids(said)
    administration.record_approval(
        filing_id=filing.pk,
        actor=SYSTEM,
        entity_number=said.entity_number,
        service_numbers=said.service_numbers,
        administration_ids=said.administration_ids,
        at=at,
    )


def _keep_ids(said: Approval | Ids) -> None:
    ids = said.administration_ids
    rows = list(OwnId.objects.filter(record=said.record, path__in=ids))
    for row in rows:
        row.administration_id = ids[row.path]
    OwnId.objects.bulk_update(rows, ["administration_id"])


def _refuse(said: Refusal, at: datetime) -> None:
    filing = Filing.objects.get(pk=said.record.filing_id)
    if filing.state_now is State.AT_ADMINISTRATION:
        filing = administration.record_refusal(
            filing_id=filing.pk, actor=SYSTEM, reason=_reason(said), at=at
        )
    askable = filing.procedure.can(ASK_FOR_CORRECTION, filing.state_now, filing.flags_now)
    asks = tuple(_asks(said, filing)) if askable and filing.state_now is State.REFUSED else ()
    if asks:
        review.ask_for_correction(filing_id=filing.pk, actor=SYSTEM, asks=asks, at=at)


def _reason(said: Refusal) -> str:
    """Return what was said, the administration's own words first, codes in both languages."""
    lines = [*said.opinions]
    for result, words in said.results:
        lines.append(f"{result.code} {result.text.zh} ({result.text.en})")
        lines.extend([words] if words and words != result.text.zh else [])
    return "\n".join(lines) or _NO_WORDS.zh


def _asks(said: Refusal, filing: Filing) -> Iterator[review.Ask]:
    """Yield what the applicant is to correct; what the provider mends is left to the provider."""
    declaration = filings.declaration(filing, said.record.version)
    open_to_all = {path for path, _ in asked(filings.draft(filing))}
    seen: set[str] = set()
    for result, _ in said.results:
        if result.acts is Actor.APPLICANT:
            fields = [path for path in corrections(result, declaration) if path in open_to_all]
            for path in fields:
                if path not in seen:
                    yield review.Ask(path, message=result.text, remedy=result.remedy)
                seen.add(path)
