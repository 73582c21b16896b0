"""The filing password (备案密码) of an entity: given at approval, compared, its tries counted."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from openbeian.sandbox.checks.stock import canonical
from openbeian.sandbox.models import Entity, PasswordTries, Provider, Service, ShortMessage
from openbeian.sandbox.refusals import CallRefused
from openbeian.wire.envelope_credentials import filing_password, filing_password_matches
from openbeian.wire.replies import FilingPassword

MOST_WRONG = 5
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that looks like another
_LENGTH = 8
_WORDS = "【备案】贵单位备案号为{number}，备案密码为{password}，请妥善保管。"


def give(entity: Entity, mobile: str, *, at: datetime) -> None:
    """Give an entity a new password and send it to its leader; the row is not yet saved."""
    password = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    entity.password_hash = filing_password(password)
    ShortMessage.objects.create(
        administration=entity.administration,
        mobile=mobile.partition(";")[0].strip(),
        text=_WORDS.format(number=entity.number, password=password),
        sent_at=at,
    )


@transaction.atomic(durable=True)
def verify(*, provider: Provider, number: str, password: str, at: datetime) -> FilingPassword:
    """Return whether a filing password (bamm) is that of a number (baxh); raises CallRefused.

    999 where nothing is filed under the number, 22 after five wrong tries on one day.
    """
    entity = _entity(number)
    if entity is None:
        raise CallRefused(999, f"{number}不存在或已注销")
    day = localtime(at).date()
    tries, _ = PasswordTries.objects.get_or_create(provider=provider, number=entity.number, day=day)
    if tries.wrong >= MOST_WRONG:
        raise CallRefused(22)
    if filing_password_matches(password, entity.password_hash):
        return FilingPassword.CORRECT
    tries.wrong += 1
    tries.save(update_fields=["wrong"])
    return FilingPassword.WRONG


def _entity(number: str) -> Entity | None:
    """Return the entity in force under its own number, or that of one of its websites."""
    asked = canonical(number)
    found = Entity.objects.filter(number=asked, cancelled_at__isnull=True).first()
    if found is not None:
        return found
    service = Service.objects.filter(number=asked, cancelled_at__isnull=True).first()
    return service.entity if service else None
