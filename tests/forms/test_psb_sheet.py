"""The sheet for the public-security portal: the same data on paper and for copying."""

from dataclasses import replace
from datetime import date

import pytest

from examples import COMPANY, DECLARATION, OWNER, WEBMASTER, declaration
from forms import reading
from openbeian import forms
from openbeian.declaration.values import Domain

NUMBER = "沪ICP备2026012345号-1"
PROVIDER = "示例云计算（上海）有限公司"


def sheet(of=DECLARATION, **more):
    return forms.psb_data_pack(
        of, 1, icp_number=NUMBER, provider_name=PROVIDER, on=date(2026, 12, 21), **more
    )


def cells(of=DECLARATION, *, number=NUMBER, **answers):
    sections = forms.psb_sections(
        of,
        1,
        icp_number=number,
        provider_name=PROVIDER,
        answers=forms.PsbAnswers(**answers),
    )
    return {(part.title.zh, cell.label.zh): cell.value for part in sections for cell in part.cells}


@pytest.mark.parametrize(
    "expected",
    [
        "公安联网备案信息表",
        "beian.mps.gov.cn",
        NUMBER,
        PROVIDER,
        "203.0.113.10",
        "13900000002",
        "交互式／非交互式",
    ],
)
def test_the_sheet_holds_what_the_portal_asks(expected):
    assert expected in reading.words(sheet())


def test_the_last_day_is_printed_where_it_is_known():
    assert "办理期限Due2027年1月20日" in reading.words(sheet(due_on=date(2027, 1, 20)))
    assert "2027年" not in reading.words(sheet())


def test_every_value_can_be_copied_by_itself():
    values = cells()
    assert values["主办者信息", "主体备案号"] == "沪ICP备2026012345号"
    assert values["网站信息", "网站备案号"] == NUMBER
    assert values["网站信息", "域名"] == "shili-keji.cn"
    assert values["网站信息", "域名持有者"] == COMPANY
    assert values["网络接入信息", "IP地址"] == "203.0.113.10"


def test_a_licence_number_is_the_number_of_the_entity_as_it_stands():
    assert cells(number="粤B2-20090059-16")["主办者信息", "主体备案号"] == "粤B2-20090059-16"


def test_what_is_not_known_stays_blank_to_be_filled_in():
    values = cells()
    for label in ("域名注册服务机构", "开通日期", "交互式／非交互式"):
        assert values["网站信息", label] == ""


@pytest.mark.parametrize(("interactive", "word"), [(True, "交互式"), (False, "非交互式")])
def test_what_was_answered_is_filled_in(interactive, word):
    values = cells(
        interactive=interactive, registrar="示例域名注册有限公司", opened_on=date(2026, 12, 22)
    )
    assert values["网站信息", "交互式／非交互式"] == word
    assert values["网站信息", "域名注册服务机构"] == "示例域名注册有限公司"
    assert values["网站信息", "开通日期"] == "2026年12月22日"


def test_without_another_name_the_declared_people_answer():
    values = cells()
    assert values["网络安全负责人", "姓名"] == WEBMASTER.name
    assert values["应急联络人", "手机号码"] == OWNER.mobile


def test_other_people_can_be_named():
    guard = replace(WEBMASTER, name="李示范", mobile="13700000005")
    values = cells(security_leader=guard, emergency_contact=guard)
    assert values["网络安全负责人", "姓名"] == "李示范"
    assert values["应急联络人", "手机号码"] == "13700000005"


def test_domains_of_one_holder_name_the_holder_once():
    two = (Domain(1, "shili-keji.cn", COMPANY), Domain(2, "xn--fiq228c.cn", COMPANY))
    values = cells(declaration(**{"services[1].domains": two}))
    assert values["网站信息", "域名"] == "shili-keji.cn\n中文.cn（xn--fiq228c.cn）"
    assert values["网站信息", "域名持有者"] == COMPANY


def test_there_is_no_sheet_for_a_service_that_is_not_declared():
    with pytest.raises(forms.NoSuchService):
        forms.psb_sections(DECLARATION, 9, icp_number=NUMBER, provider_name=PROVIDER)
