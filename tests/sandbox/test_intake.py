"""Taking a file in: order of sequence, envelope, guard; whole or not at all."""

import base64
import hashlib
from dataclasses import replace
from datetime import time

import pytest

from everything import untouched
from openbeian.sandbox.models import Order, OrderState, UploadedFile
from openbeian.sandbox.queries.uploads import previous
from openbeian.sandbox.refusals import CallRefused
from openbeian.sandbox.services import receiving
from openbeian.wire.envelope import AES, Envelope, Markings, seal, unseal
from openbeian.wire.messages.decision import UploadResult
from openbeian.wire.messages.ip_decision import SourceResult
from openbeian.wire.messages.meanings import AttachmentOwner
from openbeian.wire.messages.parts import AttachmentSubject, RecordById
from openbeian.wire.messages.verification import VerificationPaper
from sandbox.town import (
    HOUR,
    KEYS,
    NOON,
    OTHER_UNIT,
    UNIT,
    fetched,
    first_filing,
    open_account,
    packed,
    send,
    told,
)


def take(provider, envelope, sequence=None, at=NOON):
    provider.refresh_from_db()
    sequence = provider.next_sequence if sequence is None else sequence
    return receiving.take(provider_id=provider.pk, envelope=envelope, sequence=sequence, at=at)


def refused(provider, envelope, sequence=None, at=NOON) -> CallRefused:
    """Return the refusal of a file, which left no trace."""
    with untouched(), pytest.raises(CallRefused) as refusal:
        take(provider, envelope, sequence, at)
    return refusal.value


def test_a_file_is_kept_as_it_came_with_one_order_for_each_record(provider):
    envelope = packed(first_filing(1), first_filing(2))
    file = take(provider, envelope)
    assert (file.content, file.hash) == (envelope.content, envelope.markings.hash)
    assert [order.position for order in file.orders.order_by("position")] == [1, 2]
    assert set(file.orders.values_list("state", flat=True)) == {OrderState.WITH_OFFICER}


def test_the_next_file_has_the_next_number(provider):
    numbers = [send(provider, first_filing(n)).sequence for n in (1, 2)]
    assert numbers[1] == numbers[0] + 1


def test_a_gap_is_answered_with_the_missing_numbers(provider):
    provider.refresh_from_db()
    expected = provider.next_sequence
    refusal = refused(provider, packed(first_filing()), sequence=expected + 3)
    assert refusal.msg_code == 14
    assert refusal.missing == (expected, expected + 1, expected + 2)


def test_an_absurd_gap_names_a_thousand_numbers_only(provider):
    assert len(refused(provider, packed(first_filing()), sequence=10**15).missing) == 1000


def test_the_same_file_sent_again_is_found_and_not_doubled(provider):
    envelope = packed(first_filing())
    file = take(provider, envelope)
    with untouched():
        assert take(provider, envelope, sequence=file.sequence) == file


def test_a_used_number_on_another_file_is_refused(provider):
    file = send(provider, first_filing(1))
    assert refused(provider, packed(first_filing(2)), sequence=file.sequence).msg_code == 999


def test_what_a_provider_sent_last_can_be_asked_for(provider):
    envelope = packed(first_filing())
    file = take(provider, envelope)
    upload = previous(provider)
    assert upload is not None
    assert upload.sequence == file.sequence
    assert upload.file.envelope == envelope


def test_who_never_sent_anything_has_no_last_file(db):
    assert previous(open_account(UNIT)) is None


def test_an_encrypted_file_is_opened_with_the_keys_that_were_given_out(provider):
    provider.set_keys(KEYS)
    provider.save()
    file = send(provider, first_filing())
    assert file.encrypt_algorithm == AES
    assert file.orders.count() == 1


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda e: replace(e, content=e.content[:-8]), 7),
        (lambda e: replace(e, markings=replace(e.markings, hash="AAAAAAAAAAAAAAAAAAAAAA==")), 7),
        (lambda e: replace(e, markings=replace(e.markings, encrypt_algorithm=1)), 9),
        (lambda e: replace(e, markings=replace(e.markings, hash_algorithm=1)), 10),
        (lambda e: replace(e, markings=replace(e.markings, compression_format=1)), 11),
    ],
    ids=["cut off", "another hash", "not agreed to encrypt", "hash unknown", "format unknown"],
)
def test_a_damaged_envelope_is_refused_and_its_number_stays_free(provider, spoil, code):
    refusal = refused(provider, spoil(packed(first_filing())))
    assert refusal.msg_code == code


def test_what_the_keys_do_not_open_is_refused(provider):
    provider.set_keys(KEYS)
    provider.save()
    envelope = packed(first_filing())
    claimed = replace(envelope, markings=replace(envelope.markings, encrypt_algorithm=AES))
    assert refused(provider, claimed).msg_code == 6


def test_a_hash_of_something_that_is_no_zip_is_refused(provider):
    junk = b"no zip at all"
    digest = base64.b64encode(hashlib.md5(junk, usedforsecurity=False).digest()).decode()
    envelope = Envelope(base64.b64encode(junk).decode(), Markings(hash=digest))
    assert refused(provider, envelope).msg_code == 8


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"halted": True}, 19), ({"most_pending": 0}, 15)],
    ids=["halted", "too many pending"],
)
def test_a_provider_may_be_kept_from_reporting(provider, changes, code):
    for name, value in changes.items():
        setattr(provider, name, value)
    provider.save()
    assert refused(provider, packed(first_filing())).msg_code == code


def test_nothing_is_taken_during_maintenance(provider):
    provider.administration.under_maintenance = True
    provider.administration.save()
    assert refused(provider, packed(first_filing())).msg_code == 901


def test_reporting_hours_are_beijing_time_and_named_in_the_refusal(provider):
    provider.opens_at, provider.closes_at = time(9), time(13)
    provider.save()
    refusal = refused(provider, packed(first_filing()), at=NOON + HOUR)
    assert refusal.msg_code == 20
    assert "09:00-13:00" in refusal.reply
    assert take(provider, packed(first_filing()), at=NOON).orders.count() == 1


def upload_of(inside: str, *, version: str = "V.3.0", unit: int = UNIT):
    return seal(
        f'<?xml version="1.0" encoding="GBK"?><UploadData version="{version}"><ICP>{inside}'
        f"<Qqdwid>{unit}</Qqdwid></ICP></UploadData>".encode("gbk")
    )


CANCEL = "<ZXBA><Zx_xx><Zxlb>0</Zxlb><Jlid>1</Jlid><Zxly>1</Zxly></Zx_xx></ZXBA>"


@pytest.mark.parametrize(
    ("envelope", "code"),
    [
        (upload_of("<ZXBA><Zx_xx><Zxlb>9</Zxlb></Zx_xx></ZXBA>"), 5001),
        (upload_of(CANCEL, version="V.2.0"), 5004),
        (upload_of(CANCEL, unit=OTHER_UNIT), 5003),
        (upload_of(CANCEL + "<QTXX/>"), 5001),
        (seal(b"no xml"), 5001),
        (seal(b'<!DOCTYPE a [<!ENTITY x "y">]><UploadData version="V.3.0">&x;</UploadData>'), 5001),
        (seal(b'<UploadData version="V.3.0"><YM/></UploadData>'), 5011),
    ],
    ids=["no record", "version", "unit", "unknown", "no xml", "entities", "domain filings"],
)
def test_what_the_guard_refuses_is_taken_and_answered_by_download(provider, envelope, code):
    file = take(provider, envelope)
    assert file.refusal == code
    assert file.orders.count() == 0
    answer = told(provider, UploadResult)
    assert [(each.code, each.description) for each in answer.codes] == [(code, "beianinfo.xml")]


def test_one_unreadable_record_refuses_the_whole_file(provider):
    good = unseal(packed(first_filing())).decode("gbk")
    bad = good.replace("</Baxx>", "</Baxx><Baxx/>")
    file = take(provider, seal(bad.encode("gbk")))
    assert file.refusal == 5001
    assert not Order.objects.filter(file=file).exists()
    assert "Baxx[2]" in told(provider, UploadResult).remark


def test_what_gbk_cannot_carry_is_an_illegal_character(provider):
    xml = unseal(packed(first_filing())).decode("gbk").replace("张示例", "&#x20BB7;示例")
    assert take(provider, seal(xml.encode("gbk"))).refusal == 5008
    fetched(provider)


def test_an_unreadable_filing_of_addresses_is_answered_as_such(provider):
    envelope = seal(
        b'<UploadData version="V.3.0"><IP><SCBA><Scly><Ly><Id>x</Id></Ly></Scly></SCBA>'
        b"<Qqdwid>310000042</Qqdwid></IP></UploadData>"
    )
    take(provider, envelope)
    assert told(provider, SourceResult).codes[0].code == 5001


def test_the_name_inside_the_zip_is_what_the_answer_is_about(provider):
    take(provider, seal(b"no xml", name="upload7.xml"))
    assert told(provider, UploadResult).codes[0].description == "upload7.xml"


def test_a_paper_handed_in_alone_is_entered_without_an_officer(provider):
    paper = VerificationPaper(
        format_id=1,
        purpose_id=5,
        content=b"a scan",
        subject=AttachmentSubject(kind=AttachmentOwner.ENTITY, record=RecordById(id=1)),
    )
    order = send(provider, paper).orders.get()
    assert (order.state, order.decided_at) == (OrderState.ENTERED, NOON)
    assert fetched(provider) == []


def test_forty_records_are_forty_orders(provider):
    file = send(provider, *(first_filing(number) for number in range(1, 41)))
    assert UploadedFile.objects.get(pk=file.pk).orders.count() == 40
