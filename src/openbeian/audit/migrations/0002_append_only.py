"""Makes the database itself refuse to change or remove an event, whoever asks."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Both engines report a refusal as an integrity error. Every statement can be run twice.
INSTALL = {
    "sqlite": [
        """
        CREATE TRIGGER IF NOT EXISTS audit_event_refuses_update BEFORE UPDATE ON audit_event
        BEGIN SELECT RAISE(ABORT, 'audit events are append-only: UPDATE refused'); END
        """,
        """
        CREATE TRIGGER IF NOT EXISTS audit_event_refuses_delete BEFORE DELETE ON audit_event
        BEGIN SELECT RAISE(ABORT, 'audit events are append-only: DELETE refused'); END
        """,
        # INSERT OR REPLACE removes the old row without asking the DELETE trigger
        """
        CREATE TRIGGER IF NOT EXISTS audit_event_refuses_replace BEFORE INSERT ON audit_event
        WHEN EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'audit events are append-only: REPLACE refused'); END
        """,
    ],
    "postgresql": [
        """
        CREATE OR REPLACE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION USING
                ERRCODE = 'restrict_violation',
                MESSAGE = 'audit events are append-only: ' || TG_OP || ' refused';
        END
        $$
        """,
        """
        CREATE OR REPLACE TRIGGER audit_event_append_only
        BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()
        """,
        # also in a session that replays changes as a replica
        "ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_append_only",
    ],
}
REMOVE = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS audit_event_refuses_update",
        "DROP TRIGGER IF EXISTS audit_event_refuses_delete",
        "DROP TRIGGER IF EXISTS audit_event_refuses_replace",
    ],
    "postgresql": [
        "DROP TRIGGER IF EXISTS audit_event_append_only ON audit_event",
        "DROP FUNCTION IF EXISTS audit_event_refuse()",
    ],
}


def install(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in INSTALL[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
