"""Makes the database itself refuse to change or remove the rows of a table, whoever asks.

A migration installs it: `operations = [append_only.operation(GUARD)]`. Both engines report a
refusal as an integrity error. Every statement can be run twice.
"""

from dataclasses import dataclass

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """The guard of one table; `keys` are the columns of each of its unique constraints."""

    table: str
    keys: tuple[tuple[str, ...], ...] = (("id",),)

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Put the triggers on the table."""
        statements = {"sqlite": self._on_sqlite, "postgresql": self._on_postgresql}
        _run(connection, statements[connection.vendor]())

    def remove(self, connection: BaseDatabaseWrapper) -> None:
        """Take the triggers off the table."""
        statements = {"sqlite": self._off_sqlite, "postgresql": self._off_postgresql}
        _run(connection, statements[connection.vendor]())

    def _on_sqlite(self) -> list[str]:
        # INSERT OR REPLACE removes the old row without asking the DELETE trigger; `rowid` is a key
        # of every table, and of one whose id is no INTEGER a key beside it
        known = " OR ".join(
            " AND ".join(f"{column} = NEW.{column}" for column in key)
            for key in (*self.keys, ("rowid",))
        )
        there_already = f"EXISTS (SELECT 1 FROM {self.table} WHERE {known})"  # noqa: S608 - our names
        guarded = {
            "update": f"UPDATE ON {self.table}",
            "delete": f"DELETE ON {self.table}",
            "replace": f"INSERT ON {self.table} WHEN {there_already}",
        }
        return [
            f"CREATE TRIGGER IF NOT EXISTS {self.table}_refuses_{verb} BEFORE {event} BEGIN"
            f" SELECT RAISE(ABORT, '{self.table} is append-only: {verb.upper()} refused'); END"
            for verb, event in guarded.items()
        ]

    def _off_sqlite(self) -> list[str]:
        verbs = ("update", "delete", "replace")
        return [f"DROP TRIGGER IF EXISTS {self.table}_refuses_{verb}" for verb in verbs]

    def _on_postgresql(self) -> list[str]:
        return [
            f"""
            CREATE OR REPLACE FUNCTION {self.table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION USING
                    ERRCODE = 'restrict_violation',
                    MESSAGE = '{self.table} is append-only: ' || TG_OP || ' refused';
            END
            $$
            """,
            f"""
            CREATE OR REPLACE TRIGGER {self.table}_append_only
            BEFORE UPDATE OR DELETE OR TRUNCATE ON {self.table}
            FOR EACH STATEMENT EXECUTE FUNCTION {self.table}_refuse()
            """,
            # also in a session that replays changes as a replica
            f"ALTER TABLE {self.table} ENABLE ALWAYS TRIGGER {self.table}_append_only",
        ]

    def _off_postgresql(self) -> list[str]:
        return [
            f"DROP TRIGGER IF EXISTS {self.table}_append_only ON {self.table}",
            f"DROP FUNCTION IF EXISTS {self.table}_refuse()",
        ]


def operation(*guards: AppendOnly) -> migrations.RunPython:
    """Return the step of a migration that installs guards, and takes them off when undone."""

    def install(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for guard in guards:
            guard.install(editor.connection)

    def remove(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for guard in guards:
            guard.remove(editor.connection)

    return migrations.RunPython(install, remove)


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
