"""What follows a registration: changes, cancellations, and accesses to what is filed elsewhere."""

from datetime import timedelta

import pytest

import invariants
from cases import Case, declared_by, found_company, found_house
from openbeian.audit.queries import history
from openbeian.filings import queries
from openbeian.filings.registered import NotDeclaredHere, registered
from openbeian.filings.services import begin, edit, later, review
from openbeian.filings.services.administration import AnotherNumber
from openbeian.filings.services.later import AnotherOpen, NumberOfEntity
from openbeian.filings.services.submit import NothingChanged, NotReady
from openbeian.outbox.models import Effect
from openbeian.procedure.engine import MoveNotAllowed
from openbeian.procedure.filing import State
from openbeian.procedure.filing_kinds import FilingKind
from openbeian.registry.answers import answer
from openbeian.registry.models import Access, Entity, Party, Service
from openbeian.registry.services import Cause, cancel
from openbeian.registry.subjects import NotRegistered, Subject, SubjectKind
from openbeian.text import Text

pytestmark = pytest.mark.django_db
ADDRESS = "entity.certificate_address"
NAME = "services[1].name"


@pytest.fixture
def house():
    return found_house()


@pytest.fixture
def approved(house):
    """A company whose first website is registered."""
    yield Case(house, found_company()).brought_to("approved")
    invariants.hold()


def handed(case):
    """Take a case that is drafted to the administration, its verification passed."""
    return case.submitted().claimed().passed().handed_over().sms_asked().sms_passed()


def entity_of(case):
    return Entity.objects.get(organisation_id=case.applicant.tenant)


def subject(kind, row):
    return Subject(kind, row.pk)


class TestWhatIsRegistered:
    def test_it_is_what_was_approved(self, approved):
        held = registered(entity_of(approved))
        assert held.declaration == queries.declaration(approved.filing)
        assert held.services == {1: Service.objects.get()}

    def test_a_second_website_stands_beside_the_first(self, approved):
        second_website(approved)
        held = registered(entity_of(approved))
        assert [service.id for service in held.declaration.services] == [1, 2]
        assert [service.name for service in held.declaration.services][1] == "示例商城"

    def test_another_website_begins_with_the_entity_and_its_papers(self, approved):
        draft = queries.draft(begin.begin(actor=approved.applicant, at=approved.at))
        assert draft["entity.name"] == approved.declaration.entity.name
        assert draft["entity.documents[business_licence]"]
        assert "entity.documents[application_form]" not in draft  # it is to be signed for this one
        assert not [path for path in draft if path.startswith("services")]

    def test_what_was_not_applied_for_here_is_not_invented(self, approved):
        entity = entity_of(approved)
        organisation = found_company("上海别家有限公司", email="b@bie.cn").tenant
        Entity.objects.filter(pk=entity.pk).update(organisation_id=organisation)
        entity.refresh_from_db()
        with pytest.raises(NotDeclaredHere):
            registered(entity)
        Entity.objects.filter(pk=entity.pk).update(organisation_id=approved.applicant.tenant)


def second_website(first):
    """Bring another website of the same company to its number."""
    case = Case(first.house, first.applicant, first.declaration, first.at).brought_to("draft")
    case.edited({"services[1].domains[1].name": "shop-shili.cn", NAME: "示例商城"})
    case.edited({"services[1].home_url": "https://www.shop-shili.cn"})
    assert case.filing.kind_now is FilingKind.ADD_SERVICE
    handed(case)
    case.approved_as({1: f"{first.entity_number}-2"})
    return case


class TestAChange:
    def test_begins_with_what_is_registered(self, approved):
        draft = queries.draft(approved.filing)
        approved.changing({})
        assert queries.draft(approved.filing).keys() == draft.keys()
        assert approved.filing.kind_now is FilingKind.CHANGE

    def test_supersedes_the_registered_facts_and_keeps_the_numbers(self, approved):
        numbers = list(Service.objects.values_list("number", flat=True))
        handed(approved.changing({NAME: "示例新官网"})).changed()
        (service,) = Service.objects.all()
        assert (service.name, [service.number]) == ("示例新官网", numbers)
        assert service.versions.count() == 2
        assert approved.filing.situation.title == Text("Change approved", "准予变更")

    def test_changed_twice_the_second_begins_where_the_first_ended(self, approved):
        handed(approved.changing({NAME: "示例新官网"})).changed()
        approved.changing({ADDRESS: "上海市浦东新区示例路100号9幢901室"})
        assert queries.draft(approved.filing)[NAME] == "示例新官网"
        handed(approved).changed()
        assert registered(entity_of(approved)).declaration.entity.certificate_address.endswith(
            "901室"
        )

    def test_signed_forms_that_state_the_change_are_signed_anew(self, approved):
        approved.changing({})
        approved.edited({NAME: "示例新官网"})
        with pytest.raises(NotReady):
            approved.submitted()
        approved.signed_again().submitted()

    def test_without_a_difference_it_cannot_be_submitted(self, approved):
        with pytest.raises(NothingChanged):
            approved.changing({}).submitted()

    @pytest.mark.parametrize(
        ("path", "said"),
        [
            ("province", "110000"),
            ("entity.certificate.number", "91310115MA1K00099X"),
            ("services[1].domains[1].name", "another-shili.cn"),
            ("services[2].name", "第二个网站"),
            ("services[1].access[2].ip_addresses", "192.0.2.7"),
        ],
    )
    def test_what_the_administration_would_not_take_anew_is_not_open(self, approved, path, said):
        approved.changing({})
        with pytest.raises(edit.FieldNotOpen):
            approved.edited({path: said})

    def test_the_reviewer_sees_what_differs_from_what_is_registered(self, approved):
        approved.changing({NAME: "示例新官网"}).submitted()
        assert NAME in [change.field for change in queries.changes(approved.filing)]

    def test_a_correction_opens_the_field_and_the_flag_stays(self, approved):
        approved.changing({NAME: "示例新官网"}).submitted().claimed()
        ask = review.Ask(NAME, Text("Too short.", "名称过短。"))
        review.ask_for_correction(
            filing_id=approved.id, actor=approved.house.reviewer, asks=[ask], at=approved._next()
        )
        handed(approved.edited({NAME: "示例科技新官网"}).signed_again()).changed()
        assert Service.objects.get().name == "示例科技新官网"

    def test_it_takes_no_domain_from_anybody(self, approved):
        handed(approved.changing({NAME: "示例新官网"}))
        domain = approved.declaration.services[0].domains[0].name
        assert answer(domain, at=approved.at).status.value == "filed_here"
        approved.changed()
        assert answer(domain, at=approved.at).status.value == "filed_here"

    def test_the_numbers_of_a_new_filing_cannot_be_recorded_for_it(self, approved):
        handed(approved.changing({NAME: "示例新官网"}))
        with pytest.raises(MoveNotAllowed):
            approved.approved()
        with pytest.raises(MoveNotAllowed):
            approved.cancelled()

    def test_nobody_changes_what_is_of_others(self, approved):
        stranger = found_company("上海别家有限公司", email="b@bie.cn")
        with pytest.raises(NotRegistered):
            later.change(entity_id=entity_of(approved).pk, actor=stranger, at=approved.at)

    def test_the_applicant_is_told(self, approved):
        handed(approved.changing({NAME: "示例新官网"})).changed()
        told = Effect.objects.filter(reference__contains=":change_approved:")
        assert told.count() == 1


KINDS = [
    (SubjectKind.ENTITY, FilingKind.CANCEL_ENTITY),
    (SubjectKind.SERVICE, FilingKind.CANCEL_SERVICE),
    (SubjectKind.ACCESS, FilingKind.CANCEL_ACCESS),
]


def row_of(kind, case):
    entity = entity_of(case)
    service = entity.services.get()
    return {"entity": entity, "service": service, "access": service.accesses.get()}[kind.value]


class TestACancellation:
    @pytest.mark.parametrize(("kind", "filed"), KINDS, ids=lambda one: one.value)
    def test_ends_what_it_names_and_what_rests_on_it(self, approved, kind, filed):
        row = row_of(kind, approved)
        approved.cancelling(subject(kind, row))
        assert approved.filing.kind_now is filed
        handed(approved).cancelled()
        row.refresh_from_db()
        assert not row.is_in_force
        assert not Access.objects.in_force().exists()
        assert Service.objects.in_force().exists() is (kind is SubjectKind.ACCESS)
        assert approved.filing.situation.title == Text("Cancelled", "准予注销")

    def test_until_it_is_recorded_everything_stays(self, approved):
        handed(approved.cancelling(subject(SubjectKind.ENTITY, entity_of(approved))))
        domain = approved.declaration.services[0].domains[0].name
        assert answer(domain, at=approved.at).status.value == "filed_here"
        approved.cancelled()
        assert answer(domain, at=approved.at).status.value == "unfiled"

    def test_nothing_in_it_can_be_changed_or_corrected(self, approved):
        approved.cancelling(subject(SubjectKind.SERVICE, Service.objects.get()))
        with pytest.raises(edit.FieldNotOpen):
            approved.edited({NAME: "示例新官网"})
        approved.submitted().claimed()
        with pytest.raises(MoveNotAllowed):
            approved.asked()

    def test_it_goes_through_whatever_has_become_of_the_facts(self, approved):
        approved.at += timedelta(days=365 * 30)  # every certificate has run out
        approved.cancelling(subject(SubjectKind.ENTITY, entity_of(approved))).submitted()
        assert approved.filing.state_now is State.PROVIDER_REVIEW

    def test_one_of_two_websites_goes_and_the_other_stays(self, approved):
        second_website(approved)
        first, second = Service.objects.order_by("sequence")
        handed(approved.cancelling(subject(SubjectKind.SERVICE, first))).cancelled()
        assert list(Service.objects.in_force()) == [second]
        held = registered(entity_of(approved))
        assert [service.name for service in held.declaration.services] == ["示例商城"]

    def test_what_the_administration_ended_meanwhile_stays_ended_as_it_was(self, approved):
        service = Service.objects.get()
        handed(approved.cancelling(subject(SubjectKind.SERVICE, service)))
        cancel(
            subject=subject(SubjectKind.SERVICE, service),
            cause=Cause(Party.ADMINISTRATION, "空壳网站", "zh-hans"),
            actor=approved.house.operator,
            at=approved.at,
        )
        approved.cancelled()
        assert service.standings.count() == 1

    def test_taken_back_it_can_be_given_up(self, approved):
        approved.cancelling(subject(SubjectKind.ENTITY, entity_of(approved))).submitted()
        approved.withdrawn().abandoned()
        assert entity_of(approved).is_in_force


class TestOneAtATime:
    def test_a_repeated_request_finds_the_first(self, approved):
        first = approved.changing({}).id
        assert approved.changing({}).id == first

    def test_another_is_refused_with_the_reference_of_the_open_one(self, approved):
        reference = approved.changing({}).filing.reference
        with pytest.raises(AnotherOpen) as refusal:
            approved.cancelling(subject(SubjectKind.ENTITY, entity_of(approved)))
        assert reference in refusal.value.text.zh

    def test_what_was_begun_says_what_it_is(self, approved):
        approved.changing({})
        begun = history(approved.filing.subject).first()
        assert begun.facts["kind"] == {"en": "Change of registered facts", "zh": "变更备案"}


ELSEWHERE = "沪ICP备2026000417号-3"


class TestAnAddedAccess:
    @pytest.fixture
    def asked(self, house):
        company = found_company("上海迁入贸易有限公司", email="qianru@company.example")
        declared = declared_by("上海迁入贸易有限公司", domain="qianru.cn", serial=77)
        case = Case(house, company, declared)
        case.id = later.add_access(
            service_number="沪icp备2026000417-3",
            password="mima2026",
            actor=company,
            at=case._next(),
        ).pk
        yield case.filled()
        invariants.hold()

    def test_the_number_stays_and_the_access_is_ours(self, asked):
        handed(asked)
        self.approve(asked, ELSEWHERE)
        assert answer("qianru.cn", at=asked.at).status.value == "filed_here"
        assert Service.objects.get().number == ELSEWHERE

    def test_no_other_number_can_be_recorded(self, asked):
        handed(asked)
        with pytest.raises(AnotherNumber):
            self.approve(asked, "沪ICP备2026000417号-4")

    def test_the_filing_password_is_sealed(self, asked):
        assert asked.filing.password == "mima2026"
        assert b"mima2026" not in bytes(asked.filing.password_sealed)

    def test_it_owes_no_public_security_filing(self, asked):
        handed(asked)
        self.approve(asked, ELSEWHERE)
        assert not Effect.objects.filter(kind="psb.open").exists()

    def test_the_number_must_be_a_websites(self, asked):
        with pytest.raises(NumberOfEntity):
            later.add_access(
                service_number="沪ICP备2026000417号",
                password="",
                actor=asked.applicant,
                at=asked.at,
            )

    def approve(self, case, number):
        case.entity_number = "沪ICP备2026000417号"
        case.approved_as({1: number})
