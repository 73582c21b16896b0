"""Host names out of files of any size, a batch at a time: lists, tables, Parquet, logs of nginx.

A file ending in `.gz` or `.zst` is unpacked on the way; `-` is what comes in from a pipe. A batch
is a list of texts, and for Parquet an array of Arrow.
"""

import csv
import gzip
import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from openbeian.gate.bulk.faults import (
    ColumnUnknown,
    ExtraMissing,
    FormatUnknown,
    NoHostInLog,
    SourceUnreadable,
)

try:
    import pyarrow as pa
    from pyarrow import parquet
except ImportError:  # a bare installation
    pa = parquet = None
try:
    import zstandard
except ImportError:
    zstandard = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from openbeian.gate.bulk.quick import Names

STDIN = "-"
FORMATS = ("txt", "csv", "tsv", "parquet", "log")
COLUMNS = ("host", "domain", "hostname", "host_name", "域名")
HOST_VARIABLES = ("host", "http_host", "server_name", "ssl_server_name")
VHOST_COMBINED = (
    '$host $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent '
    '"$http_referer" "$http_user_agent"'
)
TOGETHER = 65_536  # rows of a batch
_PACKED = (".gz", ".zst")
_DELIMITERS = {"csv": ",", "tsv": "\t"}
_LONGEST_LINE = 1 << 20
_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))", re.ASCII)
_BUFFER = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """One file and how it is read; `column` names that of a table, `log` the format of a log."""

    path: str
    format: str
    column: str | None = None
    log: str = VHOST_COMBINED


def source(path: str, format_: str | None, column: str | None, log: str) -> Source:
    """Return a file with the format that is stated or that its name tells. Raises FormatUnknown."""
    name = Path(path)
    bare = name.with_suffix("") if name.suffix in _PACKED else name
    told = format_ or ("txt" if path == STDIN else bare.suffix.removeprefix("."))
    if told not in FORMATS:
        raise FormatUnknown(path=path, formats=", ".join(FORMATS))
    return Source(path, told, column, log)


def size(one: Source) -> int | None:
    """Return how many octets a file has, None for a pipe. Raises SourceUnreadable."""
    try:
        return None if one.path == STDIN else Path(one.path).stat().st_size
    except OSError as fault:
        raise SourceUnreadable(path=one.path, why=_told(fault)) from fault


def batches(one: Source, counting: "Counting") -> "Iterator[Names]":
    """Yield the host names of a file in its order.

    Raises SourceUnreadable, ColumnUnknown, NoHostInLog, ExtraMissing.
    """
    try:
        if one.format == "parquet":
            yield from _parquet(one, counting)
            return
        with _opened(one, counting) as text:
            yield from map(list, batched(_rows(one, text), TOGETHER))
    except (OSError, EOFError, ValueError, csv.Error) as fault:
        raise SourceUnreadable(path=one.path, why=_told(fault)) from fault
    except _unreadable() as fault:
        raise SourceUnreadable(path=one.path, why=_told(fault)) from fault


class Counting:
    """How many octets of the files have been read so far."""

    def __init__(self) -> None:
        self.octets = 0


class _Counted(io.RawIOBase):
    """A file that counts what is read of it."""

    def __init__(self, file: IO[bytes], counting: Counting) -> None:
        self._file = file
        self._counting = counting

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._counting.octets += len(data)
        return len(data)


@contextmanager
def _opened(one: Source, counting: Counting) -> Iterator[IO[str]]:
    """Open a file as text, unpacked; what is no UTF-8 is replaced and will be no host name."""
    with _file(one) as file:
        counted: Any = io.BufferedReader(_Counted(file, counting), _BUFFER)
        with io.TextIOWrapper(
            _unpacked(one.path, counted), "utf-8-sig", errors="replace", newline=_newline(one)
        ) as text:
            yield text


@contextmanager
def _file(one: Source) -> Iterator[IO[bytes]]:
    if one.path == STDIN:
        yield sys.stdin.buffer
        return
    with Path(one.path).open("rb") as file:
        yield file


def _unpacked(path: str, packed: Any) -> Any:
    match Path(path).suffix:
        case ".gz":
            return gzip.open(packed)
        case ".zst":
            if zstandard is None:
                raise ExtraMissing(extra="bulk")
            unpacked = zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True)
            return io.BufferedReader(unpacked, _BUFFER)
    return packed


def _newline(one: Source) -> str | None:
    """Return how lines end: a table's cells may hold line breaks of their own."""
    return "" if one.format in _DELIMITERS else None


def _rows(one: Source, text: IO[str]) -> Iterator[str]:
    lines = _lines(text)
    match one.format:
        case "csv" | "tsv":
            return _cells(one, lines)
        case "log":
            return _logged(one, lines)
    return (line.rstrip("\n") for line in lines)


def _lines(text: IO[str]) -> Iterator[str]:
    """Yield lines; what has no line breaks comes in pieces instead of filling the memory."""
    while line := text.readline(_LONGEST_LINE):
        yield line


def _cells(one: Source, lines: Iterator[str]) -> Iterator[str]:
    csv.field_size_limit(_LONGEST_LINE)
    rows = csv.reader(lines, delimiter=_DELIMITERS[one.format])
    place = _column(one, next(rows, []))
    return (row[place] if place < len(row) else "" for row in rows if row)


def _column(one: Source, names: list[str]) -> int:
    """Return the place of the column that is named, or of one that is named as hosts are."""
    wanted = (one.column,) if one.column else COLUMNS
    plain = [name.strip().lower() for name in names]
    for name in wanted:
        if name.lower() in plain:
            return plain.index(name.lower())
    raise ColumnUnknown(path=one.path, column=" / ".join(wanted), columns=", ".join(names) or "–")


def _logged(one: Source, lines: Iterator[str]) -> Iterator[str]:
    """Return the host of each line of a log; a line of another form has none."""
    match = line_of(one.log).match
    return ((found[1] if (found := match(line)) else "") for line in lines)


def line_of(log_format: str) -> re.Pattern[str]:
    """Return what finds the host in a line that nginx wrote by a `log_format`.

    Raises NoHostInLog.

    >>> line_of('$remote_addr "$request" ${host}:$server_port').match('::1 "GET /" a.cn:80')[1]
    'a.cn'
    """
    pattern, place = [], 0
    for variable in _VARIABLE.finditer(log_format):
        pattern.append(re.escape(log_format[place : variable.start()]))
        place = variable.end()
        follows = re.escape(log_format[place : place + 1])
        value = f"[^{follows}]*" if follows else r"[^\n]*"
        if (variable[1] or variable[2]) in HOST_VARIABLES:
            return re.compile("".join([*pattern, f"({value})"]))
        pattern.append(value)
    raise NoHostInLog(variables=", ".join(f"${name}" for name in HOST_VARIABLES))


def _parquet(one: Source, counting: Counting) -> "Iterator[Names]":
    if parquet is None:
        raise ExtraMissing(extra="bulk")
    with Path(one.path).open("rb") as file:
        table = parquet.ParquetFile(file, pre_buffer=False)
        names = table.schema_arrow.names
        column = names[_column(one, names)]
        share = Path(one.path).stat().st_size / max(table.metadata.num_rows, 1)
        for batch in table.iter_batches(TOGETHER, columns=[column], use_threads=False):
            counting.octets += round(share * len(batch))
            texts = batch.column(0).cast(pa.large_string())
            texts.validate(full=True)  # a file may say that it is text and not be
            yield texts


def _unreadable() -> tuple[type[Exception], ...]:
    """Return what the libraries that are there raise for what they cannot read."""
    found = [] if pa is None else [pa.ArrowException]
    return (*found, *([] if zstandard is None else [zstandard.ZstdError]))


def _told(fault: Exception) -> str:
    return (getattr(fault, "strerror", None) or str(fault)).rstrip(".")
