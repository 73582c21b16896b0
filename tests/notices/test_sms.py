"""SMS: the demo's backend, and the SDKs of two vendors against a vendor on loopback."""

import json
from collections.abc import Iterator

import pytest

from notices.conftest import AT
from notices.vendor import Answer, Vendor, vendor
from openbeian.notices import sms as channel
from openbeian.notices.models import AcceptedSms, Channel, Notice
from openbeian.notices.sms import Sms, alibaba, tencent
from openbeian.notices.sms.alibaba import AlibabaSms
from openbeian.notices.sms.outbox import OutboxSms
from openbeian.notices.sms.port import SettingMissing
from openbeian.notices.sms.tencent import TencentSms
from openbeian.outbox.handlers import GiveUp, TryAgain

MESSAGE = Sms(
    reference="tell:7:turn_reminder:applicant:3:sms",
    mobile="13800000003",
    template="turn_reminder",
    language="zh",
    text="备案申请OB-2026-000123轮到您办理，剩余20个工作日，截至2026年12月22日。",
    variables=(("reference", "OB-2026-000123"), ("days", "20"), ("due", "2026年12月22日")),
)
SETTINGS = {
    "OPENBEIAN_SMS_KEY_ID": "invented-id",
    "OPENBEIAN_SMS_KEY_SECRET": "invented-secret",
    "OPENBEIAN_SMS_APP_ID": "1400000000",
    "OPENBEIAN_SMS_SIGN": "示例云",
    "OPENBEIAN_SMS_TEMPLATES": json.dumps({"turn_reminder.zh": "SMS_470000001"}),
    "OPENBEIAN_SMS_PROTOCOL": "http",
}


# their SDKs still ask for the time in a way that Python will take away
of_the_vendors_own = pytest.mark.filterwarnings("ignore:datetime.*utc:DeprecationWarning")


def alibaba_says(code, **more) -> dict[str, str]:
    return {"Code": code, "Message": f"about 13800000003: {code}", "RequestId": "r-1", **more}


def tencent_says(code, *, serial="s-1") -> dict:
    status = {
        "SerialNo": serial,
        "PhoneNumber": "+8613800000003",
        "Fee": 1,
        "SessionContext": MESSAGE.reference,
        "Code": code,
        "Message": f"about +8613800000003: {code}",
        "IsoCode": "CN",
    }
    return {"Response": {"SendStatusSet": [status], "RequestId": "r-1"}}


def tencent_fails(code) -> dict:
    return {"Response": {"Error": {"Code": code, "Message": f"failed: {code}"}, "RequestId": "r"}}


@pytest.fixture
def desk(monkeypatch) -> Iterator[Vendor]:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(alibaba, "READ_SECONDS", 1)
    monkeypatch.setattr(tencent, "READ_SECONDS", 1)
    with vendor() as listening:
        yield listening


@pytest.fixture
def alibaba_sms(desk) -> AlibabaSms:
    return AlibabaSms({**SETTINGS, "OPENBEIAN_SMS_ENDPOINT": desk.address})


@pytest.fixture
def tencent_sms(desk) -> TencentSms:
    return TencentSms({**SETTINGS, "OPENBEIAN_SMS_ENDPOINT": desk.address})


class TestOutbox:
    """The vendor of the demo."""

    pytestmark = pytest.mark.django_db

    def test_it_keeps_what_it_accepts_signed_and_sealed(self) -> None:
        answer = OutboxSms(SETTINGS).send(MESSAGE, at=AT)
        [accepted] = AcceptedSms.objects.all()
        assert answer == f"outbox {MESSAGE.reference}"
        assert (accepted.mobile, accepted.text) == ("13800000003", f"【示例云】{MESSAGE.text}")
        assert accepted.accepted_at == AT
        assert b"13800000003" not in bytes(accepted.mobile_sealed)

    def test_it_accepts_a_reference_once(self) -> None:
        for _ in range(2):
            OutboxSms(SETTINGS).send(MESSAGE, at=AT)
        assert AcceptedSms.objects.count() == 1

    def test_it_is_the_backend_unless_the_settings_name_another(
        self, applicant, company, write, settings
    ) -> None:
        assert applicant.mobile == MESSAGE.mobile
        write("approved", organisation=company)
        channel.send(Notice.objects.get(channel=Channel.SMS), AT)
        settings.OPENBEIAN_SMS_BACKEND = "openbeian.notices.sms.alibaba.AlibabaSms"
        settings.OPENBEIAN_SMS = SETTINGS
        assert isinstance(channel.backend(), AlibabaSms)
        assert AcceptedSms.objects.get().text.startswith("【Openbeian】备案已通过")


@of_the_vendors_own
class TestAlibaba:
    """Alibaba Cloud."""

    def test_the_request_is_signed_and_names_template_signature_and_reference(
        self, alibaba_sms, desk
    ) -> None:
        desk.answers.append(Answer(alibaba_says("OK", BizId="900619746936498440^0")))
        assert alibaba_sms.send(MESSAGE, at=AT) == "900619746936498440^0"
        [asked] = desk.asked
        assert asked.headers["authorization"].startswith("ACS3-HMAC-SHA256 Credential=invented-id")
        assert "Signature=" in asked.headers["authorization"]
        assert asked.headers["x-acs-action"] == "SendSms"
        assert asked.query == {
            "PhoneNumbers": "13800000003",
            "SignName": "示例云",
            "TemplateCode": "SMS_470000001",
            "TemplateParam": json.dumps(dict(MESSAGE.variables), ensure_ascii=False),
            "OutId": MESSAGE.reference,
        }

    @pytest.mark.parametrize("code", sorted(alibaba.FINAL))
    def test_what_the_vendor_will_never_send_is_given_up(self, alibaba_sms, desk, code) -> None:
        desk.answers.append(Answer(alibaba_says(code)))
        with pytest.raises(GiveUp) as refused:
            alibaba_sms.send(MESSAGE, at=AT)
        assert refused.value.reason == f"{code} about …: {code}"

    @pytest.mark.parametrize(
        "code",
        [
            "isv.BUSINESS_LIMIT_CONTROL",
            "isv.DAY_LIMIT_CONTROL",
            "isv.AMOUNT_NOT_ENOUGH",
            "isv.OUT_OF_SERVICE",
            "isv.SMS_TEMPLATE_ILLEGAL",
            "isv.SMS_SIGNATURE_ILLEGAL",
            "isp.SYSTEM_ERROR",
            "isv.SOMETHING_NEW",
        ],
    )
    def test_what_may_pass_or_is_unknown_is_tried_again_with_its_code(
        self, alibaba_sms, desk, code
    ) -> None:
        desk.answers.append(Answer(alibaba_says(code)))
        with pytest.raises(TryAgain) as refused:
            alibaba_sms.send(MESSAGE, at=AT)
        assert refused.value.reason == f"{code} about …: {code}"

    @pytest.mark.parametrize(
        "answer",
        [
            Answer(alibaba_says("ServiceUnavailable"), status=503),
            Answer(alibaba_says("Throttling.User"), status=429),
            Answer(alibaba_says("SignatureDoesNotMatch"), status=400),
            Answer("<html>bad gateway</html>", status=502),
            Answer("<html>all is well</html>"),
            Answer(""),
            Answer({}),
            Answer([]),
            Answer(alibaba_says("OK")),
            Answer(alibaba_says("OK", BizId="900619746936498440^0"), after_seconds=2),
        ],
        ids=[
            *("unavailable", "throttled", "badly signed", "html 502", "html 200", "empty"),
            *("nothing said", "a list", "ok without a number", "time-out after acceptance"),
        ],
    )
    def test_no_answer_is_taken_for_a_delivery(self, alibaba_sms, desk, answer) -> None:
        desk.answers.append(answer)
        with pytest.raises(TryAgain):
            alibaba_sms.send(MESSAGE, at=AT)
        assert len(desk.asked) == 1

    def test_a_vendor_who_is_away_is_tried_again(self) -> None:
        away = AlibabaSms({**SETTINGS, "OPENBEIAN_SMS_ENDPOINT": "127.0.0.1:9"})
        with pytest.raises(TryAgain):
            away.send(MESSAGE, at=AT)


@of_the_vendors_own
class TestTencent:
    """Tencent Cloud."""

    def test_the_request_is_signed_and_names_template_signature_and_reference(
        self, tencent_sms, desk
    ) -> None:
        desk.answers.append(Answer(tencent_says("Ok", serial="5000:1045710669157053657849499619")))
        assert tencent_sms.send(MESSAGE, at=AT) == "5000:1045710669157053657849499619"
        [asked] = desk.asked
        assert asked.headers["authorization"].startswith("TC3-HMAC-SHA256 Credential=invented-id/")
        assert "Signature=" in asked.headers["authorization"]
        assert asked.headers["x-tc-action"] == "SendSms"
        assert asked.headers["x-tc-region"] == "ap-guangzhou"
        assert asked.body == {
            "PhoneNumberSet": ["+8613800000003"],
            "SmsSdkAppId": "1400000000",
            "SignName": "示例云",
            "TemplateId": "SMS_470000001",
            "TemplateParamSet": ["OB-2026-000123", "20", "2026年12月22日"],
            "SessionContext": MESSAGE.reference,
        }

    @pytest.mark.parametrize("code", sorted(tencent.FINAL))
    def test_what_the_vendor_will_never_send_is_given_up(self, tencent_sms, desk, code) -> None:
        desk.answers.extend([Answer(tencent_says(code)), Answer(tencent_fails(code))])
        with pytest.raises(GiveUp, match=code):
            tencent_sms.send(MESSAGE, at=AT)
        with pytest.raises(GiveUp, match=code):
            tencent_sms.send(MESSAGE, at=AT)

    @pytest.mark.parametrize(
        "code",
        [
            "LimitExceeded.PhoneNumberThirtySecondLimit",
            "LimitExceeded.PhoneNumberDailyLimit",
            "FailedOperation.InsufficientBalanceInSmsPackage",
            "FailedOperation.TemplateUnapprovedOrNotExist",
            "InternalError.Timeout",
            "AuthFailure.SignatureFailure",
            "FailedOperation.SomethingNew",
        ],
    )
    def test_what_may_pass_or_is_unknown_is_tried_again_with_its_code(
        self, tencent_sms, desk, code
    ) -> None:
        desk.answers.extend([Answer(tencent_says(code)), Answer(tencent_fails(code))])
        with pytest.raises(TryAgain) as refused:
            tencent_sms.send(MESSAGE, at=AT)
        assert refused.value.reason == f"{code} about +86…: {code}"
        with pytest.raises(TryAgain, match=code):
            tencent_sms.send(MESSAGE, at=AT)

    @pytest.mark.parametrize(
        "answer",
        [
            Answer("busy", status=503),
            Answer("<html>bad gateway</html>", status=502),
            Answer("<html>all is well</html>"),
            Answer(""),
            Answer({}),
            Answer({"Response": {"RequestId": "r"}}),
            Answer(tencent_says("Ok", serial="")),
            Answer(tencent_says("Ok"), after_seconds=2),
        ],
        ids=[
            *("unavailable", "html 502", "html 200", "empty", "nothing said", "no status"),
            *("ok without a number", "time-out after acceptance"),
        ],
    )
    def test_no_answer_is_taken_for_a_delivery(self, tencent_sms, desk, answer) -> None:
        desk.answers.append(answer)
        with pytest.raises(TryAgain):
            tencent_sms.send(MESSAGE, at=AT)
        assert len(desk.asked) == 1

    def test_a_vendor_who_is_away_is_tried_again(self) -> None:
        away = TencentSms({**SETTINGS, "OPENBEIAN_SMS_ENDPOINT": "127.0.0.1:9"})
        with pytest.raises(TryAgain, match="ClientNetworkError"):
            away.send(MESSAGE, at=AT)


@pytest.mark.parametrize("backend", [AlibabaSms, TencentSms])
@pytest.mark.parametrize("name", ["KEY_ID", "KEY_SECRET", "SIGN"])
def test_a_setting_that_is_missing_is_named(backend, name) -> None:
    with pytest.raises(SettingMissing) as refused:
        backend({**SETTINGS, f"OPENBEIAN_SMS_{name}": ""})
    assert refused.value.facts == {"setting": f"OPENBEIAN_SMS_{name}"}


@pytest.mark.parametrize("text", ["", "{", "[]", "7"])
def test_template_ids_that_cannot_be_read_are_named(text) -> None:
    backend = TencentSms({**SETTINGS, "OPENBEIAN_SMS_TEMPLATES": text})
    with pytest.raises(SettingMissing) as refused:
        backend.send(MESSAGE, at=AT)
    assert refused.value.facts == {"setting": "OPENBEIAN_SMS_TEMPLATES"}


def test_a_text_that_is_not_registered_yet_waits_for_the_operator() -> None:
    backend = AlibabaSms({**SETTINGS, "OPENBEIAN_SMS_TEMPLATES": "{}"})
    with pytest.raises(TryAgain, match=r"turn_reminder\.zh has no registered template"):
        backend.send(MESSAGE, at=AT)
