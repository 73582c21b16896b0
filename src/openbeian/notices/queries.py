"""Reads: which messages there are, and how they stand."""

from django.db.models import Count, QuerySet

from openbeian import vault
from openbeian.notices.models import ADDRESS_INDEX, AcceptedSms, Channel, Notice, State


def for_subject(subject: tuple[str, str]) -> QuerySet[Notice]:
    """Return the messages about a case or a registration, oldest first."""
    return Notice.objects.filter(subject_type=subject[0], subject_id=subject[1])


def for_user(user_id: int) -> QuerySet[Notice]:
    """Return a person's messages, newest first."""
    return Notice.objects.filter(recipient_id=user_id).order_by("-id")


def to_address(address: str) -> QuerySet[Notice]:
    """Return what was written to an e-mail address (lower case) or a mobile number (11 digits)."""
    return Notice.objects.filter(address_index=vault.blind(address, context=ADDRESS_INDEX))


def failed() -> QuerySet[Notice]:
    """Return what never arrived, newest first."""
    return Notice.objects.filter(state=State.FAILED).order_by("-id")


def accepted_sms() -> QuerySet[AcceptedSms]:
    """Return what the demo's mobile phones have received, newest first."""
    return AcceptedSms.objects.order_by("-id")


def counts() -> dict[str, int]:
    """Return how many messages were sent: {"sms": …, "emails": …}."""
    sent = Notice.objects.filter(state=State.SENT).order_by()
    by_channel = dict(sent.values_list("channel").annotate(Count("pk")))
    return {"sms": by_channel.get(Channel.SMS, 0), "emails": by_channel.get(Channel.EMAIL, 0)}
