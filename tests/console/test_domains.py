"""Any domain in the console: the answer with its evidence, or a table of many."""

from datetime import timedelta

import pytest

from cases import AT, ENTITY_NUMBER
from examples import COMPANY
from openbeian.console.views.domains import TONES
from openbeian.registry import services
from openbeian.registry.models import Entity
from openbeian.registry.reasons import Status
from openbeian.registry.services import LookUp
from openbeian.registry.services.standing import Cause
from openbeian.registry.subjects import Subject, SubjectKind

DOMAIN = "shili-keji.cn"


@pytest.fixture
def entity(case) -> Entity:
    """The shared example, registered."""
    case.brought_to("approved")
    return Entity.objects.get()


def test_every_status_has_its_tone():
    assert set(TONES) == set(Status)


class TestOne:
    def test_what_is_filed_here_with_its_evidence(self, entity, reviewer):
        page = reviewer.post("domains", status=200, names=f"WWW.{DOMAIN}:443")
        assert f"{DOMAIN} · filed, with access here" in page.main
        shown = page.words("//main//dd")
        assert shown[0] == f"{ENTITY_NUMBER} {COMPANY}"
        assert [line[:5] for line in shown[2:4]] == ["since", "since"]
        assert f"/console/registry/entities/{entity.pk}/" in page.find("//main//dd//a/@href")
        assert page.words("//tbody//td[1]") == ["yes"] * 4

    def test_what_was_decided_against_it(self, entity, house, reviewer):
        services.suspend(
            subject=Subject(SubjectKind.ENTITY, entity.pk),
            cause=Cause("administration", "网站内容与备案信息不符。", "zh-hans"),
            actor=house.senior,
            at=AT + timedelta(hours=20),
        )
        page = reviewer.get("domains", name=DOMAIN)
        assert f"{DOMAIN} · suspended" in page.main
        assert "Decided against it" in page.main
        assert "the administration" in page.main

    def test_an_application_under_way_leads_to_its_case(self, case, reviewer):
        case.brought_to("provider_review")
        page = reviewer.get("domains", name=DOMAIN)
        assert "application under way" in page.main
        [link] = page.find("//main//dd//a")
        assert (link.get("href"), link.text) == (
            f"/console/filings/{case.id}/",
            case.filing.reference,
        )

    def test_a_draft_is_the_applicants_own_affair(self, case, reviewer):
        case.brought_to("draft")
        page = reviewer.get("domains", name=DOMAIN)
        assert page.find("//main//dd//a") == []

    def test_what_the_administration_said(self, house, reviewer):
        said = LookUp("公共查询", AT, service_number="京ICP备2021000001号-1")
        services.record_elsewhere(domain="b.cn", look_up=said, actor=house.reviewer, at=AT)
        page = reviewer.get("domains", name="www.b.cn")
        assert "b.cn · filed elsewhere" in page.main
        assert "京ICP备2021000001号-1 公共查询" in page.main
        assert page.words("//main//dd")[0] == "no"

    @pytest.mark.parametrize("typed", ["com.cn", "192.0.2.1", "<b>", "x" * 300])
    def test_what_is_no_domain(self, reviewer, typed):
        page = reviewer.get("domains", name=typed)
        assert "· unknown" in page.main
        assert page.find("//main//table") == []

    @pytest.mark.usefixtures("entity")
    def test_in_chinese(self, house, screen):
        page = screen(house.reviewer, language="zh-hans").get("domains", name=DOMAIN)
        assert "已备案，本接入服务商接入" in page.main
        assert "数据截至" in page.main

    @pytest.mark.usefixtures("entity")
    def test_few_questions_are_asked(self, reviewer, django_assert_max_num_queries):
        with django_assert_max_num_queries(15):
            reviewer.get("domains", name=DOMAIN)


class TestMany:
    @pytest.mark.usefixtures("entity")
    def test_a_table_in_the_order_pasted_each_once(self, reviewer):
        pasted = f"b.cn\r\n\r\n {DOMAIN} \nb.cn\ncom.cn\n例子.中国"
        page = reviewer.post("domains", status=200, names=pasted)
        assert page.words("//tbody//td[1]") == [
            "not filed",
            "filed, with access here",
            "unknown",
            "not filed",
        ]
        assert page.words("//tbody//th") == [
            "b.cn",
            DOMAIN,
            "com.cn",
            "xn--fsqu00a.xn--fiqs8s 例子.中国",
        ]
        assert f"?name={DOMAIN}" in page.find("//tbody//a/@href")

    @pytest.mark.usefixtures("entity")
    def test_a_hundred_take_no_more_questions(self, reviewer, django_assert_max_num_queries):
        pasted = "\n".join([DOMAIN, *(f"site{number}.cn" for number in range(99))])
        with django_assert_max_num_queries(15):
            page = reviewer.post("domains", status=200, names=pasted)
        assert len(page.find("//tbody/tr")) == 100

    def test_a_hundred_and_one_are_too_many(self, reviewer):
        pasted = "\n".join(f"site{number}.cn" for number in range(101))
        page = reviewer.post("domains", status=422, names=pasted)
        assert "At most 100 domains at a time; these are 101." in page.main

    @pytest.mark.parametrize("pasted", ["", " \n ", "x" * 40_000])
    def test_nothing_or_far_too_much(self, reviewer, pasted):
        page = reviewer.post("domains", status=422, names=pasted)
        assert page.find("//main//table") == []
