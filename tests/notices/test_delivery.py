"""From the order to the postbox through the outbox: never lost, never left half done."""

from datetime import timedelta

import pytest

from notices.conftest import AT
from notices.samples import least
from openbeian.notices import handlers, mail, queries, services
from openbeian.notices.catalogue import TEMPLATES
from openbeian.notices.models import AcceptedSms, Channel, Notice, State
from openbeian.outbox import queries as outbox
from openbeian.outbox.handlers import GiveUp, TryAgain
from openbeian.outbox.models import Effect
from openbeian.outbox.services import deliver, deliver_due
from openbeian.procedure.permissions import Role

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


@pytest.fixture
def order(applicant, company):
    return services.tell(
        template="approved",
        audience="applicant",
        organisation_id=company.pk,
        subject=("filing", "41"),
        event=7,
        facts=least(TEMPLATES["approved"]),
        at=AT,
    )


def deliver_everything(*, at=AT) -> None:
    while deliver_due(at=at):
        pass


def email_effect() -> Effect:
    return Effect.objects.get(kind="notice.email")


def test_an_order_becomes_an_email_and_an_sms(order, postbox, applicant) -> None:
    deliver_everything()
    [letter] = postbox.letters
    [short] = queries.accepted_sms()
    assert letter["To"] == applicant.email
    assert str(short) == f"tell:7:approved:applicant:{applicant.pk}:sms"
    assert short.mobile == "13800000003"
    assert short.text == (
        "【Openbeian】备案已通过，备案号沪ICP备2026047949号，请悬挂并于2026年12月24日前办理公安联网备案。"
    )
    assert queries.counts() == {"sms": 1, "emails": 1}
    assert set(outbox.counts().items()) >= {("waiting", 0), ("dead", 0)}


def test_what_was_sent_says_when_and_what_was_answered(order, postbox) -> None:
    deliver_everything()
    letter = Notice.objects.get(channel=Channel.EMAIL)
    assert (letter.state, letter.attempts, letter.attempted_at, letter.settled_at) == (
        State.SENT,
        1,
        AT,
        AT,
    )
    assert letter.last_answer == mail.message_id(letter.reference)


def test_carrying_everything_out_again_sends_nothing_again(order, postbox) -> None:
    deliver_everything()
    for effect in Effect.objects.exclude(kind="notice.tell"):
        handler = {"notice.email": handlers.email, "notice.sms": handlers.sms}[effect.kind]
        handler(effect, at=AT)
    handlers.tell(order, at=AT)
    deliver_everything(at=AT + HOUR)
    assert len(postbox.letters) == 1
    assert AcceptedSms.objects.count() == 1


@pytest.mark.parametrize("fault", ["refuse_sender", "greylist", "drop_after_data", "stuck"])
def test_after_a_fault_that_passes_the_message_is_there_under_one_id(order, postbox, fault) -> None:
    postbox.faults.append(fault)
    deliver_everything()
    waiting = Notice.objects.get(channel=Channel.EMAIL)
    assert (waiting.state, waiting.attempts) == (State.WAITING, 1)
    assert waiting.last_answer
    deliver_everything(at=AT + HOUR)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == (State.SENT, 2)
    assert set(postbox.message_ids) == {mail.message_id(waiting.reference)}


def test_a_mailbox_that_does_not_exist_ends_the_message_and_not_the_sms(order, postbox) -> None:
    postbox.faults.append("unknown_mailbox")
    deliver_everything()
    [dead] = queries.failed()
    assert str(dead).endswith(":email")
    assert (dead.channel, dead.last_answer) == (Channel.EMAIL, "550 5.1.1 <…>: no such mailbox")
    assert email_effect().state == "dead"
    assert AcceptedSms.objects.count() == 1


def test_operators_are_told_of_a_message_that_failed(order, postbox, provider, person) -> None:
    person(provider, "ops@provider.example", role=Role.OPERATOR)
    postbox.faults.append("unknown_mailbox")
    deliver_everything()
    [letter] = postbox.letters
    assert letter["To"] == "ops@provider.example"
    body = letter.get_body(("plain",)).get_content()
    assert "tell:7:approved:applicant:" in body
    assert "550 5.1.1" in body
    assert "lin@" not in body


def test_an_operators_own_message_that_fails_is_not_reported_again(
    order, postbox, provider, person
) -> None:
    person(provider, "ops@provider.example", role=Role.OPERATOR)
    postbox.faults.extend(["unknown_mailbox", "unknown_mailbox"])
    deliver_everything()
    assert queries.failed().count() == 2
    assert Effect.objects.filter(kind="notice.tell").count() == 2


def test_a_crash_after_acceptance_sends_the_same_reference_and_settles_once(
    order, postbox, monkeypatch
) -> None:
    deliver(order.pk, at=AT)
    settle = services.settle
    monkeypatch.setattr(services, "settle", _die)
    with pytest.raises(KeyboardInterrupt):
        handlers.email(email_effect(), at=AT)
    monkeypatch.setattr(services, "settle", settle)
    handlers.email(email_effect(), at=AT + HOUR)
    letter = Notice.objects.get(channel=Channel.EMAIL)
    assert (letter.state, letter.attempts) == (State.SENT, 2)
    assert postbox.message_ids == [mail.message_id(letter.reference)] * 2


def _die(*_words, **_facts):
    raise KeyboardInterrupt


def test_a_crash_before_the_call_is_counted_and_made_good(order, postbox, monkeypatch) -> None:
    deliver(order.pk, at=AT)
    monkeypatch.setattr(handlers, "send_email", _die)
    with pytest.raises(KeyboardInterrupt):
        handlers.email(email_effect(), at=AT)
    monkeypatch.undo()
    assert Notice.objects.get(channel=Channel.EMAIL).attempts == 1
    handlers.email(email_effect(), at=AT)
    assert len(postbox.letters) == 1


def test_of_two_who_send_the_same_message_at_once_one_waits(order, postbox, monkeypatch) -> None:
    deliver(order.pk, at=AT)
    effect = email_effect()
    begin = Notice.begin_attempt

    def begin_second(notice, *, at):
        assert begin(Notice.objects.get(pk=notice.pk), at=at)
        return begin(notice, at=at)

    monkeypatch.setattr(Notice, "begin_attempt", begin_second)
    with pytest.raises(TryAgain, match="somebody else"):
        handlers.email(effect, at=AT)
    assert postbox.letters == []


def test_a_message_is_settled_once(order, postbox) -> None:
    deliver(order.pk, at=AT)
    notice = Notice.objects.get(channel=Channel.EMAIL)
    assert services.settle(notice, State.SENT, answer="first", at=AT)
    assert not services.settle(notice, State.FAILED, answer="second", at=AT)
    notice.refresh_from_db()
    assert (notice.state, notice.last_answer) == (State.SENT, "first")


@pytest.mark.parametrize("payload", [{}, {"notice": 404}], ids=["nothing", "nobody's"])
def test_an_effect_without_a_message_is_given_up(db, payload) -> None:
    effect = Effect(kind="notice.email", reference="r", payload=payload, put_at=AT, due_at=AT)
    with pytest.raises(GiveUp):
        handlers.email(effect, at=AT)
