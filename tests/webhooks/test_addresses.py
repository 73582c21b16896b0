"""No message is sent to where it could reach into the provider's own network."""

import socket
import threading
import time
from contextlib import suppress
from ipaddress import ip_address

import pytest

from openbeian.webhooks import sending
from openbeian.webhooks.addresses import Target, UrlUnfit, is_allowed, read, resolve
from openbeian.webhooks.sending import Unanswered, post

INSIDE = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),  # noqa: S104
    *("100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
    *("2002:7f00:1::", "2001:db8::1"),
]


@pytest.fixture
def strict(settings):
    settings.OPENBEIAN_WEBHOOK_NETWORKS = ()


@pytest.fixture
def named(monkeypatch):
    """Let every name have these addresses."""

    def resolves(*addresses):
        found = [(0, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    return resolves


@pytest.mark.usefixtures("strict")
class TestInside:
    @pytest.mark.parametrize("address", INSIDE)
    def test_an_address_inside(self, address):
        assert not is_allowed(ip_address(address))

    @pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "2606:4700:4700::1111"])
    def test_an_address_outside(self, address):
        assert is_allowed(ip_address(address))

    def test_a_label_that_no_name_can_have(self):
        with pytest.raises(UrlUnfit):
            resolve(read(f"https://{'a' * 64}.cn/"))

    @pytest.mark.parametrize("inside", ["127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1"])
    def test_one_bad_address_spoils_a_name(self, named, inside):
        named("1.1.1.1", inside)
        with pytest.raises(UrlUnfit):
            resolve(read("https://hook.example.cn/"))

    def test_the_address_that_was_looked_at_is_the_one_to_connect_to(self, named):
        named("1.1.1.1")
        assert resolve(read("https://hook.example.cn/")) == "1.1.1.1"

    @pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f.1", "0177.0.0.1"])
    def test_other_ways_to_write_loopback(self, host):
        with pytest.raises(UrlUnfit):
            resolve(Target("http", host, 80, "/"))


def test_the_settings_allow_a_network(settings):
    settings.OPENBEIAN_WEBHOOK_NETWORKS = ("10.1.0.0/16", "fd00::/8")
    assert is_allowed(ip_address("10.1.2.3"))
    assert is_allowed(ip_address("fd00::7"))
    assert not is_allowed(ip_address("10.2.0.1"))


class TestUrls:
    @pytest.mark.parametrize(
        "url",
        [
            *("", "x", "ftp://a.cn/", "file:///etc/passwd", "javascript:1", "//a.cn/", "https://"),
            *("https://u:p@a.cn/", "https://a.cn/#f", "https://a.cn:0/", "https://a.cn:99999/"),
            *("https://a.cn/ b", "https://a.cn/\r\nX: y", "https://例子.cn/", "https:\\\\a.cn\\"),
        ],
    )
    def test_what_is_no_address(self, url):
        with pytest.raises(UrlUnfit):
            read(url)

    def test_production_wants_https(self, settings):
        assert read("http://a.cn/").port == 80
        settings.OPENBEIAN_MODE = "production"
        assert read("https://a.cn/x?y=z") == Target("https", "a.cn", 443, "/x?y=z")
        with pytest.raises(UrlUnfit):
            read("http://a.cn/")

    def test_an_origin_holds_nothing_of_the_path(self):
        assert read("https://a.cn:8443/secret?token=1").origin == "https://a.cn:8443"
        assert read("https://[2606:4700::1]/secret").origin == "https://[2606:4700::1]"


class TestSending:
    def send(self, url):
        return post(read(url), headers={"webhook-id": "m"}, body=b"{}")

    def test_a_redirect_is_an_answer_and_not_a_way(self, there):
        there.statuses.extend([302, 200])
        assert self.send(there.url) == 302
        assert [one.path for one in there.came] == ["/hook?token=t0p"]

    def test_an_answer_that_drips_is_cut_off(self, there, monkeypatch):
        monkeypatch.setattr(sending, "SECONDS", 0.3)
        there.drips = threading.Event()
        with pytest.raises(Unanswered, match="no_answer"):
            self.send(there.url)
        there.drips.set()

    def test_a_handshake_that_drips_is_cut_off(self, monkeypatch):
        monkeypatch.setattr(sending, "SECONDS", 0.3)
        with socket.create_server(("127.0.0.1", 0)) as server:
            dripping = threading.Thread(target=self.drip_a_handshake, args=[server])
            dripping.start()
            with pytest.raises(Unanswered, match="tls_refused"):
                self.send(f"https://127.0.0.1:{server.getsockname()[1]}/")
            dripping.join(10)
        assert not dripping.is_alive()

    def drip_a_handshake(self, server):
        """Promise a long record and send it octet by octet, until the other side is gone."""
        there, _ = server.accept()
        with there, suppress(OSError):
            there.sendall(b"\x16\x03\x03\x40\x00")
            while True:
                there.sendall(b"\x02")
                time.sleep(0.02)

    def test_nobody_listens(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        with pytest.raises(Unanswered, match="not_reached"):
            self.send(f"http://127.0.0.1:{port}/")

    def test_whoever_speaks_no_tls(self, there):
        with pytest.raises(Unanswered, match="tls_refused"):
            self.send(there.url.replace("http:", "https:"))

    @pytest.mark.usefixtures("strict")
    def test_loopback_is_refused_before_a_connection(self, there):
        with pytest.raises(UrlUnfit):
            self.send(there.url)
        assert there.came == []
