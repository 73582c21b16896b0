"""Files of an administration: kept as they came, applied once, acknowledged last, never guessed."""

import pytest

from authority.conftest import KEYS
from authority.counterpart import ISP_ID, PASSWORD, USER
from authority.officer import NUMBER, codes, file_of, filed, review
from openbeian.audit.models import Event
from openbeian.authority.models import (
    Download,
    OwnId,
)
from openbeian.authority.services import answers, downloads
from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.filings.models import Correction, Outcome
from openbeian.filings.services import administration
from openbeian.outbox.models import Effect
from openbeian.procedure.filing import State
from openbeian.registry.models import Access, Domain, Entity, Service
from openbeian.wire.envelope import seal, unseal
from openbeian.wire.messages.code_tables import CodeTables
from openbeian.wire.messages.meanings import ReviewOutcome

pytestmark = pytest.mark.django_db

YES, NO = ReviewOutcome.APPROVED, ReviewOutcome.REJECTED


def _with(record, name, value):
    object.__setattr__(record, name, value)
    return record


class TestApproval:
    def test_the_numbers_and_their_ids_enter_the_registry(self, sent):
        sent.answer(filed(sent.filing))
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
        sent.answer(filed(sent.filing))
        assert Outcome.objects.get(kind="approved").recorded_by is None
        assert Effect.objects.filter(payload__template="approved").count() == 1

    def test_it_is_acknowledged_after_it_was_applied(self, sent):
        sent.answer(codes(sent.filing, 1001), review(sent.filing, YES), filed(sent.filing))
        assert sorted(sent.outcomes()) == ["approved", "noted", "noted"]
        assert sent.served.acknowledged == ["r1.xml"]
        assert sent.download().state == "acknowledged"

    def test_good_news_without_numbers_moves_nothing(self, sent):
        sent.answer(codes(sent.filing, 1001, 1060, 1062), review(sent.filing, YES))
        assert sent.case_sent.filing.state_now is State.AT_ADMINISTRATION
        assert sent.outcomes() == ["noted", "noted"]

    def test_an_approval_ends_a_verification_that_was_still_open(self, sent):
        administration.record_sms_asked(
            filing_id=sent.case_sent.id, actor=sent.house.reviewer, at=sent.at
        )
        sent.answer(filed(sent.filing))
        assert sent.case_sent.filing.state_now is State.APPROVED

    def test_what_was_filed_by_another_way_is_kept(self, sent):
        other = filed(sent.filing)
        for part in (other.entity, *other.services):
            _with(part, "record_id", part.record_id + 1_000_000)
        sent.answer(other)
        assert sent.outcomes() == ["kept"]
        assert sent.case_sent.filing.state_now is State.AT_ADMINISTRATION


class TestRefusal:
    def test_the_fields_of_a_code_are_opened(self, sent):
        sent.answer(codes(sent.filing, 1005, words="该域名已被京ICP备1号使用"))
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
        sent.answer(review(sent.filing, NO, "核验照片不清晰"))
        assert sent.case_sent.filing.state_now is State.REFUSED
        assert Outcome.objects.get(kind="refused").words == "核验照片不清晰"

    def test_words_and_codes_of_one_file_are_one_refusal(self, sent):
        sent.answer(
            codes(sent.filing, 1002, 1020),
            review(sent.filing, NO, "网站名称不规范"),
        )
        words = Outcome.objects.get(kind="refused").words
        assert words.startswith("网站名称不规范\n1002 ")
        assert "1020 " in words
        assert [row.field for row in Correction.objects.all()] == ["services[1].name"]

    @pytest.mark.parametrize("code", [1006, 5001])
    def test_what_the_provider_mends_is_left_to_the_provider(self, sent, code):
        sent.answer(codes(sent.filing, code))
        assert sent.case_sent.filing.state_now is State.REFUSED
        assert not Correction.objects.exists()

    def test_a_corrected_application_goes_again_as_another_record(self, sent):
        first = sent.filing
        sent.answer(codes(first, 1003))
        again = sent.case_sent
        again.edited({"entity.name": "上海示例一号贸易有限公司"})
        again.signed_again().submitted().claimed().passed()
        sent.at = again.at
        sent.hand_over(again)
        sent.run(minutes=2)
        (second,) = sent.taken(2)
        assert second.entity.record_id != first.entity.record_id
        sent.answer(codes(first, 1003), review(first, NO, "旧意见"), filed(first), name="r2.xml")
        assert sent.outcomes()[1:] == ["stale"] * 3
        sent.answer(filed(second), name="r3.xml")
        assert again.filing.state_now is State.APPROVED


class TestOnce:
    def test_a_file_that_comes_again_changes_nothing(self, sent):
        sent.served.keeps_acknowledged = True
        sent.answer(filed(sent.filing))
        for _ in range(3):
            sent.run(minutes=2)
        assert sent.served.acknowledged == ["r1.xml"] * 4
        assert sent.outcomes() == ["approved"]
        assert Event.objects.filter(kind="filing:application:record_approval").count() == 1

    def test_the_same_news_in_another_file_is_repeated(self, sent):
        sent.answer(filed(sent.filing))
        sent.answer(filed(sent.filing), name="r2.xml")
        assert sent.outcomes() == ["approved", "repeated"]

    @pytest.mark.parametrize("fault", ["drop", "deaf", "500", "garbage", "code:999"])
    def test_an_acknowledgement_that_was_lost_is_given_again(self, sent, fault):
        sent.served.waiting["r1.xml"] = file_of(filed(sent.filing))
        sent.served.fetching_faults.extend(["", fault])
        sent.run(minutes=2)
        assert sent.download().state == "applied"
        sent.run(minutes=2)
        assert sent.outcomes() == ["approved"]
        assert sent.served.waiting == {}
        assert sent.download().state == "acknowledged"

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


class TestSecrets:
    def test_encrypted_files_are_read(self, sent):
        sent.connect(credentials=Credentials(ISP_ID, USER, PASSWORD, KEYS))
        plain = unseal(file_of(filed(sent.filing)))
        sent.served.waiting["r1.xml"] = seal(plain, keys=KEYS)
        sent.run(minutes=2)
        assert sent.case_sent.filing.state_now is State.APPROVED

    def test_what_came_is_sealed(self, sent):
        sent.answer(codes(sent.filing, 1001))
        download = sent.download()
        assert download.envelope.content.encode() not in bytes(download.sealed)

    def test_who_is_not_let_in_stops_looking(self, sent):
        sent.served.fetching_faults.append("code:5")
        sent.run(minutes=2)
        assert sent.administration.halted
        looked = len(sent.served.calls)
        sent.run(minutes=60)
        assert len(sent.served.calls) == looked
