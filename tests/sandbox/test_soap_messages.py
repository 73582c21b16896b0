"""SOAP messages as others write them, and as attackers do; the doors of the services."""

from http import HTTPStatus

import pytest
from lxml import etree

from everything import untouched
from openbeian.sandbox import settings as own
from openbeian.sandbox.soap.reading import read
from openbeian.sandbox.soap.refusals import (
    MessageTooLarge,
    NoSuchMethod,
    NotSoap,
    NotXml,
    ParameterMissing,
    ParameterNotWhole,
)
from openbeian.sandbox.soap.services import DATA, SERVICES
from openbeian.sandbox.soap.wsdl import WSDL, wsdl
from openbeian.wire import replies_reading as replies
from openbeian.wire.envelope_credentials import password_hash
from sandbox.town import BEIJING, PASSWORD, UNIT, USER, open_account

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
ENVELOPE_12 = "http://www.w3.org/2003/05/soap-envelope"
RAND = "abcdefghij0123456789"
CALLER = (
    f"<ispId>{UNIT}</ispId><userName>{USER}</userName><randVal>{RAND}</randVal>"
    f"<pwdHash>{password_hash(PASSWORD, RAND)}</pwdHash>"
)
PATH = "/310000/ISPWebService/upDownLoad"
BOMB = "".join(
    f'<!ENTITY b{n} "{"&b" + str(n - 1) + ";" if n else "ha"}&b{max(n - 1, 0)};">' for n in range(9)
)


def message(inside: str, *, envelope: str = ENVELOPE, before: str = "", header: str = "") -> bytes:
    return (
        f'{before}<s:Envelope xmlns:s="{envelope}">{header}<s:Body>{inside}</s:Body></s:Envelope>'
    ).encode()


def call(inside: str = CALLER, method: str = "isp_querypreviousupload", **shape: str) -> bytes:
    return message(f'<m:{method} xmlns:m="urn:any">{inside}</m:{method}>', **shape)


def read_bytes(raw: bytes, most_bytes: int = 100_000):
    """Read a message that arrives in small pieces."""
    pieces = (raw[at : at + 7] for at in range(0, len(raw), 7))
    return read(pieces, DATA, most_bytes=most_bytes)


@pytest.mark.parametrize(
    "raw",
    [
        call(),
        call(envelope=ENVELOPE_12),
        call(CALLER.replace("ispId", "ispID")),
        call(header="<s:Header><any><deep/></any></s:Header>"),
        call(before="<?xml version='1.0' encoding='UTF-8'?><!-- said --><?pi x?>"),
        call(CALLER.replace("<userName>", '<userName xmlns:i="urn:i" i:type="xsd:string">')),
        call(CALLER + "<unknown>1</unknown>"),
        call(CALLER.replace(USER, f"<![CDATA[{USER}]]>")),
    ],
    ids=["plain", "SOAP 1.2", "ispID", "header", "comments", "typed", "more", "CDATA"],
)
def test_a_call_is_read_however_it_is_spelled(raw):
    method, arguments = read_bytes(raw)
    assert method.name == "isp_querypreviousupload"
    assert (arguments["ispId"], arguments["userName"]) == (UNIT, USER)


def test_a_text_that_is_absent_is_empty():
    _, arguments = read_bytes(call(f"<ispId>{UNIT}</ispId>", "isp_querypreviousupload"))
    assert arguments["userName"] == ""


def test_a_message_in_gbk_is_read_as_it_says():
    raw = call(CALLER.replace(USER, "示例"), before="<?xml version='1.0' encoding='GBK'?>")
    assert read_bytes(raw.decode().encode("gbk"))[1]["userName"] == "示例"


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        (b"", NotXml),
        (b"no xml", NotXml),
        (call()[:-20], NotXml),
        (call(before="<!DOCTYPE x>"), NotXml),
        (call("&x;", before='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), NotXml),
        (call("&b8;", before=f"<!DOCTYPE x [{BOMB}]>"), NotXml),
        (call(before='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'), NotXml),
        (b"<a/>", NotSoap),
        (message(""), NotSoap),
        (message("<isp_download/><isp_download/>"), NotSoap),
        (call(CALLER + "<userName>other</userName>"), NotSoap),
        (call("<userName><deeper/></userName>"), NotSoap),
        (call("<a/>" * 100), NotSoap),
        (call(header=f"<s:Header>{'<a>' * 20}{'</a>' * 20}</s:Header>"), NotSoap),
        (call("", "isp_format"), NoSuchMethod),
        (call(""), ParameterMissing),
        (call("<ispId>one</ispId>"), ParameterNotWhole),
        (call(f"<ispId>{2**63}</ispId>"), ParameterNotWhole),
        (call(f"<ispId>{'9' * 5000}</ispId>"), ParameterNotWhole),
    ],
    ids=str,
)
def test_what_is_no_call_is_refused_before_anything_happens(raw, refusal):
    with pytest.raises(refusal):
        read_bytes(raw)


def test_a_message_is_bounded_while_it_arrives():
    def endless():
        yield call()[:200]
        while True:
            yield b" " * 1000

    with pytest.raises(MessageTooLarge):
        read(endless(), DATA, most_bytes=10_000)


def test_a_description_names_each_method_and_where_it_answers():
    root = etree.fromstring(wsdl(DATA, "urn:set", "http://admin.example/x"))
    bound = root.findall(f"{{{WSDL}}}portType/{{{WSDL}}}operation")
    assert [each.get("name") for each in bound] == [each.name for each in DATA.methods]
    assert root.get("targetNamespace") == "urn:set"
    (address,) = root.iterfind(".//{http://schemas.xmlsoap.org/wsdl/soap/}address")
    assert address.get("location") == "http://admin.example/x"


def test_there_are_six_methods_each_with_the_caller_first():
    methods = [method for service in SERVICES for method in service.methods]
    assert len({method.name for method in methods}) == 6
    for method in methods:
        first = [parameter.name for parameter in method.parameters[:4]]
        assert first == ["ispId", "userName", "randVal", "pwdHash"]


class TestDoors:
    @pytest.fixture(autouse=True)
    def program(self, provider, settings):
        """The sandbox as it runs in life, not as a part of the house."""
        settings.ROOT_URLCONF, settings.MIDDLEWARE = own.ROOT_URLCONF, own.MIDDLEWARE
        return provider

    def post(self, client, raw: bytes, path: str = PATH):
        return client.post(path, raw, content_type="text/xml; charset=utf-8")

    def test_a_call_is_answered_in_the_set_namespace(self, client, settings):
        settings.SANDBOX_NAMESPACE = "urn:set"
        answer = self.post(client, call())
        assert answer.status_code == HTTPStatus.OK
        (wrapper,) = etree.fromstring(answer.content)[0]
        assert wrapper.tag == "{urn:set}isp_querypreviousuploadResponse"
        assert [node.tag for node in wrapper] == ["return"]
        assert replies.read_previous_upload(wrapper[0].text).code == 0

    def test_what_is_no_call_is_a_fault_of_the_client(self, client):
        with untouched():
            answer = self.post(client, b"no xml")
        assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
        (fault,) = etree.fromstring(answer.content)[0]
        assert fault.findtext("faultcode") == "soap:Client"

    def test_too_much_is_refused_as_such(self, client, settings):
        settings.SANDBOX_MOST_BODY_BYTES = 100
        assert self.post(client, call()).status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE

    def test_what_goes_wrong_here_is_a_fault_that_tells_nothing(self, client, monkeypatch):
        def fail(**_arguments):
            raise RuntimeError("a secret")

        client.raise_request_exception = False
        monkeypatch.setattr("openbeian.sandbox.services.downloads.fetch", fail)
        answer = self.post(
            client, call(CALLER + "<hashAlgorithm>0</hashAlgorithm>", "isp_download")
        )
        assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
        (fault,) = etree.fromstring(answer.content)[0]
        assert fault.findtext("faultcode") == "soap:Server"
        assert b"secret" not in answer.content

    def test_each_province_has_doors_of_its_own(self, client):
        open_account(UNIT + 1, province=BEIJING)
        reply = self.post(client, call(), PATH.replace("310000", BEIJING))
        words = etree.fromstring(reply.content)[0][0][0].text
        assert replies.read_previous_upload(words).code == 13

    def test_a_province_that_is_not_there_answers_nothing(self, client):
        assert self.post(client, call(), PATH.replace("310000", "440000")).status_code == 404

    def test_a_door_describes_itself_where_it_was_asked(self, client):
        for service in SERVICES:
            answer = client.get(f"/310000/{service.path}?WSDL")
            assert answer.status_code == HTTPStatus.OK
            assert f"http://testserver/310000/{service.path}".encode() in answer.content

    def test_a_door_does_nothing_else(self, client):
        assert client.get(PATH).status_code == HTTPStatus.NOT_FOUND
        assert client.put(PATH).status_code == HTTPStatus.METHOD_NOT_ALLOWED

    def test_an_unknown_kind_of_query_is_refused(self, client):
        raw = call(
            CALLER
            + "<queryConditionType>12</queryConditionType><queryCondition>x</queryCondition>",
            "isp_querybeianstatus",
        )
        answer = self.post(client, raw, "/BeianStatusWebService/queryBeianStatus")
        words = etree.fromstring(answer.content)[0][0][0].text
        assert replies.read_filing_status(words).code == 999

    def test_an_overdue_verification_is_returned_when_its_provider_asks(self, client, monkeypatch):
        asked = []
        monkeypatch.setattr(
            "openbeian.sandbox.services.sms.return_overdue", lambda *, at: asked.append(at)
        )
        self.post(client, call(CALLER + "<hashAlgorithm>0</hashAlgorithm>", "isp_download"))
        assert len(asked) == 1
