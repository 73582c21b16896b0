"""On many machines by Dask, here two processes: the answers are those of one machine."""

import json

import pyarrow as pa
import pytest
from distributed import Client, LocalCluster
from pyarrow import parquet

from gate.names import ODD
from gate.samples import DOMAIN, build, filed
from openbeian import cli
from openbeian.gate.bulk import Run
from openbeian.gate.bulk.many import ship, work
from openbeian.gate.bulk.sources import source

pytestmark = pytest.mark.slow
NAMES = [name for name in ODD if name.isprintable() and "\ud800" not in name] + [DOMAIN]


@pytest.fixture(scope="module")
def cluster():
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as started:
        yield started


def written(folder, files):
    paths = []
    for number in range(files):
        names = NAMES[number:] + NAMES[:number]
        paths.append(str(folder / f"{number}.parquet"))
        parquet.write_table(pa.table({"host": names}), paths[-1])
    return paths


def answers_of(path):
    columns = parquet.read_table(path).to_pydict()
    return list(zip(columns["host"], columns["reason"], strict=True))


def test_every_name_is_answered_as_on_one_machine(cluster, tmp_path, monkeypatch, capsys):
    build(tmp_path / "gate", {DOMAIN: [filed()], "a.cn": [filed()]})
    monkeypatch.setenv("OPENBEIAN_GATE_STORE", str(tmp_path / "gate"))
    files = written(tmp_path, 5)
    parts, report = tmp_path / "parts", tmp_path / "report.json"
    words = ["--engine", "dask", "--scheduler", cluster.scheduler_address]
    assert cli.main(["bulk", *files, *words, "--output", str(parts), "--report", str(report)]) == 0
    with Run(tmp_path / "gate") as run:
        for number, path in enumerate(sorted(parts.iterdir())):
            names = NAMES[number:] + NAMES[:number]
            reasons = [reason.code for reason in run.verify(names)]
            assert answers_of(path) == list(zip(names, reasons, strict=True))
    assert json.loads(report.read_text(encoding="utf-8"))["rows"] == 5 * len(NAMES)
    assert "rows, as of" in capsys.readouterr().out


def arrived(dask_worker):
    return [log["keys"] for log in dask_worker.transfer_incoming_log]


def test_the_index_is_sent_to_each_worker_once(cluster, tmp_path):
    build(tmp_path / "gate")
    files = [source(path, None, None, "$host") for path in written(tmp_path, 6)]
    with Client(cluster) as client, Run(tmp_path / "gate") as run:
        shipped = ship(client, run.terms, run.index)
        assert len(client.who_has(shipped)[shipped.key]) == 2
        done = list(work(client, shipped, files, None, named=False))
        assert sum(one.tally.rows for one in done) == 6 * len(NAMES)
        assert set(map(str, client.run(arrived).values())) == {"[]"}  # nobody fetched it again


def test_what_a_worker_cannot_read_is_named(cluster, tmp_path, monkeypatch, capsys):
    build(tmp_path / "gate")
    monkeypatch.setenv("OPENBEIAN_GATE_STORE", str(tmp_path / "gate"))
    (tmp_path / "names.parquet").write_bytes(b"PAR1")
    words = ["--engine", "dask", "--scheduler", cluster.scheduler_address]
    assert cli.main(["bulk", str(tmp_path / "names.parquet"), *words]) == 1
    assert cli.main(["bulk", "-", *words]) == 1
    assert capsys.readouterr().err.count("[bulk.source_unreadable]") == 2
