"""The database itself refuses to change or remove an event, whoever asks."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction

from append_only import lifted
from openbeian.audit.append_only import AppendOnly, operation
from openbeian.audit.models import Event

pytestmark = pytest.mark.django_db

ONE_ROW = "FROM audit_event WHERE id = 1"
COPY = f"INSERT INTO audit_event SELECT * {ONE_ROW}"
BUT_ID = ", ".join(field.column for field in Event._meta.concrete_fields[1:])
REWRITES = {
    "update": "UPDATE audit_event SET kind = 'club:court:freed' WHERE id = 1",
    "update of everything": "UPDATE audit_event SET at = at",
    "delete": f"DELETE {ONE_ROW}",
    "delete of everything": "DELETE FROM audit_event",
}
REWRITES_SQLITE = {
    "insert or replace": f"INSERT OR REPLACE INTO audit_event SELECT * {ONE_ROW}",
    "replace": f"REPLACE INTO audit_event SELECT * {ONE_ROW}",
    "upsert": f"{COPY} ON CONFLICT (id) DO UPDATE SET kind = ''",
    # a row's place in the file is a key that no column shows
    "replace under another id": (
        f"REPLACE INTO audit_event (rowid, id, {BUT_ID}) SELECT rowid, 1000, {BUT_ID} {ONE_ROW}"
    ),
}
REWRITES_POSTGRESQL = {
    "truncate": "TRUNCATE audit_event",
    "upsert": f"{COPY} ON CONFLICT (id) DO UPDATE SET kind = ''",
    "delete as a replica": f"SET session_replication_role = replica; DELETE {ONE_ROW}",
}


def rewrites():
    of_the_engine = {"sqlite": REWRITES_SQLITE, "postgresql": REWRITES_POSTGRESQL}
    return {**REWRITES, **of_the_engine[connection.vendor]}


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_every_way_to_rewrite_an_event_is_refused(book):
    book("9–10"), book("10–11")
    before = list(Event.objects.values())
    for way, statement in rewrites().items():
        with pytest.raises(IntegrityError, match="append-only"):
            run(statement)
        assert list(Event.objects.values()) == before, way


def test_the_models_own_ways_are_refused_too(book):
    event = book()
    event.kind = "club:court:freed"
    for way in (event.save, event.delete, Event.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            way()
    assert Event.objects.get().kind == "club:court:booked"


def test_without_the_triggers_the_same_statements_go_through(book):
    book("9–10"), book("10–11")
    with lifted():
        run(REWRITES["update"])
        run(REWRITES["delete of everything"])
    assert not Event.objects.exists()


def test_undoing_the_migration_takes_the_triggers_off_and_doing_it_again_puts_them_back(book):
    book()
    migration = operation(AppendOnly("audit_event"))
    editor = SimpleNamespace(connection=connection)
    migration.reverse_code(None, editor)
    run(REWRITES["update"])
    for _ in range(2):
        migration.code(None, editor)
    with pytest.raises(IntegrityError, match="append-only"):
        run(REWRITES["update"])


def test_lifting_puts_the_triggers_back(book):
    book()
    with pytest.raises(ZeroDivisionError), lifted():
        raise ZeroDivisionError
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.all().delete()


@pytest.mark.django_db(transaction=True)
class TestAfterATestThatCommits:
    def test_a_committed_event(self, book):
        assert book().pk == 1

    def test_is_gone_in_the_next_test_whose_log_is_guarded_again(self, book):
        assert book().pk == 1
        with pytest.raises(IntegrityError):
            Event.objects.all().delete()
