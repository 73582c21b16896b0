"""How many names a second the gate answers in lists of 1,000 (see docs/performance.md).

    python benchmarks/gate_batch.py [--domains 500000] [--rows 100000] [--seconds 2] [--json]

The WSGI callable is given whole requests, without the server in front of it; rates are of CPU time
in one thread. Baseline of the same run: reading the same JSON and writing as much of it again.
"""

import argparse
import json
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import gate_data
from gate_store import FOR_EVER, arguments, interleaved

from openbeian.gate.app import App
from openbeian.gate.settings import Settings

TOGETHER = 1000
GOAL = 500_000


def main() -> int:
    """Measure, print a table, and end with one line of JSON."""
    options = arguments()
    with TemporaryDirectory(prefix="openbeian-bench-") as name:
        folder = Path(name)
        gate_data.build(folder, options.domains)
        found = measure(folder, options)
    if not options.json:
        for name, value in found.items():
            print(f"{name.replace('_', ' '):<36}{value:>14,}")
    print(json.dumps({"domains": options.domains, "together": TOGETHER, **found}))
    return 0


def measure(folder: Path, options: argparse.Namespace) -> dict[str, float]:
    """Return the names a second, and their ratio to the baseline."""
    asked = gate_data.hosts(options.domains, max(options.rows // TOGETHER, 1) * TOGETHER)
    lists = [asked[at : at + TOGETHER] for at in range(0, len(asked), TOGETHER)]
    bodies = [[json.dumps({"domains": names}).encode()] for names in lists]
    app = App(Settings(store=folder, old_after=FOR_EVER))

    def post(bodies: list[bytes]) -> bytes:
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/v1/verify",
            "wsgi.input": BytesIO(bodies[0]),
        }
        [answer] = app(environ, lambda _status, _headers: None)
        return answer

    said = json.loads(post(bodies[0]))

    def alone(bodies: list[bytes]) -> bytes:
        json.loads(bodies[0])
        return json.dumps(said, ensure_ascii=False).encode()

    rates = interleaved({"gate": (post, bodies), "json": (alone, bodies)}, options.seconds)
    app.gate.close()
    per_second = rates["gate"] * TOGETHER
    return {
        "names_per_second": round(per_second),
        "json_names_per_second": round(rates["json"] * TOGETHER),
        "ratio_to_json": round(rates["gate"] / rates["json"], 2),
        "ratio_to_goal": round(per_second / GOAL, 2),
    }


if __name__ == "__main__":
    raise SystemExit(main())
