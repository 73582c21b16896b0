"""The officer who decides by itself: at its pace, and refusing a share that a seed picks."""

from datetime import timedelta
from http import HTTPStatus

import pytest

from openbeian.sandbox.models import AutoOfficer, Order, OrderState
from openbeian.sandbox.services import officers
from openbeian.sandbox.services.officers import OfficerUnfit
from openbeian.wire import replies_reading as replies
from sandbox.test_calls import call
from sandbox.town import NOON, approve, first_filing, send

MINUTE = timedelta(minutes=1)


def engaged(provider, **how):
    return officers.engage(provider.administration, **({"per_minute": 1, "at": NOON} | how))


def states(provider):
    return list(provider.orders.exclude(operation=None).order_by("pk").values_list("state"))


def decided(provider):
    return provider.orders.filter(state__in=["approved", "refused"]).count()


@pytest.fixture
def five(provider):
    send(provider, *(first_filing(number) for number in range(1, 6)))
    return provider


def test_without_one_orders_wait_for_people(five):
    assert officers.work(five.administration, at=NOON + 99 * MINUTE) == 0
    assert decided(five) == 0


def test_orders_are_decided_at_its_pace_and_each_at_its_own_moment(five):
    engaged(five)
    assert officers.work(five.administration, at=NOON + 0.9 * MINUTE) == 0
    assert officers.work(five.administration, at=NOON + 2.5 * MINUTE) == 2
    assert officers.work(five.administration, at=NOON + 2.9 * MINUTE) == 0
    assert officers.work(five.administration, at=NOON + 99 * MINUTE) == 3
    moments = five.orders.exclude(operation=None).order_by("pk").values_list("decided_at")
    assert [moment for (moment,) in moments] == [NOON + n * MINUTE for n in range(1, 6)]


def test_an_idle_hour_is_not_made_up_for(provider):
    engaged(provider)
    late = NOON + 60 * MINUTE
    send(provider, first_filing(1), first_filing(2), at=late)
    assert officers.work(provider.administration, at=late + MINUTE) == 1


@pytest.mark.parametrize(("share", "outcome"), [(0, "approved"), (1, "refused")])
def test_all_or_nothing_is_refused(five, share, outcome):
    engaged(five, refusals=share)
    officers.work(five.administration, at=NOON + 99 * MINUTE)
    assert set(states(five)) == {(outcome,)}


def test_a_seed_refuses_the_same_orders_each_time(five):
    numbers = [order.pk for order in five.orders.exclude(operation=None)]

    def refused(seed):
        dice = [officers.random.Random(f"{seed}:{pk}").random() < 0.5 for pk in numbers]
        return [OrderState.REFUSED if each else OrderState.APPROVED for each in dice]

    seed = next(seed for seed in range(50) if len(set(refused(seed))) == 2)
    engaged(five, refusals=0.5, seed=seed)
    officers.work(five.administration, at=NOON + 99 * MINUTE)
    assert [state for (state,) in states(five)] == refused(seed)


def test_a_refusal_says_why(five):
    engaged(five, refusals=1)
    officers.work(five.administration, at=NOON + MINUTE)
    order = five.orders.get(state=OrderState.REFUSED)
    assert (order.codes[0], order.opinion) in officers.REASONS
    assert order.reviewer == officers.NAME


def test_what_a_person_decided_meanwhile_stays(five):
    engaged(five, refusals=1)
    order = five.orders.exclude(operation=None).order_by("pk").first()
    officer = AutoOfficer.objects.get()
    approve(order)
    assert not officers._decide(officer, order, NOON + MINUTE)
    assert Order.objects.get(pk=order.pk).state == OrderState.APPROVED


@pytest.mark.parametrize(
    "how", [{"per_minute": 0}, {"per_minute": 99_999}, {"refusals": -0.1}, {"refusals": 1.1}]
)
def test_an_officer_that_nobody_can_be(provider, how):
    with pytest.raises(OfficerUnfit):
        engaged(provider, **how)
    assert not AutoOfficer.objects.exists()


def test_whoever_fetches_finds_decided_what_was_due(provider):
    engaged(provider, per_minute=60_000, at=NOON - MINUTE)
    send(provider, first_filing(1), first_filing(2), at=NOON - MINUTE)
    reply = replies.read_download(call(provider, "isp_download", hashAlgorithm=0))
    assert reply.file is not None
    assert decided(provider) == 2


@pytest.mark.usefixtures("program", "provider")
class TestThePanel:
    def post(self, client, **sent):
        asked = {"per_minute": "30", "refusals": "0.25", "seed": "7"} | sent
        return client.post("/310000/officer/", asked)

    def test_it_is_engaged_and_dismissed(self, english):
        assert self.post(english).status_code == HTTPStatus.FOUND
        shown = english.get("/310000/faults/").content.decode()
        assert "30 orders a minute are decided, 25% of them refused (seed 7)." in shown
        self.post(english, dismiss="yes")
        assert not AutoOfficer.objects.exists()
        assert "are decided" not in english.get("/310000/faults/").content.decode()

    def test_what_nobody_can_be_is_said(self, chinese):
        shown = self.post(chinese, refusals="2")
        assert shown.status_code == HTTPStatus.OK
        assert not AutoOfficer.objects.exists()

    def test_whoever_opens_the_desk_finds_decided_what_was_due(self, five, chinese):
        engaged(five, per_minute=60_000)
        chinese.get("/310000/desk/")
        assert decided(five) == 5
