"""People who sign in with a password and, once they have set it up, a code of their phone."""

import time

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.test import Client

from openbeian.accounts.models import User

PASSWORD = "a-long-walk-in-the-hills"


def found_person(email: str = "wei@beichen.example") -> User:
    """Make a person with a confirmed address."""
    user = User.objects.create_user(email, PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def signed_in(user: User, client: Client | None = None) -> Client:
    """Return a browser in which a person has typed address and password."""
    browser = client or Client()
    browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return browser


def code_of(secret: str) -> str:
    """Return what the app on the phone shows now."""
    return auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30))


def set_up_two_steps(browser: Client) -> str:
    """Turn on the second factor, with the password asked again, and return its secret."""
    cache.clear()
    page = "/accounts/2fa/totp/activate/"
    asked = browser.get(page)
    assert "reauthenticate" in asked["Location"]
    browser.post(asked["Location"], {"password": PASSWORD})
    browser.get(page)
    secret: str = browser.session["mfa.totp.secret"]
    assert browser.post(page, {"code": code_of(secret)}).status_code == 302
    return secret
