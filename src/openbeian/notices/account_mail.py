"""Messages about an account itself (codes, passwords): in our words, through the outbox."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.translation import get_language

from openbeian.accounts.models import User
from openbeian.config import clock
from openbeian.notices.services import write_to_account

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


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Lets allauth write to people the way the rest of the house does."""

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


def _on_our_address(url: str) -> str:
    """Return a link on OPENBEIAN_BASE_URL: allauth builds it on whatever host was asked for."""
    parts = urlsplit(url)
    return f"{settings.OPENBEIAN_BASE_URL}{parts.path}{parts.query and '?' + parts.query}"
