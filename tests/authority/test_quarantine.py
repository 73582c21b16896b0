"""Files that contradict themselves or us are kept whole, move nothing, and wait for a person."""

import base64

import pytest

from authority.officer import NUMBER, codes, file_of, filed, review
from openbeian.accounts.actors import NotPermitted
from openbeian.audit.models import Event
from openbeian.authority.models import (
    Administration,
    Download,
    UploadRecord,
)
from openbeian.authority.services import downloads
from openbeian.procedure.filing import State
from openbeian.registry.models import Entity
from openbeian.wire.envelope import Envelope, Markings, seal
from openbeian.wire.messages.meanings import Operation, ReviewOutcome

pytestmark = pytest.mark.django_db

YES, NO = ReviewOutcome.APPROVED, ReviewOutcome.REJECTED


def truncated(envelope):
    whole = base64.b64decode(envelope.content)
    cut = base64.b64encode(whole[: len(whole) // 2]).decode()
    return Envelope(cut, envelope.markings)


def wrong_hash(envelope):
    return Envelope(envelope.content, Markings(hash=seal(b"x").markings.hash))


class TestQuarantine:
    @pytest.mark.parametrize("damage", [truncated, wrong_hash])
    def test_a_damaged_file_is_kept_and_a_whole_one_taken_later(self, sent, damage):
        whole = file_of(filed(sent.filing))
        sent.served.waiting["r1.xml"] = damage(whole)
        sent.run(minutes=2)
        sent.run(minutes=2)
        assert sent.download().state == "quarantined"
        assert sent.served.acknowledged == []
        assert Event.objects.filter(kind="authority:download:quarantined").count() == 1
        sent.served.waiting["r1.xml"] = whole
        sent.run(minutes=2)
        assert sent.case_sent.filing.state_now is State.APPROVED
        assert sorted(Download.objects.values_list("state", flat=True)) == [
            "acknowledged",
            "replaced",
        ]

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "wire.not_xml"),
            (b'<DownloadData version="V.3.0"><ICP>', "wire.not_xml"),
            (b'<DownloadData version="V.9"><ICP/></DownloadData>', "wire.version"),
            (b'<!DOCTYPE a [<!ENTITY b "c">]><DownloadData/>', "wire.forbidden_markup"),
            (b'<DownloadData version="V.3.0"><Neu/></DownloadData>', "wire.unknown_element"),
        ],
    )
    def test_what_is_not_of_the_interface_is_kept_and_not_guessed(self, sent, content, code):
        sent.served.waiting["r1.xml"] = seal(content)
        sent.run(minutes=2)
        download = sent.download()
        assert download.state == "quarantined"
        assert download.reason.startswith(code)
        assert download.envelope == seal(content)

    def test_an_unknown_code_is_for_a_person(self, sent):
        sent.answer(codes(sent.filing, 1001, 4321))
        assert sent.download().reason.startswith("wire.unknown_result")
        assert sent.case_sent.filing.state_now is State.AT_ADMINISTRATION

    def contradictions():
        def of(line):
            return line.filing

        return {
            "yes and no": lambda line: (filed(of(line)), codes(of(line), 1002)),
            "approved and rejected": lambda line: (
                review(of(line), YES),
                review(of(line), NO, "驳回"),
            ),
            "no number": lambda line: (_without(filed(of(line)), "filing_number"),),
            "another certificate": lambda line: (_other_certificate(filed(of(line))),),
            "another entity": lambda line: (_other_entity(filed(of(line))),),
            "a record that we never sent": lambda line: (_strange(codes(of(line), 1002)),),
            "nobody's record": lambda line: (_subject(codes(of(line), 1002), "沪ICP备1号"),),
        }

    @pytest.mark.parametrize("case", list(contradictions()))
    def test_a_contradiction_moves_nothing(self, sent, case):
        sent.answer(*TestQuarantine.contradictions()[case](sent))
        assert sent.download().reason.startswith("authority.contradiction")
        assert sent.case_sent.filing.state_now is State.AT_ADMINISTRATION
        assert sent.outcomes() == []

    def test_other_numbers_than_before(self, sent):
        sent.answer(filed(sent.filing))
        sent.answer(filed(sent.filing, "沪ICP备2026009999号"), name="r2.xml")
        assert sent.download("r2.xml").state == "quarantined"
        assert Entity.objects.get().number == NUMBER

    def test_a_refusal_after_the_approval(self, sent):
        sent.answer(filed(sent.filing))
        sent.answer(codes(sent.filing, 1002), name="r2.xml")
        assert sent.download("r2.xml").state == "quarantined"

    def test_a_number_that_the_registry_refuses(self, sent):
        sent.answer(filed(sent.filing, "京ICP备2026006107号"))
        assert sent.download().reason.startswith("filing.number_of_other_province")

    def test_another_file_under_the_name_of_one_that_was_applied(self, sent):
        sent.answer(codes(sent.filing, 1001))
        sent.served.waiting["r1.xml"] = file_of(codes(sent.filing, 1002))
        sent.run(minutes=2)
        assert sent.administration.halted
        assert sent.case_sent.filing.state_now is State.AT_ADMINISTRATION

    def test_an_operator_sets_it_aside(self, sent):
        sent.answer(codes(sent.filing, 4321))
        download = sent.download()
        with pytest.raises(NotPermitted):
            downloads.set_aside(download_id=download.pk, actor=sent.house.reviewer, at=sent.at)
        downloads.set_aside(download_id=download.pk, actor=sent.house.operator, at=sent.at)
        with pytest.raises(downloads.NotInQuarantine):
            downloads.set_aside(download_id=download.pk, actor=sent.house.operator, at=sent.at)
        sent.run(minutes=2)
        assert sent.served.acknowledged == ["r1.xml"]
        assert sent.download().state == "set_aside"


def _without(record, name):
    _with(record.entity, name, None)
    return record


def _other_certificate(record):
    _with(record.entity.certificate, "number", "91310115MA1K4E7T9X")
    return record


def _with(record, name, value):
    object.__setattr__(record, name, value)
    return record


def _other_entity(record):
    _with(record.entity, "record_id", None)
    return record


def _subject(record, subject):
    return _with(record, "subject", subject)


def _strange(record):
    return _subject(record, str(int(record.subject) + 1_000_000))


class TestWhichOfOurs:
    def test_an_id_of_theirs_is_not_taken_for_ours(self, sent):
        for number, operation in enumerate((Operation.CHANGE, Operation.CANCEL_ENTITY)):
            sent.answer(_with(codes(sent.filing, 1002), "operation", operation))
            sent.served.waiting.clear()
            assert sent.download().state == "quarantined"
            sent.answer(
                _with(review(sent.filing, NO, "否"), "operation", operation),
                name=f"v{number}.xml",
            )
            sent.served.waiting.clear()
            assert sent.download(f"v{number}.xml").state == "quarantined"
        assert sent.case_sent.filing.state_now is State.AT_ADMINISTRATION

    def test_a_record_of_another_administration_is_not_ours(self, sent):
        Administration.objects.create(province="110000", isp_id=1, created_at=sent.at)
        UploadRecord.objects.update(administration=Administration.objects.get(province="110000"))
        sent.served.waiting["r1.xml"] = file_of(codes(sent.filing, 1002))
        downloads.receive(Administration.objects.get(province="310000").pk, at=sent.at)
        assert sent.download().state == "quarantined"
