"""Several workers at one administration at the same moment: in order, and everything once."""

from datetime import timedelta

import pytest

from authority.officer import file_of, filed
from openbeian.audit.models import Event
from openbeian.authority.models import DownloadRecord, Upload, UploadRecord
from openbeian.authority.services import downloads, queue
from openbeian.authority.services import line as lines
from openbeian.procedure.filing import State
from together import at_once

pytestmark = pytest.mark.django_db(transaction=True)

WORKERS = 4


def all_at_once(work):
    return at_once(*[work] * WORKERS)


def test_a_file_is_made_once(line):
    for _ in range(3):
        queue.hand_over(filing_id=line.case().id, actor=line.house.reviewer, at=line.at)
    made = all_at_once(lambda: queue.collect(line.administration, at=line.at))
    assert sum(upload is not None for upload in made) == 1
    assert line.states() == [(1, "prepared")]
    assert UploadRecord.objects.filter(upload__sequence=1).count() == 3
    assert line.administration.next_sequence == 2


def test_files_are_sent_once_and_in_order(line):
    for _ in range(4):
        line.hand_over()
    administration = line.administration.pk
    all_at_once(lambda: lines.advance(administration, at=line.at))
    line.run(minutes=1)
    assert list(line.served.taken) == [1, 2, 3, 4]
    assert line.served.uploads() == 4
    assert {row.attempts for row in Upload.objects.all()} == {1}
    assert Event.objects.filter(kind="authority:upload:accepted").count() == 4


def test_an_answer_is_applied_once(line):
    case = line.hand_over()
    line.run()
    line.served.waiting["r1.xml"] = file_of(filed(line.taken()[0]))
    at = line.at + timedelta(minutes=1)
    administration = line.administration.pk
    all_at_once(lambda: downloads.receive(administration, at=at))
    line.run(minutes=2)
    assert case.filing.state_now is State.APPROVED
    assert line.download().state == "acknowledged"
    assert DownloadRecord.objects.count() == 1
    assert Event.objects.filter(kind="filing:application:record_approval").count() == 1
