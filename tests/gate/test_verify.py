"""`/v1/verify` as programs ask it: one name or thousands, with keys, and without a store."""

import hashlib
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gate.samples import DOMAIN, ENTITY, SEEN, STALE, build, filed
from gate.wsgi import Client
from openbeian.gate import moments
from openbeian.gate.records import Phase
from openbeian.gate.settings import Key

VERIFY = "/v1/verify?domain="
DAY = 86400 * moments.SECOND


@pytest.fixture
def client(tmp_path):
    now = moments.now()
    build(
        tmp_path,
        {
            DOMAIN: [filed(psb_number="沪公网安备31011502000001号")],
            "xn--fsqu00a.xn--fiqs8s": [filed()],
            "seen.cn": [filed()._replace(reason=SEEN, linked=False, as_of=now - DAY)],
            "stale.cn": [Phase(STALE, as_of=now - 40 * DAY)],
        },
    )
    opened = Client(tmp_path)
    yield opened
    opened.app.gate.close()


@pytest.fixture
def without_store(tmp_path):
    return Client(tmp_path / "nothing")


class TestOne:
    def test_a_filed_domain_is_answered_in_full(self, client):
        response = client.get(VERIFY + "WWW.Shili-Keji.CN:443")
        assert response.status == 200
        assert response.headers == {"Content-Type": "application/json", "Cache-Control": "no-store"}
        body = response.json
        assert body.pop("as_of").endswith("Z")
        assert body == {
            "host": "www.shili-keji.cn",
            "registrable_domain": DOMAIN,
            "status": "filed_here",
            "reason": "linked",
            "entity_number": ENTITY,
            "service_number": f"{ENTITY}-1",
            "psb_number": "沪公网安备31011502000001号",
            "provider_linked": True,
            "since": "1970-01-02T00:00:00Z",
            "next_step": {"en": "Go on.", "zh": "继续。"},
            "words": {"en": "It is linked.", "zh": "结论：linked。"},
        }

    @pytest.mark.parametrize(
        "query",
        [
            "domain=" + quote("*.例子.中国"),
            "domain=" + "*.例子.中国".encode().decode("latin-1"),
            "domain=www.xn--fsqu00a.xn--fiqs8s.",
            "a=b&domain=" + quote("例子。中国"),
        ],
        ids=["escaped", "raw octets", "A-labels", "second parameter"],
    )
    def test_a_name_in_any_spelling(self, client, query):
        body = client.get(f"/v1/verify?{query}").json
        assert (body["registrable_domain"], body["status"]) == (
            "xn--fsqu00a.xn--fiqs8s",
            "filed_here",
        )

    @pytest.mark.parametrize(
        ("typed", "reason"),
        [
            ("", "empty"),
            ("192.0.2.1", "ip_literal"),
            ("[2001:db8::1]:443", "ip_literal"),
            ("com.cn", "public_suffix"),
            ("%00", "malformed"),
            ("%ff%fe", "malformed"),
            ("a+b.cn", "malformed"),
            ('%22%7D{"', "malformed"),
            ("a." * 150 + "cn", "too_long"),
        ],
    )
    def test_what_is_no_domain_is_an_answer_too(self, client, typed, reason):
        response = client.get(VERIFY + typed)
        assert response.status == 200
        assert (response.json["status"], response.json["reason"]) == ("unknown", reason)

    def test_words_name_the_age_of_the_evidence(self, client):
        assert client.get(VERIFY + "stale.cn").json["words"]["en"] == "Seen 40 days ago."

    def test_the_first_of_two_domains_counts(self, client):
        assert client.get(f"/v1/verify?domain={DOMAIN}&domain=x.cn").json["host"] == DOMAIN

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(max_size=60))
    def test_whatever_is_typed_is_answered_in_sound_json(self, client, typed):
        response = client.get(VERIFY + quote(typed, errors="replace"))
        assert response.status == 200
        assert response.json["status"] in {"unfiled", "unknown"}

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(st.characters(max_codepoint=255), max_size=60))
    def test_no_query_string_is_a_fault(self, client, query):
        assert client.get(f"/v1/verify?{query}").status in {200, 422}


class TestMany:
    NAMES = ("seen.cn", "", DOMAIN, "unknown.cn", "com.cn", DOMAIN)

    def test_a_list_is_answered_in_its_order_with_each_reason_once(self, client):
        body = client.post("/v1/verify", {"domains": self.NAMES}).json
        alone = [client.get(VERIFY + name).json for name in self.NAMES]
        for single, listed in zip(alone, body["answers"], strict=True):
            explained = body["reasons"][listed["reason"]]
            assert explained.pop("status") == single["status"]
            assert listed | explained == single
            explained["status"] = single["status"]
        assert len(body["reasons"]) == 5

    def test_words_that_depend_on_the_answer_stay_with_it(self, client):
        body = client.post("/v1/verify", {"domains": ["stale.cn", DOMAIN]}).json
        stale, linked = body["answers"]
        assert stale["words"]["en"] == "Seen 40 days ago."
        assert "words" not in linked
        assert body["reasons"].keys() == {"linked"}

    def test_no_name_at_all(self, client):
        assert client.post("/v1/verify", {"domains": []}).json == {"answers": [], "reasons": {}}

    def test_ten_thousand_names_and_not_one_more(self, client):
        names = [f"d{number}.cn" for number in range(10_000)]
        assert len(client.post("/v1/verify", {"domains": names}).json["answers"]) == 10_000
        response = client.post("/v1/verify", {"domains": [*names, DOMAIN]})
        assert (response.status, response.json["code"]) == (413, "gate.too_many_names")

    def test_a_body_beyond_all_measure_is_not_read(self, client):
        response = client.post("/v1/verify", b" " * (4 * 1024 * 1024 + 1))
        assert response.status == 413

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"\xff",
            b"[]",
            b"7",
            b'{"domains": "a.cn"}',
            b'{"domains": [1]}',
            b"[" * 99999,
        ],
        ids=lambda body: str(body[:12]),
    )
    def test_what_is_no_list_is_refused(self, client, body):
        response = client.post("/v1/verify", body)
        assert (response.status, response.json["code"]) == (400, "gate.body_unfit")
        assert response.headers["Content-Type"] == "application/problem+json"


class TestWithoutStore:
    def test_one_name_is_unknown_with_503(self, without_store):
        response = without_store.get(VERIFY + DOMAIN)
        assert (response.status, response.headers["Retry-After"]) == (503, "1")
        body = response.json
        assert (body["status"], body["reason"], body["as_of"]) == ("unknown", "store_missing", None)
        assert body["words"]["zh"].startswith("查询服务暂无可用数据")

    def test_a_list_is_unknown_with_503(self, without_store):
        response = without_store.post("/v1/verify", {"domains": [DOMAIN, ""]})
        assert response.status == 503
        assert {answer["status"] for answer in response.json["answers"]} == {"unknown"}

    def test_old_data_is_unknown_with_503_and_says_its_age(self, tmp_path):
        build(tmp_path, as_of=moments.now() - 1000 * moments.SECOND)
        response = Client(tmp_path).get(VERIFY + DOMAIN)
        assert response.status == 503
        assert (response.json["status"], response.json["reason"]) == ("unknown", "store_old")
        assert "100" in response.json["words"]["en"]


class TestKeys:
    @pytest.fixture
    def guarded(self, tmp_path, monkeypatch):
        build(tmp_path)
        self.now = 1000.0
        digest = hashlib.sha256(b"open-sesame").hexdigest()
        client = Client(tmp_path, keys=(Key("orders", digest, per_second=2, burst=4),))
        monkeypatch.setattr(client.app._limits, "_clock", lambda: self.now)
        client.app._limits._purses[digest].at = self.now
        yield client
        client.app.gate.close()

    def ask(self, client, key="open-sesame"):
        return client.get(VERIFY + DOMAIN, authorization=f"Bearer {key}")

    @pytest.mark.parametrize(
        "authorization",
        ["", "Bearer ", "Bearer wrong", "Basic open-sesame", "open-sesame"],
    )
    def test_without_a_key_nothing_is_told(self, guarded, authorization):
        response = guarded.get(VERIFY + DOMAIN, authorization=authorization)
        assert (response.status, response.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert guarded.post("/v1/verify", {"domains": [DOMAIN]}).status == 401
        assert DOMAIN not in response.text

    def test_a_key_asks_up_to_its_burst_and_then_waits(self, guarded):
        assert [self.ask(guarded).status for _ in range(5)] == [200, 200, 200, 200, 429]
        refused = self.ask(guarded)
        assert (refused.json["code"], refused.headers["Retry-After"]) == (
            "gate.asked_too_much",
            "1",
        )
        self.now += 0.5
        assert [self.ask(guarded).status for _ in range(2)] == [200, 429]
        self.now += 3600
        assert [self.ask(guarded).status for _ in range(5)] == [200, 200, 200, 200, 429]

    def test_a_list_is_answered_once_and_then_waited_for(self, guarded):
        sent = {"domains": [DOMAIN] * 104}
        bearer = {"authorization": "Bearer open-sesame"}
        assert guarded.post("/v1/verify", sent, **bearer).status == 200
        refused = self.ask(guarded)
        assert (refused.status, refused.headers["Retry-After"]) == (429, "51")

    def test_servers_at_the_edge_need_no_key(self, guarded):
        path = "/edge/hosting_mainland/nginx"
        assert guarded.get(path, x_original_host=DOMAIN).status == 200


class TestOtherPaths:
    @pytest.mark.parametrize("path", ["/", "/v1/verify/", "/v2/verify", "/edge", "/edge/"])
    def test_an_unknown_path(self, client, path):
        response = client.get(path)
        assert (response.status, response.json["code"]) == (404, "gate.route_unknown")

    def test_another_method(self, client):
        response = client.send("DELETE", "/v1/verify")
        assert (response.status, response.headers["Allow"]) == (405, "GET, POST")

    def test_a_missing_domain(self, client):
        response = client.get("/v1/verify?host=a.cn")
        assert (response.status, response.json["code"]) == (422, "gate.domain_missing")
        assert response.json["words"]["zh"].startswith("请以参数")

    def test_health_says_from_what_it_answers(self, client):
        response = client.get("/healthz")
        assert response.status == 200
        assert (response.json["status"], response.json["domains"]) == ("ok", 4)
        assert response.json["age_seconds"] < 60

    def test_health_is_poor_without_a_store_or_with_an_old_one(self, without_store, tmp_path):
        response = without_store.get("/healthz")
        assert (response.status, response.json) == (503, {"status": "store_missing"})
        build(tmp_path, as_of=moments.now() - 1000 * moments.SECOND)
        old = Client(tmp_path).get("/healthz")
        assert (old.status, old.json["status"]) == (503, "store_old")


class TestMetrics:
    def test_every_answer_and_refusal_is_counted(self, client):
        client.get(VERIFY + DOMAIN)
        client.get("/v1/verify")
        client.post("/v1/verify", {"domains": [DOMAIN, "x.cn", "y.cn"]})
        client.get("/edge/hosting_mainland/caddy?domain=x.cn")
        figures = client.figures()
        counted = {name: value for name, value in figures.items() if "store" not in name}
        answers, refusals = "openbeian_gate_answers_total", "openbeian_gate_refusals_total"
        assert counted == {
            answers + '{endpoint="verify",status="filed_here"}': 1,
            answers + '{endpoint="batch",status="filed_here"}': 1,
            answers + '{endpoint="batch",status="unfiled"}': 2,
            answers + '{endpoint="caddy",status="unfiled"}': 1,
            refusals + '{code="gate.domain_missing"}': 1,
        }
        assert figures["openbeian_gate_store_up"] == 1
        assert figures["openbeian_gate_store_domains"] == 4
        assert figures["openbeian_gate_store_position"] == 7

    def test_without_a_store_it_is_told_that_there_is_none(self, without_store):
        text = without_store.get("/metrics").text
        assert "openbeian_gate_store_up 0.0" in text
        assert "store_age" not in text

    def test_what_every_worker_counted_is_summed_and_outlives_it(self, tmp_path, monkeypatch):
        build(tmp_path)
        counters = tmp_path / "counters"
        counters.mkdir()
        for worker in (101, 102):
            monkeypatch.setattr("openbeian.gate.counters.os.getpid", lambda worker=worker: worker)
            client = Client(tmp_path, counters=counters)
            client.get(VERIFY + DOMAIN)
            figures = client.figures()
            client.app.gate.close()
        name = 'openbeian_gate_answers_total{endpoint="verify",status="filed_here"}'
        assert figures[name] == 2
