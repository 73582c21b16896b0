"""SMS by Tencent Cloud (SMS 2021-01-11), with its own SDK: the extra `sms`.

Settings: OPENBEIAN_SMS_KEY_ID, OPENBEIAN_SMS_KEY_SECRET, OPENBEIAN_SMS_APP_ID, OPENBEIAN_SMS_SIGN
(the registered signature), OPENBEIAN_SMS_TEMPLATES; OPENBEIAN_SMS_REGION, OPENBEIAN_SMS_ENDPOINT
and OPENBEIAN_SMS_PROTOCOL if not the public ones. The registered texts number their variables in
the order of our words: {1}, {2} …
"""

from datetime import datetime

from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sms.v20210111.models import SendSmsRequest
from tencentcloud.sms.v20210111.sms_client import SmsClient

from openbeian.notices.sms.port import READ_SECONDS, Sms, SmsSettings, registered, setting, verdict
from openbeian.outbox.handlers import TryAgain

REGION = "ap-guangzhou"
ENDPOINT = "sms.tencentcloudapi.com"
# final for this number or these words; whatever the operator can mend and every limit passes
FINAL = frozenset(
    {
        "FailedOperation.ContainSensitiveWord",
        "FailedOperation.PhoneNumberInBlacklist",
        "FailedOperation.PhoneNumberParseFail",
        "InvalidParameter.DirtyWordFound",
        "InvalidParameterValue.ContentLengthLimit",
        "InvalidParameterValue.IncorrectPhoneNumber",
        "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter",
        "InvalidParameterValue.TemplateParameterFormatError",
        "InvalidParameterValue.TemplateParameterLengthLimit",
    }
)


class TencentSms:
    """Tencent Cloud SMS. `SessionContext` carries the reference and comes back in the receipt."""

    def __init__(self, options: SmsSettings) -> None:
        self._options = options
        self._sign = setting(options, "SIGN")
        self._app_id = setting(options, "APP_ID")
        profile = ClientProfile(
            signMethod="TC3-HMAC-SHA256",
            httpProfile=HttpProfile(
                protocol=options.get("OPENBEIAN_SMS_PROTOCOL", "https"),
                endpoint=options.get("OPENBEIAN_SMS_ENDPOINT", ENDPOINT),
                reqTimeout=READ_SECONDS,
            ),
        )
        # a second endpoint would get the message a second time
        profile.disable_region_breaker = True
        self._client = SmsClient(
            Credential(setting(options, "KEY_ID"), setting(options, "KEY_SECRET")),
            options.get("OPENBEIAN_SMS_REGION", REGION),
            profile,
        )

    def send(self, sms: Sms, *, at: datetime) -> str:  # noqa: ARG002 - the vendor has its own clock
        """Send one message; return its SerialNo. Raises TryAgain, GiveUp."""
        request = SendSmsRequest()
        request.PhoneNumberSet = [f"+86{sms.mobile}"]
        request.SmsSdkAppId = self._app_id
        request.SignName = self._sign
        request.TemplateId = registered(self._options, sms)
        request.TemplateParamSet = [value for _name, value in sms.variables]
        request.SessionContext = sms.reference
        try:
            statuses = self._client.SendSms(request).SendStatusSet or []
        except TencentCloudSDKException as refusal:
            raise verdict(
                str(refusal.code), said=str(refusal.message), final=FINAL, mobile=sms.mobile
            ) from None
        if len(statuses) != 1:
            raise TryAgain("no answer for this number")
        status = statuses[0]
        if status.Code != "Ok" or not status.SerialNo:
            raise verdict(
                str(status.Code), said=str(status.Message), final=FINAL, mobile=sms.mobile
            )
        return str(status.SerialNo)
