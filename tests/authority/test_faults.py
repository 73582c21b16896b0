"""Whatever happens between a house and a sandbox, nothing is lost, doubled or guessed.

Every test lets one thing go wrong, then lets both come to rest, and asks both databases (see
`both_sides`). The last word of every test is `hold`.
"""

from datetime import time, timedelta

import pytest

from authority.two_sides import USER
from openbeian.authority.models import Administration, Download, Upload
from openbeian.authority.services import downloads, results
from openbeian.authority.services import line as lines
from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.outbox.services import deliver_due
from sandbox.served import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


class Killed(BaseException):
    """What no part of the house catches: the worker is gone."""


def dies_at(monkeypatch, module, name, *, after=0):
    """Let the worker die when it comes to a function for the next time but `after`."""
    calls = iter([False] * after + [True])
    real = getattr(module, name)

    def dying(*args, **kwargs):
        if next(calls, False):
            raise Killed
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, dying)


class TestUploading:
    def test_nothing_goes_wrong(self, sides):
        sides.hand_over(2).run().approve().hold()

    def test_the_answer_comes_too_late(self, sides, served_sandbox):
        served_sandbox.arm("delay", "isp_upload", seconds=0.9)
        sides.hand_over().run()
        assert sides.uploads() == [(1, "unknown")]
        sides.run().approve().hold()

    @pytest.mark.parametrize("fault", ["lost_reply", "garbage", "server_error"])
    def test_no_answer_comes(self, sides, served_sandbox, fault):
        served_sandbox.arm(fault, "isp_upload")
        sides.hand_over(2).run()
        assert sides.uploads() == [(1, "unknown"), (2, "prepared")]
        sides.run().approve().hold()

    def test_no_answer_comes_again_and_again(self, sides, served_sandbox):
        for fault in ("server_error", "lost_reply", "garbage"):
            served_sandbox.arm(fault)
        sides.hand_over(2).run(4).approve().hold()
        assert Upload.objects.get(sequence=1).attempts > 2

    def test_the_file_before_is_said_to_be_missing(self, sides, served_sandbox):
        sides.hand_over().run()
        served_sandbox.arm("gap", "isp_upload")
        sides.hand_over().run().approve().hold()

    @pytest.mark.parametrize(
        ("fault", "code"),
        [("maintenance", 901), ("outside_hours", 20), ("too_many", 15), ("too_large", 18)],
    )
    def test_not_now(self, sides, served_sandbox, fault, code):
        served_sandbox.arm(fault, "isp_upload", times=2)
        sides.hand_over().run(1)
        assert Administration.objects.get().waiting_code == code
        sides.run(2).approve().hold()

    def test_our_own_reporting_hours(self, sides):
        sides.connect(hours=(time(21), time(23)))
        sides.hand_over().run()
        assert sides.uploads() == [(1, "prepared")]
        sides.at = Administration.objects.get().resume_at
        sides.run().approve().hold()


class TestTheWire:
    @pytest.mark.parametrize("tear", ["cut request", "cut reply", "no WSDL", "silence"])
    def test_it_is_torn(self, sides, served_sandbox, tear):
        served_sandbox.wire.faults.append(tear)
        sides.hand_over().run()
        assert sides.uploads() == [(1, "unknown")]
        sides.run().approve()
        served_sandbox.wire.faults.append(tear)
        sides.hold()

    def test_nobody_listens(self, sides):
        sides.connect(endpoint="http://127.0.0.1:9/310000")
        sides.hand_over(2).run(3)
        assert sides.uploads() == [(1, "unknown"), (2, "prepared")]
        sides.connect()
        sides.run().approve().hold()

    def test_nobody_speaks_tls(self, sides, served_sandbox):
        sides.connect(endpoint=f"https://127.0.0.1:{served_sandbox.server.port}/310000")
        sides.hand_over().run(2)
        assert sides.uploads() == [(1, "unknown")]
        sides.connect()
        sides.run().approve().hold()

    def test_the_sandbox_is_killed(self, sides, served_sandbox):
        sides.hand_over().run()
        served_sandbox.arm("lost_reply", "isp_upload")
        sides.hand_over().run()
        served_sandbox.server.kill()
        sides.run()
        served_sandbox.server.start()
        sides.run().approve().hold()


class TestAWorkerDies:
    def die(self, sides, work):
        with pytest.raises(Killed):
            work()
        sides.bury()

    def test_between_commit_and_call(self, sides, monkeypatch):
        sides.hand_over()
        dies_at(monkeypatch, lines, "_outcome")
        self.die(sides, sides.run)
        assert sides.uploads() == [(1, "sent")]
        sides.run().approve().hold()

    def test_between_reply_and_commit(self, sides, monkeypatch):
        sides.hand_over(2)
        dies_at(monkeypatch, lines.settling, "settle")
        self.die(sides, sides.run)
        assert sides.uploads() == [(1, "sent"), (2, "prepared")]
        sides.run().approve().hold()

    def test_before_a_file_is_stored(self, sides, monkeypatch):
        sides.hand_over().run().approve()
        dies_at(monkeypatch, downloads, "_store")
        self.die(sides, sides.run)
        assert not Download.objects.exists()
        sides.hold()

    def test_between_two_records_of_a_file(self, sides, monkeypatch):
        sides.hand_over(3).run().approve()
        dies_at(monkeypatch, results, "answer", after=1)
        self.die(sides, sides.run)
        assert Download.objects.get().state == "stored"
        assert sorted(sides.states()) == ["approved", "at_administration", "at_administration"]
        sides.hold()

    def test_between_a_verb_and_its_note(self, sides, monkeypatch):
        sides.hand_over(2).run().approve()
        dies_at(monkeypatch, results, "_keep", after=1)
        self.die(sides, sides.run)
        sides.hold()

    def test_before_the_acknowledgement(self, sides, monkeypatch):
        sides.hand_over().run().approve()
        dies_at(monkeypatch, downloads.Client, "acknowledge")
        self.die(sides, sides.run)
        assert Download.objects.get().state == "applied"
        sides.hold()

    def test_after_the_acknowledgement(self, sides, monkeypatch):
        sides.hand_over().run().approve()
        dies_at(monkeypatch, downloads, "_let_go", after=1)
        self.die(sides, sides.run)
        assert Download.objects.get().state == "applied"
        sides.hold()


class TestDownloading:
    @pytest.mark.parametrize("fault", ["server_error", "lost_reply", "garbage", "maintenance"])
    def test_no_file_comes(self, sides, served_sandbox, fault):
        sides.hand_over().run().approve()
        served_sandbox.arm(fault, "isp_download")
        sides.run()
        assert not Download.objects.exists()
        sides.hold()

    @pytest.mark.parametrize("fault", ["truncated_zip", "wrong_hash"])
    def test_a_file_comes_damaged(self, sides, served_sandbox, fault):
        sides.hand_over().run().approve()
        served_sandbox.arm(fault, "isp_download")
        sides.run()
        assert Download.objects.get().state == "quarantined"
        assert sides.states() == ["at_administration"]
        sides.hold()
        assert Download.objects.filter(state="replaced").count() == 1

    @pytest.mark.parametrize("fault", ["forgotten_ack", "lost_reply", "garbage", "server_error"])
    def test_an_acknowledgement_is_lost(self, sides, served_sandbox, fault):
        sides.hand_over().run().approve()
        served_sandbox.arm(fault, "isp_downloadack")
        sides.hold()
        assert Download.objects.count() == 1

    def test_results_come_out_of_order(self, sides, served_sandbox):
        sides.hand_over(2).run().approve()
        served_sandbox.arm("out_of_order", "isp_download", times=3)
        sides.hold()

    def test_a_refusal_whose_answer_is_lost(self, sides, served_sandbox):
        sides.hand_over().run().refuse()
        served_sandbox.arm("lost_reply", "isp_download")
        served_sandbox.arm("lost_reply", "isp_downloadack")
        sides.hold("correction_requested")

    def test_a_slow_approval(self, sides):
        sides.hand_over().run(20, minutes=24 * 60)
        assert sides.states() == ["at_administration"]
        sides.approve().hold()

    @pytest.mark.parametrize("days", [40, -40], ids=["ahead", "behind"])
    def test_their_clock_is_wrong(self, sides, served_sandbox, days):
        sides.hand_over()
        served_sandbox.shift_clock(timedelta(days=days))
        sides.run().approve()
        served_sandbox.shift_clock(timedelta())
        sides.hold()

    def test_our_clock_goes_back(self, sides):
        sides.hand_over().run(1, minutes=24 * 60).approve()
        sides.at -= timedelta(hours=23)
        sides.hold()


class TestStopping:
    def test_a_halt_while_files_are_under_way(self, sides, monkeypatch):
        sides.hand_over(3)
        settle = lines.settling.settle

        def halting(upload, outcome, *, at):
            if upload.sequence == 2:
                sides.halt()
            return settle(upload, outcome, at=at)

        monkeypatch.setattr(lines.settling, "settle", halting)
        sides.run(3)
        assert sides.uploads() == [(1, "accepted"), (2, "accepted"), (3, "prepared")]
        monkeypatch.undo()
        sides.approve().run(2)
        assert not Download.objects.exists()
        sides.release()
        sides.run().approve().hold()

    @pytest.mark.parametrize(
        ("user", "password"), [("someone", PASSWORD), (USER, "wrong")], ids=["user", "password"]
    )
    def test_credentials_are_wrong_until_they_are_mended(self, sides, user, password):
        sides.connect(credentials=Credentials(sides.unit, user, password))
        sides.hand_over().run(2)
        assert sides.halted
        sides.connect()
        sides.release()
        sides.run().approve().hold()


def test_everything_at_once(sides, served_sandbox):
    """Ten applications, some approved and some refused, and nearly every call goes wrong once."""
    kinds = ("lost_reply", "server_error", "garbage", "delay", "forgotten_ack", "maintenance")
    for kind in kinds * 2:
        served_sandbox.arm(kind, seconds=0.9 if kind == "delay" else 0)
    for tear in ("cut request", "silence", "cut reply"):
        served_sandbox.wire.faults.append(tear)
    sides.hand_over(3).run(3)
    served_sandbox.arm("gap", "isp_upload")
    sides.hand_over(3)
    for _ in range(20):
        sides.run()
        deliver_due(at=sides.at)
        if all(state == "accepted" for _, state in sides.uploads()):
            break
    sides.approve().hold()
