"""The look-up says what the store says, says how old that is, and never takes doubt for filed."""

import pytest

from gate import samples
from gate.samples import DAY, DOMAIN, SEEN, STALE, ask, build, change, filed, gate, header
from openbeian.gate import looking, moments, records
from openbeian.gate.records import Phase


def code(answer):
    return answer.reason.code


def test_a_filed_domain_in_any_shape(tmp_path):
    build(tmp_path)
    for host in (DOMAIN, "WWW.Shili-Keji.CN.:8443", "*.shili-keji.cn"):
        answer = ask(tmp_path, host)
        assert (code(answer), answer.phase) == ("linked", filed())


def test_a_domain_without_a_record_is_unfiled_as_of_the_store(tmp_path):
    build(tmp_path, as_of=moments.now() - 5 * moments.SECOND)
    answer = ask(tmp_path, "unknown.cn")
    assert (code(answer), answer.reason.status) == ("no_record", "unfiled")
    assert 5 <= answer.age / moments.SECOND < 60


def test_a_name_below_a_filed_one_of_another_suffix_is_not_filed(tmp_path):
    build(tmp_path, {"com.cn": [filed()]})
    assert code(ask(tmp_path, "shili.com.cn")) == "no_record"


@pytest.mark.parametrize("host", ["", "com.cn", "203.0.113.1", "a b", "x" * 300])
def test_what_is_no_domain_is_unknown(tmp_path, host):
    build(tmp_path)
    answer = ask(tmp_path, host)
    assert (answer.reason.status, answer.host.registrable) == ("unknown", "")


def test_without_a_store_nothing_is_known(tmp_path):
    answer = ask(tmp_path / "none", DOMAIN)
    assert (code(answer), answer.reason.status, answer.as_of) == ("store_missing", "unknown", None)


def test_a_phase_holds_from_its_first_microsecond(tmp_path, monkeypatch):
    now = moments.now()
    seen = [
        filed()._replace(reason=SEEN, linked=False, as_of=now - 30 * DAY),
        Phase(STALE, begins=now + 1, as_of=now - 30 * DAY),
    ]
    build(tmp_path, {DOMAIN: seen})
    for at, expected in ((now, "seen_elsewhere"), (now + 1, "evidence_stale")):
        monkeypatch.setattr(moments, "now", lambda at=at: at)
        answer = ask(tmp_path, DOMAIN)
        assert code(answer) == expected
        assert answer.age == at - (now - 30 * DAY)


def test_the_houses_clock_is_the_gates(tmp_path):
    later = moments.now() + 3 * DAY
    phases = [filed()._replace(reason=SEEN), Phase(STALE, begins=later, as_of=DAY)]
    build(tmp_path, {DOMAIN: phases}, ahead=4 * DAY, as_of=moments.now() + 4 * DAY)
    assert code(ask(tmp_path, DOMAIN)) == "evidence_stale"


class TestOldData:
    @pytest.fixture(autouse=True)
    def old(self, tmp_path):
        build(tmp_path, as_of=moments.now() - 901 * moments.SECOND)

    @pytest.mark.parametrize("host", [DOMAIN, "unknown.cn", "com.cn"])
    def test_what_nobody_vouches_for_is_unknown_and_says_its_age(self, tmp_path, host):
        answer = ask(tmp_path, host)
        assert (code(answer), answer.reason.status) == ("store_old", "unknown")
        assert 901 <= answer.age / moments.SECOND < 960
        assert answer.phase.entity_number == ""

    def test_it_is_given_to_who_asks_for_it(self, tmp_path):
        assert code(ask(tmp_path, DOMAIN, however_old=True)) == "linked"
        assert code(ask(tmp_path, "unknown.cn", however_old=True)) == "no_record"

    def test_once_the_follower_is_back_it_counts_again(self, tmp_path):
        with gate(tmp_path) as opened:
            assert code(opened.ask(DOMAIN)) == "store_old"
            change(opened.folder.current(), {}, header())
            assert code(opened.ask(DOMAIN)) == "linked"


class TestAnotherStore:
    @pytest.fixture(autouse=True)
    def no_pause(self, monkeypatch):
        monkeypatch.setattr(looking, "_LOOK_AGAIN", 0)

    def test_a_new_generation_is_found(self, tmp_path):
        with gate(tmp_path) as opened:
            assert code(opened.ask(DOMAIN)) == "store_missing"
            build(tmp_path, {})
            assert code(opened.ask(DOMAIN)) == "no_record"
            build(tmp_path)
            assert code(opened.ask(DOMAIN)) == "linked"

    def test_a_damaged_record_is_told_and_answers_nothing_until_it_is_rebuilt(self, tmp_path):
        path = build(tmp_path)
        with gate(tmp_path) as opened:
            damaged = bytearray(records.encode(DOMAIN.encode(), [filed()]))
            damaged[-1] ^= 1
            change(path, {DOMAIN.encode(): bytes(damaged)}, header())
            assert code(opened.ask(DOMAIN)) == "store_missing"
            assert opened.folder.is_damaged(path)
            assert code(opened.ask("another.cn")) == "store_missing"
            build(tmp_path)
            assert code(opened.ask(DOMAIN)) == "linked"

    def test_a_damaged_record_spoils_the_whole_list(self, tmp_path):
        path = build(tmp_path)
        change(path, {DOMAIN.encode(): b"????"}, header())
        with gate(tmp_path) as opened:
            codes = set(map(code, opened.ask_all(["another.cn", DOMAIN])))
            assert codes == {"store_missing"}

    def test_a_damaged_file_is_told(self, tmp_path):
        path = build(tmp_path)
        path.write_bytes(b"no store")
        with gate(tmp_path) as opened:
            assert code(opened.ask(DOMAIN)) == "store_missing"
            assert opened.folder.is_damaged(path)
            assert opened.store() is None

    def test_a_generation_that_was_swept_while_it_was_opened_is_no_damage(
        self, tmp_path, monkeypatch
    ):
        gone, there = tmp_path / "store-0.lmdb", build(tmp_path)
        with gate(tmp_path) as opened:
            found = iter([gone, there, there])
            monkeypatch.setattr(opened.folder, "current", lambda: next(found))
            assert code(opened.ask(DOMAIN)) == "store_missing"
            assert not opened.folder.is_damaged(gone)
            assert code(opened.ask(DOMAIN)) == "linked"


def test_a_list_is_answered_in_its_order_and_as_each_alone(tmp_path):
    build(tmp_path, {DOMAIN: [filed()], "seen.cn": [samples.filed()._replace(reason=SEEN)]})
    names = ["seen.cn", "", DOMAIN, "unknown.cn", DOMAIN.upper(), "com.cn"]
    with gate(tmp_path) as opened:
        together = [(answer.host, code(answer), answer.phase) for answer in opened.ask_all(names)]
        alone = [(answer.host, code(answer), answer.phase) for answer in map(opened.ask, names)]
    assert together == alone
