"""The gate over HTTP, one worker, random names (see docs/performance.md). Needs wrk.

    python benchmarks/gate_http.py [--domains 500000] [--rows 100000] [--seconds 3] [--json]

Baselines of the same run: the same server answering a constant of the same length, and the house's
own view over the ORM, on a registry of 100,000 domains.
"""

import argparse
import importlib
import json
import os
import statistics
import sys
from pathlib import Path

import gate_data
import house
import load

ROUNDS = 3
REGISTERED = 100_000
ANSWER_OCTETS = 900
HERE = Path(__file__).resolve().parent
EDGE = "/edge/hosting_mainland/nginx"


def main() -> int:
    """Measure, print a table, and end with one line of JSON."""
    load.require_wrk()
    options = arguments()
    gate_data.build(house.VAR / "gate", options.domains)
    house.make_tables()
    # only now are there settings that models can be loaded with
    importlib.import_module("gate_registry").seed(min(options.domains, REGISTERED))
    servers = start()
    try:
        figures = measure(servers, scripts(options), options.seconds)
        memory = servers["gate"].memory_mb()
    finally:
        for server in servers.values():
            server.end()
    found = ratios(figures) | {"gate_private_mb": memory}
    if not options.json:
        report(figures, found)
    print(json.dumps({"domains": options.domains, **found}))
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--domains", type=int, default=500_000, help="in the store")
    parser.add_argument("--rows", type=int, default=100_000, help="host names asked for")
    parser.add_argument("--seconds", type=int, default=3, help="for each figure and round")
    parser.add_argument("--json", action="store_true", help="the line of JSON alone")
    return parser.parse_args()


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


def measure(
    servers: dict[str, load.Server], ways: dict[str, tuple[str, Path]], seconds: int
) -> dict[str, load.Figure]:
    """Return the medians of rounds in which all take turns."""
    found: dict[str, list[load.Figure]] = {}
    for _ in range(ROUNDS):
        for name, (server, script) in ways.items():
            found.setdefault(name, []).append(servers[server].ask(script, seconds))
    return {
        name: load.Figure(
            *(statistics.median(column) for column in zip(*map(values, some), strict=True))
        )
        for name, some in found.items()
    }


def values(figure: load.Figure) -> tuple[float, float, float]:
    return figure.rate, figure.p99_ms, figure.cpu_us


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


def report(figures: dict[str, load.Figure], found: dict[str, float]) -> None:
    """Print the figures for people."""
    print(f"{'':<14}{'requests/s':>12}{'p99 ms':>10}{'CPU µs each':>14}")
    for name, figure in figures.items():
        print(f"{name:<14}{figure.rate:>12,.0f}{figure.p99_ms:>10.2f}{figure.cpu_us:>14.1f}")
    for name, value in found.items():
        print(f"{name.replace('_', ' '):<34}{value:>10,}")


if __name__ == "__main__":
    sys.exit(main())
