"""A message arrives signed, at least once, and whoever fails for days is left in peace."""

from datetime import timedelta

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from openbeian.accounts.actors import NotPermitted
from openbeian.audit.models import Event
from openbeian.outbox.models import Effect, State
from openbeian.outbox.services import deliver_due
from openbeian.webhooks import handlers, services
from openbeian.webhooks.addresses import UrlUnfit
from openbeian.webhooks.messages import Type
from openbeian.webhooks.models import Delivery, Subscription
from openbeian.webhooks.services import SubscriptionUnknown, TypesUnfit
from registry import town

pytestmark = pytest.mark.django_db
AT = town.NOON + town.DAY


def effect():
    return Effect.objects.get(kind=services.EFFECT)


def notices():
    return [one for one in Effect.objects.filter(kind="notice.tell") if "webhook" in one.reference]


def test_a_message_arrives_signed(carried, subscribed, there, read):
    _, secret = subscribed
    town.enter()
    carried()
    [came] = there.came
    assert Webhook(secret).verify(came.body, came.headers) == read(came)
    assert read(came)["data"]["domain"] == town.DOMAIN
    assert (came.path, came.headers["content-type"]) == ("/hook?token=t0p", "application/json")
    assert (effect().state, bytes(effect().sealed)) == (State.DONE, b"")


def test_what_fails_is_tried_again_under_the_same_id(carried, there):
    there.statuses.extend([500, 302, 204])
    town.enter()
    for hours in range(3):
        carried(AT + hours * town.HOUR)
    assert len(there.ids) == 3
    assert len(set(there.ids)) == 1
    assert effect().state == State.DONE
    tried = Delivery.objects.order_by("pk").values_list("attempt", "status", "outcome")
    assert list(tried) == [(1, 500, "answered"), (2, 302, "answered"), (3, 204, "answered")]
    assert Subscription.objects.get().failing_since is None


def test_pauses_grow_to_two_hours_and_last_for_more_than_the_days_of_patience():
    pauses = [handlers._pause(attempt) for attempt in range(1, 48)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (timedelta(seconds=5), timedelta(hours=2))
    assert sum(pauses, timedelta()) > services.FAILING_FOR


def test_a_death_after_it_arrived_repeats_the_same_id(carried, there, monkeypatch):
    class Killed(BaseException):
        """The process dies here."""

    def dies(*_, **__):
        raise Killed

    town.enter()
    whole = handlers.note
    monkeypatch.setattr(handlers, "note", dies)
    with pytest.raises(Killed):
        carried()
    monkeypatch.setattr(handlers, "note", whole)
    assert deliver_due(at=AT) == 0  # it is still leased to the dead
    Effect.objects.update(leased_until=None)
    assert deliver_due(at=AT) == 1
    assert len(there.ids) == 2
    assert len(set(there.ids)) == 1
    assert effect().state == State.DONE


class TestDisabled:
    def test_after_days_of_failure_and_the_operators_are_told(self, carried, there):
        there.statuses.extend([500, 500])
        town.enter()
        carried()
        assert Subscription.objects.get().disabled_at is None
        carried(AT + services.FAILING_FOR)
        row = Subscription.objects.get()
        assert (row.disabled_because, row.disabled_at) == ("failing", AT + services.FAILING_FOR)
        [notice] = notices()
        assert notice.payload["template"] == "webhook_disabled"
        assert notice.secret() == {"url": there.url.partition("/hook")[0], "reason": "failing"}

    def test_nothing_is_lost_by_it(self, carried, subscribed, there, operator):
        row, _ = subscribed
        there.statuses.extend([500, 500])
        town.enter()
        carried()
        carried(AT + services.FAILING_FOR)
        deliver_due(at=AT + 2 * services.FAILING_FOR)
        assert effect().state == State.DEAD
        assert len(there.came) == 2
        services.enable(subscription_id=row.pk, actor=operator, at=AT + 2 * services.FAILING_FOR)
        deliver_due(at=AT + 2 * services.FAILING_FOR)
        assert effect().state == State.DONE
        assert len(set(there.ids)) == 1

    def test_whoever_is_gone_is_left_in_peace_at_once(self, carried, there):
        there.statuses.append(410)
        town.enter()
        carried()
        assert Subscription.objects.get().disabled_because == "gone"

    def test_by_hand_nobody_is_told(self, subscribed, operator):
        row, _ = subscribed
        services.disable(subscription_id=row.pk, actor=operator, at=AT)
        assert notices() == []
        with pytest.raises(SubscriptionUnknown):
            services.disable(subscription_id=row.pk, actor=operator, at=AT)


class TestSecrets:
    def test_both_sign_for_a_day(self, carried, subscribed, there, operator):
        row, old = subscribed
        new = services.rotate(subscription_id=row.pk, actor=operator, at=AT)
        town.enter()
        there.statuses.append(500)
        carried(AT)
        carried(AT + services.BOTH_SECRETS_FOR)
        during, after = there.came
        for secret in (old, new):
            Webhook(secret).verify(during.body, during.headers)
        Webhook(new).verify(after.body, after.headers)
        with pytest.raises(WebhookVerificationError):
            Webhook(old).verify(after.body, after.headers)

    def test_they_are_sealed_and_in_no_log(self, carried, subscribed):
        _, secret = subscribed
        town.enter()
        carried()
        assert secret.encode() not in bytes(Subscription.objects.get().secrets_sealed)
        told = str(list(Event.objects.values_list("facts", "subject_id")))
        kept = str(list(Delivery.objects.values()))
        for private in (secret, "t0p", "王示例"):
            assert private not in told
            assert private not in kept
        assert town.DOMAIN not in kept


class TestSubscribing:
    @pytest.mark.usefixtures("db")
    @pytest.mark.parametrize("url", ["http://10.0.0.1/", "https://[::1]/", "https://u@a.cn/", "x"])
    def test_an_address_that_is_refused(self, operator, url):
        with pytest.raises(UrlUnfit):
            services.add(url=url, types=[Type.APPROVED], actor=operator, at=AT)

    @pytest.mark.usefixtures("db")
    @pytest.mark.parametrize("types", [[], ["domain.everything"]])
    def test_to_nothing(self, operator, types):
        with pytest.raises(TypesUnfit):
            services.add(url="https://a.cn/", types=types, actor=operator, at=AT)

    def test_only_an_operator(self, subscribed):
        row, _ = subscribed
        for actor in (town.APPLICANT, town.REVIEWER, town.SENIOR):
            with pytest.raises(NotPermitted):
                services.add(url="https://a.cn/", types=[Type.APPROVED], actor=actor, at=AT)
            for verb in (services.rotate, services.disable, services.enable):
                with pytest.raises(NotPermitted):
                    verb(subscription_id=row.pk, actor=actor, at=AT)

    def test_an_address_that_comes_to_lie_inside_is_refused_when_sending(
        self, carried, there, settings
    ):
        town.enter()
        settings.OPENBEIAN_WEBHOOK_NETWORKS = ()
        carried()
        assert there.came == []
        assert Delivery.objects.get().outcome == "address_refused"

    def test_the_log_of_deliveries_is_kept_for_a_month(self, carried):
        town.enter()
        carried()
        assert services.forget_deliveries(at=AT + services.LOG_KEPT_FOR) == 0
        assert services.forget_deliveries(at=AT + services.LOG_KEPT_FOR + town.HOUR) == 1
