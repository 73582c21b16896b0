"""An address is changed by whoever knows the password, and its owner hears of every change."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache

from accounts.people import PASSWORD, found_person, set_up_two_steps, signed_in
from openbeian.notices import queries

pytestmark = [pytest.mark.django_db, pytest.mark.urls("accounts.doors")]

EMAIL = "/accounts/email/"
OLD, NEW = "wei@beichen.example", "wei@elsewhere.example"


@pytest.fixture(autouse=True)
def a_fresh_count_of_attempts():
    cache.clear()


@pytest.fixture
def wei():
    return found_person(OLD)


@pytest.fixture
def browser(wei):
    return signed_in(wei)


def told(address):
    return [notice.letter.text for notice in queries.to_address(address)]


class TestThePassword:
    @pytest.mark.parametrize("action", ["action_add", "action_primary", "action_remove"])
    def test_is_asked_before_an_address_is_touched(self, browser, wei, action):
        EmailAddress.objects.create(user=wei, email=NEW, verified=True)
        before = list(EmailAddress.objects.order_by("pk").values())
        address = "thief@evil.example" if action == "action_add" else NEW
        answer = browser.post(EMAIL, {action: "", "email": address})
        assert answer["Location"].startswith("/accounts/reauthenticate/")
        assert list(EmailAddress.objects.order_by("pk").values()) == before
        assert told("thief@evil.example") == []

    def test_lets_the_change_go_on(self, browser):
        asked = browser.post(EMAIL, {"action_add": "", "email": NEW})
        browser.post(asked["Location"], {"password": PASSWORD})
        assert len(told(NEW)) == 1

    def test_that_is_wrong_changes_nothing(self, browser):
        asked = browser.post(EMAIL, {"action_add": "", "email": NEW})
        answer = browser.post(asked["Location"], {"password": "a guess"})
        assert answer.status_code == 200
        assert told(NEW) == []


class TestTheOwner:
    def test_hears_at_the_old_address_of_the_new_one(self, browser, wei):
        EmailAddress.objects.create(user=wei, email=NEW, verified=True)
        asked = browser.post(EMAIL, {"action_primary": "", "email": NEW})
        browser.post(asked["Location"], {"password": PASSWORD})
        wei.refresh_from_db()
        assert wei.email == NEW
        [letter] = told(OLD)
        assert f"is now {NEW}." in letter
        assert "/accounts/password/reset/" in letter

    def test_hears_of_a_new_password(self, browser):
        change_password(browser)
        assert [notice.template for notice in queries.to_address(OLD)] == ["account_changed"]
        assert "password of your account was changed" in told(OLD)[0]

    def test_hears_of_it_in_their_own_language(self, browser, wei):
        type(wei).objects.update(language="zh-hans")
        change_password(browser)
        assert "您账户的密码已修改。" in told(OLD)[0]

    @pytest.mark.django_db(transaction=True)
    def test_hears_of_a_second_factor(self, browser):
        set_up_two_steps(browser)
        assert any("two steps was turned on" in letter for letter in told(OLD))


def change_password(browser):
    new = {"oldpassword": PASSWORD, "password1": "another-long-walk"}
    browser.post("/accounts/password/change/", {**new, "password2": new["password1"]})
