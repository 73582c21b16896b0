"""Writes: subscribe, exchange a secret, disable, enable, and note how a delivery went."""

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from openbeian.accounts.actors import SYSTEM, Actor
from openbeian.audit.facts import Fact
from openbeian.audit.kinds import Kind
from openbeian.audit.services import head, record
from openbeian.errors import DomainError
from openbeian.notices.services import tell
from openbeian.outbox import queries as outbox
from openbeian.outbox.services import retry
from openbeian.procedure.permissions import Permission
from openbeian.text import Text
from openbeian.webhooks import kinds
from openbeian.webhooks.addresses import UrlUnfit, is_allowed, read
from openbeian.webhooks.messages import Type
from openbeian.webhooks.models import Delivery, Subscription
from openbeian.webhooks.signing import new_secret

EFFECT = "webhook.deliver"
SUBJECT = "webhook"
FAILING_FOR = timedelta(days=3)
BOTH_SECRETS_FOR = timedelta(days=1)
LOG_KEPT_FOR = timedelta(days=30)


class TypesUnfit(DomainError):
    """A subscription to nothing, or to messages that there are not."""

    code = "webhooks.types_unfit"
    message = Text(
        "Name at least one type of messages: {types}.", "请至少选择一种通知类型：{types}。"
    )


class SubscriptionUnknown(DomainError):
    """There is no such subscription, or it is not in the state that the verb needs."""

    code = "webhooks.subscription_unknown"
    message = Text("There is no such subscription in that state.", "没有处于该状态的订阅。")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to deliver; `status` is 0 where no answer came, `outcome` a word for the log."""

    message_id: str
    type: str
    number: int
    status: int
    outcome: str

    @property
    def arrived(self) -> bool:
        """Whether the other side took the message."""
        return 200 <= self.status < 300  # noqa: PLR2004 - success, as HTTP has it


@transaction.atomic(durable=True)
def add(
    *, url: str, types: Collection[str], actor: Actor, at: datetime
) -> tuple[Subscription, str]:
    """Tell an address of what changes from now on; return its secret, shown this once.

    Raises NotPermitted, UrlUnfit, TypesUnfit.
    """
    actor.require(Permission.SYSTEM_OPERATE)
    _require_fit(url)
    if not types or not set(types) <= set(Type):
        raise TypesUnfit(types=", ".join(Type))
    here = head()
    row = Subscription(
        url=url, types=sorted(set(types)), position=here.rows, hash=here.hash, made_at=at
    )
    secret = new_secret()
    row.set_secrets(secret)
    row.save(force_insert=True)
    _record(kinds.ADDED, row, actor, at, types=tuple(row.types))
    return row, secret


@transaction.atomic(durable=True)
def rotate(*, subscription_id: UUID, actor: Actor, at: datetime) -> str:
    """Give a subscription a new secret and return it; for a day both sign.

    Raises NotPermitted, SubscriptionUnknown.
    """
    row = _locked(subscription_id, actor)
    secret = new_secret()
    row.set_secrets(secret, row.secrets(at=at)[0])
    row.previous_until = at + BOTH_SECRETS_FOR
    row.save(update_fields=["secrets_sealed", "previous_until"])
    _record(kinds.ROTATED, row, actor, at)
    return secret


@transaction.atomic(durable=True)
def disable(*, subscription_id: UUID, actor: Actor, at: datetime) -> Subscription:
    """Send nothing more, until it is enabled. Raises NotPermitted, SubscriptionUnknown."""
    row = _locked(subscription_id, actor, disabled=False)
    _disable(row, because="by_hand", actor=actor, at=at)
    return row


def enable(*, subscription_id: UUID, actor: Actor, at: datetime) -> Subscription:
    """Go on from where it stood still, what was given up included.

    Raises NotPermitted, SubscriptionUnknown.
    """
    with transaction.atomic(durable=True):
        row = _locked(subscription_id, actor, disabled=True)
        row.disabled_at, row.disabled_because, row.failing_since = None, "", None
        row.save(update_fields=["disabled_at", "disabled_because", "failing_since"])
        _record(kinds.ENABLED, row, actor, at)
    given_up = outbox.dead_letters().filter(kind=EFFECT, payload__subscription=str(row.pk))
    for effect_id in list(given_up.values_list("pk", flat=True)):
        retry(effect_id, actor=actor, at=at)
    return row


@transaction.atomic(durable=True)
def note(subscription: Subscription, attempt: Attempt, *, at: datetime) -> None:
    """Keep how an attempt went; after days of failures, or when told so, disable."""
    Delivery.objects.create(
        subscription=subscription,
        message_id=attempt.message_id,
        type=attempt.type,
        attempt=attempt.number,
        at=at,
        status=attempt.status,
        outcome=attempt.outcome,
    )
    row = Subscription.objects.select_for_update().get(pk=subscription.pk)
    row.failing_since = None if attempt.arrived else row.failing_since or at
    row.save(update_fields=["failing_since"])
    if row.failing_since is None or row.disabled_at is not None:
        return
    if attempt.outcome == "gone":
        _disable(row, because="gone", actor=SYSTEM, at=at)
    elif at - row.failing_since >= FAILING_FOR:
        _disable(row, because="failing", actor=SYSTEM, at=at)


def forget_deliveries(*, at: datetime) -> int:
    """Remove what the log of deliveries kept long enough; return how many rows."""
    return Delivery.objects.filter(at__lt=at - LOG_KEPT_FOR).delete()[0]


def _require_fit(url: str) -> None:
    target = read(url)
    try:
        literal = ipaddress.ip_address(target.host)
    except ValueError:
        return  # a name; it is looked at each time it is resolved
    if not is_allowed(literal):
        raise UrlUnfit


def _locked(subscription_id: UUID, actor: Actor, *, disabled: bool | None = None) -> Subscription:
    actor.require(Permission.SYSTEM_OPERATE)
    rows = Subscription.objects.select_for_update().filter(pk=subscription_id)
    if disabled is not None:
        rows = rows.filter(disabled_at__isnull=not disabled)
    row = rows.first()
    if row is None:
        raise SubscriptionUnknown
    return row


def _disable(row: Subscription, *, because: str, actor: Actor, at: datetime) -> None:
    row.disabled_at, row.disabled_because = at, because
    row.save(update_fields=["disabled_at", "disabled_because"])
    event = _record(kinds.DISABLED, row, actor, at, because=because)
    if actor is not SYSTEM:
        return
    tell(
        template="webhook_disabled",
        audience="operator",
        organisation_id=None,
        subject=(SUBJECT, str(row.pk)),
        event=event,
        facts={"url": read(row.url).origin, "reason": because},
        at=at,
    )


def _record(kind: Kind, row: Subscription, actor: Actor, at: datetime, **more: Fact) -> int:
    facts: dict[str, Fact] = {"origin": read(row.url).origin, **more}
    return record(kind, subject=(SUBJECT, str(row.pk)), actor=actor, at=at, facts=facts).pk
