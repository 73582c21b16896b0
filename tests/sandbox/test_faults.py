"""Faults that are armed: each befalls the calls that it names, so often, and nothing else."""

import http.client
import io
import json
import time
from contextlib import closing
from datetime import time as clock_time
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
import requests

from everything import untouched
from openbeian.sandbox import settings as own
from openbeian.sandbox.models import DataFile, Fault, FaultKind, UploadedFile
from openbeian.sandbox.services import faults
from openbeian.sandbox.services.faults import FaultUnknown, arm
from openbeian.sandbox.soap.failing import NotAnswered
from openbeian.wire import replies_reading as replies
from openbeian.wire.envelope import unseal
from openbeian.wire.envelope_refusals import HashMismatch
from openbeian.wire.files import read_download
from openbeian.wire.messages.filed import Filed
from openbeian.wire.replies_refusals import ReplyNotXml
from sandbox.served import serving
from sandbox.test_calls import call, upload
from sandbox.test_soap_messages import call as message
from sandbox.town import PASSWORD, approve, fetched, first_filing, packed, send_one


def armed(provider, kind, **how):
    return arm(provider.administration, kind=kind, **how)


def download(provider):
    return replies.read_download(call(provider, "isp_download", hashAlgorithm=0))


def next_of(provider) -> int:
    provider.refresh_from_db()
    return provider.next_sequence


def test_a_fault_befalls_as_many_calls_as_it_was_armed_for(provider):
    armed(provider, FaultKind.MAINTENANCE, times=2)
    assert [download(provider).code for _ in range(3)] == [902, 902, 2]
    assert not Fault.objects.exists()


def test_a_fault_of_one_method_leaves_the_others_alone(provider):
    armed(provider, FaultKind.MAINTENANCE, method="isp_upload")
    assert download(provider).code == 2
    assert upload(provider, packed(first_filing()), next_of(provider)).code == 901


def test_faults_befall_in_the_order_in_which_they_were_armed(provider):
    armed(provider, FaultKind.TOO_MANY)
    armed(provider, FaultKind.OUTSIDE_HOURS)
    envelope, sequence = packed(first_filing()), next_of(provider)
    assert [upload(provider, envelope, sequence).code for _ in range(3)] == [15, 20, 0]


def test_who_has_no_credentials_uses_up_no_fault(provider):
    armed(provider, FaultKind.MAINTENANCE)
    with untouched():
        reply = call(provider, "isp_download", hashAlgorithm=0, pwdHash="")
    assert replies.read_download(reply).code == 5


def test_an_error_comes_before_anything_is_done(provider):
    armed(provider, FaultKind.SERVER_ERROR)
    with pytest.raises(NotAnswered) as silence:
        upload(provider, packed(first_filing()), next_of(provider))
    assert not silence.value.done
    assert UploadedFile.objects.count() == 1  # the filing of addresses


def test_a_lost_reply_comes_after_the_file_was_taken(provider):
    armed(provider, FaultKind.LOST_REPLY)
    envelope, sequence = packed(first_filing()), next_of(provider)
    with pytest.raises(NotAnswered) as silence:
        upload(provider, envelope, sequence)
    assert silence.value.done
    previous = replies.read_previous_upload(call(provider, "isp_querypreviousupload"))
    assert previous.upload.sequence == sequence
    assert upload(provider, envelope, sequence).code == 0
    assert UploadedFile.objects.filter(sequence=sequence).count() == 1


def test_garbage_is_no_answer_though_the_file_was_taken(provider):
    armed(provider, FaultKind.GARBAGE)
    sequence = next_of(provider)
    with pytest.raises(ReplyNotXml):
        upload(provider, packed(first_filing()), sequence)
    assert next_of(provider) == sequence + 1


def test_a_gap_is_claimed_though_there_is_none(provider):
    armed(provider, FaultKind.GAP)
    sequence = next_of(provider)
    reply = upload(provider, packed(first_filing()), sequence)
    assert (reply.code, reply.missing) == (14, (sequence - 1,))
    assert upload(provider, packed(first_filing()), sequence).code == 0


@pytest.mark.parametrize("kind", [FaultKind.TRUNCATED_ZIP, FaultKind.WRONG_HASH])
def test_a_damaged_file_is_whole_when_it_comes_again(provider, kind):
    send_one(provider, first_filing(1, nature_id=999))
    armed(provider, kind)
    damaged, whole = download(provider).file, download(provider).file
    assert damaged.name == whole.name
    with pytest.raises(HashMismatch):
        unseal(damaged.envelope)
    assert list(read_download(io.BytesIO(unseal(whole.envelope))))


def test_an_acknowledgement_that_is_forgotten_brings_the_file_again(provider):
    send_one(provider, first_filing(1, nature_id=999))
    name = download(provider).file.name
    armed(provider, FaultKind.FORGOTTEN_ACK)
    for waiting in (1, 0):
        reply = call(provider, "isp_downloadack", fileName=name)
        assert replies.read_acknowledgement(reply).code == 0
        assert DataFile.objects.filter(acknowledged_at=None).count() == waiting


def test_out_of_order_the_newest_result_comes_first_and_none_is_lost(provider):
    approve(send_one(provider, first_filing()))
    armed(provider, FaultKind.OUT_OF_ORDER)
    reply = download(provider)
    (newest,) = read_download(io.BytesIO(unseal(reply.file.envelope)))
    assert isinstance(newest, Filed)
    assert reply.code == 3
    assert len(fetched(provider)) == 3


def test_a_fault_without_a_place_in_a_method_does_nothing(provider):
    for kind in (FaultKind.WRONG_HASH, FaultKind.GAP, FaultKind.FORGOTTEN_ACK):
        armed(provider, kind, method="isp_download")
        assert download(provider).code == 2


def test_a_delay_delays(provider):
    armed(provider, FaultKind.DELAY, seconds=0.2)
    before = time.monotonic()
    assert download(provider).code == 2
    assert time.monotonic() - before >= 0.2


@pytest.mark.parametrize(
    "how",
    [
        {"kind": "earthquake"},
        {"kind": "delay", "times": 0},
        {"kind": "delay", "seconds": -1},
        {"kind": "delay", "seconds": 601},
    ],
)
def test_what_cannot_be_armed_is_refused(provider, how):
    with untouched(), pytest.raises(FaultUnknown):
        arm(provider.administration, **how)


def test_all_faults_of_an_administration_can_be_taken_away(provider):
    armed(provider, FaultKind.DELAY, times=9)
    faults.disarm(provider.administration)
    assert download(provider).code == 2


@pytest.mark.usefixtures("program")
class TestDoors:
    @pytest.fixture
    def program(self, settings, provider):
        for name in ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "FORM_RENDERER"):
            setattr(settings, name, getattr(own, name))
        assert provider.password == PASSWORD

    def test_a_person_arms_and_disarms(self, client):
        path = "/310000/faults/"
        sent = {"kind": "gap", "method": "", "times": "2", "seconds": "0"}
        assert client.post(path, sent).headers["Location"] == path
        assert "14" in client.get(path).content.decode()
        assert client.post(path, {"kind": "gap", "times": "0"}).status_code == HTTPStatus.OK
        assert Fault.objects.get().left == 2
        client.post(path, {"disarm": "all"})
        assert not Fault.objects.exists()

    def test_a_program_arms_and_disarms(self, client):
        path = "/310000/faults.json"
        sent = json.dumps({"kind": "lost_reply", "method": "isp_upload"})
        answer = client.post(path, sent, content_type="application/json").json()
        expected = {"kind": "lost_reply", "method": "isp_upload", "left": 1, "seconds": 0.0}
        assert answer == {"armed": [expected]}
        assert client.delete(path).json() == client.get(path).json() == {"armed": []}

    @pytest.mark.parametrize(
        ("sent", "content_type"),
        [
            ('{"kind": "earthquake"}', "application/json"),
            ("[]", "application/json"),
            ("{", "application/json"),
            ('{"kind": "delay"}', "text/plain"),
        ],
    )
    def test_what_cannot_be_armed_is_told(self, client, sent, content_type):
        with untouched():
            answer = client.post("/310000/faults.json", sent, content_type=content_type)
        assert answer.status_code == HTTPStatus.BAD_REQUEST

    def test_an_error_looks_like_any_other(self, client):
        arm_one(client, "server_error")
        answer = client.post("/310000/ISPWebService/upDownLoad", message(), "text/xml")
        assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR


def arm_one(client, kind):
    client.post("/310000/faults.json", json.dumps({"kind": kind}), "application/json")


def test_a_lost_reply_breaks_the_connection(tmp_path):
    """Against a served process: the connection ends in the middle of nothing."""
    with serving(tmp_path, "--user-name", "shili") as base:
        asked = {"kind": "lost_reply", "method": "isp_querypreviousupload"}
        requests.post(f"{base}/faults.json", json=asked, timeout=30).raise_for_status()
        place = urlsplit(base)
        connection = http.client.HTTPConnection(place.netloc, timeout=30)
        with closing(connection):
            connection.request("POST", f"{place.path}/ISPWebService/upDownLoad", message())
            with pytest.raises((http.client.HTTPException, OSError)):
                connection.getresponse().read()
        again = requests.post(
            f"{base}/ISPWebService/upDownLoad", data=message(), timeout=30
        ).content
        assert b"isp_querypreviousuploadResponse" in again


class TestAWrongClock:
    @pytest.fixture(autouse=True)
    def _by_day(self, provider):
        """The provider may report from noon on, for an hour."""
        provider.opens_at, provider.closes_at = clock_time(12), clock_time(13)
        provider.save()

    def test_the_administration_goes_by_it_until_it_is_taken_away(self, provider):
        armed(provider, FaultKind.CLOCK_SHIFT, seconds=7200)
        envelope, sequence = packed(first_filing()), next_of(provider)
        assert [upload(provider, envelope, sequence).code for _ in range(2)] == [20, 20]
        faults.disarm(provider.administration)
        assert upload(provider, envelope, sequence).code == 0

    def test_it_may_be_behind(self, provider):
        armed(provider, FaultKind.CLOCK_SHIFT, seconds=-7200)
        assert upload(provider, packed(first_filing()), next_of(provider)).code == 20

    def test_it_befalls_no_call_in_the_place_of_another_fault(self, provider):
        armed(provider, FaultKind.CLOCK_SHIFT, seconds=60)
        armed(provider, FaultKind.TOO_MANY)
        envelope, sequence = packed(first_filing()), next_of(provider)
        assert [upload(provider, envelope, sequence).code for _ in range(2)] == [15, 0]

    @pytest.mark.parametrize("seconds", [0, faults.MOST_SHIFT + 1])
    def test_a_clock_that_cannot_be_so_wrong(self, provider, seconds):
        with pytest.raises(FaultUnknown):
            armed(provider, FaultKind.CLOCK_SHIFT, seconds=seconds)


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"kind": "clock_shift", "seconds": -86400}, HTTPStatus.OK),
        ({"kind": "clock_shift"}, HTTPStatus.BAD_REQUEST),
        ({"kind": "delay", "seconds": -1}, HTTPStatus.BAD_REQUEST),
    ],
)
def test_how_far_and_how_long_over_the_api(provider, chinese, sent, status):
    answer = chinese.post("/310000/faults.json", sent, content_type="application/json")
    assert answer.status_code == status
    assert Fault.objects.count() == (status == HTTPStatus.OK)


@pytest.mark.usefixtures("program")
def test_the_panel_says_how_far_and_how_long(provider, english):
    sent = {"kind": "delay", "method": "", "times": 1, "seconds": 9999}
    answer = english.post("/310000/faults/", sent)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "a delay of at most 600 seconds" in answer.content.decode()
