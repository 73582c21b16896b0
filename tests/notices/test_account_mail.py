"""Codes and passwords: what allauth wants to say, in our words, through the outbox."""

import re
from pathlib import Path

import allauth.account
import allauth.mfa
import pytest
from django.utils import translation

from openbeian.notices import account_mail, queries
from openbeian.notices.account_mail import AccountAdapter
from openbeian.notices.models import Notice
from openbeian.outbox.models import Effect

pytestmark = pytest.mark.django_db


def test_a_code_is_written_to_an_address_and_owed_by_the_outbox(applicant) -> None:
    AccountAdapter().send_mail(
        "account/email/email_confirmation_signup",
        "Lin@Shili-Keji.cn",
        {"user": applicant, "code": "483920"},
    )
    notice = Notice.objects.get()
    assert notice.recipient == applicant
    assert (notice.template, notice.language) == ("account_code", "zh-hans")
    assert "\n\n483920\n\n" in notice.letter.text
    assert "483920" not in notice.letter.subject
    assert Effect.objects.get().reference == notice.reference


def test_the_code_itself_is_nowhere_in_clear(applicant) -> None:
    AccountAdapter().send_mail(
        "account/email/email_confirmation", applicant.email, {"code": "483920"}
    )
    effect = Effect.objects.get()
    assert "483920" not in f"{effect.payload} {effect.reference}"
    assert b"483920" not in bytes(Notice.objects.get().words_sealed)


@pytest.mark.parametrize(
    ("language", "subject"),
    [("en", "There is no account with this address"), ("zh-hans", "本邮箱尚无账户")],
)
def test_whoever_has_no_account_is_answered_in_the_language_of_the_page(
    language, subject, settings
) -> None:
    settings.OPENBEIAN_BASE_URL = "https://provider.example"
    with translation.override(language):
        AccountAdapter().send_mail(
            "account/email/unknown_account",
            "nobody@shili-keji.cn",
            {"signup_url": "https://provider.example/signup/"},
        )
    [notice] = queries.to_address("nobody@shili-keji.cn")
    assert notice.recipient is None
    assert notice.letter.subject == subject
    assert "https://provider.example/signup/" in notice.letter.text


def test_two_codes_are_two_messages(applicant) -> None:
    for code in ("483920", "118274"):
        AccountAdapter().send_mail("account/email/login_code", applicant.email, {"code": code})
    assert Notice.objects.count() == 2


def test_every_message_that_allauth_sends_has_our_words() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in Path(allauth.account.__file__).parent.rglob("*.py")
        if "tests" not in path.parts
    )
    wanted = set(re.findall(r'"(account/email/\w+)"', sources))
    assert wanted == {
        name
        for name in (*account_mail.MESSAGES, *account_mail.CHANGES)
        if name.startswith("account/")
    }


def test_every_change_that_allauth_tells_of_has_our_words() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8")
        for library in (allauth.account, allauth.mfa)
        for path in Path(library.__file__).parent.rglob("*.py")
        if not {"tests", "webauthn"} & set(path.parts)
    )
    told = re.findall(r'send_notification_mail\(\s*"([\w/]+)"', sources)
    assert set(told) == set(account_mail.CHANGES)
