"""The SMS backend of the demo and the tests: accepts every message once and keeps it."""

from datetime import datetime

from openbeian.notices.models import AcceptedSms
from openbeian.notices.sms.port import Sms, SmsSettings


class OutboxSms:
    """A vendor inside the house that honours the reference."""

    def __init__(self, options: SmsSettings) -> None:
        self._sign = options.get("OPENBEIAN_SMS_SIGN", "Openbeian")

    def send(self, sms: Sms, *, at: datetime) -> str:
        """Keep the message, signed as it would arrive; a known reference changes nothing."""
        accepted = AcceptedSms(reference=sms.reference, accepted_at=at)
        accepted.seal(mobile=sms.mobile, text=f"【{self._sign}】{sms.text}")
        AcceptedSms.objects.bulk_create([accepted], ignore_conflicts=True)
        return f"outbox {sms.reference}"
