"""What must hold between a house and a sandbox once both are at rest, asked of both databases.

Every question is plain SQL and asks one side alone; what two sides know is compared. Nothing of
what the programs say of themselves counts here.
"""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

type Ask = Callable[[str], list[tuple]]

# what must find nothing, by what it would mean if it did
WRONG_IN_THE_HOUSE = {
    "a hand-over is in no file, or in several": """
        SELECT o.id FROM filings_outcome o WHERE o.kind = 'handed_over' AND 1 <> (
            SELECT COUNT(*) FROM authority_uploadrecord r
            WHERE r.upload_id IS NOT NULL AND r.package = o.numbers ->> 'package')""",
    "a file holds what nobody handed over": """
        SELECT r.id FROM authority_uploadrecord r WHERE NOT EXISTS (
            SELECT 1 FROM filings_outcome o WHERE o.kind = 'handed_over'
            AND o.filing_id = r.filing_id AND r.package = o.numbers ->> 'package')""",
    "a file was not settled": """
        SELECT id FROM authority_upload WHERE state <> 'accepted' OR lease <> ''""",
    "an application was approved twice": """
        SELECT filing_id FROM filings_outcome WHERE kind = 'approved'
        GROUP BY filing_id HAVING COUNT(*) > 1""",
    "an application was refused more often than it was handed over": """
        SELECT filing_id FROM filings_outcome GROUP BY filing_id
        HAVING COUNT(CASE WHEN kind IN ('refused', 'approved') THEN 1 END)
            > COUNT(CASE WHEN kind = 'handed_over' THEN 1 END)""",
    "an answer follows from no file": """
        SELECT o.id FROM filings_outcome o WHERE o.kind IN ('approved', 'refused') AND 1 > (
            SELECT COUNT(*) FROM authority_downloadrecord d
            WHERE d.filing_id = o.filing_id AND d.outcome IN (o.kind, 'repeated'))""",
    "a file that was not applied changed something": """
        SELECT d.id FROM authority_download d
        JOIN authority_downloadrecord r ON r.download_id = d.id
        WHERE d.state IN ('stored', 'quarantined', 'set_aside', 'replaced')""",
    "a record of an applied file was left out": """
        SELECT d.id FROM authority_download d
        LEFT JOIN authority_downloadrecord r ON r.download_id = d.id
        WHERE d.state IN ('applied', 'acknowledged')
        GROUP BY d.id HAVING COUNT(r.id) = 0 OR COUNT(r.id) <> MAX(r.position)""",
    "an effect was given up": "SELECT id FROM outbox_effect WHERE state = 'dead'",
}
WRONG_AT_THE_SANDBOX = {
    "a file's records are not numbered without a gap": """
        SELECT f.id FROM sandbox_uploadedfile f JOIN sandbox_order o ON o.file_id = f.id
        GROUP BY f.id HAVING COUNT(*) <> MAX(o.position)""",
    "an entity was filed for two orders, or for none": """
        SELECT e.id FROM sandbox_entity e WHERE 1 <> (
            SELECT COUNT(*) FROM sandbox_order o
            WHERE o.entity_id = e.id AND o.state = 'approved' AND o.operation = 1)""",
    "a closed order still claims something": """
        SELECT c.id FROM sandbox_claim c JOIN sandbox_order o ON o.id = c.order_id
        WHERE o.state NOT IN ('sms_pending', 'with_officer')""",
    "an answer is in no file": """
        SELECT a.id FROM sandbox_answer a
        JOIN sandbox_provider p ON p.id = a.provider_id
        WHERE a.file_id IS NULL AND p.unit_id = {unit}""",
}
# what the sandbox still has for a provider
WAITING = """
    SELECT a.id FROM sandbox_answer a JOIN sandbox_provider p ON p.id = a.provider_id
    LEFT JOIN sandbox_datafile d ON d.id = a.file_id
    WHERE p.unit_id = {unit} AND d.acknowledged_at IS NULL"""
SEQUENCES = {
    "house": "SELECT sequence FROM authority_upload ORDER BY sequence",
    "sandbox": """
        SELECT f.sequence FROM sandbox_uploadedfile f
        JOIN sandbox_provider p ON p.id = f.provider_id
        WHERE p.unit_id = {unit} ORDER BY f.sequence""",
}
# what both sides have to know alike: first as the house has it, then as the sandbox has it
KNOWN_ALIKE = {
    "files and the hash that travelled with each": (
        "SELECT sequence, wire_hash FROM authority_upload",
        """SELECT f.sequence, f.hash FROM sandbox_uploadedfile f
           JOIN sandbox_provider p ON p.id = f.provider_id WHERE p.unit_id = {unit}""",
    ),
    "records, by their place and our id": (
        """SELECT u.sequence, r.position, i.id FROM authority_uploadrecord r
           JOIN authority_upload u ON u.id = r.upload_id
           JOIN authority_ownid i ON i.record_id = r.id AND i.path = 'entity'""",
        """SELECT f.sequence, o.position, o.record_id FROM sandbox_order o
           JOIN sandbox_uploadedfile f ON f.id = o.file_id
           JOIN sandbox_provider p ON p.id = f.provider_id WHERE p.unit_id = {unit}""",
    ),
    "result files that were applied and let go": (
        "SELECT name FROM authority_download WHERE state IN ('acknowledged', 'set_aside')",
        """SELECT d.name FROM sandbox_datafile d JOIN sandbox_provider p ON p.id = d.provider_id
           WHERE d.acknowledged_at IS NOT NULL AND p.unit_id = {unit}""",
    ),
    "approvals, by our id": (
        """SELECT MAX(i.id) FROM filings_outcome o
           JOIN authority_uploadrecord r ON r.filing_id = o.filing_id
           JOIN authority_ownid i ON i.record_id = r.id AND i.path = 'entity'
           WHERE o.kind = 'approved' GROUP BY o.id""",
        """SELECT o.record_id FROM sandbox_order o
           JOIN sandbox_provider p ON p.id = o.provider_id
           WHERE o.state = 'approved' AND p.unit_id = {unit}""",
    ),
    "numbers of entities, and the administration's id of each": (
        "SELECT number, administration_id FROM registry_entity",
        """SELECT e.number, e.id FROM sandbox_entity e
           JOIN sandbox_provider p ON p.id = e.provider_id WHERE p.unit_id = {unit}""",
    ),
    "numbers of websites, and the administration's id of each": (
        "SELECT number, administration_id FROM registry_service",
        """SELECT s.number, s.id FROM sandbox_service s
           JOIN sandbox_provider p ON p.id = s.provider_id WHERE p.unit_id = {unit}""",
    ),
}


def hold(house: Ask, sandbox: Ask, *, unit: int) -> None:
    """Check all of it, for the one account of the house at the sandbox."""

    def there(question: str) -> list[tuple]:
        return sandbox(question.format(unit=unit))

    assert dict(_found(house, WRONG_IN_THE_HOUSE.items())) == {}
    assert dict(_found(there, WRONG_AT_THE_SANDBOX.items())) == {}
    for side, ask in (("house", house), ("sandbox", there)):
        numbers = [number for (number,) in ask(SEQUENCES[side])]
        assert numbers == list(range(1, len(numbers) + 1)), side
    for what, (here, over_there) in KNOWN_ALIKE.items():
        assert sorted(house(here)) == sorted(there(over_there)), what


def asking(connection: Any) -> Ask:
    """Return what asks a database over a connection of Django's."""

    def ask(question: str) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall()

    return ask


def reading(database: Path) -> Ask:
    """Return what asks a database of SQLite by its file."""

    def ask(question: str) -> list[tuple]:
        with closing(sqlite3.connect(database, timeout=30)) as opened:
            return opened.execute(question).fetchall()

    return ask


def _found(ask: Ask, questions: Iterable[tuple[str, str]]) -> Iterable[tuple[str, list[tuple]]]:
    for why, question in questions:
        rows = ask(question)
        if rows:
            yield why, rows
