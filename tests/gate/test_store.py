"""A store is opened whole or not at all, and every change of it is there at once."""

import os
import signal

import pytest

from gate.samples import DOMAIN, build, change, filed, header, vocabulary
from openbeian.gate import records
from openbeian.gate.store import HEADER, NO_DOMAIN, Store, StoreUnfit, Writer, create

KEY = DOMAIN.encode()


def test_what_was_built_is_read(tmp_path):
    with Store(build(tmp_path)) as store:
        assert records.decode(KEY, store.read(KEY), 0) == filed()
        assert store.read(b"another.cn") is None
        assert store.read(NO_DOMAIN) is None
        assert store.count() == 1
        assert store.header.position == 7
        assert store.vocabulary.fingerprint == vocabulary().fingerprint


def test_a_change_and_its_header_come_together(tmp_path):
    path = build(tmp_path)
    with Writer(path) as writer:
        record = records.encode(b"new.cn", [filed()])
        writer.apply({b"new.cn": record, KEY: None, b"never.cn": None}, header(position=8))
        assert writer.header.position == 8
    with Store(path) as store:
        assert store.read_all([KEY, b"new.cn"]) == [None, record]
        assert store.header.position == 8


def test_a_reader_sees_what_another_process_wrote_at_its_next_look(tmp_path):
    path = build(tmp_path)
    with Store(path) as store:
        assert store.read(KEY)
        change(path, {KEY: None}, header(position=8))
        assert store.read(KEY) is None
        assert store.header.position == 8


def test_the_slot_of_a_reader_that_was_killed_is_released(tmp_path):
    path = build(tmp_path)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with Store(path):
            os.write(writing, b".")
            signal.pause()
    assert os.read(reading, 1)
    with Store(path) as store:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert str(child) in store._environment.readers()
        change(path, {}, header())  # opening it for writing releases the slot
        assert str(child) not in store._environment.readers()


def test_many_pages_are_one_store(tmp_path, monkeypatch):
    monkeypatch.setattr("openbeian.gate.store._PAGE", 3)
    keys = [f"d{number}.cn".encode() for number in range(8)]
    rows = ((key, records.encode(key, [filed()])) for key in keys)
    assert create(tmp_path / "x", rows, of=vocabulary(), to=header()) == 8
    with Store(tmp_path / "x") as store:
        assert None not in store.read_all(keys)


def cut(path, size):
    with path.open("r+b") as file:
        file.truncate(size)


DAMAGES = {
    "empty": lambda path: cut(path, 0),
    "cut in its first page": lambda path: cut(path, 100),
    "cut after its first pages": lambda path: cut(path, 8192),
    "cut by one octet": lambda path: cut(path, path.stat().st_size - 1),
    "other content": lambda path: path.write_bytes(b"\xff" * path.stat().st_size),
    "another file": lambda path: path.write_text("SQLite format 3"),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("opener", [Store, Writer])
def test_a_damaged_file_is_refused(tmp_path, damage, opener):
    path = build(tmp_path)
    damage(path)
    with pytest.raises(StoreUnfit):
        opener(path)


def test_a_damaged_header_is_refused(tmp_path):
    path = build(tmp_path)
    with Writer(path) as writer, writer._environment.begin(write=True) as transaction:
        transaction.put(HEADER, b"no header")
    for opener in (Store, Writer):
        with pytest.raises(StoreUnfit):
            opener(path)
