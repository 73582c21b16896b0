"""The gate over HTTP, one worker, random names (see docs/performance.md). Needs wrk.

    python benchmarks/gate_http.py [--domains 500000] [--rows 100000] [--seconds 3] [--json]

Baselines of the same run: the same server answering a constant of the same length, and the house's
own view over the ORM, on a registry of 100,000 domains.
"""

import argparse
import importlib
import json
import os
import sys
from functools import partial
from pathlib import Path

import gate_data
import house
import load

REGISTERED = 100_000
ANSWER_OCTETS = 900
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
    servers = start()
    try:
        ways = scripts(options)
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


def start() -> dict[str, load.Server]:
    """Start all servers, each on a port of its own."""
    source = os.pathsep.join([str(house.ROOT / "src"), str(HERE)])
    environ = {"OPENBEIAN_GATE_OLD_AFTER": "1e9", "PYTHONPATH": source}
    ours = ("-m", "openbeian")
    words = {
        "constant": (str(HERE / "constant.py"), "19001", str(ANSWER_OCTETS)),
        "nothing": (str(HERE / "constant.py"), "19002", "0"),
        "gate": (*ours, "gate", "--port", "19003"),
        "django": (*ours, "web", "--port", "19004", "--workers", "1", "--threads", "1"),
    }
    ports = {"constant": 19001, "nothing": 19002, "gate": 19003, "django": 19004}
    servers = {name: load.Server(some, ports[name], environ) for name, some in words.items()}
    for server in servers.values():
        server.wait()
    return servers


def scripts(options: argparse.Namespace) -> dict[str, tuple[str, Path]]:
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
    }
    return {
        name: (server, load.script(house.VAR / f"{name}.lua", hosts, request, path))
        for name, (server, hosts, request, path) in ways.items()
    }


def ratios(figures: dict[str, load.Figure]) -> dict[str, float]:
    """Return the figures that hold on other machines too."""
    gate, edge = figures["gate"], figures["gate_edge"]
    constant, nothing, django = (figures[name] for name in ("constant", "nothing", "django"))
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
    return {name: round(value, 2) for name, value in found.items()}


if __name__ == "__main__":
    sys.exit(main())
