"""What the rulebook's files have in common: rows by id, editions, periods, vocabularies."""

from collections.abc import Callable, Iterator
from datetime import date

from openbeian.datafiles import Row, check_overlap
from openbeian.rulebook.rules import Dated
from openbeian.rulebook.values import Edition
from openbeian.text import Text


def by_id[T](file: Row, key: str, read: Callable[[Row], T], name: str = "id") -> dict[str, T]:
    """Read a list of rows into values by their id, noting ids given twice and unknown keys."""
    values: dict[str, T] = {}
    for row in file.rows(key, name):
        identity = row.peek(name)
        if identity in values:
            row.fault(f"the {name} is given twice")
        values[identity] = read(row)
        row.close()
    return values


def vocabulary(file: Row, key: str) -> dict[str, Text]:
    """Read a list of `id`, `en`, `zh`."""

    def read(row: Row) -> Text:
        row.text("id")
        return row.own_words()

    return by_id(file, key, read)


def per_edition[T](row: Row, key: str, read: Callable[[Row], T]) -> dict[Edition, T]:
    """Read a mapping with one row for each edition."""
    editions = row.row(key)
    values = {}
    for edition in Edition:
        cell = editions.row(edition)
        values[edition] = read(cell)
        cell.close()
    editions.close()
    return values


def period(row: Row) -> tuple[Edition, date | None, date | None]:
    """Read the edition and the period of a version."""
    edition = Edition(row.choice("edition", tuple(Edition)))
    return edition, row.maybe_day("from"), row.maybe_day("to")


def check_versions(row: Row, versions: tuple[Dated, ...]) -> None:
    """Note two versions of one edition that hold on the same day, and a row without any."""
    if not versions:
        row.fault("there is no version")
    for edition in Edition:
        own = [version for version in versions if version.edition is edition]
        wrong = check_overlap([(version.since, version.until) for version in own])
        if wrong is not None:
            row.fault(f"{edition}: {wrong}")


def words_of(row: Row, key: str) -> tuple[str, ...]:
    """Take a list of words, or nothing where the key is absent."""
    return row.list_of(key, str) if row.has(key) else ()


def each(file: Row, key: str) -> Iterator[Row]:
    """Yield the rows of a list, closing each after it was read."""
    for row in file.rows(key):
        yield row
        row.close()
