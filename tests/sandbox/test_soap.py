"""The services as a client that is not ours meets them: zeep, from the published WSDL alone."""

import io
import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import zeep

from openbeian.wire import replies_reading as replies
from openbeian.wire.envelope import unseal
from openbeian.wire.envelope_credentials import password_hash
from openbeian.wire.files import read_download
from openbeian.wire.replies import Filed, QueryKind
from sandbox.served import PASSWORD, serving
from sandbox.town import UNIT, first_filing, packed

PHP = Path(__file__).with_name("caller.php")
RAND = "abcdefghij0123456789"
USER = "demo"


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("served")) as address:
        yield address


def client(address: str):
    return zeep.Client(f"{address}?wsdl", settings=zeep.Settings(xml_huge_tree=True)).service


@pytest.fixture(scope="module")
def data(base):
    return client(f"{base}/ISPWebService/upDownLoad")


def caller(**changes):
    known = {"ispId": UNIT, "userName": USER, "randVal": RAND}
    return known | {"pwdHash": password_hash(PASSWORD, RAND)} | changes


def upload(data, envelope, sequence, **changes):
    marks = envelope.markings
    return replies.read_upload(
        data.isp_upload(
            **caller(**changes),
            beianInfo=envelope.content,
            beianInfoHash=marks.hash,
            dataSequence=sequence,
            encryptAlgorithm=marks.encrypt_algorithm,
            hashAlgorithm=marks.hash_algorithm,
            compressionFormat=marks.compression_format,
        )
    )


def last_sequence(data) -> int:
    reply = replies.read_previous_upload(data.isp_querypreviousupload(**caller()))
    return reply.upload.sequence if reply.upload else 0


def test_a_file_goes_up_and_can_be_asked_for(data):
    envelope = packed(first_filing(1))
    sequence = last_sequence(data) + 1
    assert upload(data, envelope, sequence).code == 0
    reply = replies.read_previous_upload(data.isp_querypreviousupload(**caller()))
    assert (reply.upload.sequence, reply.upload.file.envelope) == (sequence, envelope)


def test_a_gap_names_what_is_missing(data):
    last = last_sequence(data)
    reply = upload(data, packed(first_filing(2)), last + 3)
    assert (reply.code, reply.missing) == (14, (last + 1, last + 2))


def test_an_answer_comes_down_until_it_is_acknowledged(data):
    upload(data, packed(first_filing(3, nature_id=999)), last_sequence(data) + 1)
    reply = replies.read_download(data.isp_download(**caller(), hashAlgorithm=0))
    again = replies.read_download(data.isp_download(**caller(), hashAlgorithm=0))
    assert again == reply
    (result,) = read_download(io.BytesIO(unseal(reply.file.envelope)))
    assert [each.code for each in result.codes] == [1014]
    acknowledged = data.isp_downloadack(**caller(), fileName=reply.file.name)
    assert replies.read_acknowledgement(acknowledged).code == 0
    nothing = replies.read_download(data.isp_download(**caller(), hashAlgorithm=0))
    assert (nothing.code, nothing.file) == (2, None)


def test_a_status_is_asked_at_its_own_service(base):
    service = client(f"{base}/BeianStatusWebService/queryBeianStatus")
    reply = replies.read_filing_status(
        service.isp_querybeianstatus(**caller(), queryConditionType=0, queryCondition="shili-1.cn")
    )
    assert reply.status.kind is QueryKind.DOMAIN
    assert reply.status.filed is Filed.NO


@pytest.mark.parametrize("place", ["verifyBamm", "BeianStatusWebService/verifyBamm"])
def test_a_filing_password_is_asked_at_either_place(base, place):
    service = client(f"{base}/{place}")
    reply = service.isp_verifybamm(**caller(), baxh="沪ICP备2026000099号", bamm="0" * 32)
    assert replies.read_filing_password(reply).code == 999


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"userName": "nobody"}, 4),
        ({"ispId": 1}, 4),
        ({"pwdHash": password_hash("wrong", RAND)}, 5),
        ({"randVal": "short"}, 16),
        ({"randVal": "-" * 20}, 12),
    ],
    ids=["user", "unit", "password", "short random string", "other signs"],
)
def test_who_does_not_prove_who_they_are_is_told_why(data, changes, code):
    reply = data.isp_querypreviousupload(**caller(**changes))
    assert replies.read_previous_upload(reply).code == code


def test_without_a_province_the_first_administration_answers(base):
    bare = client(base.removesuffix("/310000") + "/ISPWebService/upDownLoad")
    assert last_sequence(bare) >= 0


def test_the_same_file_at_the_same_moment_is_taken_once(data):
    envelope = packed(first_filing(4))
    sequence = last_sequence(data) + 1
    with ThreadPoolExecutor(4) as crowd:
        answers = list(crowd.map(lambda _: upload(data, envelope, sequence).code, range(4)))
    assert answers == [0, 0, 0, 0]
    assert last_sequence(data) == sequence


def test_a_file_of_many_megabytes_goes_up(data):
    envelope = packed(first_filing(5))
    in_lines = replace(envelope, content=envelope.content + "\n" * 12_000_000)
    assert upload(data, in_lines, last_sequence(data) + 1).code == 0


def php_speaks_soap() -> bool:
    """Return whether there is a PHP here with its SoapClient (php-cli and php-soap of Debian)."""
    if shutil.which("php") is None:
        return False
    extensions = subprocess.run(["php", "-m"], capture_output=True, text=True, check=True).stdout
    return "soap" in extensions.split()


@pytest.mark.skipif(not php_speaks_soap(), reason="php-cli and php-soap are not installed")
def test_a_program_in_php_calls_all_six_methods(base, data, tmp_path):
    envelope, sequence = packed(first_filing(901, nature_id=999)), last_sequence(data) + 1
    file = tmp_path / "content.txt"
    file.write_text(envelope.content, encoding="ascii")
    account = (base, str(UNIT), USER, PASSWORD, str(sequence))
    called = subprocess.run(
        ["php", str(PHP), *account, str(file), envelope.markings.hash],
        capture_output=True,
        text=True,
        check=False,
    )
    assert called.returncode == 0, called.stdout + called.stderr
    said = json.loads(called.stdout)
    assert replies.read_upload(said["isp_upload"]).code == 0
    previous = replies.read_previous_upload(said["isp_querypreviousupload"]).upload
    assert (previous.sequence, previous.file.envelope) == (sequence, envelope)
    file = replies.read_download(said["isp_download"]).file
    (result,) = read_download(io.BytesIO(unseal(file.envelope)))
    assert [each.code for each in result.codes] == [1014]
    assert replies.read_acknowledgement(said["isp_downloadack"]).code == 0
    assert replies.read_filing_status(said["isp_querybeianstatus"]).status.filed is Filed.NO
    assert replies.read_filing_password(said["isp_verifybamm"]).code == 999
