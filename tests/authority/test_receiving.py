"""Files of an administration: kept as they came, applied once, acknowledged last, never guessed."""

import base64

import pytest

from authority.conftest import KEYS
from authority.counterpart import ISP_ID, PASSWORD, USER
from authority.officer import NUMBER, codes, file_of, filed, review
from openbeian.accounts.actors import NotPermitted
from openbeian.audit.models import Event
from openbeian.authority.models import (
    Administration,
    Download,
    DownloadRecord,
    OwnId,
    UploadRecord,
)
from openbeian.authority.services import answers, downloads
from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.filings.models import Correction, Outcome
from openbeian.filings.services import administration
from openbeian.outbox.models import Effect
from openbeian.procedure.filing import State
from openbeian.registry.models import Access, Domain, Entity, Service
from openbeian.wire.envelope import Envelope, Markings, seal, unseal
from openbeian.wire.messages.code_tables import CodeTables
from openbeian.wire.messages.meanings import Operation, ReviewOutcome

pytestmark = pytest.mark.django_db

YES, NO = ReviewOutcome.APPROVED, ReviewOutcome.REJECTED


@pytest.fixture
def sent(line):
    """The line after one application arrived; `sent.filing` is what the administration holds."""
    line.case_sent = line.hand_over()
    line.run()
    (line.filing,) = line.taken()
    return line


def answer(line, *records, name="r1.xml"):
    """Let the administration answer, and the house fetch it."""
    line.served.waiting[name] = file_of(*records)
    return line.run(minutes=2)


def outcomes(line):
    return list(DownloadRecord.objects.order_by("pk").values_list("outcome", flat=True))


class TestApproval:
    def test_the_numbers_and_their_ids_enter_the_registry(self, sent):
        answer(sent, filed(sent.filing))
        assert sent.case_sent.filing.state_now is State.APPROVED
        entity, service = Entity.objects.get(), Service.objects.get()
        assert (entity.number, service.number) == (NUMBER, f"{NUMBER}-1")
        own = dict(OwnId.objects.values_list("path", "administration_id"))
        assert own == {each.path: 7_000_000 + each.pk for each in OwnId.objects.all()}
        assert own["entity"] == entity.administration_id
        assert own["services[1]"] == service.administration_id
        assert own["services[1].domains[1]"] == Domain.objects.get().administration_id
        assert own["services[1].access[1]"] == Access.objects.get().administration_id
        assert "services[1].access[1].ip_addresses[3405803786]" in own

    def test_nobody_recorded_it_and_the_applicant_is_told(self, sent):
        answer(sent, filed(sent.filing))
        assert Outcome.objects.get(kind="approved").recorded_by is None
        assert Effect.objects.filter(payload__template="approved").count() == 1

    def test_it_is_acknowledged_after_it_was_applied(self, sent):
        answer(sent, codes(sent.filing, 1001), review(sent.filing, YES), filed(sent.filing))
        assert sorted(outcomes(sent)) == ["approved", "noted", "noted"]
        assert sent.served.acknowledged == ["r1.xml"]
        assert sent.download().state == "acknowledged"

    def test_good_news_without_numbers_moves_nothing(self, sent):
        answer(sent, codes(sent.filing, 1001, 1060, 1062), review(sent.filing, YES))
        assert sent.case_sent.filing.state_now is State.AT_ADMINISTRATION
        assert outcomes(sent) == ["noted", "noted"]

    def test_an_approval_ends_a_verification_that_was_still_open(self, sent):
        administration.record_sms_asked(
            filing_id=sent.case_sent.id, actor=sent.house.reviewer, at=sent.at
        )
        answer(sent, filed(sent.filing))
        assert sent.case_sent.filing.state_now is State.APPROVED

    def test_what_was_filed_by_another_way_is_kept(self, sent):
        other = filed(sent.filing)
        for part in (other.entity, *other.services):
            _with(part, "record_id", part.record_id + 1_000_000)
        answer(sent, other)
        assert outcomes(sent) == ["kept"]
        assert sent.case_sent.filing.state_now is State.AT_ADMINISTRATION


class TestRefusal:
    def test_the_fields_of_a_code_are_opened(self, sent):
        answer(sent, codes(sent.filing, 1005, words="该域名已被京ICP备1号使用"))
        assert sent.case_sent.filing.state_now is State.CORRECTION_REQUESTED
        correction = Correction.objects.get()
        assert (correction.field, correction.source) == (
            "services[1].domains[1].name",
            "administration",
        )
        assert correction.asked_by is None
        assert "域名冲突" in correction.message.zh
        assert correction.message.en.isascii()
        words = Outcome.objects.get(kind="refused").words
        assert "1005 域名冲突" in words
        assert words.endswith("该域名已被京ICP备1号使用")

    def test_an_officers_words_go_to_the_provider(self, sent):
        answer(sent, review(sent.filing, NO, "核验照片不清晰"))
        assert sent.case_sent.filing.state_now is State.REFUSED
        assert Outcome.objects.get(kind="refused").words == "核验照片不清晰"

    def test_words_and_codes_of_one_file_are_one_refusal(self, sent):
        answer(
            sent,
            codes(sent.filing, 1002, 1020),
            review(sent.filing, NO, "网站名称不规范"),
        )
        words = Outcome.objects.get(kind="refused").words
        assert words.startswith("网站名称不规范\n1002 ")
        assert "1020 " in words
        assert [row.field for row in Correction.objects.all()] == ["services[1].name"]

    @pytest.mark.parametrize("code", [1006, 5001])
    def test_what_the_provider_mends_is_left_to_the_provider(self, sent, code):
        answer(sent, codes(sent.filing, code))
        assert sent.case_sent.filing.state_now is State.REFUSED
        assert not Correction.objects.exists()

    def test_a_corrected_application_goes_again_as_another_record(self, sent):
        first = sent.filing
        answer(sent, codes(first, 1003))
        again = sent.case_sent
        again.edited({"entity.name": "上海示例一号贸易有限公司"})
        again.submitted().claimed().passed()
        sent.at = again.at
        sent.hand_over(again)
        sent.run(minutes=2)
        (second,) = sent.taken(2)
        assert second.entity.record_id != first.entity.record_id
        answer(sent, codes(first, 1003), review(first, NO, "旧意见"), filed(first), name="r2.xml")
        assert outcomes(sent)[1:] == ["stale"] * 3
        answer(sent, filed(second), name="r3.xml")
        assert again.filing.state_now is State.APPROVED


class TestOnce:
    def test_a_file_that_comes_again_changes_nothing(self, sent):
        sent.served.keeps_acknowledged = True
        answer(sent, filed(sent.filing))
        for _ in range(3):
            sent.run(minutes=2)
        assert sent.served.acknowledged == ["r1.xml"] * 4
        assert outcomes(sent) == ["approved"]
        assert Event.objects.filter(kind="filing:application:record_approval").count() == 1

    def test_the_same_news_in_another_file_is_repeated(self, sent):
        answer(sent, filed(sent.filing))
        answer(sent, filed(sent.filing), name="r2.xml")
        assert outcomes(sent) == ["approved", "repeated"]

    @pytest.mark.parametrize("fault", ["drop", "deaf", "500", "garbage", "code:999"])
    def test_an_acknowledgement_that_was_lost_is_given_again(self, sent, fault):
        sent.served.waiting["r1.xml"] = file_of(filed(sent.filing))
        sent.served.fetching_faults.extend(["", fault])
        sent.run(minutes=2)
        assert sent.download().state == "applied"
        sent.run(minutes=2)
        assert outcomes(sent) == ["approved"]
        assert sent.served.waiting == {}

    @pytest.mark.parametrize(
        "fault", ["drop", "deaf", "500", "garbage", "page", "entities", "code:902", "code:20"]
    )
    def test_a_look_that_failed_is_taken_again(self, sent, fault):
        sent.served.waiting["r1.xml"] = file_of(filed(sent.filing))
        sent.served.fetching_faults.append(fault)
        sent.run(minutes=2)
        assert not Download.objects.exists()
        sent.run(minutes=2)
        assert sent.case_sent.filing.state_now is State.APPROVED

    def test_all_that_waits_is_fetched_at_once(self, sent):
        for number in range(5):
            sent.served.waiting[f"k{number}.xml"] = file_of(CodeTables())
        sent.run(minutes=2)
        assert len(sent.served.acknowledged) == 5

    @pytest.mark.parametrize("dies", ["record_approval", "_keep"])
    def test_a_worker_that_dies_while_applying(self, sent, monkeypatch, dies):
        sent.served.waiting["r1.xml"] = file_of(filed(sent.filing))
        where = administration if dies == "record_approval" else downloads.results
        whole = getattr(where, dies)

        def die(*words, **facts):
            raise SystemExit

        monkeypatch.setattr(where, dies, die)
        with pytest.raises(SystemExit):
            downloads.receive(sent.administration.pk, at=sent.at)
        assert sent.download().state == "stored"
        assert sent.served.acknowledged == []
        monkeypatch.setattr(where, dies, whole)
        sent.run(minutes=2)
        assert sent.case_sent.filing.state_now is State.APPROVED
        assert Event.objects.filter(kind="filing:application:record_approval").count() == 1
        assert sent.download().state == "acknowledged"

    def test_a_worker_that_dies_between_refusing_and_asking(self, sent, monkeypatch):
        sent.served.waiting["r1.xml"] = file_of(codes(sent.filing, 1005))

        def die(**facts):
            raise SystemExit

        with monkeypatch.context() as patch:
            patch.setattr(answers.review, "ask_for_correction", die)
            with pytest.raises(SystemExit):
                downloads.receive(sent.administration.pk, at=sent.at)
        assert sent.case_sent.filing.state_now is State.REFUSED
        sent.run(minutes=2)
        assert sent.case_sent.filing.state_now is State.CORRECTION_REQUESTED
        assert Outcome.objects.filter(kind="refused").count() == 1


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
        answer(sent, codes(sent.filing, 1001, 4321))
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
        answer(sent, *TestQuarantine.contradictions()[case](sent))
        assert sent.download().reason.startswith("authority.contradiction")
        assert sent.case_sent.filing.state_now is State.AT_ADMINISTRATION
        assert outcomes(sent) == []

    def test_other_numbers_than_before(self, sent):
        answer(sent, filed(sent.filing))
        answer(sent, filed(sent.filing, "沪ICP备2026009999号"), name="r2.xml")
        assert sent.download("r2.xml").state == "quarantined"
        assert Entity.objects.get().number == NUMBER

    def test_a_refusal_after_the_approval(self, sent):
        answer(sent, filed(sent.filing))
        answer(sent, codes(sent.filing, 1002), name="r2.xml")
        assert sent.download("r2.xml").state == "quarantined"

    def test_a_number_that_the_registry_refuses(self, sent):
        answer(sent, filed(sent.filing, "京ICP备2026006107号"))
        assert sent.download().reason.startswith("filing.number_of_other_province")

    def test_another_file_under_the_name_of_one_that_was_applied(self, sent):
        answer(sent, codes(sent.filing, 1001))
        sent.served.waiting["r1.xml"] = file_of(codes(sent.filing, 1002))
        sent.run(minutes=2)
        assert sent.administration.halted
        assert sent.case_sent.filing.state_now is State.AT_ADMINISTRATION

    def test_an_operator_sets_it_aside(self, sent):
        answer(sent, codes(sent.filing, 4321))
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


class TestSecrets:
    def test_encrypted_files_are_read(self, sent):
        sent.connect(credentials=Credentials(ISP_ID, USER, PASSWORD, KEYS))
        plain = unseal(file_of(filed(sent.filing)))
        sent.served.waiting["r1.xml"] = seal(plain, keys=KEYS)
        sent.run(minutes=2)
        assert sent.case_sent.filing.state_now is State.APPROVED

    def test_what_came_is_sealed(self, sent):
        answer(sent, codes(sent.filing, 1001))
        download = sent.download()
        assert download.envelope.content.encode() not in bytes(download.sealed)

    def test_who_is_not_let_in_stops_looking(self, sent):
        sent.served.fetching_faults.append("code:5")
        sent.run(minutes=2)
        assert sent.administration.halted
        looked = len(sent.served.calls)
        sent.run(minutes=60)
        assert len(sent.served.calls) == looked


class TestWhichOfOurs:
    def test_an_id_of_theirs_is_not_taken_for_ours(self, sent):
        for number, operation in enumerate((Operation.CHANGE, Operation.CANCEL_ENTITY)):
            answer(sent, _with(codes(sent.filing, 1002), "operation", operation))
            sent.served.waiting.clear()
            assert sent.download().state == "quarantined"
            answer(
                sent,
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
