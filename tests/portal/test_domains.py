"""What anybody may ask of a domain: is it registered, and may hosting or CDN be bought for it?"""

import pytest

from examples import declaration
from openbeian.portal.views.domains import TITLES
from openbeian.registry.reasons import Status


@pytest.fixture
def stranger(visitor):
    return visitor(None)


@pytest.fixture
def registered(case):
    return case.brought_to("approved")


def test_anybody_may_ask(db, stranger):
    page = stranger.get("domains")
    assert page.heading == "Check a domain 域名备案核验"
    assert page.find("//input[@value='look-up']/@checked")


def test_a_registered_domain_is_answered_with_its_numbers(registered, stranger):
    page = stranger.get("domains", domain="shili-keji.cn")
    assert page.heading == "Filed, and linked to us 已备案，已接入"
    assert "沪ICP备2026006107号-1" in page.main
    assert page.find("//main//code") == []


def test_an_answer_names_no_person_and_no_company(registered, stranger):
    content = stranger.get("domains", domain="shili-keji.cn").content.decode()
    for private in ("上海示例合资科技有限公司", "王示例", "13800000003"):
        assert private not in content


@pytest.mark.parametrize("typed", ["WWW.Shili-Keji.CN:443", "shili-keji.cn.", " shili-keji.cn "])
def test_a_name_is_read_in_any_shape(registered, stranger, typed):
    page = stranger.get("domains", domain=typed)
    assert page.words("//p[@class='ob-answer__host']") == ["shili-keji.cn"]


@pytest.mark.parametrize(
    ("product", "said"),
    [
        ("hosting_mainland", "Yes, it can be bought"),
        ("cdn_mainland", "Yes, it can be bought"),
        ("hosting_overseas", "Yes, it can be bought"),
    ],
)
def test_with_a_linked_number_everything_can_be_bought(registered, stranger, product, said):
    page = stranger.get("domains", domain="shili-keji.cn", product=product)
    assert page.heading == said
    assert "The purchase can go on." in page.main


def test_without_a_number_nothing_is_sold_on_the_mainland(db, stranger):
    page = stranger.get("domains", domain="keyi.cn", product="hosting_mainland")
    assert page.heading == "No, it cannot be bought now"
    assert page.words("//p[@class='ob-answer__status']") == ["Not filed"]
    assert "Hosting in mainland China needs a registration in force" in page.main
    assert "Apply for ICP filing" in page.main
    assert page.links("May I file?")


def test_while_an_application_is_under_way_that_is_said(case, stranger):
    case.brought_to("provider_review")
    page = stranger.get("domains", domain="shili-keji.cn", product="hosting_mainland")
    assert page.words("//p[@class='ob-answer__status']") == ["Application in process"]


@pytest.mark.parametrize("typed", ["com.cn", "192.0.2.1", "not a domain", "x" * 280])
def test_what_is_no_domain_is_answered_in_words(db, stranger, typed):
    page = stranger.get("domains", domain=typed)
    assert page.heading == "Not known 无法确认"


def test_an_empty_question_is_asked_again(db, stranger):
    page = stranger.get("domains", domain="")
    assert page.errors("domain") == "Error: Fill this in."


def test_a_product_that_is_not_sold_is_asked_again(db, stranger):
    page = stranger.get("domains", domain="shili-keji.cn", product="moon")
    assert page.errors("product")
    assert page.find("//input[@name='domain']/@value") == ["shili-keji.cn"]


def test_a_unicode_name_is_shown_as_it_is_written(db, stranger):
    page = stranger.get("domains", domain="xn--fsqu00a.xn--fiqs8s")
    assert page.words("//p[@class='ob-answer__host']") == ["例子.中国"]


def test_a_chinese_reader_is_answered_in_chinese(registered, visitor):
    page = visitor(None, language="zh-hans").get(
        "domains", domain="shili-keji.cn", product="hosting_mainland"
    )
    assert page.heading == "可以购买"
    assert "可以继续购买" in page.main


def test_every_status_has_its_words():
    assert set(TITLES) == set(Status)


def test_whoever_sells_is_led_to_the_licence(case, applicant):
    case.declaration = declaration(**{"services[1].commercial": True})
    case.brought_to("approved")
    asked = {"domain": "shili-keji.cn", "product": "hosting_mainland"}
    page = applicant.get("domains", **asked)
    assert "No, it cannot be bought now" in page.main
    assert page.links("Apply for the commercial licence") == ["/licences/"]
    assert not applicant.get("domains", domain="shili-keji.cn").links("Apply for the commercial")
