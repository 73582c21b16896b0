"""Files to an administration: each once, in order, under its number, whatever happens between."""

from datetime import time, timedelta

import pytest

from authority.conftest import KEYS
from authority.counterpart import ISP_ID, PASSWORD, USER
from openbeian.audit.models import Event
from openbeian.authority.models import Administration, Upload, UploadRecord
from openbeian.authority.services import connections, queue
from openbeian.authority.services import line as lines
from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.filings.models import Outcome
from openbeian.outbox.models import Effect
from openbeian.procedure.filing import State
from openbeian.wire.envelope import seal, unseal

pytestmark = pytest.mark.django_db


def events(kind):
    return Event.objects.filter(kind=f"authority:{kind}").count()


class TestAFile:
    def test_what_was_handed_over_arrives(self, line):
        case = line.hand_over()
        assert case.filing.state_now is State.AT_ADMINISTRATION
        line.run()
        assert line.states() == [(1, "accepted")]
        (filing,) = line.taken()
        assert filing.entity.name == case.declaration.entity.name
        assert filing.services[0].domains[0].name == "company-1.cn"
        assert {each.file.purpose_id for each in filing.attachments} == {1, 2, 3, 5, 6, 8}

    def test_the_log_of_the_application_holds_the_hash_of_what_was_sent(self, line):
        case = line.hand_over()
        record = UploadRecord.objects.get()
        handed = Outcome.objects.get(filing_id=case.id, kind="handed_over")
        assert handed.numbers == {"package": record.package}
        upload = Upload.objects.get()
        line.run()
        assert unseal(line.served.taken[1]) == upload.content

    def test_many_travel_in_one(self, line):
        for _ in range(3):
            queue.hand_over(filing_id=line.case().id, actor=line.house.reviewer, at=line.at)
        line.run()
        line.run()
        assert len(line.taken()) == 3
        assert sorted(UploadRecord.objects.values_list("position", flat=True)) == [1, 2, 3]

    def test_a_file_that_is_full_leaves_the_rest_to_the_next(self, line, monkeypatch):
        monkeypatch.setattr(queue, "MOST_RECORDS", 2)
        for _ in range(3):
            queue.hand_over(filing_id=line.case().id, actor=line.house.reviewer, at=line.at)
        line.run().run()
        assert [len(line.taken(number)) for number in (1, 2)] == [2, 1]

    def test_nothing_of_it_lies_open_in_the_database(self, line):
        line.hand_over()
        upload = Upload.objects.get()
        assert "上海示例1号".encode("gbk") in upload.content
        assert "上海示例1号".encode("gbk") not in bytes(upload.sealed)
        assert PASSWORD.encode() not in bytes(line.administration.secrets_sealed)

    def test_it_is_encrypted_where_keys_were_given_out(self, line):
        line.connect(credentials=Credentials(ISP_ID, USER, PASSWORD, KEYS))
        line.hand_over()
        line.run()
        envelope = line.served.taken[1]
        assert envelope.markings.encrypt_algorithm == 1
        assert unseal(envelope, keys=KEYS) == Upload.objects.get().content

    def test_what_is_not_handed_over_is_in_no_file(self, line):
        case = line.case()
        queue._record(case.filing, line.administration, line.at)
        line.run()
        assert line.states() == []
        line.hand_over(case).filing.refresh_from_db()
        assert UploadRecord.objects.get().upload.sequence == 1

    def test_it_is_kept_for_three_months(self, line):
        line.hand_over()
        line.run().run(minutes=60 * 24 * 92)
        assert Upload.objects.get().sealed
        line.run(minutes=60 * 24 * 2)
        assert not Upload.objects.get().sealed


class TestNoAnswer:
    @pytest.mark.parametrize("fault", ["drop", "500 after", "garbage"])
    def test_a_file_that_arrived_is_not_sent_again(self, line, fault):
        line.hand_over()
        line.served.faults.append(fault)
        line.run()
        assert line.states() == [(1, "unknown")]
        line.run(minutes=1)
        assert line.states() == [(1, "accepted")]
        assert line.served.uploads() == 1

    @pytest.mark.parametrize("fault", ["deaf", "500", "redirect", "page", "fault", "unknown code"])
    def test_a_file_that_did_not_arrive_is_sent_again(self, line, fault):
        line.hand_over()
        line.served.faults.append(fault)
        line.run()
        assert line.states() == [(1, "unknown")]
        line.run(minutes=1)
        assert (line.states(), line.served.uploads()) == ([(1, "accepted")], 2)
        assert list(line.served.taken) == [1]

    def test_it_is_asked_first_and_patience_grows(self, line):
        line.hand_over()
        line.served.faults.extend(["deaf"] * 4)
        for _ in range(4):
            line.run(minutes=6)
        assert line.served.calls.count("isp_querypreviousupload") == 3
        assert line.administration.failures == 4
        pause = line.administration.resume_at - line.at
        assert pause == timedelta(seconds=40)
        line.run(minutes=1)
        assert line.states() == [(1, "accepted")]
        assert line.administration.failures == 0

    def test_a_worker_that_died_while_sending(self, line):
        line.hand_over()
        taken = lines._take(line.administration.pk, at=line.at)
        lines._outcome(taken, connections.client_of(line.administration))
        line.run()
        assert line.states() == [(1, "sent")]  # the dead worker's lease still runs
        Upload.objects.update(leased_until="2000-01-01T00:00:00Z")
        line.run(minutes=1)
        assert line.states() == [(1, "accepted")]
        assert line.served.uploads() == 1

    def test_whoever_comes_back_from_the_dead_settles_nothing(self, line):
        line.hand_over()
        late = lines._take(line.administration.pk, at=line.at)
        Upload.objects.update(leased_until="2000-01-01T00:00:00Z")
        line.run()
        assert not lines.settling.settle(late.upload, lines.Unanswered(), at=line.at)
        assert line.states() == [(1, "accepted")]

    def test_another_file_under_our_number_stops_the_line(self, line):
        line.hand_over()
        line.served.faults.append("deaf")
        line.run()
        line.served.taken[1] = seal(b"of another program")
        line.run(minutes=1)
        assert line.states() == [(1, "unknown")]
        assert line.administration.halted
        assert events("administration:halted") == 1


class TestOrder:
    def test_nothing_overtakes(self, line):
        line.hand_over()
        line.hand_over()
        line.served.faults.append("code:20")
        line.run()
        assert line.served.taken == {}
        line.run(minutes=6)
        assert list(line.served.taken) == [1, 2]

    def test_a_gap_is_filled_with_what_is_missing(self, line):
        for _ in range(3):
            line.hand_over()
        line.run()
        line.served.taken.clear()
        line.hand_over()
        line.run()
        assert list(line.served.taken) == [1, 2, 3, 4]
        assert [state for _, state in line.states()] == ["accepted"] * 4
        assert events("upload:missing") == 1

    def test_a_gap_that_is_not_ours_stops_the_line(self, line):
        Administration.objects.update(next_sequence=5)
        line.hand_over()
        line.run()
        assert line.states() == [(5, "prepared")]
        assert line.administration.halted
        assert line.served.taken == {}

    def test_an_administration_that_forgets_again_and_again_is_not_humoured(self, line):
        line.served.forgets = frozenset({1})
        line.hand_over()
        line.hand_over()
        line.run()
        assert line.administration.halted
        assert line.served.uploads() < 12


class TestWaiting:
    @pytest.mark.parametrize("code", [15, 18, 20, 901, 902])
    def test_to_wait_is_not_to_fail(self, line, code):
        line.hand_over()
        line.served.faults.append(f"code:{code}")
        line.run()
        assert line.states() == [(1, "prepared")]
        assert line.administration.waiting_code == code
        line.run(minutes=1)
        assert line.served.uploads() == 1
        line.run(minutes=5)
        assert line.states() == [(1, "accepted")]
        assert line.administration.waiting_code is None

    def test_a_long_maintenance_exhausts_nothing(self, line):
        line.hand_over()
        line.served.faults.extend(["code:901"] * 100)
        for _ in range(60):
            line.served.faults.append("code:901")
            line.run(minutes=6)
        line.served.faults.clear()
        line.run(minutes=6)
        assert line.states() == [(1, "accepted")]
        assert not Effect.objects.filter(state="dead").exists()

    def test_files_go_in_reporting_hours_only(self, line):
        line.connect(hours=(time(9), time(17)))
        line.hand_over()
        line.at = line.at.replace(hour=12, minute=0)  # 20 o'clock in Shanghai
        line.run()
        assert line.served.taken == {}
        line.at += timedelta(hours=12, minutes=59)
        line.run()
        assert line.served.taken == {}
        line.run(minutes=2)
        assert list(line.served.taken) == [1]

    def test_an_effect_that_died_is_owed_anew(self, line):
        line.hand_over()
        Effect.objects.filter(kind="authority.send").update(state="dead", settled_at=line.at)
        line.run()
        assert line.states() == [(1, "accepted")]


class TestRefusal:
    @pytest.mark.parametrize("code", [4, 5, 12, 13, 19])
    def test_who_is_not_let_in_stops_calling(self, line, code):
        line.hand_over()
        line.served.faults.append(f"code:{code}")
        line.run()
        line.run(minutes=60)
        assert line.administration.halted
        assert len(line.served.calls) <= 2
        connections.release(province="310000", actor=line.house.operator, at=line.at)
        line.run()
        assert line.states() == [(1, "accepted")]

    def test_a_file_that_is_refused_holds_the_line_until_somebody_looked(self, line):
        line.hand_over()
        line.hand_over()
        line.served.faults.append("code:7")
        line.run()
        line.run(minutes=60)
        assert line.states() == [(1, "rejected"), (2, "prepared")]
        assert Upload.objects.first().code == 7
        assert events("upload:rejected") == 1
        connections.release(province="310000", actor=line.house.operator, at=line.at)
        line.run()
        assert line.states() == [(1, "accepted"), (2, "accepted")]
        assert list(line.served.taken) == [1, 2]

    def test_a_refusal_that_may_be_of_a_double_is_not_believed(self, line):
        line.hand_over()
        line.served.faults.append("drop")
        line.run()
        Upload.objects.update(state="prepared")  # as after a gap that was named wrongly
        line.run(minutes=1)
        line.run(minutes=1)
        assert line.states() == [(1, "accepted")]
        assert len(line.served.taken) == 1


class TestTheHaltSwitch:
    def test_nothing_is_called_while_it_is_on(self, line):
        line.hand_over()
        connections.halt(province="310000", actor=line.house.operator, at=line.at)
        line.run()
        line.run(minutes=60)
        assert line.served.calls == []
        connections.release(province="310000", actor=line.house.operator, at=line.at)
        line.run()
        assert line.states() == [(1, "accepted")]

    def test_it_works_between_two_files(self, line):
        line.hand_over()
        line.hand_over()
        first = lines._take(line.administration.pk, at=line.at)
        outcome = lines._outcome(first, connections.client_of(line.administration))
        connections.halt(province="310000", actor=line.house.operator, at=line.at)
        lines.settling.settle(first.upload, outcome, at=line.at)
        line.run()
        assert line.served.uploads() == 1
        assert line.states() == [(1, "accepted"), (2, "prepared")]

    def test_it_works_between_taking_a_file_and_calling(self, line):
        line.hand_over()
        taken = lines._take(line.administration.pk, at=line.at)
        connections.halt(province="310000", actor=line.house.operator, at=line.at)
        outcome = lines._outcome(taken, connections.client_of(line.administration))
        lines.settling.settle(taken.upload, outcome, at=line.at)
        assert line.served.calls == []
        assert line.states() == [(1, "prepared")]
