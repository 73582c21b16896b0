"""The official photo backdrop (核验幕布): ordered by the applicant, posted free of charge."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from openbeian import vault
from openbeian.accounts.actors import Actor
from openbeian.audit.services import record
from openbeian.cases import words
from openbeian.cases.moving import tell
from openbeian.errors import DomainError
from openbeian.filings import kinds
from openbeian.filings.models import Backdrop
from openbeian.filings.services.access import lock
from openbeian.procedure.engine import MoveNotAllowed, Party, Tell
from openbeian.procedure.filing import FILING
from openbeian.procedure.permissions import Permission
from openbeian.text import Text

LONGEST_ADDRESS = 500
LONGEST_TRACKING = 64


class AddressMissing(DomainError):
    """A backdrop is posted to an address."""

    code = "filing.backdrop_address"
    message = Text(
        "Enter name, telephone and postal address in China.",
        "请填写收件人、电话及中国境内邮寄地址。",
    )


class NothingToPost(DomainError):
    """No backdrop is waiting to be posted."""

    code = "filing.no_backdrop_order"
    message = Text("There is no open order of a backdrop.", "没有待寄出的幕布申请。")


class TrackingMissing(DomainError):
    """A posted backdrop has the carrier's number, by which the applicant can follow it."""

    code = "filing.backdrop_tracking"
    message = Text("Enter the carrier's tracking number.", "请填写快递单号。")


@transaction.atomic(durable=True)
def ask(*, filing_id: UUID, actor: Actor, recipient: str, at: datetime) -> Backdrop:
    """Order a backdrop; a second order while one is open finds the first.

    `recipient` is name, telephone and address, kept sealed. Raises NoSuchFiling, NotPermitted,
    MoveNotAllowed once the application is settled, AddressMissing, WordsTooLong.
    """
    actor.require(Permission.FILING_EDIT)
    filing = lock(filing_id, actor)
    if FILING.is_final(filing.state_now):
        raise MoveNotAllowed(move="order_backdrop", state=filing.situation.title)
    address = words.kept(recipient, missing=AddressMissing, limit=LONGEST_ADDRESS)
    present = filing.backdrops.filter(posted_at=None).first()
    if present is not None:
        return present
    sealed = vault.seal(address.encode(), context=_context(filing.pk))
    order = Backdrop.objects.create(filing=filing, recipient_sealed=sealed, asked_at=at)
    record(kinds.BACKDROP_ASKED, subject=filing.subject, actor=actor, at=at)
    return order


@transaction.atomic(durable=True)
def post(*, filing_id: UUID, actor: Actor, tracking: str, at: datetime) -> Backdrop:
    """Record that the backdrop was posted, under the carrier's number.

    Raises NoSuchFiling, NotPermitted, OwnCase, NothingToPost, TrackingMissing, WordsTooLong.
    """
    actor.require(Permission.REVIEW_CLAIM)
    filing = lock(filing_id, actor)
    order = filing.backdrops.select_for_update().filter(posted_at=None).first()
    if order is None:
        raise NothingToPost
    order.posted_at = at
    order.tracking = words.kept(tracking, missing=TrackingMissing, limit=LONGEST_TRACKING)
    order.save(update_fields=["posted_at", "tracking"])
    event = record(
        kinds.BACKDROP_POSTED,
        subject=filing.subject,
        actor=actor,
        at=at,
        facts={"tracking": order.tracking},
    )
    told = {"tracking": order.tracking}
    tell(filing, Tell(Party.APPLICANT, "backdrop_posted"), event=event, at=at, facts=told)
    return order


def recipient_of(order: Backdrop) -> str:
    """Return the address in clear, for the label."""
    return vault.open_sealed(
        bytes(order.recipient_sealed), context=_context(order.filing_id)
    ).decode()


def _context(filing_id: UUID) -> str:
    return f"filings.backdrop:{filing_id}"
