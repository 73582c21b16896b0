"""The administration's code tables as values: rows that hold for a time, found by id."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from openbeian.datafiles import Evidence
from openbeian.errors import DomainError
from openbeian.text import Text

type CodeId = int | str


class UnknownCode(DomainError):
    """A table has no row with this id, or none that holds on the day asked for."""

    code: ClassVar[str] = "codes.unknown"
    message: ClassVar[Text] = Text(
        "The table {table} has no code {id}.", "代码表“{table}”中没有代码{id}。"
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One code: `id` goes into the XML, `op_id` is the bit of the entry pages where there is one.

    Holds from `since` up to, not including, `until`; None is open-ended. `columns` carries what
    else the table says of the row, by column name.
    """

    id: CodeId
    op_id: int | None
    en: str
    zh: str
    since: date | None
    until: date | None
    note: Text | None
    columns: Mapping[str, CodeId | bool | None] = field(default_factory=dict)

    @property
    def text(self) -> Text:
        """The row's name in both languages."""
        return Text(self.en, self.zh)

    def holds(self, on: date) -> bool:
        """Return whether the row is in force on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Table:
    """One code table, with the source of its rows."""

    id: str
    text: Text
    note: Text | None
    evidence: Evidence
    all_rows: tuple[Row, ...]

    def rows(self, on: date) -> tuple[Row, ...]:
        """Return the rows in force on a day, in the table's order."""
        return tuple(row for row in self.all_rows if row.holds(on))

    def get(self, code: CodeId, on: date | None = None) -> Row:
        """Return a row by id: the one in force on a day, or without a day the newest.

        Raises UnknownCode.
        """
        found = [row for row in self.all_rows if row.id == code and (on is None or row.holds(on))]
        if not found:
            raise UnknownCode(table=self.id, id=code)
        return max(found, key=lambda row: row.since or date.min)

    def choices(self, on: date) -> tuple[tuple[CodeId, Text], ...]:
        """Return (id, name) of the rows in force on a day, as a form offers them."""
        return tuple((row.id, row.text) for row in self.rows(on))
