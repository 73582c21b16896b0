"""Where answers go: a table of host, status and reason, as CSV or Parquet, row for row."""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from openbeian.gate.bulk.answering import Answers
from openbeian.gate.bulk.faults import ExtraMissing, FormatUnknown, TargetUnwritable
from openbeian.gate.bulk.plain import texts
from openbeian.gate.vocabulary import Reason

try:
    import pyarrow as pa
    from pyarrow import parquet
except ImportError:  # a bare installation
    pa = parquet = None

if TYPE_CHECKING:
    from openbeian.gate.bulk.quick import Names

FORMATS = ("csv", "parquet")
COLUMNS = ("host", "status", "reason")
STDOUT = "-"


class Target(Protocol):
    """Takes batches with their answers."""

    def write(self, batch: "Names", answers: Answers) -> None:
        """Take one batch."""


class Nowhere:
    """For who wants the report alone."""

    def write(self, batch: "Names", answers: Answers) -> None:
        """Take one batch and keep nothing."""


class Csv:
    """A table as CSV in UTF-8."""

    def __init__(self, file: IO[str]) -> None:
        self._rows = csv.writer(file, lineterminator="\n")
        self._rows.writerow(COLUMNS)

    def write(self, batch: "Names", answers: Answers) -> None:
        """Take one batch."""
        reasons = [(reason.status, reason.code) for reason in answers.reasons]
        self._rows.writerows(
            (name, *reasons[code]) for name, code in zip(texts(batch), answers.codes, strict=True)
        )


class Parquet:
    """A table as Parquet; status and reason are dictionaries."""

    def __init__(self, file: IO[bytes], reasons: tuple[Reason, ...]) -> None:
        self._statuses = pa.array([reason.status for reason in reasons])
        self._codes = pa.array([reason.code for reason in reasons])
        told = pa.dictionary(pa.uint8(), pa.string())
        kinds = (pa.large_string(), told, told)
        self._schema = pa.schema(list(zip(COLUMNS, kinds, strict=True)))
        self.writer = parquet.ParquetWriter(file, self._schema, compression="zstd")

    def write(self, batch: "Names", answers: Answers) -> None:
        """Take one batch."""
        places = pa.array(answers.codes, pa.uint8())
        told = (self._statuses, self._codes)
        names = batch if isinstance(batch, pa.Array) else pa.array(batch, pa.large_string())
        columns = [names, *(pa.DictionaryArray.from_arrays(places, words) for words in told)]
        self.writer.write_batch(pa.record_batch(columns, schema=self._schema))


@contextmanager
def opened(path: str | None, reasons: tuple[Reason, ...]) -> Iterator[Target]:
    """Open where answers go; a file appears under its name once it is whole.

    Raises FormatUnknown, ExtraMissing, TargetUnwritable.
    """
    if path is None:
        yield Nowhere()
    elif path == STDOUT:
        yield Csv(sys.stdout)
    else:
        with _file(Path(path), reasons) as target:
            yield target


@contextmanager
def _file(path: Path, reasons: tuple[Reason, ...]) -> Iterator[Target]:
    kind = path.suffix.removeprefix(".")
    if kind not in FORMATS:
        raise FormatUnknown(path=path, formats=", ".join(FORMATS))
    if kind == "parquet" and parquet is None:
        raise ExtraMissing(extra="bulk")
    draft = path.with_name(f"{path.name}.part")
    try:
        with (_parquet if kind == "parquet" else _csv)(draft, reasons) as target:
            yield target
        draft.replace(path)
    except OSError as fault:
        raise TargetUnwritable(path=path, why=fault.strerror or str(fault)) from fault
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _csv(path: Path, _reasons: tuple[Reason, ...]) -> Iterator[Target]:
    with path.open("w", encoding="utf-8", newline="", errors="replace") as file:
        yield Csv(file)


@contextmanager
def _parquet(path: Path, reasons: tuple[Reason, ...]) -> Iterator[Target]:
    with path.open("wb") as file:
        target = Parquet(file, reasons)
        with target.writer:
            yield target
