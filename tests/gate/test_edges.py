"""What a server in front of websites asks, each in its own way, and what its visitors then see."""

import pytest

from gate.samples import DOMAIN, LISTED, SEEN, build, filed
from gate.wsgi import Client
from openbeian.gate import moments
from openbeian.gate.records import Phase
from openbeian.gate.settings import SERVERS

HOSTING, CDN = "/edge/hosting_mainland", "/edge/cdn_mainland"
DOMAINS = {
    DOMAIN: [filed()],
    "seen.cn": [filed()._replace(reason=SEEN, linked=False)],
    "bad.cn": [Phase(LISTED, since=1)],
    "xn--fsqu00a.cn": [filed()],
}


@pytest.fixture
def client(tmp_path):
    build(tmp_path, DOMAINS)
    opened = Client(tmp_path)
    yield opened
    opened.app.gate.close()


def through(client, server, host, product=HOSTING):
    """Ask as this server does, for a visitor's request to `/a/b?c=d`."""
    path = f"{product}/{server}"
    match server:
        case "nginx":
            return client.get(path, x_original_host=host)
        case "traefik":
            forwarded = {"x_forwarded_host": host, "x_forwarded_uri": "/a/b?c=d"}
            return client.get(path, **forwarded)
        case "envoy":
            return client.send("POST", f"{path}/a/b?c=d&product=cdn_mainland", host=host)
        case "caddy":
            return client.get(f"{path}?domain={host}")


@pytest.mark.parametrize("server", SERVERS)
class TestEveryServer:
    @pytest.mark.parametrize(
        ("host", "hosting", "cdn"),
        [
            (DOMAIN, 200, 200),
            (f"WWW.{DOMAIN}.:8443", 200, 200),
            ("www.seen.cn", 403, 200),
            ("bad.cn", 403, 403),
            ("unknown.cn", 403, 403),
            ("203.0.113.1", 403, 403),
            ("com.cn", 403, 403),
            ("", 403, 403),
        ],
    )
    def test_a_host_passes_exactly_where_the_product_accepts_its_status(
        self, client, server, host, hosting, cdn
    ):
        assert through(client, server, host).status == hosting
        assert through(client, server, host, CDN).status == cdn

    def test_the_reason_is_told_in_headers_for_the_servers_log(self, client, server):
        headers = through(client, server, "unknown.cn").headers
        assert headers["X-Openbeian-Status"] == "unfiled"
        assert headers["X-Openbeian-Reason"] == "no_record"
        assert through(client, server, DOMAIN).headers["X-Openbeian-Status"] == "filed_here"

    def test_without_a_store_it_refuses_unless_told_to_stay_open(self, tmp_path, server):
        closed = through(Client(tmp_path / "none"), server, DOMAIN)
        assert (closed.status, closed.headers["Retry-After"]) == (503, "1")
        assert closed.headers["X-Openbeian-Reason"] == "store_missing"
        open_ = Client(tmp_path / "none", open_for=frozenset({server}))
        passed = through(open_, server, DOMAIN)
        assert (passed.status, passed.headers["X-Openbeian-Status"]) == (200, "unknown")
        assert [through(open_, other, DOMAIN).status for other in set(SERVERS) - {server}] == [
            503
        ] * 3

    def test_with_old_data_it_refuses_unless_told_to_stay_open(self, tmp_path, server):
        build(tmp_path, DOMAINS, as_of=moments.now() - 1000 * moments.SECOND)
        closed = Client(tmp_path)
        assert through(closed, server, DOMAIN).status == 503
        closed.app.gate.close()
        open_ = Client(tmp_path, open_for=frozenset({server}))
        answers = [through(open_, server, host).status for host in (DOMAIN, "bad.cn", "x.cn")]
        assert answers == [200, 403, 403], "an open endpoint goes by the old data"
        open_.app.gate.close()

    def test_an_unknown_product_opens_nothing(self, client, server):
        response = through(client, server, DOMAIN, "/edge/teapot")
        assert (response.status, response.json["code"]) == (404, "gate.product_unknown")


def test_a_header_that_is_missing_opens_nothing(client):
    assert client.get(f"{HOSTING}/nginx").status == 403
    assert client.get(f"{HOSTING}/traefik").status == 403
    assert client.get(f"{HOSTING}/caddy").status == 422


def test_a_server_reads_no_header_but_its_own(client):
    forged = {"x_forwarded_host": DOMAIN, "host": DOMAIN}
    assert client.get(f"{HOSTING}/nginx", x_original_host="unknown.cn", **forged).status == 403


def test_a_visitors_path_changes_nothing_for_envoy(client):
    for path in ("/cdn_mainland/envoy", "/../../cdn_mainland/envoy", "//"):
        assert client.get(f"{HOSTING}/envoy{path}", host="seen.cn").status == 403


def test_a_host_in_raw_utf8_is_read(client):
    raw = "例子.cn".encode().decode("latin-1")
    assert client.get(f"{HOSTING}/nginx", x_original_host=raw).status == 200


class TestPage:
    def test_it_explains_in_both_languages(self, client):
        response = through(client, "traefik", "www.unknown.cn")
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert response.headers["Cache-Control"] == "no-store"
        for said in (
            "该网站暂时无法访问",
            "结论：no_record。",
            "It is no_record.",
            "www.unknown.cn",
        ):
            assert said in response.text

    def test_it_shows_a_name_in_its_own_script(self, client):
        assert "例子.中国" in through(client, "traefik", "xn--fsqu00a.xn--fiqs8s").text

    def test_what_a_visitor_typed_is_never_markup(self, client):
        text = through(client, "traefik", "<script>alert(1)</script>").text
        assert "<script" not in text
        assert "&lt;script&gt;" in text

    def test_it_says_that_nothing_is_known(self, tmp_path):
        text = through(Client(tmp_path / "none"), "traefik", DOMAIN).text
        assert "查询服务暂无可用数据" in text
        assert "store_missing" in text

    def test_who_passes_gets_an_empty_body(self, client):
        assert through(client, "traefik", DOMAIN).body == b""
