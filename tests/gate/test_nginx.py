"""The example for nginx, as it stands, before Debian's nginx: who may be served is, nobody else."""

import pytest

from gate import front, running
from gate.running import eventually, listens
from gate.samples import DOMAIN, build

pytestmark = pytest.mark.skipif(front.NGINX is None, reason="no nginx: apt-get install nginx-light")


@pytest.fixture
def var(tmp_path_factory):
    folder = tmp_path_factory.mktemp("edge")
    folder.chmod(0o755)
    build(folder / "gate")
    front.website(folder)
    return folder


@pytest.fixture
def nginx(var):
    with front.nginx("nginx.conf", var) as get:
        yield get


@pytest.fixture
def gate(var):
    with running.gate(var, "--socket", str(var / "gate.sock")) as program:
        eventually(lambda: listens(var / "gate.sock"))
        yield program


@pytest.mark.usefixtures("gate")
class TestWithGate:
    def test_a_filed_host_is_served(self, nginx):
        for host in (DOMAIN, f"{DOMAIN}:80", DOMAIN.upper()):
            response = nginx(host)
            assert (response.status_code, response.text) == (200, "a website")

    @pytest.mark.parametrize("host", ["unknown.cn", "203.0.113.1", "com.cn", f"{DOMAIN}.evil.cn"])
    def test_another_is_refused_with_the_page_that_explains(self, nginx, host):
        response = nginx(host)
        assert response.status_code == 403
        assert "该网站暂时无法访问" in response.text
        assert response.headers["content-type"] == "text/html; charset=utf-8"

    def test_the_method_and_the_body_of_a_visitor_do_not_matter(self, nginx):
        response = nginx("unknown.cn", "/a?domain=x", method="POST", content=b"x" * 10_000)
        assert (response.status_code, "该网站暂时无法访问" in response.text) == (403, True)

    def test_the_inner_locations_cannot_be_reached(self, nginx):
        assert nginx(DOMAIN, "/_gate").status_code == 404
        assert nginx("unknown.cn", "/edge/hosting_mainland/caddy?domain=a.cn").status_code == 403

    def test_a_visitor_cannot_name_another_host(self, nginx):
        forged = {"X-Original-Host": DOMAIN, "X-Forwarded-Host": DOMAIN}
        assert nginx("unknown.cn", headers=forged).status_code == 403

    def test_the_log_says_why(self, nginx, var):
        nginx(DOMAIN)
        nginx("unknown.cn")
        log = var / "access.log"  # a line is written once its answer has been sent
        for line in (f"{DOMAIN} filed_here linked", "unknown.cn unfiled no_record"):
            eventually(lambda line=line: line in log.read_text())


def test_without_a_gate_nobody_is_served(nginx):
    response = nginx(DOMAIN)
    assert response.status_code in {500, 502}
    assert "a website" not in response.text


def test_without_a_store_nobody_is_served_and_the_page_says_so(nginx, gate, var):
    (var / "gate" / "current").unlink()
    eventually(lambda: nginx(DOMAIN).status_code == 503)
    assert "查询服务暂无可用数据" in nginx(DOMAIN).text


def test_what_was_killed_serves_again_once_it_is_back(nginx, gate, var):
    assert nginx(DOMAIN).status_code == 200
    gate.kill()
    assert nginx(DOMAIN).status_code in {500, 502}
    gate.start()
    eventually(lambda: nginx(DOMAIN).status_code == 200)
