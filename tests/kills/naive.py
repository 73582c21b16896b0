"""A submission as it is often written: a row, a commit, then a message; no key, no outbox."""

from uuid import UUID, uuid4

from django.core.mail import EmailMessage
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from openbeian.accounts import access
from openbeian.accounts.models import User
from openbeian.procedure.permissions import Permission

TABLE = "CREATE TABLE naive_submission (filing_id TEXT NOT NULL)"
INSERT = "INSERT INTO naive_submission (filing_id) VALUES (%s)"
SELECT = "SELECT filing_id FROM naive_submission"


def rows() -> list[str]:
    """Return the application of each row, one for each time that somebody pressed the button."""
    with connection.cursor() as cursor:
        cursor.execute(SELECT)
        return [filing_id for (filing_id,) in cursor.fetchall()]


@access.requires(Permission.FILING_SUBMIT)
def submit(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """Keep the submission, then tell the applicant under a reference made up on the spot."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [str(filing_id)])
    owner = User.objects.get(pk=access.actor(request).person)
    EmailMessage(
        "Submitted",
        "We have received your application.",
        to=[owner.email],
        headers={
            "Message-ID": f"<{uuid4()}@naive.example>",
            "X-Openbeian-Reference": str(filing_id),
        },
    ).send()
    return redirect("portal:status", filing_id=filing_id)
