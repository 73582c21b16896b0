"""The gate at nginx, one worker: a look-up inside it, and auth_request (see docs/performance.md).

    python benchmarks/gate_nginx.py [--domains 500000] [--rows 100000] [--seconds 3] [--json]

Every host asked for passes. Baselines of the same run: the same nginx without any check, serving a
file and before a backend, which is the gate's server answering a constant. Needs wrk and Debian's
nginx with libnginx-mod-http-lua, liblmdb0 and lua-cjson.
"""

import argparse
import json
import os
import random
import shutil
import sys
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import gate_data
import load

HERE = Path(__file__).resolve().parent
MODULES = Path("/usr/lib/nginx/modules")
BACKEND, OCTETS = 19021, 900
PORTS = {
    "static": 19022,
    "static_lua": 19023,
    "static_auth": 19024,
    "backend": 19025,
    "backend_lua": 19026,
    "backend_auth": 19027,
}
CHECKS = {
    "": "",
    "lua": """access_by_lua_block {
        if not gate:ask(ngx.var.host, "hosting_mainland") then return ngx.exit(403) end
    }""",
    "auth": "auth_request /_gate;",
}
PAGES = {
    "static": "root VAR/www;",
    "backend": 'proxy_pass http://backend; proxy_http_version 1.1; proxy_set_header Connection "";',
}
HTTP = """
daemon off; user root; worker_processes 1; pid VAR/nginx.pid; error_log VAR/error.log;
load_module MODULES/ndk_http_module.so; load_module MODULES/ngx_http_lua_module.so;
events { worker_connections 1024; }
http {
    access_log off; sendfile on; keepalive_requests 1000000000;
    lua_package_path "EXAMPLES/?.lua;;";
    init_by_lua_block {
        gate = require("openbeian").open("VAR/gate", {old_after = 1e9})
    }
    upstream gate { server unix:VAR/gate.sock; keepalive 64; keepalive_requests 1000000000; }
    upstream backend { server 127.0.0.1:BACKEND; keepalive 64; keepalive_requests 1000000000; }
    SERVERS
}
"""
SERVER = """
    server {
        listen 127.0.0.1:PORT;
        location / { CHECK PAGE }
        location = /_gate {
            internal;
            proxy_pass http://gate/edge/hosting_mainland/nginx;
            proxy_pass_request_body off;
            proxy_set_header Content-Length "";
            proxy_set_header X-Original-Host $http_host;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
        }
    }
"""


def main() -> int:
    """Measure, print a table, and end with one line of JSON."""
    load.require("wrk", "taskset", "nginx")
    options = load.arguments(__doc__)
    with TemporaryDirectory(prefix="openbeian-bench-") as name:
        var = Path(name)
        gate_data.build(var / "gate", options.domains)
        servers = start(var)
        try:
            asks = {way: script(var, way, options) for way in PORTS}
            figures = load.in_turn(
                {
                    way: partial(load.ask, servers, PORTS[way], asked, options.seconds)
                    for way, asked in asks.items()
                }
            )
        finally:
            for server in servers:
                server.end()
    found = ratios(figures)
    if not options.json:
        load.report(figures, found)
    print(json.dumps({"domains": options.domains, **found}))
    return 0


def start(var: Path) -> list[load.Server]:
    """Start the gate, the backend and nginx; they share one core."""
    (var / "www").mkdir()
    (var / "www" / "index.html").write_text("x" * OCTETS)
    var.chmod(0o755)
    source = os.pathsep.join([str(HERE.parent / "src"), str(HERE)])
    environ = {
        "OPENBEIAN_GATE_OLD_AFTER": "1e9",
        "OPENBEIAN_GATE_STORE": str(var / "gate"),
        "PYTHONPATH": source,
    }
    path = var / "nginx.conf"
    path.write_text(configuration(var), encoding="utf-8")
    gate = load.Server(("-m", "openbeian", "gate", "--socket", str(var / "gate.sock")), 0, environ)
    while not (var / "gate.sock").exists():
        time.sleep(0.05)
    words = (str(HERE / "constant.py"), str(BACKEND), str(OCTETS))
    backend = load.Server(words, BACKEND, environ)
    nginx = load.Server(("-c", str(path)), PORTS["static"], {}, program=shutil.which("nginx"))
    for server in (backend, nginx):
        server.wait()
    return [gate, backend, nginx]


def configuration(var: Path) -> str:
    """Return nginx's configuration: one server for each way, all in one worker."""
    text = "".join(
        SERVER.replace("PORT", str(port))
        .replace("CHECK", CHECKS[way.partition("_")[2]])
        .replace("PAGE", PAGES[way.partition("_")[0]])
        for way, port in PORTS.items()
    )
    text = HTTP.replace("SERVERS", text).replace("MODULES", str(MODULES))
    text = text.replace("EXAMPLES", str(HERE.parent / "examples" / "gate"))
    return text.replace("BACKEND", str(BACKEND)).replace("VAR", str(var))


def script(var: Path, way: str, options: argparse.Namespace) -> Path:
    """Write the script that asks for hosts of the store, in no order."""
    hosts = var / "hosts.txt"
    if not hosts.exists():
        dice = random.Random(1)  # noqa: S311 - no secret
        names = (gate_data.domain(dice.randrange(options.domains)) for _ in range(options.rows))
        hosts.write_text("\n".join(names), encoding="utf-8")
    return load.script(var / f"{way}.lua", hosts, load.AS_THE_HOST, "/")


def ratios(figures: dict[str, load.Figure]) -> dict[str, float]:
    """Return what each check leaves of its baseline, by requests and by the servers' CPU time."""
    found = {}
    for way, figure in figures.items():
        page, _, check = way.partition("_")
        if check:
            found[f"ratio_{way}"] = round(figure.rate / figures[page].rate, 2)
            found[f"ratio_{way}_cpu"] = round(figures[page].cpu_us / figure.cpu_us, 2)
    return found


if __name__ == "__main__":
    sys.exit(main())
