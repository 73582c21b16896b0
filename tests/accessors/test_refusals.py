"""What is not signed, not fresh, not allowed or not well formed is refused, and says so."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError

from accessors.signing import Accessor, real_now
from openbeian.accessors import services
from openbeian.accessors.models import AccessKey, UsedNonce
from openbeian.accessors.services import AccessorUnfit, Action, KeyUnknown
from openbeian.accounts.actors import NotPermitted
from openbeian.api.beian import actions, views
from openbeian.audit.models import Event
from openbeian.registry.reasons import Reason
from registry import town

pytestmark = pytest.mark.django_db
STATUS = "QueryAccessorDomainStatus"
MAIN = "GetMainDomain"


def refused(response, status, code):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    body = response.json()
    assert body.keys() == {"RequestId", "HostId", "Code", "Message"}
    assert body["Code"] == code
    assert body["Message"]
    return body


def stamp(ago: timedelta) -> str:
    return (real_now() - ago).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_an_honest_request_by_hand_is_answered(accessor):
    response = accessor.ask(MAIN, Domain="www.a.com.cn")
    assert (response.status_code, response.json()["Data"]) == (200, "a.com.cn")
    assert response["Cache-Control"] == "no-store"


class TestSigned:
    def test_a_second_time_is_a_replay(self, accessor):
        text, headers = accessor.signed(MAIN, query={"Domain": "a.cn"})
        assert accessor.send(text, headers).status_code == 200
        refused(accessor.send(text, headers), 400, "SignatureNonceUsed")

    def test_a_forged_request_uses_no_nonce_up(self, accessor):
        text, headers = accessor.signed(MAIN, query={"Domain": "a.cn"})
        refused(accessor.send("Domain=b.cn", headers), 400, "SignatureDoesNotMatch")
        assert accessor.send(text, headers).status_code == 200

    @pytest.mark.parametrize("ago", [timedelta(minutes=16), timedelta(minutes=-16)])
    def test_a_clock_that_is_wrong(self, accessor, ago):
        text, headers = accessor.signed(MAIN, query={"Domain": "a.cn"}, x_acs_date=stamp(ago))
        refused(accessor.send(text, headers), 400, "InvalidTimeStamp.Expired")

    @pytest.mark.parametrize("ago", [timedelta(minutes=14), timedelta(minutes=-14)])
    def test_a_clock_that_is_a_little_wrong(self, accessor, ago):
        text, headers = accessor.signed(MAIN, query={"Domain": "a.cn"}, x_acs_date=stamp(ago))
        assert accessor.send(text, headers).status_code == 200

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param({"x-acs-action": STATUS}, id="another action"),
            pytest.param({"x-acs-signature-nonce": "another"}, id="another nonce"),
            pytest.param({"x-acs-date": stamp(timedelta(minutes=1))}, id="another moment"),
            pytest.param({"x-acs-version": "2020-01-01"}, id="another version"),
            pytest.param({"x-acs-content-sha256": "é" * 64}, id="no digest at all"),
        ],
    )
    def test_every_part_counts(self, accessor, change):
        text, headers = accessor.signed(MAIN, query={"Domain": "a.cn"})
        answer = accessor.send(text, headers | change)
        refused(answer, 400, "SignatureDoesNotMatch")

    def test_another_body_than_the_signed_one(self, accessor):
        text, headers = accessor.signed(MAIN, query={"Domain": "a.cn"})
        refused(accessor.send(text, headers, body=b"x"), 400, "SignatureDoesNotMatch")

    def test_another_method_than_the_signed_one(self, accessor):
        text, headers = accessor.signed(MAIN, query={"Domain": "a.cn"})
        refused(accessor.send(text, headers, method="GET"), 400, "SignatureDoesNotMatch")

    @pytest.mark.parametrize(
        "left_out", ["host", "x-acs-action", "x-acs-date", "x-acs-signature-nonce"]
    )
    def test_what_must_be_signed(self, accessor, left_out):
        text, headers = accessor.signed(MAIN, query={"Domain": "a.cn"}, unsigned=[left_out])
        body = refused(accessor.send(text, headers), 400, "IncompleteSignature")
        assert left_out in body["Message"]

    @pytest.mark.parametrize(
        "change",
        [
            {"authorization": ""},
            {"authorization": "Bearer x"},
            {"authorization": "ACS3-HMAC-SHA256 " + "x" * 5000},
            {"x-acs-date": "yesterday"},
            {"x-acs-date": "2026-13-45T00:00:00Z"},
            {"x-acs-signature-nonce": "n" * 201},
        ],
    )
    def test_what_cannot_be_read(self, accessor, change):
        text, headers = accessor.signed(MAIN, query={"Domain": "a.cn"})
        refused(accessor.send(text, headers | change), 400, "IncompleteSignature")

    def test_a_key_that_nobody_has(self, accessor):
        stranger = Accessor("OBnobody", accessor.secret)
        refused(stranger.ask(MAIN, Domain="a.cn"), 404, "InvalidAccessKeyId.NotFound")

    def test_old_nonces_are_forgotten_and_fresh_ones_kept(self, accessor):
        key = AccessKey.objects.get()
        old, fresh = (timedelta(minutes=32), timedelta(minutes=29))
        for ago in (old, fresh):
            UsedNonce.objects.create(key=key, digest=str(ago), used_at=real_now() - ago)
        assert accessor.ask(MAIN, Domain="a.cn").status_code == 200
        digests = set(UsedNonce.objects.values_list("digest", flat=True))
        assert str(fresh) in digests
        assert str(old) not in digests


class TestAsked:
    def test_an_action_that_nobody_answers(self, accessor):
        refused(accessor.ask("ManageAccessorIp", Caller="cdn"), 404, "InvalidAction.NotFound")

    def test_another_version(self, accessor):
        text, headers = accessor.signed(MAIN, query={"Domain": "a.cn"}, x_acs_version="1")
        refused(accessor.send(text, headers), 404, "InvalidAction.NotFound")

    @pytest.mark.parametrize(
        ("action", "fields", "code"),
        [
            (MAIN, {}, "MissingParameter"),
            (MAIN, {"Domain": "com.cn"}, "InvalidParameter"),
            (STATUS, {"Caller": "cdn"}, "MissingParameter"),
            ("QueryAccessorDomainsStatus", {"Caller": "cdn"}, "MissingParameter"),
            (
                "QueryAccessorDomainsStatus",
                {"Caller": "cdn"} | {f"Domains.{i}": "a.cn" for i in range(1, 102)},
                "InvalidParameter",
            ),
            ("QueryAccessorDomainList", {"Caller": "cdn", "PageNo": "0"}, "InvalidParameter"),
            ("QueryAccessorDomainList", {"Caller": "cdn", "PageNo": "-1"}, "InvalidParameter"),
            ("QueryAccessorDomainList", {"Caller": "cdn", "PageNo": "9" * 50}, "InvalidParameter"),
            ("QueryAccessorDomainList", {"Caller": "cdn", "PageSize": "101"}, "InvalidParameter"),
            ("QueryAccessorDomainList", {"Caller": "cdn", "PageSize": "二"}, "InvalidParameter"),
            ("QueryAccessorDomainList", {"Caller": "cdn", "Domain": "cn"}, "InvalidParameter"),
        ],
    )
    def test_parameters(self, accessor, action, fields, code):
        refused(accessor.ask(action, **fields), 400, code)

    def test_a_form_is_read_too(self, accessor):
        body, kind = b"Domain=www.b.cn", "application/x-www-form-urlencoded; charset=utf-8"
        text, headers = accessor.signed(MAIN, body=body)
        answer = accessor.send(text, headers, body=body, kind=kind)
        assert answer.json()["Data"] == "b.cn"

    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            ("application/json", b'{"Domain":"b.cn"}'),
            ("application/x-www-form-urlencoded", "Domain=例子.cn".encode()),
            ("application/x-www-form-urlencoded", b"a" * (64 * 1024 + 1)),
        ],
        ids=["json", "not ASCII", "huge"],
    )
    def test_a_body_that_is_no_small_form(self, accessor, kind, body):
        text, headers = accessor.signed(MAIN, body=body)
        refused(accessor.send(text, headers, body=body, kind=kind), 413, "RequestBodyUnfit")

    def test_a_query_of_too_many_parameters(self, accessor):
        _, headers = accessor.signed(MAIN, query={"Domain": "a.cn"})
        flood = "&".join(f"x{i}=" for i in range(600))
        refused(accessor.send(flood, headers), 400, "IncompleteSignature")

    def test_a_query_that_is_no_text(self, accessor):
        _, headers = accessor.signed(MAIN, query={"Domain": "a.cn"})
        refused(accessor.send("Domain=%ff%fe", headers), 400, "IncompleteSignature")

    def test_another_method(self, accessor):
        text, headers = accessor.signed(MAIN, query={"Domain": "a.cn"}, method="PUT")
        refused(accessor.send(text, headers, method="PUT"), 405, "UnsupportedHTTPMethod")

    def test_while_the_registry_cannot_be_read(self, accessor, monkeypatch):
        def away(*_, **__):
            raise DatabaseError

        monkeypatch.setattr(views, "admit", away)
        refused(accessor.ask(MAIN, Domain="a.cn"), 503, "ServiceUnavailable")

    def test_the_root_without_an_action_is_the_portals(self, accessor):
        page = accessor.client.get("/")
        assert page["Content-Type"].startswith("text/html")


class TestKeys:
    @pytest.mark.usefixtures("made")
    def test_a_key_may_only_what_it_was_made_for(self, operator):
        key, secret = services.make_key(
            accessor="edge", actions=[STATUS], actor=operator, at=town.NOON
        )
        edge = Accessor(key.key_id, secret)
        assert edge.ask(STATUS, Caller="edge", Domain="a.cn").status_code == 200
        refused(edge.ask(MAIN, Domain="a.cn"), 403, "NoPermission")
        refused(edge.ask("QueryAccessorDomainList", Caller="edge"), 403, "NoPermission")

    def test_a_revoked_key_opens_nothing(self, operator, accessor):
        services.revoke_key(key_id=accessor.key_id, actor=operator, at=town.NOON)
        refused(accessor.ask(MAIN, Domain="a.cn"), 404, "InvalidAccessKeyId.NotFound")
        with pytest.raises(KeyUnknown):
            services.revoke_key(key_id=accessor.key_id, actor=operator, at=town.NOON)

    def test_the_secret_is_neither_in_the_database_nor_in_the_log(self, made):
        _, secret = made
        assert secret.encode() not in bytes(AccessKey.objects.get().secret_sealed)
        assert AccessKey.objects.get().secret == secret
        assert secret not in str(list(Event.objects.values_list("facts", "subject_id")))

    def test_only_an_operator_makes_and_revokes_keys(self, made):
        key, _ = made
        for actor in (town.APPLICANT, town.REVIEWER, town.SENIOR):
            with pytest.raises(NotPermitted):
                services.make_key(accessor="x", actions=[MAIN], actor=actor, at=town.NOON)
            with pytest.raises(NotPermitted):
                services.revoke_key(key_id=key.key_id, actor=actor, at=town.NOON)

    @pytest.mark.parametrize(
        ("accessor", "actions"),
        [("", [MAIN]), ("a b", [MAIN]), ("x" * 65, [MAIN]), ("cdn", []), ("cdn", ["Delete"])],
    )
    @pytest.mark.usefixtures("made")
    def test_a_key_for_nobody_or_for_nothing(self, operator, accessor, actions):
        with pytest.raises(AccessorUnfit):
            services.make_key(accessor=accessor, actions=actions, actor=operator, at=town.NOON)


def test_every_reason_has_a_number_of_its_own():
    assert set(actions.REASON_CODES) == set(Reason)
    assert len(set(actions.REASON_CODES.values())) == len(Reason)
    assert set(actions._ACTIONS) == set(Action)


def test_the_page_gives_every_reason_its_number():
    page = (Path(__file__).resolve().parents[2] / "docs/accessors.md").read_text("utf-8")
    told = {
        name: int(number) for number, name in re.findall(r"(?<=\| )(\d{1,3}) \| `([a-z_]+)`", page)
    }
    assert told == {reason.value: number for reason, number in actions.REASON_CODES.items()}
