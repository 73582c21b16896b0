"""Failed attempts are counted for each visitor, by every process alike."""

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.people import PASSWORD, found_person
from openbeian.accounts.models import CacheEntry
from openbeian.accounts.visitors import address_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("accounts.doors")]

PROXY = "10.0.0.1"
THIEF, HONEST = "203.0.113.66", "198.51.100.7"


@pytest.fixture(autouse=True)
def a_fresh_count_of_attempts():
    cache.clear()


def sign_in(email, password, *, heard_by_proxy, written_before=""):
    """Try to sign in through a proxy and return the status: 302 is in, 200 told why not."""
    heard = ", ".join(filter(None, [written_before, heard_by_proxy]))
    browser = Client(REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": heard})
    return browser.post("/accounts/login/", {"login": email, "password": password}).status_code


def guess_until_stopped(**visitor):
    """Guess at many accounts from one place; return what the last guess was answered."""
    return [sign_in(f"nobody{n}@x.example", "x", **visitor) for n in range(31)][-1]


class TestBehindAProxy:
    def test_one_visitors_failures_do_not_lock_out_others(self, settings):
        settings.OPENBEIAN_TRUSTED_PROXIES = 1
        user = found_person()
        assert guess_until_stopped(heard_by_proxy=THIEF) == 429
        assert sign_in(user.email, PASSWORD, heard_by_proxy=HONEST) == 302

    def test_a_visitor_who_writes_other_addresses_first_is_stopped_all_the_same(self, settings):
        settings.OPENBEIAN_TRUSTED_PROXIES = 1
        answers = [
            sign_in(
                f"nobody{n}@x.example", "x", heard_by_proxy=THIEF, written_before=f"192.0.2.{n}"
            )
            for n in range(31)
        ]
        assert answers[-1] == 429

    def test_without_a_trusted_proxy_nobody_is_believed(self):
        assert guess_until_stopped(heard_by_proxy=THIEF) == 429
        assert sign_in("somebody@x.example", "x", heard_by_proxy=HONEST) == 429

    def test_an_account_is_guarded_wherever_the_guesses_come_from(self, settings):
        settings.OPENBEIAN_TRUSTED_PROXIES = 1
        user = found_person()
        for n in range(5):
            sign_in(user.email, "a guess", heard_by_proxy=f"203.0.113.{n}")
        assert sign_in(user.email, PASSWORD, heard_by_proxy=HONEST) == 200


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        pytest.param(0, f"{HONEST}", PROXY, id="none is trusted"),
        pytest.param(1, "", PROXY, id="none came by"),
        pytest.param(1, f"{THIEF}, {HONEST}", HONEST, id="the last is ours"),
        pytest.param(2, f"{THIEF}, {HONEST}, 10.0.0.2", HONEST, id="two of ours"),
        pytest.param(2, f"{HONEST}", PROXY, id="past one of ours"),
        pytest.param(1, "unknown", PROXY, id="a word"),
        pytest.param(1, "[::1", PROXY, id="half an address"),
        pytest.param(1, f"{HONEST}:4711", HONEST, id="with a port"),
        pytest.param(1, "2001:DB8::1", "2001:db8::1", id="version 6"),
        pytest.param(1, "[2001:db8::1]:4711", "2001:db8::1", id="version 6 with a port"),
    ],
)
def test_whose_address_is_believed(proxies, header, address, rf, settings):
    settings.OPENBEIAN_TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": header} if header else {}
    assert address_of(rf.get("/", REMOTE_ADDR=PROXY, headers=headers)) == address


def test_the_counts_are_in_the_database_for_every_process_to_see():
    guess_until_stopped(heard_by_proxy=THIEF)
    assert CacheEntry.objects.filter(cache_key__contains="login_failed").exists()


def test_a_flood_of_entries_does_not_push_the_counts_out():
    guess_until_stopped(heard_by_proxy=THIEF)
    for n in range(1000):
        cache.set(f"flood{n}", n)
    assert sign_in("somebody@x.example", "x", heard_by_proxy=THIEF) == 429
