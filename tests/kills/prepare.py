"""Fills an empty house with companies that are ready to submit, each signed in (see house_program).

Prints, for each company, the id of its application and the key of its session.
"""

from datetime import UTC, datetime

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection

import ready_drafts
from kills import naive
from openbeian.accounts.models import User
from openbeian.config import founding

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def main(count: str) -> list[dict[str, str]]:
    """Make the tables and the companies."""
    call_command("migrate", verbosity=0)
    founding.found()
    with connection.cursor() as cursor:
        cursor.execute(naive.TABLE)
    ready_drafts.reviewer()
    return [
        {"filing": str(company.filing_id), "session": _session(company.actor.person)}
        for company in ready_drafts.companies(int(count), at=AT)
    ]


def _session(user_id: int) -> str:
    """Sign somebody in without a page, as a sign-in leaves it behind."""
    user = User.objects.get(pk=user_id)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key
