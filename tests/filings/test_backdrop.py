"""The official photo backdrop is ordered, posted and told of; its address is for the label only."""

import pytest

from cases import POST_TO, Case, found_company
from everything import rows, untouched
from invariants import events_of
from openbeian.accounts.actors import NotPermitted
from openbeian.cases.words import WordsTooLong
from openbeian.filings.models import Backdrop
from openbeian.filings.services.access import NoSuchFiling
from openbeian.filings.services.backdrop import (
    LONGEST_ADDRESS,
    AddressMissing,
    NothingToPost,
    TrackingMissing,
    ask,
    post,
    recipient_of,
)
from openbeian.outbox.models import Effect
from openbeian.procedure.engine import MoveNotAllowed

pytestmark = pytest.mark.django_db


def order(case, recipient=POST_TO, actor=None):
    return ask(filing_id=case.id, actor=actor or case.applicant, recipient=recipient, at=case.at)


def send(case, tracking="SF1234567890123", actor=None):
    return post(
        filing_id=case.id, actor=actor or case.house.reviewer, tracking=tracking, at=case.at
    )


@pytest.fixture
def draft(case):
    return case.brought_to("draft")


def test_an_order_is_posted_under_the_carriers_number_and_told(draft):
    order(draft)
    posted = send(draft, " SF1234567890123\n")
    assert (posted.posted_at, posted.tracking) == (draft.at, "SF1234567890123")
    told = Effect.objects.get(payload__template="backdrop_posted").secret()
    assert told["tracking"] == "SF1234567890123"
    assert events_of(draft.filing, "filing:backdrop:post") == 1


def test_the_address_is_sealed_and_opened_for_the_label(draft):
    made = order(draft, f" {POST_TO} ")
    assert recipient_of(Backdrop.objects.get(pk=made.pk)) == POST_TO
    assert "李示例" not in str(rows())


def test_ordering_again_finds_the_open_order(draft):
    first = order(draft)
    with untouched():
        assert order(draft, "别的地址 13800000001 上海市") == first


def test_after_one_was_posted_another_can_be_ordered(draft):
    first = order(draft)
    send(draft)
    assert order(draft) != first


@pytest.mark.parametrize("recipient", ["", " \n ", "\x00"])
def test_an_address_is_needed(draft, recipient):
    with untouched(), pytest.raises(AddressMissing):
        order(draft, recipient)


def test_an_address_has_a_limit(draft):
    with untouched(), pytest.raises(WordsTooLong):
        order(draft, "长" * (LONGEST_ADDRESS + 1))


def test_nothing_is_posted_without_an_order(draft):
    with untouched(), pytest.raises(NothingToPost):
        send(draft)
    order(draft)
    send(draft)
    with untouched(), pytest.raises(NothingToPost):
        send(draft)


def test_what_is_posted_can_be_followed(draft):
    order(draft)
    with untouched(), pytest.raises(TrackingMissing):
        send(draft, "  ")


@pytest.mark.parametrize("state", ["approved", "declined", "abandoned"])
def test_a_settled_application_needs_none(case, state):
    case.brought_to(state)
    with untouched(), pytest.raises(MoveNotAllowed):
        order(case)


def test_it_is_ordered_by_the_applicant_and_posted_by_a_reviewer(draft, house):
    stranger = found_company("上海另例贸易有限公司", email="bao@linglimaoyi.cn")
    with untouched():
        with pytest.raises(NotPermitted):
            order(draft, actor=house.reviewer)
        with pytest.raises(NoSuchFiling):
            order(draft, actor=stranger)
    order(draft)
    with untouched():
        for nobody in (draft.applicant, stranger, house.auditor):
            with pytest.raises(NotPermitted):
                send(draft, actor=nobody)


def test_two_applications_have_an_order_each(draft, house):
    order(draft)
    other = found_company("上海另例贸易有限公司", email="bao@linglimaoyi.cn")
    order(Case(house, other).brought_to("draft"))
    assert Backdrop.objects.filter(posted_at=None).count() == 2
