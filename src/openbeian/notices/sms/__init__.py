"""The SMS channel: one port, and the backend that the settings name."""

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from openbeian.notices.models import Notice
from openbeian.notices.sms.port import Sms, SmsBackend

__all__ = ["Sms", "SmsBackend", "backend", "send"]


def backend() -> SmsBackend:
    """Return the backend of `OPENBEIAN_SMS_BACKEND`. Raises SettingMissing."""
    made: SmsBackend = import_string(settings.OPENBEIAN_SMS_BACKEND)(settings.OPENBEIAN_SMS)
    return made


def send(notice: Notice, at: datetime) -> str:
    """Hand one SMS to the vendor; return the vendor's own number for it once it is accepted.

    Raises TryAgain, GiveUp.
    """
    words = notice.short_message
    return backend().send(
        Sms(
            reference=notice.reference,
            mobile=notice.address,
            template=notice.template,
            language="zh" if notice.language.lower().startswith("zh") else "en",
            text=words.text,
            variables=words.variables,
        ),
        at=at,
    )
