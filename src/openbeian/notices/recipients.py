"""Who hears of it: the people behind an audience, and the addresses that reach them."""

from collections.abc import Iterator
from dataclasses import dataclass

from openbeian.accounts import queries as accounts
from openbeian.accounts.models import User
from openbeian.notices.catalogue import Audience
from openbeian.notices.models import Channel
from openbeian.notices.payload import Tell
from openbeian.numbers import mobile


@dataclass(frozen=True, slots=True)
class Delivery:
    """One way to one person."""

    user: User
    channel: Channel
    address: str


def deliveries(tell: Tell) -> Iterator[Delivery]:
    """Give everybody an e-mail; applicants with a mainland mobile number an SMS, if worded."""
    for user in people(tell):
        yield Delivery(user, Channel.EMAIL, user.email)
        if tell.template.by_sms and tell.audience is Audience.APPLICANT:
            number = user.mobile
            if number and mobile.is_valid(number):
                yield Delivery(user, Channel.SMS, mobile.validate(number))


def people(tell: Tell) -> list[User]:
    """Return everybody in the audience of an order, each once.

    A case that a reviewer has taken is told to that reviewer; if they have left, to all of them.
    """
    if tell.audience is Audience.PROVIDER:
        reviewers = accounts.reviewers()
        assigned = [user for user in reviewers if user.pk == tell.reviewer_id]
        return assigned or reviewers
    if tell.organisation_id is not None and tell.audience is Audience.APPLICANT:
        return accounts.contacts(tell.organisation_id)
    return accounts.operators()
