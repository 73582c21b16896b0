"""Subscriptions, kept from the terminal."""

import pytest

from openbeian import cli
from openbeian.webhooks.models import Delivery, Subscription

pytestmark = pytest.mark.django_db
URL = "https://hook.example.cn/in?token=t0p"


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


def test_a_subscription_from_beginning_to_end(capsys):
    assert cli.main(["webhooks", "add", URL, "--types", "domain.approved"]) == 0
    row = Subscription.objects.get()
    assert row.secrets(at=row.made_at)[0] in capsys.readouterr().out
    for work in ("rotate", "disable", "enable"):
        assert cli.main(["webhooks", work, str(row.pk)]) == 0
    told = capsys.readouterr().out
    assert "disabled (by_hand)" in told
    assert cli.main(["webhooks", "show"]) == 0
    assert capsys.readouterr().out == (
        f"{row.pk}  https://hook.example.cn  in force  domain.approved\n"
    )


def test_the_last_deliveries(capsys):
    cli.main(["webhooks", "add", URL])
    row = Subscription.objects.get()
    Delivery.objects.create(
        subscription=row,
        message_id="msg_1",
        type="domain.approved",
        attempt=1,
        at=row.made_at,
        status=204,
        outcome="answered",
    )
    capsys.readouterr()
    assert cli.main(["webhooks", "deliveries"]) == 0
    assert capsys.readouterr().out.endswith("msg_1  domain.approved  #1  answered 204\n")


def test_a_refusal_is_printed(capsys):
    assert cli.main(["webhooks", "add", "https://127.0.0.1/"]) == 1
    assert "[webhooks.url_unfit]" in capsys.readouterr().err
