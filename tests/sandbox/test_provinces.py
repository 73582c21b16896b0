"""Several provinces in one process: each with its own accounts, sequences, numbers and answers."""

import io

import pytest
from django.test import Client

from openbeian.sandbox.models import Administration, Fault
from openbeian.sandbox.services import faults, officers
from openbeian.wire import replies_reading as replies
from openbeian.wire.envelope import unseal
from openbeian.wire.files import read_download
from openbeian.wire.messages.filed import Filed
from openbeian.wire.messages.parts import Address
from openbeian.wire.replies import Filed as Status
from sandbox.test_calls import call, upload
from sandbox.town import (
    BEIJING,
    HOUR,
    NOON,
    SHANGHAI,
    UNIT,
    allocation,
    approve,
    fetched,
    first_filing,
    open_account,
    packed,
    send,
    send_one,
    source,
)

IN_BEIJING = Address(province=110000, city=110100, district=110105, detail="示例路1号")


@pytest.fixture
def other(provider):
    """The same unit's account in Beijing, where nobody is asked by SMS either."""
    account = open_account(UNIT, province=BEIJING)
    Administration.objects.update(verifies_by_sms=False)
    account.administration.refresh_from_db()
    send(account, source(), allocation())
    fetched(account)
    account.refresh_from_db()
    return account


def in_beijing(number):
    return first_filing(number, address=IN_BEIJING)


def test_each_counts_its_own_files(provider, other):
    for _ in range(2):
        provider.refresh_from_db()
        sequence = provider.next_sequence
        assert upload(provider, packed(first_filing(sequence)), sequence).code == 0
    other.refresh_from_db()
    assert other.next_sequence == 2
    assert upload(other, packed(in_beijing(90)), 3).code == 14
    assert upload(other, packed(in_beijing(90)), 2).code == 0


def test_each_gives_out_its_own_numbers_to_its_own_account(provider, other):
    approve(send_one(provider, first_filing(1)))
    approve(send_one(other, in_beijing(2)))
    numbers = {
        account.administration.province: [
            record.entity.filing_number for record in fetched(account) if isinstance(record, Filed)
        ]
        for account in (provider, other)
    }
    assert numbers == {SHANGHAI: ["沪ICP备2026000001号"], BEIJING: ["京ICP备2026000001号"]}


def test_an_entity_of_the_one_is_not_filed_at_the_other(provider, other):
    assert send_one(other, first_filing(1)).codes == [1045]


def test_what_is_filed_in_the_one_is_known_to_the_other(provider, other):
    approve(send_one(provider, first_filing(1)))
    reply = call(other, "isp_querybeianstatus", queryConditionType=0, queryCondition="shili-1.cn")
    assert replies.read_filing_status(reply).status.filed is Status.YES


def test_a_fault_and_an_officer_are_of_one_alone(provider, other):
    faults.arm(other.administration, kind="maintenance")
    officers.engage(other.administration, per_minute=60_000, at=NOON - HOUR)
    send(provider, first_filing(1), at=NOON - HOUR)
    assert replies.read_download(call(provider, "isp_download", hashAlgorithm=0)).code == 2
    assert replies.read_download(call(other, "isp_download", hashAlgorithm=0)).code == 902
    assert not Fault.objects.exists()


def test_an_answer_is_never_given_to_the_other(provider, other):
    approve(send_one(provider, first_filing(1)))
    assert replies.read_download(call(other, "isp_download", hashAlgorithm=0)).file is None
    file = replies.read_download(call(provider, "isp_download", hashAlgorithm=0)).file
    assert len(list(read_download(io.BytesIO(unseal(file.envelope))))) == 3
    reply = call(other, "isp_downloadack", fileName=file.name)
    assert replies.read_acknowledgement(reply).code == 999


@pytest.mark.usefixtures("program")
def test_each_has_its_own_desk(provider, other):
    send_one(provider, first_filing(1))
    send_one(other, in_beijing(2))
    chinese = Client(headers={"accept-language": "zh-hans"})
    for province, seen, unseen in ((SHANGHAI, "1号", "2号"), (BEIJING, "2号", "1号")):
        shown = chinese.get(f"/{province}/desk/").content.decode()
        assert f"上海示例科技{seen}有限公司" in shown
        assert f"上海示例科技{unseen}有限公司" not in shown
