"""The download queue: each answer in one file, each file again until it is acknowledged."""

import io

import pytest

from everything import untouched
from openbeian.sandbox.models import Answer, DataFile
from openbeian.sandbox.refusals import CallRefused
from openbeian.sandbox.services import downloads
from openbeian.wire.envelope import AES, unseal
from openbeian.wire.envelope_credentials import check_file_name
from openbeian.wire.files import read_download
from sandbox.town import (
    HOUR,
    KEYS,
    NOON,
    OTHER_UNIT,
    allocation,
    approve,
    fetched,
    first_filing,
    open_account,
    send_one,
    source,
)


def fetch(provider, at=NOON):
    return downloads.fetch(provider_id=provider.pk, at=at)


def records_in(file):
    return list(read_download(io.BytesIO(unseal(file.envelope))))


def test_nothing_waits_for_who_sent_nothing(provider):
    reply = fetch(provider)
    assert (reply.code, reply.file) == (2, None)


def test_a_file_comes_again_until_it_is_acknowledged(provider):
    approve(send_one(provider, first_filing()))
    first = fetch(provider)
    assert fetch(provider, at=NOON + HOUR) == first
    assert first.file is not None
    downloads.acknowledge(provider_id=provider.pk, name=first.file.name, at=NOON)
    assert fetch(provider).code == 2


def test_what_comes_after_a_file_waits_for_the_next(provider):
    approve(send_one(provider, first_filing(1)))
    first = fetch(provider)
    assert first.code == 1
    approve(send_one(provider, first_filing(2)))
    again = fetch(provider)
    assert (again.code, again.file) == (3, first.file)
    downloads.acknowledge(provider_id=provider.pk, name=first.file.name, at=NOON)
    second = fetch(provider)
    assert second.code == 1
    assert len(records_in(second.file)) == 3


def test_answers_about_filings_and_about_addresses_come_in_files_of_their_own(provider):
    send_one(provider, first_filing(1, nature_id=999))
    send_one(provider, source())
    send_one(provider, first_filing(2, nature_id=999))
    shapes = []
    while (reply := fetch(provider)).file:
        shapes.append([type(record).__name__ for record in records_in(reply.file)])
        downloads.acknowledge(provider_id=provider.pk, name=reply.file.name, at=NOON)
    assert shapes == [["UploadResult"], ["SourceResult"], ["UploadResult"]]


def test_a_file_holds_a_thousand_answers_at_most(provider, monkeypatch):
    monkeypatch.setattr(downloads, "MOST_RECORDS", 2)
    for number in range(3):
        send_one(provider, first_filing(number, nature_id=999))
    first = fetch(provider)
    assert first.code == 3
    assert len(records_in(first.file)) == 2
    assert len(fetched(provider)) == 3


def test_every_answer_is_in_exactly_one_file(provider):
    for number in range(1, 4):
        approve(send_one(provider, first_filing(number)))
        fetched(provider)
    assert not Answer.objects.filter(file=None).exists()
    assert not DataFile.objects.filter(acknowledged_at=None).exists()


def test_a_name_keeps_to_the_interface_and_is_never_used_twice(provider):
    names = set()
    for number in range(3):
        send_one(provider, first_filing(number, nature_id=999))
        file = fetch(provider).file
        names.add(check_file_name(file.name))
        downloads.acknowledge(provider_id=provider.pk, name=file.name, at=NOON)
    assert len(names) == 3


def test_with_keys_a_file_is_encrypted(provider):
    provider.set_keys(KEYS)
    provider.save()
    send_one(provider, first_filing(1, nature_id=999))
    file = fetch(provider).file
    assert file.envelope.markings.encrypt_algorithm == AES
    assert unseal(file.envelope, keys=KEYS).startswith(b"<?xml")


def test_to_acknowledge_twice_changes_nothing(provider):
    send_one(provider, first_filing(1, nature_id=999))
    file = fetch(provider).file
    downloads.acknowledge(provider_id=provider.pk, name=file.name, at=NOON)
    with untouched():
        downloads.acknowledge(provider_id=provider.pk, name=file.name, at=NOON + HOUR)


@pytest.mark.parametrize(("name", "code"), [("", 21), ("unknown.zip", 999)])
def test_only_what_was_given_out_can_be_acknowledged(provider, name, code):
    with pytest.raises(CallRefused) as refusal:
        downloads.acknowledge(provider_id=provider.pk, name=name, at=NOON)
    assert refusal.value.msg_code == code


def test_nobody_acknowledges_the_file_of_another(provider):
    send_one(provider, first_filing(1, nature_id=999))
    file = fetch(provider).file
    other = open_account(OTHER_UNIT)
    with untouched(), pytest.raises(CallRefused):
        downloads.acknowledge(provider_id=other.pk, name=file.name, at=NOON)


def test_nothing_is_given_out_during_maintenance(provider):
    provider.administration.under_maintenance = True
    provider.administration.save()
    with untouched(), pytest.raises(CallRefused) as refusal:
        fetch(provider)
    assert refusal.value.msg_code == 902


def test_each_provider_fetches_its_own(provider):
    other = open_account(OTHER_UNIT)
    send_one(other, source())
    send_one(other, allocation())
    assert fetch(provider).code == 2
    assert len(fetched(other)) == 2
