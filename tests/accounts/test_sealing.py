"""Whoever reads the database learns no secret that signs somebody in."""

import base64
import re
import zlib
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection

from accounts.people import code_of, found_person, set_up_two_steps, signed_in
from openbeian import vault
from openbeian.accounts.sealing import SealedSerializer
from openbeian.notices.models import Notice
from openbeian.vault import SealBroken, new_key

pytestmark = [pytest.mark.django_db, pytest.mark.urls("accounts.doors")]


@pytest.fixture(autouse=True)
def a_fresh_count_of_attempts():
    cache.clear()


def everything_stored():
    """Return the raw columns in which accounts keep secrets."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        found = [str(row[0]) for row in cursor.fetchall()]
        cursor.execute("SELECT session_data FROM django_session")
        return found + [str(row[0]) for row in cursor.fetchall()]


class TestSecondFactors:
    def test_neither_secret_nor_seed_is_in_clear(self):
        browser = signed_in(found_person())
        secret = set_up_two_steps(browser)
        codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes"))
        seed = codes.instance.data["seed"]
        assert not re.fullmatch(r"[0-9a-f]{80}", seed)
        assert not any(secret in column for column in everything_stored())

    def test_sealed_they_still_sign_in(self, client):
        user = found_person()
        secret = set_up_two_steps(signed_in(user))
        cache.clear()
        signed_in(user, client)
        assert client.get("/accounts/email/").status_code == 302
        client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
        assert client.get("/accounts/email/").status_code == 200

    def test_a_recovery_code_gets_in_once(self):
        codes = RecoveryCodes.activate(found_person())
        [first, *_] = codes.get_unused_codes()
        assert codes.validate_code(first)
        assert not codes.validate_code(first)

    def test_what_was_kept_in_clear_is_sealed_by_the_migration(self):
        user = found_person()
        secret, seed = "JBSWY3DPEHPK3PXP", "5eed" * 20
        for kind, data in (
            ("totp", {"secret": secret}),
            ("recovery_codes", {"seed": seed, "used_mask": 5}),
        ):
            Authenticator.objects.create(user=user, type=kind, data=data)
        import_module("openbeian.accounts.migrations.0003_seal_second_factors").seal(apps, None)
        assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code_of(secret))
        assert Authenticator.objects.get(type="recovery_codes").data["used_mask"] == 5
        assert not any(
            clear in column for column in everything_stored() for clear in (secret, seed)
        )


class TestSessions:
    def test_a_mailed_code_is_not_in_the_sessions_row(self, client):
        details = {"email": "wei@beichen.example", "password1": "a-long-walk-in-the-hills"}
        client.post("/accounts/signup/", {**details, "organisation": "上海北辰精密仪器有限公司"})
        letter = Notice.objects.get(template="account_code").letter
        state = client.session["account_email_verification_code"]
        assert state["code"] in letter.text
        assert Session.objects.get().get_decoded()["account_email_verification_code"] == state
        for clear in (state["code"], "wei@beichen.example"):
            assert not any(clear in column for column in clear_text_of_sessions())

    def test_one_that_does_not_open_is_an_empty_one(self, client, settings):
        user = found_person()
        signed_in(user, client)
        settings.OPENBEIAN_KEYS = (("k9", new_key()),)
        assert client.get("/accounts/email/").status_code == 302

    def test_one_that_was_sealed_for_another_place_does_not_open(self):
        with pytest.raises(SealBroken):
            SealedSerializer().loads(vault.seal(b"{}", context="accounts.user.mobile:1"))


def clear_text_of_sessions():
    """Return what whoever copies the table reads: the payload is base64, perhaps compressed."""
    for row in Session.objects.all():
        payload = row.session_data.split(":")[0]
        raw = base64.urlsafe_b64decode(payload.lstrip(".") + "===")
        yield str(zlib.decompress(raw) if payload.startswith(".") else raw)
