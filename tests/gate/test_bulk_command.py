"""`openbeian bulk` reads what it is given, answers row for row and reports what to act on."""

import csv
import gzip
import io
import json

import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet

from gate.samples import DOMAIN, ENTITY, SEEN, build, change, filed, header
from openbeian import cli
from openbeian.gate import moments, records

NAMES = ["a.unfiled.cn", f"www.{DOMAIN}", "", "B.seen.com.cn:443", "例子.中国", "a.unfiled.cn"]
ROWS = [
    ["a.unfiled.cn", "unfiled", "no_record"],
    [f"www.{DOMAIN}", "filed_here", "linked"],
    ["", "unknown", "empty"],
    ["B.seen.com.cn:443", "filed_elsewhere", "seen_elsewhere"],
    ["例子.中国", "filed_here", "linked"],
    ["a.unfiled.cn", "unfiled", "no_record"],
]
LINE = '{} 203.0.113.9 - - [24/Nov/2026:10:00:00 +0800] "GET / HTTP/2.0" 200 12 "-" "curl/8"'


@pytest.fixture
def store(tmp_path, monkeypatch):
    path = tmp_path / "gate"
    seen = filed("京ICP备2026000001号", linked=False)._replace(reason=SEEN)
    build(path, {DOMAIN: [filed()], "seen.com.cn": [seen], "xn--fsqu00a.xn--fiqs8s": [filed()]})
    monkeypatch.setenv("OPENBEIAN_GATE_STORE", str(path))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return path


def as_text(names=NAMES):
    return "".join(f"{name}\n" for name in names).encode()


def as_table(delimiter):
    file = io.StringIO()
    rows = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    rows.writerow(["n", "Domain"])
    rows.writerows([number, name] for number, name in enumerate(NAMES))
    return file.getvalue().encode("utf-8-sig")


def as_parquet():
    file = io.BytesIO()
    parquet.write_table(pa.table({"n": range(len(NAMES)), "host": NAMES}), file)
    return file.getvalue()


def not_as_said():
    file = io.BytesIO()
    octets = pa.array([b"a.cn", b"\xff.cn"], pa.binary())
    texts = pa.Array.from_buffers(pa.string(), 2, octets.buffers())
    parquet.write_table(pa.table({"host": texts}), file)
    return file.getvalue()


def as_log():
    return "".join(f"{LINE.format(name)}\n" for name in NAMES).encode()


FILES = {
    "names.txt": as_text(),
    "names.csv": as_table(","),
    "names.tsv": as_table("\t"),
    "names.parquet": as_parquet(),
    "access.log": as_log(),
    "names.txt.gz": gzip.compress(as_text()),
    "names.csv.zst": zstandard.compress(as_table(",")),
    "access.log.gz": gzip.compress(as_log()),
}


def table_of(path):
    if path.suffix == ".parquet":
        rows = parquet.read_table(path).to_pydict()
        return [list(row) for row in zip(*rows.values(), strict=True)]
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))[1:]


@pytest.mark.parametrize("way", ["kernel", "plain"])
@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_is_answered_row_for_row(store, tmp_path, name, way):
    (tmp_path / name).write_bytes(FILES[name])
    for target in ("out.csv", "out.parquet"):
        out = tmp_path / target
        assert cli.main(["bulk", str(tmp_path / name), "--output", str(out), "--way", way]) == 0
        assert table_of(out) == ROWS
        assert not out.with_name(f"{target}.part").exists()


def test_names_may_be_piped_through(store, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(as_text())))
    assert cli.main(["bulk", "-", "--output", "-"]) == 0
    told = capsys.readouterr()
    assert list(csv.reader(told.out.splitlines())) == [["host", "status", "reason"], *ROWS]
    assert "6 rows" in told.err


def test_the_report_says_what_to_act_on_first(store, tmp_path, capsys):
    (tmp_path / "names.txt").write_bytes(as_text([*NAMES, f"*.{DOMAIN}", "b.unfiled.cn"]))
    report = tmp_path / "report.json"
    assert cli.main(["bulk", str(tmp_path / "names.txt"), "--report", str(report)]) == 0
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found.pop("as_of").endswith("Z")
    assert found == {
        "rows": 8,
        "position": 7,
        "by_status": {"unfiled": 3, "filed_here": 3, "unknown": 1, "filed_elsewhere": 1},
        "by_reason": {"no_record": 3, "linked": 3, "empty": 1, "seen_elsewhere": 1},
        "short_by": 0,
        "unfiled": [["a.unfiled.cn", 2], ["b.unfiled.cn", 1]],
        "filed_elsewhere": [["b.seen.com.cn", 1]],
        "suspended": [],
        "blocked": [],
        "entities": [[ENTITY, 3], ["京ICP备2026000001号", 1]],
    }
    told = capsys.readouterr().out
    assert "8 rows, as of" in told
    assert "Not filed, by rows\n             2  a.unfiled.cn" in told


def test_it_speaks_chinese_where_the_terminal_does(store, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    (tmp_path / "names.txt").write_bytes(as_text())
    assert cli.main(["bulk", str(tmp_path / "names.txt")]) == 0
    assert "未备案域名（按出现次数）" in capsys.readouterr().out


def test_a_script_can_tell_by_the_exit_code(store, tmp_path):
    names = tmp_path / "names.txt"
    names.write_text(f"{DOMAIN}\n", encoding="utf-8")
    assert cli.main(["bulk", str(names), "--strict"]) == 0
    names.write_text(f"{DOMAIN}\n*.unfiled.cn\n", encoding="utf-8")
    assert cli.main(["bulk", str(names), "--strict", "--no-names"]) == 3


FAULTS = {
    "no such file": ("none.txt", b"", [], "bulk.source_unreadable"),
    "a name that tells nothing": ("names.xyz", b"", [], "bulk.format_unknown"),
    "no such column": ("names.csv", as_table(","), ["--column", "x"], "bulk.column_unknown"),
    "a table without a head": ("names.tsv", b"", [], "bulk.column_unknown"),
    "no such column of Parquet": (
        "names.parquet",
        as_parquet(),
        ["--column", "x"],
        "bulk.column_unknown",
    ),
    "Parquet that is no text": ("x.parquet", not_as_said(), [], "bulk.source_unreadable"),
    "no Parquet": ("names.parquet", b"PAR1", [], "bulk.source_unreadable"),
    "gzip cut off": ("names.txt.gz", gzip.compress(as_text())[:-9], [], "bulk.source_unreadable"),
    "no gzip": ("names.txt.gz", b"abc", [], "bulk.source_unreadable"),
    "no zst": ("names.txt.zst", b"abcdefgh", [], "bulk.source_unreadable"),
    "a log without hosts": (
        "access.log",
        as_log(),
        ["--log-format", "$remote_addr"],
        "bulk.no_host_in_log",
    ),
    "an output of no kind": ("names.txt", b"", ["--output", "x.doc"], "bulk.format_unknown"),
    "an output nowhere": (
        "names.txt",
        b"a.cn\n",
        ["--output", "/proc/none/x.csv"],
        "bulk.target_unwritable",
    ),
    "a report nowhere": (
        "names.txt",
        b"a.cn\n",
        ["--report", "/proc/none/x.json"],
        "bulk.target_unwritable",
    ),
}


@pytest.mark.parametrize(("name", "content", "words", "code"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_is_named(store, tmp_path, capsys, name, content, words, code):
    if code != "bulk.source_unreadable" or content:
        (tmp_path / name).write_bytes(content)
    assert cli.main(["bulk", str(tmp_path / name), *words]) == 1
    assert f"[{code}]" in capsys.readouterr().err


def test_a_run_that_fails_leaves_no_half_of_an_output(store, tmp_path):
    for name, content in (("a.txt", as_text()), ("b.txt.gz", b"no gzip")):
        (tmp_path / name).write_bytes(content)
    files = [str(tmp_path / name) for name in ("a.txt", "b.txt.gz")]
    for out in ("out.csv", "out.parquet"):
        assert cli.main(["bulk", *files, "--output", str(tmp_path / out)]) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt.gz", "gate"]


def test_a_file_without_line_breaks_does_not_fill_the_memory(store, tmp_path, capsys):
    (tmp_path / "names.txt").write_bytes(b"a" * (3 << 20))
    assert cli.main(["bulk", str(tmp_path / "names.txt")]) == 0
    assert "3 rows" in capsys.readouterr().out


def test_without_a_store_there_is_nothing_to_go_by(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("OPENBEIAN_GATE_STORE", str(tmp_path / "none"))
    (tmp_path / "names.txt").write_bytes(as_text())
    assert cli.main(["bulk", str(tmp_path / "names.txt")]) == 1
    assert "[bulk.nothing_to_go_by]" in capsys.readouterr().err


def test_old_data_is_gone_by_only_where_that_is_said(store, tmp_path, capsys):
    build(store, as_of=moments.now() - 1000 * moments.SECOND)
    names = tmp_path / "names.txt"
    names.write_text(f"{DOMAIN}\n", encoding="utf-8")
    assert cli.main(["bulk", str(names), "--strict"]) == 1
    told = capsys.readouterr().err
    assert "[bulk.nothing_to_go_by]" in told
    assert "data is 100" in told  # its age in seconds
    assert cli.main(["bulk", str(names), "--strict", "--however-old"]) == 0


def test_a_record_found_damaged_ends_the_run_without_an_output(store, tmp_path, capsys):
    other = "京ICP备2026000002号"
    path = build(store, {DOMAIN: [filed()], "bad.cn": [filed(other)]})
    bad = bytearray(records.encode(b"bad.cn", [filed(other)]))
    bad[-1] ^= 1
    change(path, {b"bad.cn": bytes(bad)}, header(position=8))
    names, out = tmp_path / "names.txt", tmp_path / "out.csv"
    names.write_text(f"{DOMAIN}\nbad.cn\n{DOMAIN}\n", encoding="utf-8")
    for way in ("plain", "kernel"):
        assert cli.main(["bulk", str(names), "--way", way, "--output", str(out)]) == 1
        assert "[bulk.nothing_to_go_by]" in capsys.readouterr().err
        assert not out.exists()


def test_a_bare_installation_says_what_it_lacks(store, tmp_path, monkeypatch, capsys):
    for module in ("sources", "targets"):
        monkeypatch.setattr(f"openbeian.gate.bulk.{module}.pa", None)
        monkeypatch.setattr(f"openbeian.gate.bulk.{module}.parquet", None)
    monkeypatch.setattr("openbeian.gate.bulk.sources.zstandard", None)
    monkeypatch.setattr("openbeian.gate.bulk.running.HAS_KERNEL", False)
    for name in ("names.parquet", "names.csv.zst"):
        (tmp_path / name).write_bytes(FILES[name])
        assert cli.main(["bulk", str(tmp_path / name)]) == 1
        assert "pip install 'openbeian[bulk]'" in capsys.readouterr().err
    names = tmp_path / "names.txt"
    names.write_bytes(as_text())
    assert cli.main(["bulk", str(names), "--output", str(tmp_path / "out.parquet")]) == 1
    assert cli.main(["bulk", str(names), "--way", "kernel"]) == 1
    out = tmp_path / "out.csv"
    assert cli.main(["bulk", str(names), "--output", str(out)]) == 0
    assert table_of(out) == ROWS
