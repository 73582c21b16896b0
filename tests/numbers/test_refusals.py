"""Each refusal, by an input that earns it, says what is wrong and how to mend it."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import pytest

from openbeian import numbers
from openbeian.numbers import (
    InvalidChecksum,
    InvalidComponent,
    InvalidFormat,
    InvalidLength,
    NumberError,
    division,
    domain_name,
    hk_macao_permit,
    host_name,
    icp_number,
    identity,
    licence_number,
    mobile,
    passport,
    permanent_resident_card,
    psb_number,
    residence_permit,
    resident_id,
    taiwan_permit,
    tidy,
    travel_permit,
    uscc,
)

GENERAL = {NumberError, InvalidFormat, InvalidLength, InvalidChecksum, InvalidComponent}

born_in_2030 = partial(resident_id.validate, on=date(2026, 11, 24))
as_taiwan_permit = partial(travel_permit.validate, kind=travel_permit.Kind.TAIWAN_RESIDENCE_PERMIT)

REFUSALS: list[tuple[Callable[[str], str], str, type[NumberError], str]] = [
    (uscc.validate, "1" * 1001, tidy.TooLong, "1001个字符"),
    (uscc.validate, "91330113MA2CY3X90", uscc.WrongLength, "17位"),
    (uscc.validate, "330106000123456", uscc.OldBusinessNumber, "15位工商注册号"),
    (uscc.validate, "MA2CY3X9-0", uscc.OrganisationCodeOnly, "9位组织机构代码"),
    (uscc.validate, "9133O113MA2CY3X90E", uscc.ForbiddenLetter, "应为“0”"),
    (uscc.validate, "91330113MА2CY3X90E", uscc.StrayCharacter, "А (U+0410)"),
    (uscc.validate, "9133A113MA2CY3X90E", uscc.DivisionNotDigits, "第5位"),
    (uscc.validate, "91330113MA2CY3X90F", uscc.WrongCheckCharacter, "校验码"),
    (resident_id.validate, "3301251990030775", identity.WrongLength, "16位"),
    (resident_id.validate, "3301251990030775²X", identity.StrayCharacter, "第17位"),
    (resident_id.validate, "330125199002307590", identity.NoSuchBirthDate, "19900230"),
    (born_in_2030, "330113203001010011", identity.BornLater, "晚于当前日期"),
    (resident_id.validate, "330125199003077591", identity.WrongCheckCharacter, "末位校验码"),
    (resident_id.validate, "330125900307759", resident_id.FirstGeneration, "2013年1月1日"),
    (resident_id.validate, "810000198506120032", resident_id.ResidencePermitNumber, "居住证"),
    (resident_id.validate, "911124198108030024", resident_id.PermanentResidenceNumber, "永久居留"),
    (resident_id.validate, "200125199003077590", resident_id.UnknownProvince, "“20”"),
    (residence_permit.validate, "33012519900307759X", residence_permit.NotResidencePermit, "“33”"),
    (
        permanent_resident_card.validate,
        "91112419810803002",
        permanent_resident_card.WrongLength,
        "17位",
    ),
    (
        permanent_resident_card.validate,
        "CA1110081080310",
        permanent_resident_card.NotOldForm,
        "3位国籍字母",
    ),
    (
        permanent_resident_card.validate,
        "33012519900307759X",
        permanent_resident_card.NotPermanentResidence,
        "现为“3”",
    ),
    (hk_macao_permit.validate, "A123456(7)", hk_macao_permit.NotPermitNumber, "H或M"),
    (taiwan_permit.validate, "A123456789", taiwan_permit.NotPermitNumber, "8位数字"),
    (passport.validate, "PASSPORT", passport.NotPassportNumber, "护照资料页"),
    (as_taiwan_permit, "820000199202290063", travel_permit.OtherHome, "以82开头"),
    (mobile.validate, "138OO138000", mobile.StrayCharacter, "第4位"),
    (mobile.validate, "+8613800 13800", mobile.WrongLength, "10位"),
    (mobile.validate, "+852 9123 4567", mobile.ForeignNumber, "+852"),
    (mobile.validate, "(0571) 8888 8888", mobile.Landline, "固定电话"),
    (mobile.validate, "12800138000", mobile.NotMobile, "“12”"),
    (icp_number.validate, "备案号：京ICP备12345678号", icp_number.NotIcpNumber, "备案通知"),
    (icp_number.validate, "中ICP备12345678号", icp_number.UnknownProvince, "简称"),
    (icp_number.validate, "京ICP备1234567号", icp_number.WrongLength, "现为7位"),
    (icp_number.validate, "京ICP备1926012345号", icp_number.NotYear, "“1926”"),
    (icp_number.validate, "京ICP备12345678号-1B", icp_number.NotService, "服务序号"),
    (licence_number.validate, "粤C2-20090059", licence_number.NotLicenceNumber, "许可证所载编号"),
    (licence_number.validate, "美B2-20090059", licence_number.UnknownProvince, "“美 (U+7F8E)”"),
    (licence_number.validate, "粤B2-2009005", licence_number.WrongLength, "现为7位"),
    (licence_number.validate, "粤B2-19090059", licence_number.NotYear, "“1909”"),
    (psb_number.validate, "京公安备11010802020088号", psb_number.NotPsbNumber, "公网安备"),
    (psb_number.validate, "京公网安备1101080202008号", psb_number.WrongLength, "现为13位"),
    (psb_number.validate, "公网安备81010802020088号", psb_number.UnknownProvince, "简称开头"),
    (psb_number.validate, "京公网安备31010802020088号", psb_number.OtherProvince, "以31开头"),
    (division.validate, "33011", division.NotDivisionCode, "6位数字"),
    (division.validate, "339999", division.UnknownDivision, "339999"),
    (domain_name.validate, "https://a@例.example.cn:8/x", host_name.UrlGiven, "example.com.cn"),
    (domain_name.validate, "info@example.cn", host_name.MailAddressGiven, "邮箱"),
    (domain_name.validate, "example.cn:8443", host_name.PortGiven, "端口"),
    (domain_name.validate, "*.example.cn", host_name.WildcardGiven, "“*”"),
    (domain_name.validate, "203.0.113.7", host_name.IpAddressGiven, "IP地址"),
    (domain_name.validate, "exam\u202eple.cn", host_name.InvisibleCharacter, "U+202E"),
    (domain_name.validate, "a_b.cn", host_name.NotLabel, "“a_b”"),
    (domain_name.validate, "a" * 64 + ".cn", host_name.LabelTooLong, "aaaaaaaaaaaa"),
    (domain_name.validate, "example..cn", host_name.EmptyLabel, "域名不完整"),
    (domain_name.validate, "a." * 126 + "cn", host_name.NameTooLong, "254位"),
    (domain_name.validate, "例子", domain_name.OneLabel, "例子.cn"),
    (domain_name.validate, "公司.cn", domain_name.PublicSuffixGiven, "example.公司.cn"),
]


def every_refusal(base: type[NumberError] = NumberError) -> Iterator[type[NumberError]]:
    for error in base.__subclasses__():
        yield error
        yield from every_refusal(error)


@pytest.mark.parametrize(
    ("check", "text", "refusal", "words"),
    [pytest.param(*row, id=row[2].code) for row in REFUSALS],
)
def test_an_input_earns_the_refusal_that_explains_it(check, text, refusal, words):
    with pytest.raises(NumberError) as caught:
        check(text)
    assert type(caught.value) is refusal
    assert words in caught.value.text.zh
    assert not set("{}") & set(caught.value.text.en + caught.value.text.zh)


def test_every_refusal_of_the_package_is_earned_above():
    for module in pkgutil.iter_modules(numbers.__path__, f"{numbers.__name__}."):
        importlib.import_module(module.name)
    assert {row[2] for row in REFUSALS} == set(every_refusal()) - GENERAL


@pytest.mark.parametrize("refusal", [row[2] for row in REFUSALS], ids=lambda error: error.code)
def test_a_code_names_the_package_the_module_and_what_is_wrong(refusal):
    module = refusal.__module__.rpartition(".")[2]
    assert refusal.code.split(".")[:-1] == ["numbers", module]


def test_no_two_refusals_say_the_same():
    refusals = {row[2] for row in REFUSALS} | GENERAL
    assert len({refusal.message.zh for refusal in refusals}) == len(refusals)
    assert len({refusal.message.en for refusal in refusals}) == len(refusals)


def test_the_facts_of_a_refusal_do_not_hold_the_number():
    with pytest.raises(identity.WrongCheckCharacter) as caught:
        resident_id.validate("330125199003077591")
    assert "330125" not in str(caught.value)
