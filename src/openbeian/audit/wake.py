"""Tells whoever listens that the log has grown; on PostgreSQL only, SQLite is looked at.

The notice comes with the commit and carries nothing: whoever missed one has missed nothing that is
not in the log.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CHANNEL = "openbeian_log"
_INSTALL = (
    f"""
    CREATE OR REPLACE FUNCTION audit_event_wake() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_notify('{CHANNEL}', '');
        RETURN NULL;
    END
    $$
    """,
    """
    CREATE OR REPLACE TRIGGER audit_event_wakes AFTER INSERT ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_event_wake()
    """,
)
_REMOVE = (
    "DROP TRIGGER IF EXISTS audit_event_wakes ON audit_event",
    "DROP FUNCTION IF EXISTS audit_event_wake()",
)


def install(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the trigger on the log; a step of a migration."""
    _run(editor, _INSTALL)


def remove(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the trigger off the log."""
    _run(editor, _REMOVE)


def _run(editor: BaseDatabaseSchemaEditor, statements: tuple[str, ...]) -> None:
    if editor.connection.vendor != "postgresql":
        return
    with editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
