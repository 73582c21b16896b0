"""Every verb of an application as one call: `VERBS[name](case, actor)`."""

from uuid import uuid4

from cases import REFUSAL
from openbeian.filings.services import (
    administration,
    applicant,
    concluding,
    edit,
    review,
    submit,
)
from openbeian.procedure.filing import FILING
from openbeian.text import Text

ASK = review.Ask("services[1].name", Text("Use the company's name.", "请使用单位名称。"))
# the field that `Case.asked` asks to correct, so that it is open in every state that edits
ADDRESS = "entity.certificate_address"


VERBS = {
    "edit": lambda case, actor: edit.edit(
        filing_id=case.id,
        actor=actor,
        changes={ADDRESS: "上海市浦东新区示例路100号3幢302室"},
        at=case.at,
    ),
    "submit": lambda case, actor: submit.submit(
        filing_id=case.id, actor=actor, key=str(uuid4()), at=case.at
    ),
    "withdraw": lambda case, actor: applicant.withdraw(filing_id=case.id, actor=actor, at=case.at),
    "abandon": lambda case, actor: applicant.abandon(filing_id=case.id, actor=actor, at=case.at),
    "claim": lambda case, actor: review.claim(filing_id=case.id, actor=actor, at=case.at),
    "pass_review": lambda case, actor: review.pass_review(
        filing_id=case.id, actor=actor, at=case.at
    ),
    "ask_for_correction": lambda case, actor: review.ask_for_correction(
        filing_id=case.id, actor=actor, asks=[ASK], at=case.at
    ),
    "decline": lambda case, actor: review.decline(
        filing_id=case.id, actor=actor, reason="所申请网站内容不属于可备案范围。", at=case.at
    ),
    "hand_over": lambda case, actor: administration.hand_over(
        filing_id=case.id, actor=actor, package="0" * 64, at=case.at
    ),
    "record_receipt": lambda case, actor: administration.record_receipt(
        filing_id=case.id, actor=actor, receipt="31-2026-000417", at=case.at
    ),
    "record_sms_asked": lambda case, actor: administration.record_sms_asked(
        filing_id=case.id, actor=actor, at=case.at
    ),
    "record_sms_passed": lambda case, actor: administration.record_sms_passed(
        filing_id=case.id, actor=actor, at=case.at
    ),
    "record_sms_failed": lambda case, actor: administration.record_sms_failed(
        filing_id=case.id, actor=actor, at=case.at
    ),
    "record_approval": lambda case, actor: administration.record_approval(
        filing_id=case.id,
        actor=actor,
        entity_number=case.entity_number,
        service_numbers={1: f"{case.entity_number}-1"},
        at=case.at,
    ),
    "record_change": lambda case, actor: concluding.record_change(
        filing_id=case.id, actor=actor, at=case.at
    ),
    "record_cancellation": lambda case, actor: concluding.record_cancellation(
        filing_id=case.id, actor=actor, at=case.at
    ),
    "record_refusal": lambda case, actor: administration.record_refusal(
        filing_id=case.id, actor=actor, reason=REFUSAL, at=case.at
    ),
}
MOVES = {move.name: move for move in FILING.moves}


def move_of(verb, state):
    """Return the move that a verb is in a state: handing in again is a move of its own."""
    if verb == "submit" and state in MOVES["resubmit"].sources:
        return MOVES["resubmit"]
    return MOVES[verb]
