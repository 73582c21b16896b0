"""Writes: make a key, revoke it, and admit what was signed with one."""

import re
import secrets
import string
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from django.db import transaction

from openbeian.accessors.kinds import KEY_MADE, KEY_REVOKED
from openbeian.accessors.models import AccessKey, UsedNonce
from openbeian.accessors.signature import Request, claim, is_by
from openbeian.accounts.actors import Actor
from openbeian.audit.facts import Fact
from openbeian.audit.services import record
from openbeian.errors import DomainError
from openbeian.procedure.permissions import Permission
from openbeian.text import Text

SUBJECT = "access_key"
SKEW = timedelta(minutes=15)
# a request from a clock that is fast stays valid for twice the skew after it came
_NONCES_KEPT = 2 * SKEW + timedelta(minutes=1)
_ALPHABET = string.ascii_letters + string.digits
_ACCESSOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)


class Action(StrEnum):
    """What a key can be allowed to ask."""

    GET_MAIN_DOMAIN = "GetMainDomain"
    QUERY_LIST = "QueryAccessorDomainList"
    QUERY_STATUS = "QueryAccessorDomainStatus"
    QUERY_STATUSES = "QueryAccessorDomainsStatus"


class AccessorUnfit(DomainError):
    """An accessor's name is none, or it would be allowed nothing or something unknown."""

    code = "accessors.accessor_unfit"
    message = Text(
        "An accessor is named by up to 64 letters, digits, dots and dashes, and needs at least "
        "one action: {actions}.",
        "接入方名称由不超过64个字母、数字、点和短横线组成，且至少允许一个操作：{actions}。",
    )


class KeyUnknown(DomainError):
    """No key in force has this id."""

    code = "accessors.key_unknown"
    message = Text("There is no such key in force.", "没有该密钥，或该密钥已吊销。")


class RequestExpired(DomainError):
    """A request was signed too long ago, or too far ahead."""

    code = "accessors.request_expired"
    message = Text(
        "The request was signed more than 15 minutes from now; check the clock.",
        "请求签名时间与服务器时间相差超过15分钟，请校准时钟。",
    )


class SignatureDiffers(DomainError):
    """The signature is not the one that the key makes for this request."""

    code = "accessors.signature_differs"
    message = Text(
        "The signature does not belong to this request and key.", "签名与请求内容或密钥不符。"
    )


class NonceUsed(DomainError):
    """The same signed request came before."""

    code = "accessors.nonce_used"
    message = Text(
        "This nonce was used before; sign each request anew.", "该随机数已使用，请重新签名。"
    )


@transaction.atomic(durable=True)
def make_key(
    *, accessor: str, actions: Collection[str], actor: Actor, at: datetime
) -> tuple[AccessKey, str]:
    """Make a key for an accessor and return it with its secret, which nobody is shown again.

    Raises NotPermitted, AccessorUnfit.
    """
    actor.require(Permission.SYSTEM_OPERATE)
    allowed = sorted(set(actions))
    if not _ACCESSOR.fullmatch(accessor) or not allowed or not set(allowed) <= set(Action):
        raise AccessorUnfit(actions=", ".join(Action))
    key = AccessKey(key_id=f"OB{_random(22)}", accessor=accessor, actions=allowed, made_at=at)
    secret = _random(40)
    key.set_secret(secret)
    key.save(force_insert=True)
    facts: dict[str, Fact] = {"key": key.key_id, "accessor": accessor, "actions": tuple(allowed)}
    record(KEY_MADE, subject=(SUBJECT, key.key_id), actor=actor, at=at, facts=facts)
    return key, secret


@transaction.atomic(durable=True)
def revoke_key(*, key_id: str, actor: Actor, at: datetime) -> AccessKey:
    """Let a key count no more, from this moment on. Raises NotPermitted, KeyUnknown."""
    actor.require(Permission.SYSTEM_OPERATE)
    key = AccessKey.objects.select_for_update().filter(key_id=key_id, revoked_at=None).first()
    if key is None:
        raise KeyUnknown
    key.revoked_at = at
    key.save(update_fields=["revoked_at"])
    facts = {"key": key.key_id, "accessor": key.accessor}
    record(KEY_REVOKED, subject=(SUBJECT, key.key_id), actor=actor, at=at, facts=facts)
    return key


def admit(request: Request, *, at: datetime) -> AccessKey:
    """Return the key by which a request was signed, and let the same request in no second time.

    `at` is real time: accessors do not follow a demo's clock. Raises SignatureIncomplete,
    KeyUnknown, RequestExpired, SignatureDiffers, NonceUsed.
    """
    made = claim(request)
    key = AccessKey.objects.filter(key_id=made.key_id, revoked_at=None).first()
    if key is None:
        raise KeyUnknown
    if abs(at - made.signed_at) > SKEW:
        raise RequestExpired
    if not is_by(request, made, secret=key.secret):
        raise SignatureDiffers
    _use(made.nonce, key, at)
    return key


@transaction.atomic(durable=True)
def _use(nonce: str, key: AccessKey, at: datetime) -> None:
    UsedNonce.objects.filter(used_at__lt=at - _NONCES_KEPT).delete()
    digest = sha256(nonce.encode()).hexdigest()
    _, is_new = UsedNonce.objects.get_or_create(key=key, digest=digest, defaults={"used_at": at})
    if not is_new:
        raise NonceUsed


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
