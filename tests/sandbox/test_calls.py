"""Who is let in, and how the six methods answer, in this process."""

import io
from dataclasses import replace

import pytest

from openbeian.sandbox.refusals import CallRefused
from openbeian.sandbox.services.calls import Credentials, admit
from openbeian.sandbox.soap.answering import answer
from openbeian.sandbox.soap.services import SERVICES
from openbeian.wire import replies_reading as replies
from openbeian.wire.envelope import unseal
from openbeian.wire.envelope_credentials import password_hash
from openbeian.wire.files import read_download
from openbeian.wire.messages.meanings import IpOperation
from openbeian.wire.replies import Filed, FilingPassword
from sandbox.town import (
    BEIJING,
    NOON,
    OTHER_UNIT,
    PASSWORD,
    UNIT,
    USER,
    file_company,
    first_filing,
    open_account,
    packed,
    source,
)

RAND = "abcdefghij0123456789"
METHODS = {method.name: method for service in SERVICES for method in service.methods}
KNOWN = Credentials(UNIT, USER, RAND, password_hash(PASSWORD, RAND))


def call(provider, name, **arguments):
    caller = {
        "ispId": provider.unit_id,
        "userName": USER,
        "randVal": RAND,
        "pwdHash": password_hash(PASSWORD, RAND),
    }
    return answer(provider.administration, METHODS[name], caller | arguments, NOON)


def upload(provider, envelope, sequence):
    marks = envelope.markings
    return replies.read_upload(
        call(
            provider,
            "isp_upload",
            beianInfo=envelope.content,
            beianInfoHash=marks.hash,
            dataSequence=sequence,
            encryptAlgorithm=marks.encrypt_algorithm,
            hashAlgorithm=marks.hash_algorithm,
            compressionFormat=marks.compression_format,
        )
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit_id": 7}, 4),
        ({"unit_id": OTHER_UNIT}, 13),
        ({"user_name": USER.upper()}, 4),
        ({"password_hash": ""}, 5),
        ({"password_hash": password_hash("wrong", RAND)}, 5),
        ({"rand_value": RAND[:19]}, 16),
        ({"rand_value": "-" * 20}, 12),
    ],
)
def test_each_fault_of_credentials_has_its_code(provider, changes, code):
    open_account(OTHER_UNIT, province=BEIJING)
    with pytest.raises(CallRefused) as refusal:
        admit(provider.administration, replace(KNOWN, **changes))
    assert refusal.value.msg_code == code


def test_right_credentials_let_the_provider_in(provider):
    assert admit(provider.administration, KNOWN) == provider


def test_a_file_goes_up_and_its_answer_comes_down(provider):
    provider.refresh_from_db()
    sequence = provider.next_sequence
    assert upload(provider, packed(source()), sequence).code == 0
    previous = replies.read_previous_upload(call(provider, "isp_querypreviousupload"))
    assert previous.upload.sequence == sequence
    down = replies.read_download(call(provider, "isp_download", hashAlgorithm=0))
    (result,) = read_download(io.BytesIO(unseal(down.file.envelope)))
    assert result.operation == IpOperation.ADD
    name = f" {down.file.name} "
    reply = call(provider, "isp_downloadack", fileName=name)
    assert replies.read_acknowledgement(reply).code == 0
    assert replies.read_download(call(provider, "isp_download", hashAlgorithm=0)).code == 2


def test_a_gap_is_answered_with_the_missing_numbers(provider):
    provider.refresh_from_db()
    reply = upload(provider, packed(first_filing()), provider.next_sequence + 1)
    assert (reply.code, reply.missing) == (14, (provider.next_sequence,))


def test_a_refusal_says_why_in_the_official_words(provider):
    provider.halted = True
    provider.save()
    reply = upload(provider, packed(first_filing()), provider.next_sequence)
    assert (reply.code, reply.message) == (19, "报备权限未开放")


def test_queries_are_answered_from_what_is_filed(provider):
    entity = file_company(provider)
    status = call(
        provider, "isp_querybeianstatus", queryConditionType=0, queryCondition="shili-1.cn"
    )
    assert replies.read_filing_status(status).status.filed is Filed.YES
    right = call(provider, "isp_verifybamm", baxh=entity.number, bamm=entity.password_hash)
    assert replies.read_filing_password(right).password is FilingPassword.CORRECT
