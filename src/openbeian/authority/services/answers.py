"""An administration's answer as the verbs of the application: the numbers, or field by field.

Each verb is skipped where its effect is there already, so that an answer can be given twice.
"""

from collections.abc import Iterator
from datetime import datetime

from openbeian.accounts.actors import SYSTEM
from openbeian.authority.models import OwnId
from openbeian.authority.services.judgement import Approval, Refusal
from openbeian.declaration.draft import asked
from openbeian.filings import queries as filings
from openbeian.filings.models import Filing
from openbeian.filings.services import administration, review
from openbeian.procedure.filing import Flag, State
from openbeian.text import Text
from openbeian.wire.results import Actor
from openbeian.wire.results_corrections import corrections

_NO_WORDS = Text("The administration refused without a reason.", "管局驳回，未说明理由。")


def answer(said: Approval | Refusal, *, at: datetime) -> None:
    """Give an answer to its application; raises what its verbs refuse."""
    if isinstance(said, Approval):
        _approve(said, at)
    else:
        _refuse(said, at)


def _approve(said: Approval, at: datetime) -> None:
    filing = Filing.objects.get(pk=said.record.filing_id)
    if filing.state_now is not State.AT_ADMINISTRATION:
        return
    _keep_ids(said)
    if Flag.SMS_PENDING in filing.flags_now:
        # nothing is approved before both persons verified; the interface has no word for it
        administration.record_sms_passed(filing_id=filing.pk, actor=SYSTEM, at=at)
    administration.record_approval(
        filing_id=filing.pk,
        actor=SYSTEM,
        entity_number=said.entity_number,
        service_numbers=said.service_numbers,
        administration_ids=said.administration_ids,
        at=at,
    )


def _keep_ids(said: Approval) -> None:
    for path, administration_id in said.administration_ids.items():
        OwnId.objects.filter(record=said.record, path=path).update(
            administration_id=administration_id
        )


def _refuse(said: Refusal, at: datetime) -> None:
    filing = Filing.objects.get(pk=said.record.filing_id)
    if filing.state_now is State.AT_ADMINISTRATION:
        filing = administration.record_refusal(
            filing_id=filing.pk, actor=SYSTEM, reason=_reason(said), at=at
        )
    asks = tuple(_asks(said, filing)) if filing.state_now is State.REFUSED else ()
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
