"""What the administration was handed and what it answered, recorded once each and kept for ever."""

import pytest

from cases import REFUSAL, Case, declared_by, found_company
from everything import untouched
from invariants import events_of
from openbeian.audit.queries import history
from openbeian.cases.words import WordsTooLong
from openbeian.filings.models import Outcome
from openbeian.filings.services import administration
from openbeian.filings.services.administration import (
    LONGEST_RECEIPT,
    NumberOfOtherProvince,
    ReceiptMissing,
)
from openbeian.filings.services.review import ReasonMissing
from openbeian.numbers import NumberError
from openbeian.outbox.models import Effect
from openbeian.procedure.engine import MoveNotAllowed
from openbeian.procedure.filing import Flag, State
from openbeian.registry.models import Entity, InProcess, Service
from openbeian.registry.services.register import (
    EntityNumberTaken,
    EntityNumberUnfit,
    ServiceNumberMissing,
    ServiceNumberUnfit,
)

pytestmark = pytest.mark.django_db

ENTITY = "沪ICP备2026006107号"
SITE = "沪ICP备2026006107号-1"


def approve(case, entity=ENTITY, services=None):
    return administration.record_approval(
        filing_id=case.id,
        actor=case.house.reviewer,
        entity_number=entity,
        service_numbers={1: SITE} if services is None else services,
        at=case.at,
    )


@pytest.fixture
def verified(case):
    return case.brought_to("at_administration")


class TestTheWayThere:
    def test_the_package_is_remembered(self, case):
        case.brought_to("ready_to_submit").handed_over()
        outcome = Outcome.objects.get()
        assert outcome.kind == Outcome.Kind.HANDED_OVER
        assert len(outcome.numbers["package"]) == 64
        assert history(case.filing.subject).latest("id").facts == outcome.numbers
        assert case.filing.handed_over_at == case.at

    def test_a_receipt_is_recorded_once(self, case):
        case.brought_to("ready_to_submit").handed_over().received(" 31-2026-000417\n")
        assert Outcome.objects.get(kind="received").numbers == {"receipt": "31-2026-000417"}
        assert case.filing.flags_now == {Flag.RECEIVED}
        with untouched(), pytest.raises(MoveNotAllowed):
            case.received()

    @pytest.mark.parametrize("receipt", ["", "  ", "\0"])
    def test_a_receipt_has_a_number(self, case, receipt):
        case.brought_to("ready_to_submit").handed_over()
        with untouched(), pytest.raises(ReceiptMissing):
            case.received(receipt)

    def test_a_receipt_number_has_a_limit(self, case):
        case.brought_to("ready_to_submit").handed_over()
        with untouched(), pytest.raises(WordsTooLong):
            case.received("3" * (LONGEST_RECEIPT + 1))

    def test_after_a_failed_verification_the_file_is_handed_over_again(self, case):
        case.brought_to("sms_verification")
        administration.record_sms_failed(filing_id=case.id, actor=case.house.reviewer, at=case.at)
        assert case.filing.state_now is State.READY_TO_SUBMIT
        assert case.filing.flags_now == frozenset()
        case.handed_over().received().sms_asked().sms_passed().approved()
        assert [row.kind for row in case.filing.outcomes.order_by("pk")] == [
            *("handed_over", "received", "sms_asked", "sms_failed"),
            *("handed_over", "received", "sms_asked", "sms_passed", "approved"),
        ]

    def test_nothing_is_approved_while_the_verification_is_open(self, case):
        case.brought_to("sms_verification")
        with untouched(), pytest.raises(MoveNotAllowed):
            approve(case)


class TestApproval:
    def test_numbers_enter_the_registry_and_are_told(self, verified):
        filing = approve(verified, "沪icp備2026006107号", {1: " 沪ICP备2026006107号－1 "})
        assert (filing.state_now, filing.decided_at) == (State.APPROVED, verified.at)
        assert Entity.objects.get().number == ENTITY
        service = Service.objects.get()
        assert (service.number, service.since) == (SITE, verified.at)
        assert Outcome.objects.get(kind="approved").numbers == {
            "entity": ENTITY,
            "services": {"1": SITE},
        }
        told = Effect.objects.get(payload__template="approved").secret()
        assert (told["entity_number"], told["service_number"]) == (ENTITY, [SITE])
        assert told["psb_due"] == "2026-12-24"

    def test_the_domain_is_registered_and_no_longer_in_process(self, verified):
        approve(verified)
        assert not InProcess.objects.in_force().exists()
        assert [row.name for row in Service.objects.get().domains.in_force()] == ["shili-keji.cn"]

    def test_a_public_security_case_is_owed_under_a_reference_of_its_own(self, verified):
        approve(verified)
        effect = Effect.objects.get(kind="psb.open")
        service = Service.objects.get()
        assert effect.reference == f"psb.open:{service.pk}"
        assert effect.payload == {
            "filing": str(verified.id),
            "service_key": 1,
            "service": service.pk,
        }

    def test_approving_twice_is_a_conflict(self, verified):
        approve(verified)
        with untouched(), pytest.raises(MoveNotAllowed):
            approve(verified)
        assert events_of(verified.filing, "filing:application:record_approval") == 1

    @pytest.mark.parametrize(
        ("entity", "services", "refusal"),
        [
            pytest.param("京ICP备2026006107号", None, NumberOfOtherProvince, id="province"),
            pytest.param("a number", None, NumberError, id="no number"),
            pytest.param("", None, NumberError, id="nothing"),
            pytest.param(ENTITY, {1: "x"}, NumberError, id="no service number"),
            pytest.param(ENTITY, {}, ServiceNumberMissing, id="service without a number"),
            pytest.param(ENTITY, {1: SITE, 2: f"{ENTITY}-2"}, ServiceNumberUnfit, id="too many"),
            pytest.param(ENTITY, {2: SITE}, ServiceNumberMissing, id="another service"),
            pytest.param(ENTITY, {1: ENTITY}, ServiceNumberUnfit, id="entity's for the service"),
            pytest.param(
                ENTITY, {1: "沪ICP备2026009999号-1"}, ServiceNumberUnfit, id="another entity's"
            ),
            pytest.param(SITE, {1: SITE}, EntityNumberUnfit, id="service's for the entity"),
            pytest.param(ENTITY, {1: f"{ENTITY}-1A"}, ServiceNumberUnfit, id="an app's"),
        ],
    )
    def test_a_number_that_cannot_be_right_is_refused(self, verified, entity, services, refusal):
        with untouched(), pytest.raises(refusal):
            approve(verified, entity, services)

    def test_the_province_that_counts_is_the_declared_one(self, verified):
        verified.filing.__class__.objects.update(province="110000")
        assert approve(verified).state_now is State.APPROVED

    def test_a_number_of_another_entity_is_refused(self, house, verified):
        approve(verified)
        name = "上海另例贸易有限公司"
        other = found_company(name, email="bao@linglimaoyi.cn")
        late = Case(house, other, declared_by(name, domain="lingli.cn", serial=7))
        late.brought_to("at_administration")
        with untouched(), pytest.raises(EntityNumberTaken):
            approve(late, services={1: f"{ENTITY}-2"})

    def test_a_second_website_joins_its_entity(self, verified):
        approve(verified)
        second = Case(verified.house, verified.applicant, at=verified.at)
        second.brought_to("draft").edited(
            {"services[1].domains[1].name": "shili-shop.cn", "services[1].name": "示例合资商城"}
        )
        second.submitted().claimed().passed().handed_over()
        approve(second, services={1: f"{ENTITY}-2"})
        assert Entity.objects.count() == 1
        assert sorted(Service.objects.values_list("number", flat=True)) == [SITE, f"{ENTITY}-2"]


class TestRefusal:
    def test_the_words_are_told_and_sealed(self, verified):
        verified.refused(f"\r\n{REFUSAL}\r\n请核对。")
        outcome = Outcome.objects.get(kind="refused")
        assert outcome.words == f"{REFUSAL}\n请核对。"
        assert REFUSAL.encode() not in bytes(outcome.words_sealed)
        assert Effect.objects.get(payload__template="refused").secret()["reason"] == outcome.words
        assert history(verified.filing.subject).latest("id").facts["words"].startswith("hmac")

    def test_other_outcomes_have_no_words(self, verified):
        assert verified.filing.outcomes.get(kind="received").words == ""

    @pytest.mark.parametrize("reason", ["", "\n\t "])
    def test_it_has_a_reason(self, verified, reason):
        with untouched(), pytest.raises(ReasonMissing):
            verified.refused(reason)

    def test_it_keeps_the_domain_until_it_is_settled(self, verified):
        verified.refused()
        assert InProcess.objects.in_force().count() == 1
        verified.declined()
        assert not InProcess.objects.in_force().exists()

    def test_a_corrected_application_goes_all_the_way_again(self, verified):
        verified.refused().asked().corrected().claimed().passed().handed_over().approved()
        assert verified.filing.state_now is State.APPROVED
        assert verified.filing.version == 2
