"""Lets a provider's call in, or says with the real code why not."""

from dataclasses import dataclass, field
from datetime import datetime

from openbeian.sandbox.models import OPEN, Administration, Order, Provider
from openbeian.sandbox.refusals import CallRefused
from openbeian.wire.envelope_credentials import password_matches
from openbeian.wire.envelope_refusals import EnvelopeRefused


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who calls: `ispId`, `userName`, `randVal` and `pwdHash` as they came."""

    unit_id: int
    user_name: str
    rand_value: str
    password_hash: str = field(repr=False)


def admit(administration: Administration, credentials: Credentials) -> Provider:
    """Return whose call this is; raises CallRefused 4, 5, 12, 13 or 16."""
    provider = Provider.objects.filter(
        administration=administration, unit_id=credentials.unit_id
    ).first()
    if provider is None:
        elsewhere = Provider.objects.filter(unit_id=credentials.unit_id).exists()
        raise CallRefused(13 if elsewhere else 4)
    if provider.user_name != credentials.user_name:
        raise CallRefused(4)
    if not _knows_password(provider, credentials):
        raise CallRefused(5)
    provider.administration = administration
    return provider


def check_upload_allowed(provider: Provider, at: datetime) -> None:
    """Raise CallRefused 901, 19, 20 or 15 where the provider may not report now."""
    if provider.administration.under_maintenance:
        raise CallRefused(901)
    if provider.halted:
        raise CallRefused(19)
    if not provider.reports_at(at):
        raise CallRefused(20, provider.hours)
    if provider.most_pending is not None:
        pending = Order.objects.filter(provider=provider, state__in=OPEN).count()
        if pending >= provider.most_pending:
            raise CallRefused(15)


def check_download_allowed(provider: Provider) -> None:
    """Raise CallRefused 902 while the administration is under maintenance."""
    if provider.administration.under_maintenance:
        raise CallRefused(902)


def _knows_password(provider: Provider, credentials: Credentials) -> bool:
    try:
        return password_matches(
            credentials.password_hash, provider.password, credentials.rand_value
        )
    except EnvelopeRefused as refusal:
        raise CallRefused(refusal.msg_code) from None
