"""`openbeian bulk FILE…`: status and reason of every host name in lists, tables and logs.

Exit codes: 0 all was answered; 1 something could not be read, written or gone by; 2 wrong words;
3 with `--strict`, where a name is not filed.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openbeian.commands.speech import said
from openbeian.text import Text

if TYPE_CHECKING:
    from openbeian.gate.bulk.running import Run
    from openbeian.gate.bulk.sources import Source
    from openbeian.gate.bulk.tallying import Tally

NOT_FILED = 3
_FILED = frozenset({"filed_here", "filed_elsewhere", "not_required"})
_OCTETS = 1024


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    from openbeian.gate.bulk import sources

    add = parser.add_argument
    add("files", nargs="+", metavar="FILE", help=said(_FILES))
    add("--format", choices=sources.FORMATS, help=said(_FORMAT))
    add("--column", help=said(_COLUMN))
    add("--log-format", default=sources.VHOST_COMBINED, metavar="FORMAT", help=said(_LOG))
    add("--output", metavar="PATH", help=said(_OUTPUT))
    add("--report", type=Path, metavar="PATH", help=said(_REPORT))
    add("--top", type=int, default=20, metavar="N", help=said(_TOP))
    add("--no-names", action="store_true", help=said(_NO_NAMES))
    add("--strict", action="store_true", help=said(_STRICT))
    add("--however-old", action="store_true", help=said(_OLD))
    add("--way", choices=("auto", "kernel", "plain"), default="auto", help=said(_WAY))
    add("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help=said(_JOBS))
    add("--engine", choices=("local", "dask"), default="local", help=said(_ENGINE))
    add("--scheduler", metavar="ADDRESS", help=said(_SCHEDULER))


def run(options: argparse.Namespace) -> int:
    """Answer every file, report, and return the exit code."""
    from openbeian.gate import settings
    from openbeian.gate.bulk import sources
    from openbeian.gate.bulk.running import Run, Way
    from openbeian.gate.bulk.tallying import Tally

    files = [
        sources.source(path, options.format, options.column, options.log_format)
        for path in options.files
    ]
    read = settings.read()
    way = Way.KERNEL if options.engine == "dask" else Way(options.way)
    with Run(
        read.store, old_after=read.old_after, however_old=options.however_old, way=way
    ) as opened:
        _go_by(opened)
        tally = Tally(tuple(reason.status for reason in opened.terms.reasons))
        engine = _on_many if options.engine == "dask" else _here
        engine(opened, files, tally, options)
    found = _report(opened, tally, read.store, options)
    return NOT_FILED if options.strict and found["by_status"].keys() - _FILED else 0


def _go_by(opened: "Run") -> None:
    """Raise NothingToGoBy where nothing is known, or no longer."""
    from openbeian.gate.bulk.faults import NothingToGoBy

    if opened.terms.blank is not None:
        words = opened.terms.reasons[opened.terms.blank].words
        seconds = opened.terms.age // 1_000_000
        raise NothingToGoBy(words=words.format(seconds=seconds))


def _here(
    opened: "Run", files: "list[Source]", tally: "Tally", options: argparse.Namespace
) -> None:
    """Answer on this machine, one file after another into one target."""
    from openbeian.gate.bulk import mapping, sources, targets

    sizes = [sources.size(file) for file in files]
    with (
        _progress(None if None in sizes else sum(filter(None, sizes))) as told,
        targets.opened(options.output, opened.terms.reasons) as target,
    ):
        for file in files:
            mapping.work(
                opened,
                file,
                target,
                tally,
                jobs=max(options.jobs, 1),
                named=not options.no_names,
                told=told,
            )
            _go_by(opened)


def _on_many(
    opened: "Run", files: "list[Source]", tally: "Tally", options: argparse.Namespace
) -> None:
    """Answer by Dask, a task for each file and a part of the output for each task."""
    from openbeian.gate.bulk import sources
    from openbeian.gate.bulk.faults import ExtraMissing, SourceUnreadable, TargetUnwritable

    try:
        from openbeian.gate.bulk import many
    except ImportError as fault:
        raise ExtraMissing(extra="dask") from fault
    if any(file.path == sources.STDIN for file in files):
        raise SourceUnreadable(path=sources.STDIN, why=Text("Dask reads files", "Dask仅支持文件"))
    output = None if options.output is None else Path(options.output)
    if output is not None:
        try:
            output.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise TargetUnwritable(path=output, why=fault.strerror) from fault
    total = sum(filter(None, map(sources.size, files)))
    with (
        many.client(options.scheduler, options.jobs) as client,
        _progress(total) as told,
    ):
        index = opened.index
        if index is None:
            raise ExtraMissing(extra="bulk")
        shipped = many.ship(client, opened.terms, index)
        for done in many.work(client, shipped, files, output, named=not options.no_names):
            tally.merge(done.tally)
            told(done.octets, done.tally.rows)


@contextmanager
def _progress(total: int | None) -> "Iterator[Callable[[int, int], None]]":
    """Show on a terminal how far it has come, by octets read."""
    from tqdm import tqdm

    rows = 0
    with tqdm(
        total=total, unit="B", unit_scale=True, unit_divisor=_OCTETS, disable=None, leave=False
    ) as bar:

        def told(octets: int, done: int) -> None:
            nonlocal rows
            rows += done
            bar.set_postfix_str(said(_ROWS.format(rows=f"{rows:,}")), refresh=False)
            bar.update(octets)

        yield told


def _report(
    opened: "Run", tally: "Tally", store: Path, options: argparse.Namespace
) -> dict[str, Any]:
    """Print the report and write it where it was asked for; return it."""
    from openbeian.gate.bulk import reporting
    from openbeian.gate.bulk.faults import TargetUnwritable
    from openbeian.gate.looking import Gate

    gate = Gate(store, old_after=float("1e12"))
    try:
        found = reporting.report(
            tally,
            opened.terms,
            lambda names: [answer.phase.entity_number for answer in gate.ask_all(names)],
            most=options.top,
        )
    finally:
        gate.close()
    words = {reason.code: reason.words for reason in opened.terms.reasons}
    language = said(Text("en", "zh"))
    stream = sys.stderr if options.output == "-" else sys.stdout
    stream.write("\n".join(reporting.lines(found, words, language)) + "\n")
    if options.report is not None:
        try:
            options.report.write_text(
                json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
            )
        except OSError as fault:
            raise TargetUnwritable(path=options.report, why=fault.strerror) from fault
    return found


_ROWS = Text("{rows} rows", "{rows}行")
_FILES = Text(
    "lists, tables, Parquet or logs, also .gz and .zst; - reads what is piped in",
    "名单、表格、Parquet或日志文件，支持.gz和.zst；-表示标准输入",
)
_FORMAT = Text("what the files are, where their names do not tell", "文件格式，默认按文件名识别")
_COLUMN = Text(
    "the column of a table that holds the names; host or domain by default",
    "表格中域名所在列，默认为host或domain",
)
_LOG = Text(
    "the log_format of nginx, with $host in it; by default $host first, then combined",
    "nginx的log_format，须包含$host；默认以$host开头，其后为combined格式",
)
_OUTPUT = Text(
    "host, status and reason of each row: .csv, .parquet, or - for CSV on standard output; with "
    "Dask a folder of .parquet",
    "逐行输出域名、状态和原因：.csv、.parquet，或-表示以CSV写到标准输出；使用Dask时为文件夹",
)
_REPORT = Text("write the report as JSON, too", "另将报告写为JSON文件")
_TOP = Text("how many names of each kind the report shows", "报告中每类列出的域名数")
_NO_NAMES = Text("count statuses only, which is faster", "仅统计状态，不统计域名，速度更快")
_STRICT = Text(
    "exit with 3 where a name is not known to be filed", "存在无法认定已备案的域名时返回码为3"
)
_OLD = Text("go by data however old it is", "数据过期时仍按旧数据查询")
_WAY = Text(
    "kernel needs the extra bulk; plain is slower and answers the same",
    "kernel需要扩展组件bulk；plain较慢，结果相同",
)
_JOBS = Text("threads, or processes of Dask on this machine", "线程数，或本机Dask进程数")
_ENGINE = Text("where the work is done", "在何处执行")
_SCHEDULER = Text("Dask's scheduler; without it this machine", "Dask调度器地址，默认使用本机")
