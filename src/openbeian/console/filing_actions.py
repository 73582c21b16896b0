"""What the provider can do with an application: one row per move of the table, none beside it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from openbeian.accounts.actors import Actor
from openbeian.authority.services import queue
from openbeian.cases.words import WordsTooLong
from openbeian.console.forms import decisions
from openbeian.console.steps import Action, Step, by_id, taking
from openbeian.filings.models import Filing
from openbeian.filings.services import administration, concluding, review
from openbeian.procedure import filing as table
from openbeian.procedure.engine import Move
from openbeian.procedure.permissions import Role
from openbeian.registry.services.process import DomainTaken
from openbeian.registry.services.register import (
    EntityNumberTaken,
    EntityNumberUnfit,
    ServiceNumberTaken,
    ServiceNumberUnfit,
)
from openbeian.text import Text

ID = "filing_id"
NUMBER_REFUSALS = (
    administration.NumberOfOtherProvince,
    EntityNumberTaken,
    EntityNumberUnfit,
    ServiceNumberTaken,
    ServiceNumberUnfit,
    DomainTaken,
)


def _approve(step: Step) -> object:
    return administration.record_approval(
        filing_id=step.case.pk,
        actor=step.actor,
        entity_number=step.given["entity_number"],
        service_numbers=step.form.service_numbers(),
        at=step.at,
    )


def _hand_over(step: Step) -> object:
    who_and_when = {"filing_id": step.case.pk, "actor": step.actor, "at": step.at}
    if step.form.goes_over_the_interface:
        return queue.hand_over(**who_and_when)
    return administration.hand_over(**who_and_when, package=step.given["package"])


ACTIONS = (
    Action(
        table.CLAIM,
        by_id(review.claim, ID),
        Text("The case is yours.", "已领取该案件。"),
        key="t",
    ),
    Action(
        table.PASS_REVIEW,
        by_id(review.pass_review, ID),
        Text("Passed. Hand it over next.", "初审已通过，请提交管局。"),
        kind="primary",
        key="p",
    ),
    Action(
        table.DECLINE,
        taking(review.decline, ID, "reason"),
        Text("Declined. The applicant is told.", "已作出初审不予通过决定，并通知申请人。"),
        form=decisions.ReasonForm,
        beside=(review.ReasonMissing, WordsTooLong),
        kind="warning",
        key="d",
    ),
    Action(
        table.HAND_OVER,
        _hand_over,
        Text("Handed over.", "已提交管局。"),
        form=decisions.HandOverForm,
        beside=queue.UNSENDABLE,
        kind="primary",
        key="h",
    ),
    Action(
        table.RECORD_RECEIPT,
        taking(administration.record_receipt, ID, "receipt"),
        Text("The receipt is recorded.", "已登记管局接收编号。"),
        form=decisions.ReceiptForm,
        beside=(administration.ReceiptMissing, WordsTooLong),
        kind="primary",
        key="r",
    ),
    Action(
        table.RECORD_SMS_ASKED,
        by_id(administration.record_sms_asked, ID),
        Text(
            "Recorded. Both persons in charge are reminded to enter their codes.",
            "已登记，系统将提醒两位负责人完成短信核验。",
        ),
        kind="primary",
        key="s",
    ),
    Action(
        table.RECORD_SMS_PASSED,
        by_id(administration.record_sms_passed, ID),
        Text("The SMS verification is recorded as passed.", "已登记短信核验通过。"),
        kind="primary",
        key="s",
    ),
    Action(
        table.RECORD_SMS_FAILED,
        by_id(administration.record_sms_failed, ID),
        Text(
            "Recorded. The case is ready to be handed over again.",
            "已登记短信核验未通过，可重新提交管局。",
        ),
        kind="warning",
    ),
    Action(
        table.RECORD_APPROVAL,
        _approve,
        Text("The numbers are registered. The applicant is told.", "备案号已登记，并通知申请人。"),
        form=decisions.ApprovalForm,
        beside=NUMBER_REFUSALS,
        kind="primary",
        key="a",
    ),
    Action(
        table.RECORD_CHANGE,
        by_id(concluding.record_change, ID),
        Text("The change is registered. The applicant is told.", "变更已登记，并通知申请人。"),
        kind="primary",
        key="a",
    ),
    Action(
        table.RECORD_CANCELLATION,
        by_id(concluding.record_cancellation, ID),
        Text("What was cancelled has ended. The applicant is told.", "注销已登记，并通知申请人。"),
        kind="primary",
        key="a",
    ),
    Action(
        table.RECORD_REFUSAL,
        taking(administration.record_refusal, ID, "reason"),
        Text(
            "The refusal is recorded. Turn the reason into corrections now.",
            "已登记管局驳回，请将驳回理由转为修改要求。",
        ),
        form=decisions.RefusalForm,
        beside=(review.ReasonMissing, WordsTooLong),
        kind="warning",
        key="f",
    ),
)
BY_MOVE = {action.move.name: action for action in ACTIONS}
SEND = Text("Hand over to the administration", "提交管局")


def over_interface(*, arrived: bool) -> dict[str, Action]:
    """Return how the moves are made where the administration answers over its interface.

    Receipt and result come by themselves, and nobody is asked by SMS before it has `arrived`;
    to enter any of it by hand stays possible.
    """
    asked = "primary" if arrived else "secondary"
    changes: dict[str, dict[str, Any]] = {
        table.HAND_OVER.name: {"title": SEND},
        table.RECORD_RECEIPT.name: {"kind": "secondary"},
        table.RECORD_SMS_ASKED.name: {"kind": asked},
        table.RECORD_APPROVAL.name: {"kind": "secondary"},
    }
    return BY_MOVE | {name: replace(BY_MOVE[name], **change) for name, change in changes.items()}


def offered(filing: Filing, possible: Iterable[Move[Any]], actor: Actor) -> tuple[Move[Any], ...]:
    """Return which of the open moves have a button; only a senior takes a case from another."""
    senior = actor.role is Role.SENIOR_REVIEWER
    free = filing.reviewer_id is None or (senior and filing.reviewer_id != actor.user_id)
    return tuple(move for move in possible if free or move is not table.CLAIM)
