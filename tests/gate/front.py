"""Debian's nginx before websites, with an example of ours as its configuration."""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from gate.running import eventually, free_port
from gate.samples import DOMAIN

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "gate"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")


def website(var: Path, domain: str = DOMAIN) -> None:
    """Put a website of one page where the examples look for it."""
    site = var / "www" / domain
    site.mkdir(parents=True)
    (site / "index.html").write_text("a website")


@contextmanager
def nginx(example: str, var: Path, **more: str) -> Iterator:
    """Run nginx by an example, whose paths and port alone are replaced; yield a hand that asks."""
    port = free_port()
    process = subprocess.Popen([NGINX, "-p", str(var), "-c", str(_write(example, var, port, more))])

    client = httpx.Client(base_url=f"http://127.0.0.1:{port}")

    def get(host, path="/", *, method="GET", headers=None, **options):
        headers = {"Host": host.encode(), **(headers or {})}
        return client.request(method, path, headers=headers, **options)

    try:
        eventually(lambda: get("nobody.cn").status_code > 0)
        yield get
    finally:
        client.close()
        process.terminate()
        process.wait(10)


def _write(example: str, var: Path, port: int, more: Mapping[str, str]) -> Path:
    text = (EXAMPLES / example).read_text(encoding="utf-8")
    for theirs, ours in {
        "/run/openbeian/gate.sock": str(var / "gate.sock"),
        "/var/log/nginx": str(var),
        "/srv/www": str(var / "www"),
        "listen 80 default_server": f"listen 127.0.0.1:{port} default_server",
        **more,
    }.items():
        assert theirs in text
        text = text.replace(theirs, ours)
    head = f"daemon off; pid {var}/nginx.pid; error_log {var}/error.log; user root;\n"
    path = var / "nginx.conf"
    path.write_text(head + text, encoding="utf-8")
    return path
