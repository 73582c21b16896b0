"""Opens an administration, and a provider's account at it."""

from django.db import transaction

from openbeian.sandbox.models import Administration, Provider
from openbeian.wire import gbk
from openbeian.wire.envelope import Keys


def open_administration(province: str, *, verifies_by_sms: bool = True) -> Administration:
    """Return the administration of a province, opened where it is not yet there."""
    administration, _ = Administration.objects.get_or_create(
        province=province, defaults={"verifies_by_sms": verifies_by_sms}
    )
    return administration


@transaction.atomic(durable=True)
def open_account(
    *,
    administration: Administration,
    unit_id: int,
    name: str,
    user_name: str,
    password: str,
    keys: Keys | None = None,
) -> Provider:
    """Open a provider's account, or give it a new password and keys; nothing else changes.

    Raises Unsendable for a password that the interface cannot hash.
    """
    gbk.check(password)
    accounts = Provider.objects.select_for_update().filter(administration=administration)
    provider = accounts.filter(unit_id=unit_id).first()
    provider = provider or Provider(administration=administration, unit_id=unit_id)
    provider.name, provider.user_name = name, user_name
    provider.set_password(password)
    provider.set_keys(keys)
    provider.save()
    return provider
