"""From the log to the outbox: each change of an answer becomes one message per subscription.

The answers before and after a moment are worked out from what the registry held then, so the same
place in the log gives the same messages, whoever looks and however late. The messages and the new
place are written in one transaction: after a crash nothing is left out, and nothing comes twice.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction

from openbeian.audit.services import head
from openbeian.outbox.models import Effect
from openbeian.outbox.services import put
from openbeian.registry.answers import answers
from openbeian.registry.models import Elsewhere
from openbeian.registry.publishing import changes
from openbeian.registry.publishing.changes import AnotherLog
from openbeian.registry.reasons import Reason
from openbeian.registry.verdict import fresh_for
from openbeian.webhooks.messages import Message, Type, message, of_change
from openbeian.webhooks.models import Subscription
from openbeian.webhooks.services import EFFECT

EXPIRING_WITHIN = timedelta(days=7)
_MOST_PAGES = 50  # of one subscription in one turn, so that the others have theirs
_RESTS_ON_EVIDENCE = frozenset({Reason.SEEN_ELSEWHERE, Reason.ACCESS_IN_PROCESS})

_log = logging.getLogger(__name__)


def follow(*, at: datetime) -> int:
    """Bring every subscription in force to where the log stands; return how many messages."""
    return sum(
        _catch_up(subscription, at)
        for subscription in Subscription.objects.filter(disabled_at=None)
    )


def warn_of_expiry(*, at: datetime) -> int:
    """Tell of evidence from elsewhere that will soon be too old; each only once."""
    age = fresh_for() - EXPIRING_WITHIN
    expiring = Elsewhere.objects.in_force().filter(
        filed=True, as_of__gt=at - fresh_for(), as_of__lte=at - age
    )
    expiries = dict(expiring.values_list("domain", "as_of"))
    found = [
        message(Type.EXPIRING, answer, at=expiries[answer.registrable_domain] + age)
        for answer in answers(sorted(expiries), at=at)
        if answer.reason in _RESTS_ON_EVIDENCE
    ]
    done = 0
    for subscription in Subscription.objects.filter(disabled_at=None) if found else ():
        with transaction.atomic(durable=True):
            done += _owe(subscription, found, at)
    return done


def _catch_up(subscription: Subscription, at: datetime) -> int:
    done = 0
    for _ in range(_MOST_PAGES):
        try:
            page = changes.moments_after(subscription.seen)
        except AnotherLog:
            _begin_anew(subscription)
            break
        if page.head == subscription.seen:
            break
        with transaction.atomic(durable=True):
            if not _move(subscription, page.head.rows, page.head.hash):
                break  # somebody else was faster, or it was disabled
            done += _owe(subscription, _messages(page.moments), at)
        if page.complete:
            break
    return done


def _messages(moments: Iterable[tuple[datetime, frozenset[str]]]) -> Iterator[Message]:
    for moment, names in moments:
        asked = sorted(names)
        before = answers(asked, at=moment - timedelta.resolution)
        after = answers(asked, at=moment)
        for one, other in zip(before, after, strict=True):
            found = of_change(one, other, at=moment)
            if found is not None:
                yield found


def _owe(subscription: Subscription, found: Iterable[Message], at: datetime) -> int:
    """Put the messages that a subscription wants and that were not put before."""
    wanted = {
        f"webhook:{subscription.pk}:{one.digest}": one
        for one in found
        if one.type in subscription.types
    }
    known = set(
        Effect.objects.filter(reference__in=wanted).values_list("reference", flat=True)
        if wanted
        else ()
    )
    for reference, one in wanted.items():
        if reference not in known:
            _put(subscription, reference, one, at)
    return len(wanted) - len(known)


def _put(subscription: Subscription, reference: str, one: Message, at: datetime) -> None:
    put(
        kind=EFFECT,
        reference=reference,
        payload={
            "subscription": str(subscription.pk),
            "message": f"msg_{one.digest}",
            "type": one.type.value,
        },
        sealed=one.content,
        at=at,
    )


def _move(subscription: Subscription, position: int, digest: str) -> bool:
    """Move the place of a subscription, if it is still where it was and in force."""
    here = Subscription.objects.filter(
        pk=subscription.pk, position=subscription.position, disabled_at=None
    )
    moved = here.update(position=position, hash=digest)
    subscription.position, subscription.hash = position, digest
    return bool(moved)


def _begin_anew(subscription: Subscription) -> None:
    """Go on from here: the log is another one, and what lies between cannot be known."""
    here = head()
    _log.error("webhook %s: its place is not in this log; it goes on from here", subscription)
    _move(subscription, here.rows, here.hash)
