"""What we sign, the library of Standard Webhooks takes for true; what is changed, it does not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from openbeian.webhooks.signing import new_secret, signatures

ids = st.text("abcdef0123456789_", min_size=1, max_size=40)
bodies = st.text(st.characters(exclude_categories=["Cs"]), max_size=200).map(
    lambda text: b'{"x":"%s"}' % text.encode().hex().encode()
)


def headers(secrets, message_id, body):
    now = int(time.time())
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(now),
        "webhook-signature": signatures(secrets, message_id=message_id, timestamp=now, body=body),
    }


@given(ids, bodies)
def test_both_secrets_of_an_exchange_verify(message_id, body):
    old, new = new_secret(), new_secret()
    sent = headers([new, old], message_id, body)
    for secret in (old, new):
        Webhook(secret).verify(body, sent)
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(body, sent)


@given(ids, bodies, st.sampled_from(["webhook-id", "webhook-timestamp"]))
def test_nothing_signed_can_be_exchanged(message_id, body, name):
    secret = new_secret()
    sent = headers([secret], message_id, body)
    changed = sent | {name: str(int(time.time()) - 5) if "time" in name else f"{message_id}x"}
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body, changed)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body + b" ", sent)


def test_secrets_are_never_the_same():
    assert len({new_secret() for _ in range(100)}) == 100
