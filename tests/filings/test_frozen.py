"""What was declared, asked and answered is never changed: the database itself refuses."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from append_only import GUARDS, lifted
from cases import Case, declared_by, found_company
from openbeian.filings import queries
from openbeian.filings.models import Correction, DeclarationVersion, Outcome
from openbeian.vault import SealBroken

pytestmark = pytest.mark.django_db

FROZEN = {
    "version": (DeclarationVersion, "digest"),
    "correction": (Correction, "field"),
    "outcome": (Outcome, "kind"),
}


REWRITES = {
    "update": "UPDATE {table} SET {column} = ''",
    "update to the same": "UPDATE {table} SET {column} = {column}",
    "delete": "DELETE FROM {table}",
    "delete of one": "DELETE FROM {table} WHERE id = (SELECT MIN(id) FROM {table})",
    "upsert": "INSERT INTO {table} SELECT * FROM {table} WHERE true"
    " ON CONFLICT (id) DO UPDATE SET {column} = ''",
}
REWRITES_OF_AN_ENGINE = {
    "sqlite": {
        "replace": "REPLACE INTO {table} SELECT * FROM {table}",
        "insert or replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        # the same number in the same application, under another id
        "replace under another id": "INSERT OR REPLACE INTO {table} (id, {others})"
        " SELECT 1000 + id, {others} FROM {table}",
    },
    "postgresql": {
        "truncate": "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE",
        "delete as a replica": "SET session_replication_role = replica; DELETE FROM {table}",
    },
}


@pytest.fixture(params=FROZEN)
def frozen(request, case):
    """A table with rows in it, and a column of words in it."""
    case.brought_to("resubmitted").passed().handed_over().received()
    return FROZEN[request.param]


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def rewrites(model, column):
    others = ", ".join(field.column for field in model._meta.fields if field.column != "id")
    names = {"table": model._meta.db_table, "column": column, "others": others}
    ways = REWRITES | REWRITES_OF_AN_ENGINE[connection.vendor]
    if model is Outcome:  # has no second key: under another id it is another answer
        ways.pop("replace under another id", None)
    return {way: statement.format(**names) for way, statement in ways.items()}


def test_every_way_to_rewrite_a_row_is_refused(frozen):
    model, column = frozen
    before = list(model.objects.values())
    assert before
    for way, statement in rewrites(model, column).items():
        with pytest.raises(IntegrityError, match="append-only"):
            run(statement)
        assert list(model.objects.values()) == before, way


def test_the_models_own_ways_are_refused_too(frozen):
    model, column = frozen
    row = model.objects.first()
    setattr(row, column, "x")
    for way in (row.save, row.delete, model.objects.all().delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            way()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.update(**{column: "x"})


def test_without_the_triggers_the_same_statements_go_through(frozen):
    """Or the refusals above would prove nothing."""
    model, column = frozen
    with lifted():
        run(rewrites(model, column)["delete"])
    assert not model.objects.exists()


def test_every_guard_of_the_database_is_known_to_the_tests():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
            )
        guarded = {name for (name,) in cursor.fetchall()}
    assert guarded == {guard.table for guard in GUARDS}


def test_an_application_with_a_history_is_not_deleted(case):
    filing = case.brought_to("provider_review").filing
    with pytest.raises(ProtectedError):
        filing.delete()


def test_a_sealed_row_that_was_moved_does_not_open(case, house):
    """A version is sealed for its place: its application and its number."""
    other_name = "上海另例贸易有限公司"
    other = Case(
        house,
        found_company(other_name, email="bao@linglimaoyi.cn"),
        declared_by(other_name, domain="lingli.cn", serial=7),
    )
    case.brought_to("provider_review")
    other.brought_to("provider_review")
    mine, theirs = case.filing.versions.get(), other.filing.versions.get()
    with lifted():
        DeclarationVersion.objects.filter(pk=mine.pk).update(sealed=theirs.sealed)
    with pytest.raises(SealBroken):
        queries.declaration(case.filing)
