"""Writes: order a message, write it to everybody concerned, and settle how it went.

Never lost: an order and each of its messages is an outbox row, put in the transaction of what it
follows from. Never doubled by a crash of ours: rows are made in one transaction under references
that follow from the order, a message leaves WAITING once, and a repeated attempt carries the same
reference. What remains: a crash, or a lost answer, after the other side accepted and before we
wrote that down. Then the same reference is sent again, which an e-mail system recognises by its
Message-ID and a vendor by the reference that goes with the SMS.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from openbeian.accounts.models import User
from openbeian.errors import DomainError
from openbeian.notices import catalogue, letters, payload, recipients
from openbeian.notices.catalogue import Audience, Template
from openbeian.notices.facts import Facts
from openbeian.notices.letters import Letter, Sender, ShortMessage
from openbeian.notices.models import Channel, Notice, State
from openbeian.notices.payload import Tell
from openbeian.notices.recipients import Delivery
from openbeian.outbox.models import Effect
from openbeian.outbox.services import put
from openbeian.text import Text
from openbeian.workdays import local_day

EFFECTS = {Channel.EMAIL: "notice.email", Channel.SMS: "notice.sms"}


class NobodyToTell(DomainError):
    """An audience has no member who could be reached."""

    code = "notices.nobody_to_tell"
    message = Text(
        "There is nobody to tell: the audience '{audience}' has no active member.",
        "“{audience}”中没有可通知的人员。",
    )


@transaction.atomic
def tell(
    *,
    template: str,
    audience: str,
    organisation_id: UUID | None,
    subject: tuple[str, str],
    event: int | str,
    facts: Facts,
    at: datetime,
    due: datetime | None = None,
    reviewer_id: int | None = None,
) -> Effect:
    """Order a message about an event, once per event, template and audience.

    Raises TellMalformed, TemplateUnknown, FactMissing, FactUnfit.
    """
    order = payload.read(
        {
            "event": event,
            "template": template,
            "audience": audience,
            "organisation": organisation_id and str(organisation_id),
            "reviewer": reviewer_id,
            "subject_type": subject[0],
            "subject_id": subject[1],
        },
        facts,
    )
    return put(
        kind=payload.KIND,
        reference=f"tell:{event}:{template}:{audience}",
        payload=order.to_payload(),
        sealed=order.facts,
        at=at,
        due=due,
    )


@transaction.atomic
def write(tell: Tell, *, reference: str, at: datetime) -> list[Notice]:
    """Write an order's messages, each with the outbox row that sends it; twice changes nothing.

    Raises NobodyToTell.
    """
    notices = [
        _write_one(tell, delivery, reference=reference, at=at)
        for delivery in recipients.deliveries(tell)
    ]
    if not notices:
        raise NobodyToTell(audience=tell.audience.value)
    return notices


@transaction.atomic
def write_to_account(
    *,
    template: str,
    address: str,
    user: User | None,
    language: str,
    facts: Facts,
    reference: str,
    at: datetime,
) -> Notice:
    """Write a message about an account to an e-mail address, which may belong to nobody yet.

    Raises TemplateUnknown, FactMissing, FactUnfit.
    """
    chosen = catalogue.template(template, audience=Audience.ACCOUNT)
    chosen.check(facts)
    notice = Notice(
        reference=reference,
        channel=Channel.EMAIL,
        template=template,
        audience=Audience.ACCOUNT,
        language=language,
        recipient=user,
        created_at=at,
    )
    words = _letter(chosen, notice, facts=facts)
    return _keep(notice, address=address, words=words)


def report_failure(notice: Notice, *, reason: str, at: datetime) -> None:
    """Tell the operators of a message that will never arrive; not of their own ones."""
    if notice.audience == Audience.OPERATOR:
        return
    tell(
        template="message_failed",
        audience=Audience.OPERATOR,
        organisation_id=None,
        subject=("notice", str(notice.pk)),
        event=f"notice-{notice.pk}",
        facts={"message": notice.reference, "kind": notice.template, "reason": reason},
        at=at,
    )


@transaction.atomic
def settle(notice: Notice, state: State, *, answer: str, at: datetime) -> bool:
    """Close a message as sent or failed, once; a failure is reported in the same transaction."""
    settled = notice.settle(state, answer=answer, at=at)
    if settled and state is State.FAILED:
        report_failure(notice, reason=answer, at=at)
    return settled


def _write_one(tell: Tell, delivery: Delivery, *, reference: str, at: datetime) -> Notice:
    notice = Notice(
        reference=f"{reference}:{delivery.user.pk}:{delivery.channel}",
        channel=delivery.channel,
        template=tell.template.name,
        audience=tell.audience,
        language=delivery.user.language,
        recipient=delivery.user,
        organisation_id=tell.organisation_id,
        event=tell.event,
        subject_type=tell.subject_type,
        subject_id=tell.subject_id,
        created_at=at,
    )
    words: Letter | ShortMessage
    if delivery.channel is Channel.SMS:
        words = letters.short_message(tell.template, language=notice.language, facts=tell.facts)
    else:
        words = _letter(tell.template, notice, facts=tell.facts)
    return _keep(notice, address=delivery.address, words=words)


def _letter(template: Template, notice: Notice, *, facts: Facts) -> Letter:
    return letters.letter(
        template,
        audience=Audience(notice.audience),
        language=notice.language,
        facts=facts,
        sender=Sender(name=settings.OPENBEIAN_PROVIDER, link=_link(notice)),
        on=local_day(notice.created_at),
    )


def _link(notice: Notice) -> str:
    """Return where the case is seen; which path that is, the faces say in the settings."""
    paths: dict[str, str] = getattr(settings, "OPENBEIAN_NOTICE_LINKS", {})
    path = paths.get(f"{notice.audience}:{notice.subject_type}", "/")
    return f"{settings.OPENBEIAN_BASE_URL}{path.format(id=notice.subject_id)}"


def _keep(notice: Notice, *, address: str, words: Letter | ShortMessage) -> Notice:
    known = Notice.objects.filter(reference=notice.reference).first()
    if known is not None:
        return known
    notice.seal(address=address, words=words)
    notice.clean_fields(exclude=["recipient", "address_sealed", "words_sealed"])
    notice.save(force_insert=True)
    put(
        kind=EFFECTS[Channel(notice.channel)],
        reference=notice.reference,
        payload={"notice": notice.pk},
        at=notice.created_at,
    )
    return notice
