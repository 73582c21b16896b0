"""`GET /api/v1/verify` and `/api/v1/purchase`: the answer as programs read it."""

from datetime import datetime
from urllib.parse import quote

import pytest
from django.db import DatabaseError

from openbeian.api import routes
from registry import town

pytestmark = pytest.mark.usefixtures("organisations")
VERIFY = "/api/v1/verify?domain="
PURCHASE = "/api/v1/purchase"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Let it be an hour after noon."""
    monkeypatch.setattr(routes.clock, "now", lambda: town.NOON + town.HOUR)


@pytest.fixture
def organisations(db):
    town.found_organisations()


def test_a_registered_domain_is_answered_in_full(client):
    town.enter()
    response = client.get(VERIFY + "WWW.Shili-Keji.CN:443")
    assert response.status_code == 200
    body = response.json()
    assert datetime.fromisoformat(body.pop("as_of")) == town.NOON + town.HOUR
    assert datetime.fromisoformat(body.pop("since")) == town.NOON
    assert body.pop("words") == {
        "en": "The domain is registered and linked to this provider.",
        "zh": "该域名已备案，且已在本接入服务商办理接入备案。",
    }
    assert body.pop("next_step").keys() == {"en", "zh"}
    assert body == {
        "host": "www.shili-keji.cn",
        "registrable_domain": "shili-keji.cn",
        "status": "filed_here",
        "reason": "linked",
        "entity_number": town.ENTITY_NUMBER,
        "service_number": town.SERVICE_NUMBER,
        "psb_number": "",
        "provider_linked": True,
    }


def test_an_answer_names_no_person_and_no_company(client):
    town.enter()
    text = client.get(VERIFY + town.DOMAIN).content.decode()
    for private in ("上海示例合资科技有限公司", "王示例", "13800000003", "91310115MA1K4E7T9M"):
        assert private not in text


def test_a_unicode_name_is_understood(client):
    body = client.get(VERIFY + quote("*.例子.中国")).json()
    assert body["host"] == "*.xn--fsqu00a.xn--fiqs8s"
    assert (body["status"], body["since"]) == ("unfiled", None)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("192.0.2.1", "ip_literal"),
        ("com.cn", "public_suffix"),
        ("%00", "malformed"),
        ("%ff%fe", "malformed"),
    ],
)
def test_what_is_no_domain_is_an_answer_too(client, typed, reason):
    response = client.get(VERIFY + typed)
    assert response.status_code == 200
    assert (response.json()["status"], response.json()["reason"]) == ("unknown", reason)


def test_an_answer_is_not_kept_by_anybody(client):
    assert client.get(VERIFY + town.DOMAIN)["Cache-Control"] == "no-store"


def test_the_purchase_of_hosting_is_refused_before_the_number_and_allowed_after(client):
    question = {"product": "hosting_mainland", "domain": town.DOMAIN}
    before = client.get(PURCHASE, question).json()
    assert (before["allowed"], before["answer"]["status"]) == (False, "unfiled")
    assert before["next_step"]["zh"].startswith("请办理ICP备案")
    town.enter()
    after = client.get(PURCHASE, question).json()
    assert (after["allowed"], after["answer"]["status"]) == (True, "filed_here")
    assert after["product"] == "hosting_mainland"
    assert after["why"]["en"].startswith("The domain is registered and linked")


class TestProblems:
    def problem(self, response, status, code):
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
        body = response.json()
        assert (body["status"], body["code"]) == (status, code)
        assert body["type"] == f"urn:openbeian:problem:{code}"
        assert body["words"]["zh"]
        return body

    @pytest.mark.parametrize("path", [VERIFY, f"{PURCHASE}?product=cdn_mainland&domain="])
    def test_a_name_that_is_too_long(self, client, path):
        too_long = f"{'a' * 62}.{'b' * 63}.{'c' * 63}.{'d' * 60}.cn"
        self.problem(client.get(path + too_long), 422, "api.host_too_long")
        assert client.get(path + too_long[1:]).status_code == 200

    def test_a_missing_parameter(self, client):
        body = self.problem(client.get("/api/v1/verify"), 422, "api.parameter_unfit")
        assert "domain" in body["detail"]

    def test_all_missing_parameters_are_named(self, client):
        body = self.problem(client.get(PURCHASE), 422, "api.parameter_unfit")
        assert "domain, product" in body["detail"]

    def test_an_unknown_product(self, client):
        response = client.get(PURCHASE, {"product": "teapot", "domain": town.DOMAIN})
        body = self.problem(response, 422, "registry.product_unknown")
        assert "hosting_mainland" in body["detail"]

    def test_an_unknown_route(self, client):
        self.problem(client.get("/api/v2/verify"), 404, "api.route_unknown")
        self.problem(client.get("/api/v1/"), 404, "api.route_unknown")

    def test_another_method(self, client):
        response = client.post("/api/v1/verify")
        self.problem(response, 405, "api.method_unknown")
        assert response["Allow"] == "GET"

    def test_a_database_out_of_reach_is_never_an_answer(self, client, monkeypatch):
        def fail(*_, **__):
            raise DatabaseError

        monkeypatch.setattr(routes, "answer", fail)
        response = client.get(VERIFY + town.DOMAIN)
        self.problem(response, 503, "api.out_of_reach")
        assert response["Retry-After"] == "10"

    @pytest.mark.parametrize(
        ("language", "words"),
        [("zh-CN,zh;q=0.9", "没有名为"), ("en", "There is no product"), ("fr", "There is no")],
    )
    def test_the_detail_is_in_the_language_asked_for(self, client, language, words):
        question = {"product": "teapot", "domain": town.DOMAIN}
        response = client.get(PURCHASE, question, headers={"Accept-Language": language})
        assert response.json()["detail"].startswith(words)
        assert "Accept-Language" in response["Vary"]
