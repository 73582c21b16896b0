"""A follower catches up from wherever it was, and rebuilds what it cannot trust."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from gate.publishing import follow, gate_says
from gate.samples import ask
from openbeian.accounts.actors import SYSTEM
from openbeian.audit.models import Event
from openbeian.audit.services import record
from openbeian.audit.verification import head
from openbeian.gate import moments
from openbeian.gate.folder import Folder
from openbeian.gate.store import HEADER, Store, Writer
from openbeian.registry import services
from openbeian.registry.kinds import CLEARED, DOMAIN
from openbeian.registry.publishing import changes, following
from openbeian.registry.publishing.following import Follower, build
from registry import town
from registry.town import HOUR, NOON, SENIOR

pytestmark = pytest.mark.usefixtures("organisations")


def generation(path):
    return Folder(path).current()


def blacklist(name, at=NOON):
    services.blacklist(domain=name, reason="涉诈", source="HMDLB", actor=SENIOR, at=at)


def header(path):
    with Store(generation(path)) as store:
        return store.header


def rewrite(path, **fields):
    with Writer(generation(path)) as writer:
        writer.apply({}, replace(writer.header, **fields))


def status(path, host):
    return gate_says(path, host)["status"]


def test_a_store_holds_all_that_is_known_and_where_the_log_stands(tmp_path, time):
    town.enter()
    town.look_up("elsewhere.cn")
    blacklist("bad.cn")
    built = build(Folder(tmp_path), time.clock)
    assert (built.domains, built.position) == (3, head().rows)
    assert header(tmp_path).hash.hex() == head().hash
    assert header(tmp_path).as_of == header(tmp_path).built_at == moments.of(time.at)


def test_keys_are_in_the_order_of_their_octets(tmp_path, time, monkeypatch):
    monkeypatch.setattr("openbeian.registry.publishing.entries._TOGETHER", 2)
    names = ["a-b.cn", "a.cn", "a0.cn", "ab.cn", "xn--fsqu00a.cn", "z.cn"]
    for name in names:
        blacklist(name)
    build(Folder(tmp_path), time.clock)
    assert {status(tmp_path, name) for name in names} == {"blocked"}


def test_what_happens_is_followed_without_a_new_generation(tmp_path, time):
    follow(tmp_path, time)
    first = generation(tmp_path)
    blacklist("bad.cn")
    follow(tmp_path, time)
    assert generation(tmp_path) == first
    assert status(tmp_path, "bad.cn") == "blocked"
    assert header(tmp_path).position == head().rows


def test_it_catches_up_over_many_pages_of_the_log(tmp_path, time, monkeypatch):
    monkeypatch.setattr(changes, "PAGE", 2)
    follow(tmp_path, time)
    for number in range(5):
        blacklist(f"bad{number}.cn")
    follow(tmp_path, time)
    assert {status(tmp_path, f"bad{number}.cn") for number in range(5)} == {"blocked"}


def test_pages_that_name_no_domain_are_passed_over(tmp_path, time, monkeypatch):
    monkeypatch.setattr(changes, "PAGE", 2)
    follow(tmp_path, time)
    for number in range(7):
        with transaction.atomic():
            record(CLEARED, subject=("person", str(number)), actor=SYSTEM, at=NOON)
    follow(tmp_path, time)
    assert header(tmp_path).position == head().rows


def test_doing_it_again_from_an_earlier_place_changes_nothing(tmp_path, time):
    follow(tmp_path, time)
    early = header(tmp_path)
    town.enter()
    follow(tmp_path, time)
    before = gate_says(tmp_path, town.DOMAIN)
    rewrite(tmp_path, position=early.position, hash=early.hash)
    follow(tmp_path, time)
    assert gate_says(tmp_path, town.DOMAIN) == before


def test_a_follower_releases_killed_readers_every_so_often(tmp_path, time, monkeypatch):
    monkeypatch.setattr(following, "_RELEASE_EVERY", 3)
    released = []
    monkeypatch.setattr(Writer, "release_the_dead", lambda writer: released.append(writer) or 0)
    follower = Follower(Folder(tmp_path), time.clock)
    for _ in range(7):
        follower.turn()
    follower.close()
    assert len(released) == 1 + 1 + 2, "once for each opening, twice in seven turns"


def test_nothing_is_written_where_nothing_happened_a_moment_ago(tmp_path, time):
    follow(tmp_path, time)
    with Writer(generation(tmp_path)) as writer:
        before = writer._environment.info()["last_txnid"]
    time.at += timedelta(milliseconds=900)
    follow(tmp_path, time)
    with Writer(generation(tmp_path)) as writer:
        assert writer._environment.info()["last_txnid"] == before
    time.at += timedelta(milliseconds=100)
    follow(tmp_path, time)
    assert header(tmp_path).as_of == moments.of(time.at)


def test_what_a_machine_wrote_whose_clock_is_ahead_counts_at_once_and_stays(tmp_path, time):
    follow(tmp_path, time)
    blacklist("bad.cn", at=time.at + HOUR)
    follow(tmp_path, time)
    assert status(tmp_path, "bad.cn") == "blocked"
    with transaction.atomic():  # something else about it, by a machine whose clock is right
        record(CLEARED, subject=(DOMAIN, "bad.cn"), actor=SYSTEM, at=time.at)
    follow(tmp_path, time)
    assert status(tmp_path, "bad.cn") == "blocked"


@pytest.fixture
def followed(organisations, tmp_path, time):
    blacklist("bad.cn")
    follow(tmp_path, time)


@pytest.mark.usefixtures("followed")
class TestRebuilding:
    def spoil_the_file(self, path):
        generation(path).write_bytes(b"no store at all")

    def cut_the_file(self, path):
        with generation(path).open("r+b") as file:
            file.truncate(generation(path).stat().st_size // 2)

    def remove_the_file(self, path):
        generation(path).unlink()

    def remove_the_link(self, path):
        (path / "current").unlink()

    def spoil_the_header(self, path):
        with Writer(generation(path)) as w, w._environment.begin(write=True) as transaction_:
            transaction_.put(HEADER, b"?")

    def spoil_a_record(self, path):
        with Writer(generation(path)) as writer:
            writer.apply({b"bad.cn": b"????????"}, writer.header)
        assert ask(path, "bad.cn").reason.code == "store_missing"  # the gate finds it and tells

    def take_the_store_of_another_house(self, path):
        rewrite(path, hash=b"x" * 32)

    def restore_the_database_of_yesterday(self, path):
        rewrite(path, position=head().rows + 5)

    def change_the_rules(self, path):
        rewrite(path, vocabulary=b"x" * 32)

    @pytest.mark.parametrize(
        "fault",
        [
            spoil_the_file,
            cut_the_file,
            remove_the_file,
            remove_the_link,
            spoil_the_header,
            spoil_a_record,
            take_the_store_of_another_house,
            restore_the_database_of_yesterday,
            change_the_rules,
        ],
        ids=lambda fault: fault.__name__,
    )
    def test_a_store_that_cannot_be_trusted_is_built_again(self, fault, tmp_path, time):
        before = generation(tmp_path)
        fault(self, tmp_path)
        follow(tmp_path, time)
        assert generation(tmp_path) != before
        assert not before.exists()
        assert status(tmp_path, "bad.cn") == "blocked"

    def test_a_generation_that_somebody_else_built_is_taken_over(self, tmp_path, time):
        follower = Follower(Folder(tmp_path), time.clock)
        follower.turn()
        build(Folder(tmp_path), time.clock)
        blacklist("worse.cn")
        follower.turn()
        follower.close()
        assert status(tmp_path, "worse.cn") == "blocked"


def test_what_is_written_during_a_build_is_in_it(tmp_path, time, monkeypatch):
    of_everything = following.entries.of_everything

    def slow(*, at):
        yield from of_everything(at=at)
        blacklist("late.cn")

    monkeypatch.setattr(following.entries, "of_everything", slow)
    build(Folder(tmp_path), time.clock)
    assert status(tmp_path, "late.cn") == "blocked"
    assert header(tmp_path).position == head().rows


def test_an_empty_log_is_where_everything_begins(tmp_path, time):
    assert not Event.objects.exists()
    follow(tmp_path, time)
    assert header(tmp_path).position == 0
    assert status(tmp_path, "bad.cn") == "unfiled"
