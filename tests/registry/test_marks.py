"""What is recorded about a domain by its name alone."""

from uuid import UUID

import pytest
from django.db import transaction

from openbeian.accounts.actors import NotPermitted
from openbeian.audit.queries import history, sentence
from openbeian.numbers.errors import NumberError
from openbeian.registry import queries, services
from openbeian.registry.models import BlackListedDomain, Elsewhere, InProcess
from openbeian.registry.services import LookUp, marks, process
from openbeian.registry.services.standing import ReasonMissing
from registry.town import (
    APPLICANT,
    COMPANY,
    DAY,
    DOMAIN,
    FILING,
    HOUR,
    NOON,
    OTHER_FILING,
    REVIEWER,
    SENIOR,
    apply_for,
    enter,
    look_up,
    reason,
)

pytestmark = pytest.mark.usefixtures("organisations")


def blacklist(domain=DOMAIN, *, why="涉诈", source="HMDLB", actor=SENIOR, at=NOON):
    return services.blacklist(domain=domain, reason=why, source=source, actor=actor, at=at)


class TestBlackList:
    def test_a_host_is_listed_by_its_registrable_domain(self):
        assert blacklist("WWW.例子.中国").domain == "xn--fsqu00a.xn--fiqs8s"
        assert reason("shop.例子.中国") == "black_listed"

    def test_the_reason_is_sealed(self):
        row = blacklist(why="王示例涉诈")
        row.refresh_from_db()
        assert row.reason == "王示例涉诈"
        assert "王示例".encode() not in bytes(row.reason_sealed)

    def test_twice_is_refused(self):
        blacklist()
        with pytest.raises(marks.AlreadyBlackListed):
            blacklist(at=NOON + HOUR)

    def test_off_and_on_again_keeps_both_periods(self):
        blacklist()
        services.unblacklist(domain=DOMAIN, reason="已移出", actor=SENIOR, at=NOON + HOUR)
        blacklist(at=NOON + DAY)
        assert [row.is_in_force for row in BlackListedDomain.objects.order_by("pk")] == [
            False,
            True,
        ]

    def test_what_is_not_listed_cannot_be_taken_off(self):
        with pytest.raises(marks.NotBlackListed):
            services.unblacklist(domain=DOMAIN, reason="已移出", actor=SENIOR, at=NOON)

    @pytest.mark.parametrize("domain", ["com.cn", "10.0.0.1", "", "a b.cn"])
    def test_only_a_domain_can_be_listed(self, domain):
        with pytest.raises(marks.DomainUnfit):
            blacklist(domain)

    def test_reason_and_source_must_be_stated(self):
        with pytest.raises(ReasonMissing):
            blacklist(why="")
        with pytest.raises(marks.SourceMissing):
            blacklist(source=" ")

    def test_only_who_may_can(self):
        with pytest.raises(NotPermitted):
            blacklist(actor=REVIEWER)
        with pytest.raises(NotPermitted):
            services.unblacklist(domain=DOMAIN, reason="已移出", actor=REVIEWER, at=NOON)

    def test_the_log_tells_the_list_and_commits_to_the_reason(self):
        blacklist()
        (event,) = history(("domain", DOMAIN))
        assert sentence(event).zh == f"高级审核员将{DOMAIN}列入黑名单（HMDLB）"
        assert "涉诈" not in str(event.facts)


def said(**facts):
    return LookUp(source="公共查询", as_of=NOON, **facts)


def record(look_up, *, actor=REVIEWER, at=NOON):
    return services.record_elsewhere(domain=DOMAIN, look_up=look_up, actor=actor, at=at)


class TestElsewhere:
    @pytest.mark.parametrize(
        "numbers",
        [
            {"service_number": "京icp备2021000001-3"},
            {"entity_number": "京ICP备2021000001号", "service_number": "京ICP备2021000001号-3"},
            {"entity_number": "京ICP备2021000001号-3"},
        ],
        ids=["service alone", "both", "service in the wrong place"],
    )
    def test_the_numbers_are_put_in_order(self, numbers):
        row = record(said(**numbers))
        assert row.entity_number == "京ICP备2021000001号"
        assert row.service_number == "京ICP备2021000001号-3"
        assert row.filed

    def test_a_licence_number_is_one_too(self):
        row = record(said(service_number="粤B2-20090059-1626X"))
        assert (row.entity_number, row.service_number) == ("粤B2-20090059", "粤B2-20090059-1626X")

    def test_no_number_means_that_nothing_was_found(self):
        row = record(said())
        assert (row.filed, row.entity_number, row.service_number) == (False, "", "")
        event = history(("domain", DOMAIN)).last()
        assert "无备案记录" in sentence(event).zh

    def test_the_former_one_is_kept(self):
        look_up()
        look_up(number="", at=NOON + HOUR)
        assert [row.until for row in Elsewhere.objects.order_by("pk")] == [NOON + HOUR, None]

    def test_numbers_of_two_entities_are_refused(self):
        numbers = {
            "entity_number": "京ICP备2021000002号",
            "service_number": "京ICP备2021000001号-3",
        }
        with pytest.raises(marks.NumbersDiffer):
            record(said(**numbers))

    def test_what_is_no_number_is_refused(self):
        with pytest.raises(NumberError):
            record(said(entity_number="12345"))

    def test_evidence_from_the_future_is_refused(self):
        with pytest.raises(marks.EvidenceFromTheFuture):
            record(LookUp("公共查询", NOON + HOUR))

    def test_evidence_without_a_source_is_refused(self):
        with pytest.raises(marks.SourceMissing):
            record(LookUp("", NOON))

    def test_an_applicant_cannot_record_it(self):
        with pytest.raises(NotPermitted):
            record(said(), actor=APPLICANT)


class TestProcess:
    def test_twice_is_once(self):
        apply_for(DOMAIN)
        apply_for(DOMAIN, at=NOON + HOUR)
        assert InProcess.objects.count() == 1

    def test_a_domain_left_out_later_is_no_longer_in_process(self):
        apply_for(DOMAIN, "shili-shop.cn")
        apply_for("shili-shop.cn", at=NOON + HOUR)
        assert reason(at=NOON + 2 * HOUR) == "no_record"
        assert reason("shili-shop.cn", at=NOON + 2 * HOUR) == "application_open"

    def test_of_two_applications_one_has_the_domain(self):
        apply_for(DOMAIN)
        with pytest.raises(process.DomainInProcess) as refusal:
            apply_for("shili-shop.cn", DOMAIN, filing=OTHER_FILING, at=NOON + HOUR)
        assert refusal.value.facts == {"domain": DOMAIN}
        assert queries.claims([DOMAIN, "shili-shop.cn"], at=NOON + HOUR) == {
            DOMAIN: {FILING},
            "shili-shop.cn": set(),
        }

    def test_what_one_application_gave_up_another_may_have(self):
        apply_for(DOMAIN)
        apply_for("shili-shop.cn", filing=OTHER_FILING)
        with transaction.atomic():
            process.end(filing_id=FILING, at=NOON + DAY)
            process.end(filing_id=FILING, at=NOON + DAY)
        apply_for(DOMAIN, "shili-shop.cn", filing=OTHER_FILING, at=NOON + 2 * DAY)
        assert queries.claims([DOMAIN], at=NOON + HOUR) == {DOMAIN: {FILING}}
        assert queries.claims([DOMAIN], at=NOON + 3 * DAY) == {DOMAIN: {OTHER_FILING}}

    def test_a_registered_domain_cannot_be_applied_for(self):
        enter()
        with pytest.raises(process.DomainTaken):
            apply_for("shili-shop.cn", DOMAIN)
        assert not InProcess.objects.exists()

    def test_its_own_holder_can_apply_for_it(self):
        enter()
        apply_for(DOMAIN, holder=COMPANY)
        with pytest.raises(process.DomainTaken):
            apply_for(DOMAIN, filing=OTHER_FILING, holder=UUID(int=7))
