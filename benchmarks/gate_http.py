"""The gate over HTTP, one worker, random names (see docs/performance.md). Needs wrk.

    python benchmarks/gate_http.py [--domains 500000] [--rows 100000] [--seconds 3] [--json]

Baselines of the same run: the same server answering a constant of the same length; the house's own
view over the ORM, on a registry of 100,000 domains; and, where Redis, starlette, uvicorn and redis
are installed, Starlette asking Redis over loopback, on as many.
"""

import argparse
import importlib.util
import json
import os
import shutil
import sys
from functools import partial
from pathlib import Path

import gate_data
import house
import load

REGISTERED = 100_000
ANSWER_OCTETS = 900
FIRST_PORT = 19001
HERE = Path(__file__).resolve().parent
EDGE = "/edge/hosting_mainland/nginx"


def main() -> int:
    """Measure, print a table, and end with one line of JSON."""
    load.require("wrk", "taskset")
    options = load.arguments(__doc__)
    gate_data.build(house.VAR / "gate", options.domains)
    house.make_tables()
    # only now are there settings that models can be loaded with
    importlib.import_module("gate_registry").seed(min(options.domains, REGISTERED))
    servers = start(min(options.domains, REGISTERED))
    try:
        ways = scripts(options, servers)
        figures = load.in_turn(
            {
                name: partial(servers[server].ask, script, options.seconds)
                for name, (server, script) in ways.items()
            }
        )
        memory = servers["gate"].memory_mb()
    finally:
        for server in servers.values():
            server.end()
    found = ratios(figures) | {"gate_private_mb": memory}
    if not options.json:
        load.report(figures, found)
    print(json.dumps({"domains": options.domains, **found}))
    return 0


def has_redis() -> bool:
    """Whether the usual way can be measured here."""
    libraries = ("starlette", "uvicorn", "redis")
    return all(map(importlib.util.find_spec, libraries)) and bool(shutil.which("redis-server"))


def start(registered: int) -> dict[str, load.Server]:
    """Start all servers, each on a port of its own."""
    source = os.pathsep.join([str(house.ROOT / "src"), str(HERE), os.environ.get("PYTHONPATH", "")])
    environ = {"OPENBEIAN_GATE_OLD_AFTER": "1e9", "PYTHONPATH": source}
    ours = ("-m", "openbeian")
    words = {
        "constant": (str(HERE / "constant.py"), "19001", str(ANSWER_OCTETS)),
        "nothing": (str(HERE / "constant.py"), "19002", "0"),
        "gate": (*ours, "gate", "--port", "19003"),
        "django": (*ours, "web", "--port", "19004", "--workers", "1", "--threads", "1"),
    }
    servers = {
        name: load.Server(some, port, environ)
        for port, (name, some) in enumerate(words.items(), FIRST_PORT)
    }
    if has_redis():
        servers |= start_redis(registered, environ)
    for server in servers.values():
        server.wait()
    return servers


def start_redis(registered: int, environ: dict[str, str]) -> dict[str, load.Server]:
    """Start Redis, which writes nothing to the disk, and the view before it."""
    view, store = FIRST_PORT + 10, FIRST_PORT + 11
    quiet = ("--port", str(store), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no")
    server = load.Server(quiet, store, {}, program=shutil.which("redis-server"))
    server.wait()
    words = (str(HERE / "redis_view.py"), str(view), str(store), str(registered))
    return {"store": server, "redis": load.Server(words, view, environ)}


def scripts(
    options: argparse.Namespace, servers: dict[str, load.Server]
) -> dict[str, tuple[str, Path]]:
    """Return what is measured: of which server, by which script."""
    asked, filed = house.VAR / "asked.txt", house.VAR / "filed.txt"
    names = gate_data.hosts(options.domains, options.rows)
    asked.write_text("\n".join(names), encoding="utf-8")
    some = [gate_data.domain(n) for n in range(0, options.domains, 5)][: options.rows]
    filed.write_text("\n".join(some), encoding="utf-8")
    query, header = load.IN_THE_QUERY, load.IN_A_HEADER
    ways = {
        "constant": ("constant", asked, query, "/v1/verify?domain="),
        "nothing": ("nothing", filed, header, EDGE),
        "gate": ("gate", asked, query, "/v1/verify?domain="),
        "gate_edge": ("gate", filed, header, EDGE),
        "django": ("django", asked, query, "/api/v1/verify?domain="),
        "redis": ("redis", asked, query, "/v1/verify?domain="),
    }
    return {
        name: (server, load.script(house.VAR / f"{name}.lua", hosts, request, path))
        for name, (server, hosts, request, path) in ways.items()
        if server in servers
    }


def ratios(figures: dict[str, load.Figure]) -> dict[str, float]:
    """Return the figures that hold on other machines too."""
    gate, edge = figures["gate"], figures["gate_edge"]
    constant, nothing, django = (figures[name] for name in ("constant", "nothing", "django"))
    usual = figures.get("redis")
    found = {
        "ratio_to_constant": gate.rate / constant.rate,
        "ratio_to_constant_cpu": constant.cpu_us / gate.cpu_us,
        "ratio_to_django": gate.rate / django.rate,
        "ratio_p99_to_constant": gate.p99_ms / constant.p99_ms,
        "edge_ratio_to_constant": edge.rate / nothing.rate,
        "edge_ratio_to_constant_cpu": nothing.cpu_us / edge.cpu_us,
        "gate_per_second": gate.rate,
        "gate_cpu_us": gate.cpu_us,
    }
    if usual is not None:
        found["ratio_to_redis"] = gate.rate / usual.rate
    return {name: round(value, 2) for name, value in found.items()}


if __name__ == "__main__":
    sys.exit(main())
