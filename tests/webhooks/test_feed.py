"""Every change of an answer becomes one message, whenever and however often the log is followed."""

import pytest

from openbeian.outbox.models import Effect
from openbeian.registry import services as registry
from openbeian.registry.models import Access, Domain, Entity
from openbeian.registry.subjects import Subject, SubjectKind
from openbeian.webhooks import feed, services
from openbeian.webhooks.messages import Type
from openbeian.webhooks.models import Subscription
from registry import town

pytestmark = pytest.mark.django_db
LATER = town.NOON + town.HOUR


def decide(verb, kind, row, *, cause=town.ADMINISTRATION_SAYS, at=LATER):
    verb(subject=Subject(kind, row.pk), cause=cause, actor=town.SENIOR, at=at)


def types(messages):
    return [message["type"] for message in messages]


class TestTypes:
    def test_approved(self, owed):
        town.enter()
        [message] = owed()
        assert message == {
            "type": "domain.approved",
            "timestamp": town.NOON.isoformat(),
            "data": {
                "domain": town.DOMAIN,
                "status": "filed_here",
                "reason": "linked",
                "entity_number": town.ENTITY_NUMBER,
                "service_number": town.SERVICE_NUMBER,
                "since": town.NOON.isoformat(),
                "as_of": town.NOON.isoformat(),
            },
        }

    def test_suspended_and_lifted(self, owed):
        town.enter()
        decide(registry.suspend, SubjectKind.ENTITY, Entity.objects.get())
        standing = Entity.objects.get().standings.get()
        registry.lift(
            standing_id=standing.pk, because="已整改", actor=town.SENIOR, at=LATER + town.HOUR
        )
        messages = owed()
        assert types(messages) == ["domain.approved", "domain.suspended", "domain.changed"]
        assert messages[1]["data"]["reason"] == "suspended_by_administration"
        assert messages[2]["data"]["status"] == "filed_here"

    def test_cancelled(self, owed):
        town.enter()
        decide(registry.cancel, SubjectKind.DOMAIN, Domain.objects.get())
        assert types(owed())[1:] == ["domain.cancelled"]

    def test_access_removed(self, owed):
        town.enter()
        access = Access.objects.get(here=True)
        decide(registry.cancel, SubjectKind.ACCESS, access, cause=town.PROVIDER_SAYS)
        messages = owed()
        assert types(messages)[1:] == ["domain.access_removed"]
        assert messages[1]["data"]["status"] == "filed_elsewhere"

    def test_other_changes(self, owed):
        town.look_up("b.cn", at=LATER)
        [message] = owed()
        assert (message["type"], message["data"]["reason"]) == ("domain.changed", "seen_elsewhere")

    def test_an_event_that_changes_no_answer_is_not_told(self, owed):
        town.enter()
        town.change(town.declared(town.website(name="另一网站")))
        assert types(owed()) == ["domain.approved"]

    def test_expiring_is_told_a_week_before_and_once(self, owed):
        town.look_up("b.cn", at=town.NOON)
        owed()
        assert feed.warn_of_expiry(at=town.NOON + 22 * town.DAY) == 0
        assert feed.warn_of_expiry(at=town.NOON + 24 * town.DAY) == 1
        assert feed.warn_of_expiry(at=town.NOON + 25 * town.DAY) == 0
        last = Effect.objects.filter(kind=services.EFFECT).order_by("pk").last().secret()
        assert (last["type"], last["data"]["domain"]) == ("domain.expiring", "b.cn")
        assert feed.warn_of_expiry(at=town.NOON + 31 * town.DAY) == 0

    def test_what_was_looked_up_again_does_not_expire(self, owed):
        town.look_up("b.cn", at=town.NOON)
        town.look_up("b.cn", at=town.NOON + 20 * town.DAY)
        owed()
        assert feed.warn_of_expiry(at=town.NOON + 25 * town.DAY) == 0


class TestFollowing:
    def test_twice_tells_nothing_twice(self, owed):
        town.enter()
        assert len(owed()) == 1
        assert len(owed()) == 1

    def test_from_an_earlier_place_the_same_messages_come(self, owed, subscribed):
        row, _ = subscribed
        town.enter()
        decide(registry.suspend, SubjectKind.ENTITY, Entity.objects.get())
        first = owed()
        Subscription.objects.update(position=row.position, hash=row.hash)
        assert owed() == first

    def test_only_what_was_asked_for(self, owed, there, operator):
        other, _ = services.add(url=there.url, types=[Type.SUSPENDED], actor=operator, at=town.NOON)
        town.enter()
        decide(registry.suspend, SubjectKind.ENTITY, Entity.objects.get())
        assert types(owed()) == ["domain.approved", *["domain.suspended"] * 2]
        of_other = Effect.objects.filter(payload__subscription=str(other.pk))
        assert [effect.payload["type"] for effect in of_other] == ["domain.suspended"]

    def test_the_past_is_not_told(self, there, operator):
        town.found_organisations()
        town.enter()
        services.add(url=there.url, types=list(Type), actor=operator, at=LATER)
        assert feed.follow(at=LATER) == 0

    def test_a_death_in_the_middle_leaves_nothing_out(self, owed, monkeypatch):
        sites = [town.website(number, f"site{number}.cn") for number in (1, 2, 3)]
        town.enter(town.declared(*sites))
        whole, puts = feed.put, []

        class Killed(BaseException):
            """The process dies here."""

        def dies(**given):
            puts.append(given)
            if len(puts) == 2:
                raise Killed
            return whole(**given)

        monkeypatch.setattr(feed, "put", dies)
        with pytest.raises(Killed):
            owed()
        assert not Effect.objects.filter(kind=services.EFFECT).exists()
        monkeypatch.setattr(feed, "put", whole)
        domains = {message["data"]["domain"] for message in owed()}
        assert domains == {"site1.cn", "site2.cn", "site3.cn"}

    def test_a_disabled_one_stands_still_and_then_goes_on(self, owed, subscribed, operator):
        row, _ = subscribed
        services.disable(subscription_id=row.pk, actor=operator, at=town.NOON)
        town.enter()
        assert owed() == []
        services.enable(subscription_id=row.pk, actor=operator, at=LATER)
        assert types(owed()) == ["domain.approved"]

    def test_in_another_log_it_goes_on_from_here(self, owed, caplog):
        town.enter()
        Subscription.objects.update(position=1, hash="0" * 64)
        assert owed() == []
        assert "not in this log" in caplog.text
        decide(registry.suspend, SubjectKind.ENTITY, Entity.objects.get())
        assert types(owed()) == ["domain.suspended"]
