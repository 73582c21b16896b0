"""Messages about an account itself (codes, passwords): in our words, through the outbox."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from openbeian.accounts import pending, visitors
from openbeian.accounts.models import User
from openbeian.config import clock
from openbeian.notices.services import write_to_account
from openbeian.text import Text

# what allauth calls a message -> ours, and the fact that it brings
MESSAGES = {
    "account/email/email_confirmation_signup": ("account_code", "code", "code"),
    "account/email/email_confirmation": ("account_code", "code", "code"),
    "account/email/login_code": ("account_code", "code", "code"),
    "account/email/password_reset_code": ("account_code", "code", "code"),
    "account/email/password_reset_key": ("account_password", "url", "password_reset_url"),
    "account/email/account_already_exists": ("account_exists", "url", "password_reset_url"),
    "account/email/unknown_account": ("account_unknown", "url", "signup_url"),
}
# what allauth calls a change of an account -> what its owner is told
CHANGES = {
    "account/email/email_changed": Text(
        "The main e-mail address of your account is now {to_email}.",
        "您账户的主邮箱已变更为 {to_email}。",
    ),
    "account/email/email_deleted": Text(
        "The e-mail address {deleted_email} was removed from your account.",
        "您的账户已移除邮箱 {deleted_email}。",
    ),
    "account/email/password_changed": Text(
        "The password of your account was changed.", "您账户的密码已修改。"
    ),
    "account/email/password_reset": Text(
        "The password of your account was set anew.", "您账户的密码已重新设置。"
    ),
    "account/email/password_set": Text(
        "A password was set for your account.", "您的账户已设置密码。"
    ),
    "mfa/email/totp_activated": Text(
        "Sign-in with two steps was turned on for your account.", "您的账户已开启两步登录。"
    ),
    "mfa/email/totp_deactivated": Text(
        "Sign-in with two steps was turned off for your account.", "您的账户已关闭两步登录。"
    ),
    "mfa/email/recovery_codes_generated": Text(
        "New recovery codes were made for your account.", "您的账户已生成新的恢复码。"
    ),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Lets allauth write to people the way the rest of the house does."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address for which attempts are counted."""
        return visitors.address_of(request)

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm an address and found what its owner told of at sign-up: both, or neither."""
        confirmed = bool(super().confirm_email(request, email_address))
        if confirmed:
            pending.fulfil(request, email_address.user)
        return confirmed

    def send_mail(self, template_prefix: str, email: str, context: Mapping[str, Any]) -> None:
        """Write the message, in the person's language, or else in that of the page they are on."""
        template, fact, key = MESSAGES[template_prefix]
        address = email.lower()
        user = User.objects.filter(email=address).first()
        write_to_account(
            template=template,
            address=address,
            user=user,
            language=user.language if user else get_language() or "en",
            facts={fact: _on_our_address(context[key]) if fact == "url" else str(context[key])},
            reference=f"account:{uuid4()}",
            at=clock.now(),
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: Mapping[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner of an account what was changed, at the address that it had before."""
        change = CHANGES[template_prefix].format(**(context or {}))
        write_to_account(
            template="account_changed",
            address=(email or user.email).lower(),
            user=user,
            language=user.language,
            facts={
                "change": {"en": change.en, "zh": change.zh},
                "url": _on_our_address(reverse("account_reset_password")),
            },
            reference=f"account:{uuid4()}",
            at=clock.now(),
        )


def _on_our_address(url: str) -> str:
    """Return a link on OPENBEIAN_BASE_URL: allauth builds it on whatever host was asked for."""
    parts = urlsplit(url)
    return f"{settings.OPENBEIAN_BASE_URL}{parts.path}{parts.query and '?' + parts.query}"
