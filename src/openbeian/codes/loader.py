"""Reads the code tables from their data file, refusing whatever it does not know."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from openbeian import datafiles
from openbeian.codes.tables import CodeId, Row, Table
from openbeian.datafiles import DataError, Faults
from openbeian.text import Text

OWN_FILE = Path(__file__).parent / "data" / "code_tables.yaml"
COUNTRIES_FILE = OWN_FILE.with_name("countries.yaml")
_COLUMNS = {"number": int, "word": str, "truth": bool}


class CodesError(DataError):
    """The code tables do not hold what is needed."""

    code: ClassVar[str] = "codes.faulty"
    message: ClassVar[Text] = Text(
        "The code tables have {count} fault(s): {list}", "代码表文件存在{count}处错误：{list}"
    )


def load(path: Path = OWN_FILE) -> dict[str, Table]:
    """Read a file of code tables into tables by name; raises CodesError with every fault."""
    faults = Faults()
    file = datafiles.read(path, faults)
    tables: dict[str, Table] = {}
    for source in file.rows("tables"):
        table = _table(source)
        if table.id in tables:
            source.fault("the table is given twice")
        tables[table.id] = table
    file.close()
    faults.stop(CodesError)
    return tables


def _table(source: datafiles.Row) -> Table:
    columns = dict(source.row("columns").items()) if source.has("columns") else {}
    for name, kind in columns.items():
        if kind not in _COLUMNS:
            source.fault(f"column {name} is {kind!r}, not one of {', '.join(_COLUMNS)}")
    table = Table(
        id=source.text("id"),
        text=source.own_words(),
        note=source.maybe_words("note"),
        evidence=source.evidence(),
        all_rows=tuple(_row(row, columns) for row in source.rows("rows")),
    )
    source.close()
    _check_periods(source, table.all_rows)
    return table


def _row(source: datafiles.Row, columns: dict[str, object]) -> Row:
    row = Row(
        id=_id(source),
        op_id=source.maybe_whole("op_id"),
        en=source.text("en"),
        zh=source.text("zh"),
        since=source.maybe_day("from"),
        until=source.maybe_day("to"),
        note=source.maybe_words("note"),
        columns={name: _column(source, name, str(kind)) for name, kind in columns.items()},
    )
    source.close()
    return row


def _id(source: datafiles.Row) -> CodeId:
    value = source.raw("id")
    if isinstance(value, int | str) and not isinstance(value, bool):
        return value
    source.fault("id is neither a whole number nor a word")
    return 0


def _column(source: datafiles.Row, name: str, kind: str) -> CodeId | bool | None:
    match source.raw(name):
        case None:
            return None
        case bool() | int() | str() as value if type(value) is _COLUMNS.get(kind):
            return value
    source.fault(f"{name} is not a {kind}")
    return None


def _check_periods(source: datafiles.Row, rows: Iterable[Row]) -> None:
    by_id: dict[CodeId, list[Row]] = {}
    for row in rows:
        by_id.setdefault(row.id, []).append(row)
    for code, versions in by_id.items():
        wrong = datafiles.check_overlap([(row.since, row.until) for row in versions])
        if wrong is not None:
            source.fault(f"{code}: {wrong}")
