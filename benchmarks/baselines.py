"""What the figures are compared with: bare transactions, and a procedure as it is often written."""

from collections.abc import Sequence

from django.core.mail import send_mail
from django.db import connection, models, transaction

STATES = (
    "provider_review",
    "claimed",
    "ready_to_submit",
    "at_administration",
    "received",
    "sms_pending",
    "sms_passed",
    "approved",
)
TOLD = frozenset(STATES) - {"claimed", "received", "sms_passed"}


class NaiveApplication(models.Model):
    """A row in clear with a state: no log, no seals, no checks, no outbox, no registry."""

    state = models.CharField(max_length=40, default="draft")
    draft = models.JSONField()
    owner = models.EmailField()
    reviewer = models.EmailField()
    number = models.CharField(max_length=64, blank=True)

    class Meta:
        app_label = "benchmarks"

    def __str__(self) -> str:
        return self.owner


class BareRow(models.Model):
    """What a bare transaction inserts."""

    words = models.CharField(max_length=200)

    class Meta:
        app_label = "benchmarks"

    def __str__(self) -> str:
        return self.words


def make_tables() -> None:
    """Make the tables of the baselines."""
    with connection.schema_editor() as editor:
        editor.create_model(NaiveApplication)
        editor.create_model(BareRow)


def bare(transactions: int) -> None:
    """Commit as many transactions of one INSERT each, past the ORM."""
    insert = "INSERT INTO benchmarks_barerow (words) VALUES (%s)"
    for _ in range(transactions):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(insert, ["x" * 200])


def naive_drafts(count: int, draft: dict) -> list[int]:
    """Store drafts and return their ids."""
    rows = [
        NaiveApplication.objects.create(
            draft=draft, owner=f"owner-{one}@company.example", reviewer="reviewer@provider.example"
        )
        for one in range(count)
    ]
    return [row.pk for row in rows]


def naive(ids: Sequence[int]) -> None:
    """Decide each application in eight saves, and send each message there and then."""
    for pk in ids:
        for state in STATES:
            row = NaiveApplication.objects.get(pk=pk)
            row.state = state
            if state == "approved":
                row.number = f"沪ICP备2026{pk:06d}号"
            row.save()
            if state in TOLD:
                send_mail("Your application", f"It is now {state}.", None, [row.owner])
            if state == "provider_review":
                send_mail("A new case", f"Application {pk}", None, [row.reviewer])
