"""The verification by SMS: who is asked, 24 hours, five wrong entries, and the sixth."""

from dataclasses import replace

import pytest

from everything import untouched
from openbeian.sandbox.models import Claim, OrderState, ShortMessage, SmsCode
from openbeian.sandbox.refusals import OrderNotOpen
from openbeian.sandbox.services import sms
from openbeian.sandbox.services.sms import Entered
from openbeian.wire.messages.decision import Review, UploadResult
from openbeian.wire.messages.meanings import CancellationKind, ReviewOutcome
from sandbox.town import (
    HOUR,
    LEADER_ID,
    NOON,
    added_services,
    approve,
    cancellation,
    entered,
    first_filing,
    mobile,
    new_entity,
    send_one,
    told,
)

LEADER, WEBMASTER = mobile(1), mobile(1, "1380")
MINUTE = HOUR / 60


@pytest.fixture
def order(asking_provider):
    return send_one(asking_provider, first_filing(1))


def state_of(order) -> str:
    order.refresh_from_db()
    return order.state


def test_both_leaders_are_asked_and_the_officer_waits(order):
    assert order.state == OrderState.SMS_PENDING
    assert order.verify_by == NOON + 24 * HOUR
    assert set(order.sms_codes.values_list("mobile", "id_tail")) == {
        (LEADER, LEADER_ID[-6:]),
        (WEBMASTER, "076428"),
    }
    with untouched(), pytest.raises(OrderNotOpen):
        approve(order)


def test_each_code_is_six_digits_and_was_sent(order):
    for asked in order.sms_codes.all():
        assert len(asked.code) == 6
        assert asked.code.isdigit()
        assert asked.code in ShortMessage.objects.get(mobile=asked.mobile).text


def test_one_person_in_both_roles_gets_one_code(asking_provider):
    leader = replace(first_filing(1).services[0].leader, mobile=LEADER)
    order = send_one(asking_provider, first_filing(1, leader=leader))
    assert order.sms_codes.get().mobile == LEADER


def test_a_leader_without_a_certificate_is_asked_for_the_entitys(asking_provider):
    record = first_filing(1)
    leader = replace(new_entity(1).leader, certificate_type=None, certificate_number=None)
    record = replace(record, entity=replace(record.entity, leader=leader))
    order = send_one(asking_provider, record)
    asked = order.sms_codes.get(mobile=LEADER)
    assert asked.id_tail == record.entity.certificate.number[-6:]


def test_the_last_entry_hands_the_order_to_the_officer(order):
    assert entered(order, LEADER) is Entered.OTHERS_TO_COME
    assert state_of(order) == OrderState.SMS_PENDING
    assert entered(order, WEBMASTER) is Entered.COMPLETE
    assert approve(order).state == OrderState.APPROVED


@pytest.mark.parametrize(
    "wrong",
    [{"code": "no code"}, {"id_tail": "000000"}, {"mobile": "13900009999"}],
    ids=["code", "certificate", "mobile number"],
)
def test_any_of_the_three_may_be_wrong_five_times_and_the_sixth_returns(order, wrong):
    for _ in range(5):
        assert entered(order, LEADER, **wrong) is Entered.WRONG
    assert state_of(order) == OrderState.SMS_PENDING
    assert entered(order, LEADER, **wrong) is Entered.RETURNED
    assert state_of(order) == OrderState.RETURNED
    assert not Claim.objects.exists()


def test_five_wrong_entries_do_not_spoil_a_right_one(order):
    for _ in range(5):
        entered(order, LEADER, code="no code")
    assert entered(order, LEADER) is Entered.OTHERS_TO_COME
    assert entered(order, WEBMASTER) is Entered.COMPLETE


def test_the_provider_learns_of_a_return_from_its_downloads(asking_provider, order):
    sms.return_overdue(at=NOON + 24 * HOUR)
    review = told(asking_provider, Review)
    assert review.outcome is ReviewOutcome.REJECTED
    assert "24小时" in review.opinion
    assert order.sms_codes.count() == 2


def test_the_24_hours_end_on_the_minute(order):
    assert sms.return_overdue(at=NOON + 24 * HOUR - MINUTE) == 0
    assert sms.return_overdue(at=NOON + 24 * HOUR) == 1
    assert sms.return_overdue(at=NOON + 25 * HOUR) == 0
    assert state_of(order) == OrderState.RETURNED


def test_an_entry_after_24_hours_returns_the_order_too(order):
    assert entered(order, LEADER, at=NOON + 24 * HOUR) is Entered.RETURNED


def test_who_was_not_asked_is_told_so(order):
    entry = sms.Entry(code="no code", mobile="13900009999", id_tail="000000")
    administration = order.provider.administration_id
    with untouched():
        found = sms.enter(administration_id=administration, entry=entry, at=NOON)
    assert found is Entered.NOTHING_ASKED


def test_a_code_counts_once(order):
    entered(order, LEADER)
    with untouched():
        assert entered(order, LEADER) is Entered.NOTHING_ASKED


def test_the_code_says_which_of_several_orders_is_meant(asking_provider):
    leader = replace(new_entity(2).leader, mobile=LEADER)
    other = first_filing(2)
    send_one(asking_provider, first_filing(1))
    second = send_one(asking_provider, replace(other, entity=replace(other.entity, leader=leader)))
    assert entered(second, LEADER) is Entered.OTHERS_TO_COME
    assert second.sms_codes.get(mobile=LEADER).entered_at == NOON


def test_letters_of_a_certificate_may_be_small(order):
    SmsCode.objects.filter(order=order, mobile=LEADER).update(id_tail="03001X")
    assert entered(order, LEADER, id_tail="03001x") is Entered.OTHERS_TO_COME


def confirmed(order):
    for asked in order.sms_codes.all():
        entered(order, asked.mobile)
    return approve(order)


def test_who_is_asked_depends_on_what_is_cancelled(asking_provider, order):
    entity = confirmed(order).entity
    service = entity.services.get()
    one = send_one(asking_provider, cancellation(CancellationKind.SERVICE, service.pk))
    assert [asked.mobile for asked in one.sms_codes.all()] == [WEBMASTER]
    sms.return_overdue(at=NOON + 24 * HOUR)
    whole = send_one(asking_provider, cancellation(CancellationKind.ENTITY, entity.pk))
    assert [asked.mobile for asked in whole.sms_codes.all()] == [LEADER]


def test_added_websites_ask_the_entitys_leader_and_their_own(asking_provider, order):
    entity = confirmed(order).entity
    added = send_one(asking_provider, added_services(entity, 2))
    asked = {each.mobile for each in added.sms_codes.all()}
    assert asked == {LEADER, mobile(2, "1380")}


def test_what_the_machine_refuses_asks_nobody(asking_provider):
    order = send_one(asking_provider, first_filing(1, nature_id=999))
    assert not order.sms_codes.exists()
    assert [each.code for each in told(asking_provider, UploadResult).codes] == [1014]
