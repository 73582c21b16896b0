"""What the interface answers, as its schema tells it."""

from datetime import datetime

from ninja import Schema

from openbeian.registry.reasons import Reason, Status


class Words(Schema):
    """One sentence in both languages."""

    en: str
    zh: str


class AnswerBody(Schema):
    """What is known of a host name. Numbers are empty where the status does not rest on one.

    `as_of` is when the evidence was true, `since` from when the status holds, where that is known.
    """

    host: str
    registrable_domain: str
    status: Status
    reason: Reason
    entity_number: str
    service_number: str
    psb_number: str
    provider_linked: bool
    since: datetime | None
    as_of: datetime
    next_step: Words
    words: Words


class PurchaseBody(Schema):
    """Whether a product may be sold for a host name, and the answer that this rests on."""

    product: str
    allowed: bool
    why: Words
    next_step: Words
    answer: AnswerBody
