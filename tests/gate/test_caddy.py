"""The example for Caddy, as it stands, before Debian's Caddy: who is not filed is not served."""

import os
import shutil
import socket
import ssl
import subprocess

import httpx
import pytest

from gate import front, running
from gate.running import PATIENCE, eventually, free_port
from gate.samples import DOMAIN, build

CADDY = shutil.which("caddy")
pytestmark = pytest.mark.skipif(CADDY is None, reason="no Caddy: apt-get install caddy")

# what makes it a guest on this machine: certificates of its own, other ports, loopback alone
GUEST = """{{
	admin off
	default_bind 127.0.0.1
	https_port {https}
	http_port {http}
	local_certs
	skip_install_trust
	storage file_system {var}/caddy
"""


@pytest.fixture
def var(tmp_path):
    build(tmp_path / "gate")
    front.website(tmp_path)
    return tmp_path


@pytest.fixture
def gate(var):
    port = free_port()
    with running.gate(var, "--port", str(port)) as program:
        program.port = port
        eventually(lambda: httpx.get(f"http://127.0.0.1:{port}/healthz").is_success)
        yield program


def configured(var, gate, https):
    """Return the example for this folder and these ports; nothing else of it is changed."""
    text = (front.EXAMPLES / "Caddyfile").read_text(encoding="utf-8")
    for theirs, ours in (
        ("127.0.0.1:8700", f"127.0.0.1:{gate.port}"),
        ("/srv/www", str(var / "www")),
        ("\n{\n", "\n" + GUEST.format(https=https, http=https + 1, var=var)),
    ):
        assert theirs in text
        text = text.replace(theirs, ours)
    path = var / "Caddyfile"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def caddy(var, gate):
    port = free_port()
    words = [CADDY, "run", "--adapter", "caddyfile", "--config", configured(var, gate, port)]
    environ = {**os.environ, "HOME": str(var)}
    with (var / "caddy.log").open("wb") as log:
        process = subprocess.Popen(words, env=environ, stdout=log, stderr=log)
    try:
        yield asking(port, var / "caddy" / "pki" / "authorities" / "local" / "root.crt")
    finally:
        process.terminate()
        process.wait(PATIENCE)


def asking(port, authority):
    """Return a hand that asks once Caddy is there, trusting the authority that it makes itself."""
    eventually(lambda: authority.exists() and "END CERTIFICATE" in authority.read_text())
    trusting = ssl.create_default_context(cafile=authority)

    def get(host, sni=None):
        named = {"sni_hostname": sni or host}
        with httpx.Client(verify=trusting, base_url=f"https://127.0.0.1:{port}") as client:
            return client.get("/", headers={"Host": host}, extensions=named)

    eventually(lambda: get(DOMAIN).status_code > 0)
    return get


def test_a_filed_host_gets_a_certificate_and_is_served(caddy):
    assert (caddy(DOMAIN).status_code, caddy(DOMAIN).text) == (200, "a website")


def test_another_gets_no_certificate(caddy):
    for host in ("unknown.cn", f"{DOMAIN}.evil.cn"):
        with pytest.raises(httpx.ConnectError, match="TLS"):
            caddy(host)


def test_another_host_behind_a_certificate_is_refused_with_the_page_that_explains(caddy):
    response = caddy("unknown.cn", sni=DOMAIN)
    assert response.status_code == 403
    assert "该网站暂时无法访问" in response.text


def is_bound(held, port):
    """Bind a socket that answers nobody; whether the port was free."""
    try:
        held.bind(("127.0.0.1", port))
    except OSError:
        return False
    return True


def test_without_a_gate_nobody_is_served(caddy, gate):
    gate.kill()
    with socket.socket() as held:  # nobody else may answer there meanwhile
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        eventually(lambda: is_bound(held, gate.port))  # its workers end a moment later
        response = caddy(DOMAIN)
    assert response.status_code >= 500
    assert "a website" not in response.text
