"""Carries out the effect `webhook.deliver`: sign, send, note."""

import json
import time
from datetime import datetime, timedelta

from openbeian.outbox.handlers import GiveUp, TryAgain
from openbeian.outbox.models import Effect
from openbeian.webhooks.addresses import UrlUnfit, read
from openbeian.webhooks.models import Subscription
from openbeian.webhooks.sending import Unanswered, post
from openbeian.webhooks.services import Attempt, note
from openbeian.webhooks.signing import signatures

FIRST_PAUSE = timedelta(seconds=5)
# with the outbox's number of attempts this lasts a little longer than `services.FAILING_FOR`
LONGEST_PAUSE = timedelta(hours=2)
GONE = 410


def deliver(effect: Effect, *, at: datetime) -> None:
    """Deliver one message. Raises TryAgain, GiveUp."""
    subscription = Subscription.objects.filter(pk=effect.payload["subscription"]).first()
    if subscription is None or subscription.disabled_at is not None:
        raise GiveUp("the subscription is disabled")
    attempt = _attempted(effect, subscription, at)
    note(subscription, attempt, at=at)
    if not attempt.arrived:
        raise TryAgain(f"{attempt.outcome} {attempt.status}", after=_pause(effect.attempts))


def _attempted(effect: Effect, subscription: Subscription, at: datetime) -> Attempt:
    message_id = effect.payload["message"]
    body = json.dumps(effect.secret(), ensure_ascii=False, separators=(",", ":")).encode()
    # receivers compare with real time, whatever a demo's clock shows
    timestamp = int(time.time())
    headers = {
        "content-type": "application/json",
        "user-agent": "Openbeian",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signatures(
            subscription.secrets(at=at), message_id=message_id, timestamp=timestamp, body=body
        ),
    }
    try:
        status = post(read(subscription.url), headers=headers, body=body)
    except UrlUnfit:
        status, outcome = 0, "address_refused"
    except Unanswered as fault:
        status, outcome = 0, fault.reason
    else:
        outcome = "gone" if status == GONE else "answered"
    return Attempt(message_id, effect.payload["type"], effect.attempts, status, outcome)


def _pause(attempt: int) -> timedelta:
    doubled: timedelta = FIRST_PAUSE * 2 ** min(attempt - 1, 20)
    return min(doubled, LONGEST_PAUSE)
