"""What the administration does of its own accord, and what it answers when asked."""

import pytest

from everything import untouched
from openbeian.numbers.errors import NumberError
from openbeian.sandbox.models import Entity, OrderState, Service, ShortMessage
from openbeian.sandbox.queries.filed import filed
from openbeian.sandbox.queries.status import status
from openbeian.sandbox.refusals import CallRefused, NotFiled, NotListed, ReasonNeeded
from openbeian.sandbox.services import filing_passwords, listing, supervising
from openbeian.wire.envelope_credentials import filing_password
from openbeian.wire.errors import WrongLength
from openbeian.wire.messages.audit import RectificationNotice
from openbeian.wire.messages.cancellation import Cancelled
from openbeian.wire.messages.decision import UploadResult
from openbeian.wire.messages.listing import EntityListing, ServiceListing
from openbeian.wire.messages.meanings import CancellationKind, ListOperation
from openbeian.wire.messages.parts import ListedCertificate
from openbeian.wire.replies import Filed, FilingPassword, QueryKind
from sandbox.town import (
    DAY,
    NOON,
    OFFICER,
    OTHER_UNIT,
    added_services,
    change_of,
    company_number,
    fetched,
    file_company,
    first_filing,
    mobile,
    open_account,
    send_one,
    told,
)

LICENCE = ListedCertificate(type_id=1, number=company_number(1))


class TestCancelling:
    def test_an_entity_is_cancelled_and_its_providers_are_told_why(self, provider):
        entity = file_company(provider)
        supervising.cancel_entity(
            entity_id=entity.pk, officer=OFFICER, reason="空壳主体", at=NOON + DAY
        )
        note = told(provider, Cancelled)
        assert (note.kind, note.remark) == (CancellationKind.ENTITY, "空壳主体")
        assert not Service.objects.filter(cancelled_at=None).exists()

    def test_orders_about_it_end_with_it(self, provider):
        entity = file_company(provider)
        order = send_one(provider, added_services(entity, 2))
        supervising.cancel_entity(entity_id=entity.pk, officer=OFFICER, reason="空壳", at=NOON)
        order.refresh_from_db()
        assert (order.state, order.codes) == (OrderState.REFUSED, [1049])
        assert [each.code for each in told(provider, UploadResult).codes] == [1049]

    def test_a_website_is_cancelled_alone(self, provider):
        entity = file_company(provider)
        order = send_one(provider, added_services(entity, 2))
        service = entity.services.get()
        supervising.cancel_service(service_id=service.pk, officer=OFFICER, reason="违规", at=NOON)
        order.refresh_from_db()
        assert order.codes == [1050]
        assert told(provider, Cancelled).kind == CancellationKind.SERVICE
        assert Entity.objects.get(pk=entity.pk).cancelled_at is None

    def test_a_reason_and_something_in_force_are_needed(self, provider):
        entity = file_company(provider)
        with untouched():
            with pytest.raises(ReasonNeeded):
                supervising.cancel_entity(entity_id=entity.pk, officer=OFFICER, reason="", at=NOON)
            with pytest.raises(NotFiled):
                supervising.cancel_entity(entity_id=999, officer=OFFICER, reason="空壳", at=NOON)


class TestRectification:
    def test_who_connects_an_entity_is_asked_to_have_it_mended(self, provider):
        entity = file_company(provider)
        open_account(OTHER_UNIT)
        assert (
            supervising.ask_for_rectification(entity_id=entity.pk, content="负责人已离职", at=NOON)
            == 1
        )
        notice = told(provider, RectificationNotice)
        assert (notice.filing_number, notice.content) == (entity.number, "负责人已离职")

    def test_a_notice_has_its_length(self, provider):
        entity = file_company(provider)
        with untouched(), pytest.raises(WrongLength):
            supervising.ask_for_rectification(entity_id=entity.pk, content="改" * 256, at=NOON)


class TestBlackLists:
    def test_every_provider_is_told_of_every_change(self, provider):
        other = open_account(OTHER_UNIT)
        for reason in ("虚假信息", "虚假信息，屡次违规"):
            listed = listing.list_entity(name="示例", certificate=LICENCE, reason=reason, at=NOON)
        listing.unlist_entity(listed_id=listed.pk, at=NOON)
        operations = [ListOperation.ADD, ListOperation.CHANGE, ListOperation.REMOVE]
        for each in (provider, other):
            rows = fetched(each)
            assert all(isinstance(row, EntityListing) for row in rows)
            assert [row.operation for row in rows] == operations
            assert {row.entity.certificate for row in rows} == {LICENCE}

    def test_a_domain_is_listed_as_what_can_be_registered(self, provider):
        listed = listing.list_domain(
            website="示例", domain="WWW.Shili-1.cn", reason="涉诈", at=NOON
        )
        assert told(provider, ServiceListing).service.domains[0].name == "shili-1.cn"
        listing.unlist_domain(listed_id=listed.pk, at=NOON)
        assert told(provider, ServiceListing).operation == ListOperation.REMOVE
        assert send_one(provider, first_filing(1)).state == OrderState.WITH_OFFICER

    @pytest.mark.usefixtures("provider")
    def test_only_what_is_listed_is_taken_off(self):
        with untouched():
            with pytest.raises(NotListed):
                listing.unlist_entity(listed_id=1, at=NOON)
            with pytest.raises(NotListed):
                listing.unlist_domain(listed_id=1, at=NOON)

    @pytest.mark.usefixtures("provider")
    def test_a_listing_needs_a_reason_and_a_domain(self):
        with untouched():
            with pytest.raises(ReasonNeeded):
                listing.list_entity(name="示例", certificate=LICENCE, reason=" ", at=NOON)
            with pytest.raises(NumberError):
                listing.list_domain(website="示例", domain="com.cn", reason="涉诈", at=NOON)


class TestStatus:
    def test_a_domain_is_found_with_its_numbers(self, provider):
        entity = file_company(provider)
        found = status(QueryKind.DOMAIN, "www.shili-1.cn")
        assert (found.filed, found.entity_number) == (Filed.YES, entity.number)
        assert found.service_number == f"{entity.number}-1"
        assert found.service_name == "示例科技1号官网"

    @pytest.mark.parametrize("condition", ["shili-2.cn", "com.cn", ""])
    def test_what_is_not_filed_is_said_to_be_not_filed(self, provider, condition):
        file_company(provider)
        found = status(QueryKind.DOMAIN, condition)
        assert (found.filed, found.condition, found.entity_number) == (Filed.NO, condition, "")

    def test_an_entity_is_found_by_the_kind_of_its_certificate(self, provider):
        entity = file_company(provider)
        number = company_number(1)
        assert status(QueryKind.BUSINESS_LICENCE, number).entity_number == entity.number
        assert status(QueryKind.IDENTITY_CARD, number).filed is Filed.NO

    def test_what_was_cancelled_is_not_filed(self, provider):
        entity = file_company(provider)
        supervising.cancel_entity(entity_id=entity.pk, officer=OFFICER, reason="空壳", at=NOON)
        assert status(QueryKind.DOMAIN, "shili-1.cn").filed is Filed.NO
        assert status(QueryKind.BUSINESS_LICENCE, company_number(1)).filed is Filed.NO


class TestFilingPassword:
    def verify(self, provider, password, at=NOON, number="沪ICP备2026000001号"):
        return filing_passwords.verify(provider=provider, number=number, password=password, at=at)

    def test_the_leader_receives_it_with_the_number(self, provider):
        entity = file_company(provider)
        message = ShortMessage.objects.get(mobile=mobile(1))
        assert entity.number in message.text
        sent = message.text.partition("备案密码为")[2][:8]
        assert self.verify(provider, filing_password(sent)) is FilingPassword.CORRECT

    def test_a_website_has_the_password_of_its_entity(self, provider):
        entity = file_company(provider)
        number = f"{entity.number}-1"
        found = self.verify(provider, entity.password_hash, number=number)
        assert found is FilingPassword.CORRECT

    def test_five_wrong_tries_a_day_are_enough(self, provider):
        entity = file_company(provider)
        for _ in range(5):
            assert self.verify(provider, "0" * 32) is FilingPassword.WRONG
        with pytest.raises(CallRefused) as refusal:
            self.verify(provider, entity.password_hash)
        assert refusal.value.msg_code == 22
        tomorrow = self.verify(provider, entity.password_hash, at=NOON + DAY)
        assert tomorrow is FilingPassword.CORRECT

    def test_an_unknown_number_has_none(self, provider):
        with untouched(), pytest.raises(CallRefused) as refusal:
            self.verify(provider, "0" * 32)
        assert refusal.value.msg_code == 999


def test_a_change_of_what_was_cancelled_meanwhile_is_refused(provider):
    entity = file_company(provider)
    record = change_of(filed(entity, provider))
    supervising.cancel_entity(entity_id=entity.pk, officer=OFFICER, reason="空壳", at=NOON)
    assert 1049 in send_one(provider, record).codes
