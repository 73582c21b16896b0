"""The registry desk: find, suspend, lift, cancel, revoke; black list, look-ups, yearly question."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cases import AT, ENTITY_NUMBER
from examples import COMPANY
from openbeian.accounts.actors import SYSTEM
from openbeian.cases.access import OwnCase
from openbeian.config import clock
from openbeian.console.views.registry import STATUSES
from openbeian.registry import services
from openbeian.registry.answers import answer
from openbeian.registry.models import (
    Access,
    BlackListedDomain,
    Domain,
    Elsewhere,
    Entity,
    Party,
    Service,
)
from openbeian.registry.reasons import Status
from openbeian.registry.services.standing import Cause
from openbeian.registry.subjects import Subject, SubjectKind

DOMAIN = "shili-keji.cn"
REASON = {"by": "administration", "reason": "网站内容与备案信息不符。", "language": "zh-hans"}
TODAY = {"on_year": "2026", "on_month": "11", "on_day": "25"}


@pytest.fixture
def entity(case) -> Entity:
    """The shared example, registered."""
    case.brought_to("approved")
    return Entity.objects.get()


def test_every_status_has_its_words():
    assert set(STATUSES) == set(Status)


class TestFinding:
    @pytest.mark.parametrize(
        "asked",
        [
            pytest.param(ENTITY_NUMBER, id="the entity's number"),
            pytest.param("沪icp备2026006107号-1", id="a website's number as typed"),
            pytest.param(f"www.{DOMAIN}", id="a host of the domain"),
            pytest.param("示例合资", id="a part of the name"),
        ],
    )
    def test_an_entity_is_found_by(self, entity, reviewer, asked):
        page = reviewer.get("registry", q=asked)
        [row] = page.words("//tbody/tr")
        assert row.startswith(f"{ENTITY_NUMBER} {COMPANY} {DOMAIN}")
        [link] = page.find("//tbody//a/@href")
        assert link == f"/console/registry/entities/{entity.pk}/"

    @pytest.mark.usefixtures("entity")
    def test_of_a_domain_it_says_what_a_look_up_answers(self, reviewer):
        page = reviewer.get("registry", q=DOMAIN)
        assert f"{DOMAIN} · filed, with access here" in page.main
        other = reviewer.get("registry", q="other-example.cn")
        assert "other-example.cn · not filed" in other.main
        assert "No entity is registered here under that." in other.main

    def test_one_that_was_cancelled_is_still_found(self, entity, senior, reviewer):
        senior.post("standing", "entity", entity.pk, "cancel", **REASON)
        assert "ended" in reviewer.get("registry", q=ENTITY_NUMBER).main
        assert "Cancelled 已注销" in reviewer.get("entity", entity.pk).main

    def test_what_does_not_exist_is_not_found(self, senior):
        senior.get("entity", 7, status=404)
        senior.get("lift", 7, status=404)
        for kind in ("entity", "service", "domain", "access", "person"):
            senior.get("standing", kind, 7, "suspend", status=404)


class TestStanding:
    def test_the_page_shows_every_part_with_what_can_be_done(self, entity, senior, reviewer):
        parts = senior.get("entity", entity.pk).words("//tbody/tr")
        assert [part.split(" ")[0] for part in parts] == [
            ENTITY_NUMBER,
            f"{ENTITY_NUMBER}-1",
            DOMAIN,
            "示例云计算（上海）有限公司",
        ]
        assert all("in force" in part and "Suspend" in part for part in parts)
        assert "Suspend" not in reviewer.get("entity", entity.pk).main

    def test_a_domain_is_suspended_and_the_suspension_lifted(self, entity, senior):
        domain = Domain.objects.get()
        senior.get("standing", "domain", domain.pk, "suspend")
        senior.post("standing", "domain", domain.pk, "suspend", **REASON)
        assert answer(DOMAIN, at=clock.now()).status == "suspended"
        page = senior.get("entity", entity.pk)
        assert REASON["reason"] in page.main
        [lift] = page.find("//a[contains(@href, '/lift/')]/@href")
        senior.client.get(lift)
        assert senior.client.post(lift, {"because": "已整改。"}).status_code == 302
        assert answer(DOMAIN, at=clock.now() + timedelta(hours=1)).status == "filed_here"
        assert "已整改。" in senior.get("entity", entity.pk).main

    @pytest.mark.parametrize("verb", ["cancel", "revoke"])
    def test_a_website_ends(self, entity, senior, verb):
        service = Service.objects.get()
        senior.post("standing", "service", service.pk, verb, **REASON)
        assert Service.objects.in_force().count() == 0
        late = senior.post("standing", "service", service.pk, verb, status=409, **REASON)
        assert late.code == "registry.no_longer_in_force"
        assert late.find("//main//a/@href") == [f"/console/registry/entities/{entity.pk}/"]

    def test_we_take_our_own_access_out(self, entity, senior):
        access = Access.objects.get()
        page = senior.get("standing", "access", access.pk, "cancel")
        assert "Remove 取消接入" in page.main
        senior.post("standing", "access", access.pk, "cancel", **(REASON | {"by": "provider"}))
        assert Access.objects.in_force().count() == 0
        assert Entity.objects.in_force().get() == entity

    @pytest.mark.parametrize(
        ("given", "field", "said"),
        [
            ({"reason": " "}, "reason", "Fill this in."),
            ({"by": "nobody"}, "by", "not one of"),
            ({"by": "provider"}, "by", "its own access only"),
        ],
    )
    def test_bad_input_is_told_beside_its_field(self, entity, senior, given, field, said):
        page = senior.post(
            "standing", "entity", entity.pk, "suspend", status=422, **(REASON | given)
        )
        assert said in page.errors(field)

    def test_it_is_suspended_once(self, entity, senior):
        senior.post("standing", "entity", entity.pk, "suspend", **REASON)
        late = senior.post("standing", "entity", entity.pk, "suspend", status=409, **REASON)
        assert late.code == "registry.already_suspended"
        assert "Suspend" not in senior.get("entity", entity.pk).words("//tbody/tr[1]/td[4]")[0]

    def test_lifting_needs_a_reason_and_a_suspension(self, entity, senior):
        senior.post("standing", "entity", entity.pk, "suspend", **REASON)
        standing = entity.standings.get()
        page = senior.post("lift", standing.pk, status=422, because="")
        assert page.errors("because") == "Error: Fill this in."
        senior.post("lift", standing.pk, because="已整改。")
        late = senior.post("lift", standing.pk, status=409, because="已整改。")
        assert late.code == "registry.not_suspended"

    def test_there_is_no_other_verb(self, entity, senior):
        senior.post("standing", "entity", entity.pk, "delete", status=404, **REASON)

    @pytest.mark.parametrize("role", ["reviewer", "auditor"])
    def test_only_seniors_and_operators_decide(self, entity, house, screen, role):
        desk = screen(getattr(house, role))
        desk.post("standing", "entity", entity.pk, "suspend", status=403, **REASON)
        assert entity.standings.count() == 0

    def test_few_questions_are_asked(self, entity, senior, django_assert_max_num_queries):
        with django_assert_max_num_queries(15):
            senior.get("entity", entity.pk)


class TestBlackList:
    GIVEN = {"domain": "www.bad-example.cn", "source": "管局通知 2026-11-20", "reason": "涉嫌诈骗"}

    def test_a_domain_is_put_on_and_taken_off(self, senior):
        senior.get("blacklist", domain="bad-example.cn")
        senior.post("blacklist", **self.GIVEN)
        assert "bad-example.cn 涉嫌诈骗" in senior.get("black_list").main
        assert answer("bad-example.cn", at=clock.now()).status == "blocked"
        senior.get("clear", "bad-example.cn")
        senior.post("clear", "bad-example.cn", reason="查明无误")
        assert "No domain is black-listed." in senior.get("black_list").main

    @pytest.mark.parametrize(
        ("given", "field", "said"),
        [
            ({"domain": "com.cn"}, "domain", "not a domain that somebody can register"),
            ({"source": ""}, "source", "Fill this in."),
            ({"reason": ""}, "reason", "Fill this in."),
        ],
    )
    def test_bad_input_is_told_beside_its_field(self, senior, given, field, said):
        page = senior.post("blacklist", status=422, **(self.GIVEN | given))
        assert said in page.errors(field)
        assert BlackListedDomain.objects.count() == 0

    def test_it_is_put_on_once(self, senior):
        senior.post("blacklist", **self.GIVEN)
        page = senior.post("blacklist", status=422, **self.GIVEN)
        assert "on the black list already" in page.errors("domain")

    def test_what_is_not_on_it_cannot_be_taken_off(self, senior):
        page = senior.post("clear", "good-example.cn", status=409, reason="无")
        assert page.code == "registry.not_black_listed"
        assert senior.post("clear", "good-example.cn", status=422, reason="").errors("reason")


def test_who_once_applied_for_it_does_not_lift_its_suspension(case, house):
    case.brought_to("approved")
    subject = Subject(SubjectKind.ENTITY, Entity.objects.get().pk)
    cause = Cause(Party.ADMINISTRATION, "违规", "zh-hans")
    put = services.suspend(subject=subject, cause=cause, actor=house.senior, at=case.at)
    former = replace(house.senior, user_id=case.applicant.user_id)
    with pytest.raises(OwnCase):
        services.lift(standing_id=put.pk, because="已整改", actor=former, at=case.at)
    assert services.lift(standing_id=put.pk, because="已整改", actor=house.senior, at=case.at).until


class TestLookUps:
    GIVEN = {
        "domain": "other-example.cn",
        "entity_number": "",
        "service_number": "京ICP备2021000001号-3",
        "source": "beian.miit.gov.cn",
        **TODAY,
    }

    def test_what_the_administration_said_is_recorded(self, reviewer):
        reviewer.get("look_up", domain="other-example.cn")
        reviewer.post("look_up", **self.GIVEN)
        assert answer("other-example.cn", at=clock.now()).status == "filed_elsewhere"
        assert "京ICP备2021000001号-3" in reviewer.get("look_ups").main

    def test_that_it_knows_nothing_is_evidence_too(self, reviewer):
        reviewer.post("look_up", **(self.GIVEN | {"service_number": ""}))
        assert Elsewhere.objects.get().filed is False
        assert "no filing" in reviewer.get("look_ups").main

    @pytest.mark.parametrize(
        ("given", "field", "said"),
        [
            ({"domain": "x"}, "domain", "not a domain"),
            ({"source": ""}, "source", "Fill this in."),
            ({"service_number": "京123"}, "service_number", "number"),
            ({"entity_number": "沪ICP备2021000001号"}, "service_number", "does not continue"),
            ({"on_day": "26"}, "on", "in the future"),
            ({"on_month": "13"}, "on", "no such date"),
        ],
    )
    def test_bad_input_is_told_beside_its_field(self, reviewer, given, field, said):
        page = reviewer.post("look_up", status=422, **(self.GIVEN | given))
        assert said in page.errors(field)
        assert Elsewhere.objects.count() == 0


class TestYearlyQuestion:
    def test_the_overdue_come_before_the_others(self, entity, reviewer, monkeypatch):
        services.ask_facts(entity_id=entity.pk, actor=SYSTEM, at=AT)
        waiting = reviewer.get("facts")
        assert waiting.words("//h2") == ["Overdue 0", "Waiting 1"]
        monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=30))
        overdue = reviewer.get("facts")
        assert overdue.words("//h2") == ["Overdue 1", "Waiting 0"]
        assert f"{ENTITY_NUMBER} {COMPANY}" in overdue.main
        assert "Yearly question open until" in reviewer.get("entity", entity.pk).main
