"""SMS by Alibaba Cloud (Dysmsapi 2017-05-25), with its own SDK: the extra `sms`.

Settings: OPENBEIAN_SMS_KEY_ID, OPENBEIAN_SMS_KEY_SECRET, OPENBEIAN_SMS_SIGN (the registered
signature), OPENBEIAN_SMS_TEMPLATES; OPENBEIAN_SMS_ENDPOINT and OPENBEIAN_SMS_PROTOCOL if not the
public ones. The registered texts use our variable names: ${reference}, ${due} …
"""

import json
from datetime import datetime

from alibabacloud_dysmsapi20170525.client import Client
from alibabacloud_dysmsapi20170525.models import SendSmsRequest
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.utils_models import Config
from darabonba.runtime import RuntimeOptions
from Tea.exceptions import TeaException

from openbeian.notices.sms.port import (
    CONNECT_SECONDS,
    READ_SECONDS,
    Sms,
    SmsSettings,
    registered,
    setting,
    verdict,
)
from openbeian.outbox.handlers import TryAgain

ENDPOINT = "dysmsapi.aliyuncs.com"
# final for this number or these words; whatever the operator can mend (balance, permission,
# signature, template) and every limit of frequency passes
FINAL = frozenset(
    {
        "isv.MOBILE_NUMBER_ILLEGAL",
        "isv.BLACK_KEY_CONTROL_LIMIT",
        "isv.CUSTOMER_REFUSED",
        "isv.PARAM_LENGTH_LIMIT",
        "isv.PARAM_NOT_SUPPORT_URL",
        "isv.SMS_CONTENT_ILLEGAL",
        "isv.TEMPLATE_PARAMS_ILLEGAL",
    }
)


class AlibabaSms:
    """Alibaba Cloud SMS. `OutId` carries the reference and comes back in the delivery receipt."""

    def __init__(self, options: SmsSettings) -> None:
        self._options = options
        self._sign = setting(options, "SIGN")
        self._client = Client(
            Config(
                access_key_id=setting(options, "KEY_ID"),
                access_key_secret=setting(options, "KEY_SECRET"),
                endpoint=options.get("OPENBEIAN_SMS_ENDPOINT", ENDPOINT),
                protocol=options.get("OPENBEIAN_SMS_PROTOCOL", "https"),
            )
        )

    def send(self, sms: Sms, *, at: datetime) -> str:  # noqa: ARG002 - the vendor has its own clock
        """Send one message; return its BizId. Raises TryAgain, GiveUp."""
        request = SendSmsRequest(
            phone_numbers=sms.mobile,
            sign_name=self._sign,
            template_code=registered(self._options, sms),
            template_param=json.dumps(dict(sms.variables), ensure_ascii=False),
            out_id=sms.reference,
        )
        try:
            # one attempt: when to try again is for the outbox to say
            answer = self._client.send_sms_with_options(request, _once()).body
        except AlibabaCloudException as refusal:
            raise verdict(
                str(refusal.code), said=str(refusal.message), final=FINAL, mobile=sms.mobile
            ) from None
        except (TeaException, OSError, ValueError) as fault:
            raise TryAgain(f"no answer that can be read: {type(fault).__name__}") from None
        if answer is None or answer.code != "OK" or not answer.biz_id:
            raise verdict(
                str(answer and answer.code),
                said=str(answer and answer.message),
                final=FINAL,
                mobile=sms.mobile,
            )
        return str(answer.biz_id)


def _once() -> RuntimeOptions:
    return RuntimeOptions(
        autoretry=False,
        connect_timeout=CONNECT_SECONDS * 1000,
        read_timeout=READ_SECONDS * 1000,
    )
