"""The verification form: one page for its verifier to tick, sign and seal."""

from datetime import date

import pytest

from examples import DECLARATION, declaration
from forms import reading
from openbeian import forms
from openbeian.declaration.values import ServiceKind

PROVIDER = "示例云计算（上海）有限公司"


def form(of=DECLARATION, service_id=1):
    return forms.verification_form(
        of,
        service_id,
        provider_name=PROVIDER,
        reference="SH-2026-000123",
        on=date(2026, 11, 24),
    )


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param("网站备案信息真实性核验单", id="title"),
        pytest.param(f"接入服务商Accessprovider{PROVIDER}", id="provider"),
        pytest.param("营业执照（个人或企业）91310115MA1K4E7T9M", id="licence"),
        pytest.param("AnnaBeispiel护照C7F4J2K9R", id="person in charge"),
        pytest.param("王示例居民身份证310104199003076428", id="webmaster"),
        pytest.param("手机13800000003办公021-50000002应急13800000004", id="numbers"),
        pytest.param("邮箱webmaster@shili-keji.cn", id="e-mail"),
        pytest.param("在规定幕布前拍摄已采集未采集", id="photo"),
        pytest.param("云接入；上海", id="access"),
        pytest.param("网站负责人签字", id="webmaster signs"),
        pytest.param("核验人签字", id="verifier signs"),
        pytest.param("本单一式两份", id="copies"),
    ],
)
def test_the_form_holds_what_is_to_be_verified(expected):
    assert expected in reading.words(form())


def test_the_usual_form_is_one_page_with_a_verdict_for_each_item():
    (page,) = reading.pages(form())
    items = [page.count(verdict) for verdict in ("不一致", "无效", "未采集")]
    assert items == [14, 2, 1]
    assert page.count("盖章处") == 2


def test_a_photo_without_the_backdrop_is_told_to_the_verifier():
    made = form(declaration(**{"services[1].photo_on_backdrop": False}))
    assert "未使用规定幕布" in reading.words(made)


def test_contacts_that_were_not_given_are_left_out():
    made = reading.words(form(declaration(**{"services[1].leader.office_phone": ""})))
    assert "手机13800000003应急13800000004" in made


def test_an_app_has_its_own_form():
    made = reading.words(form(declaration(**{"services[1].kind": ServiceKind.APP})))
    assert "APP备案信息真实性核验单" in made
    assert "APP负责人签字" in made
    assert "网站" not in made.replace("单位门户网站", "")


def test_there_is_no_form_for_a_service_that_is_not_declared():
    with pytest.raises(forms.NoSuchService) as refused:
        form(service_id=7)
    assert refused.value.facts == {"service_id": 7}
