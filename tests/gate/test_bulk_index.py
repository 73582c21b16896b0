"""The index is that of one state of the store, whole or not used, and never answers by a hash."""

import random
from threading import Barrier, Thread

import numpy as np
import pyarrow as pa
import pytest

from gate.samples import DOMAIN, STALE, build, change, elsewhere, filed, header
from openbeian.gate import moments, records
from openbeian.gate.bulk import Run, Way, verify
from openbeian.gate.bulk.probing import keyed
from openbeian.gate.folder import Folder
from openbeian.gate.records import Phase

KEY = DOMAIN.encode()


def indexes(folder):
    return sorted(path.name for path in folder.glob("index-*"))


def reasons(folder, *names, **options):
    with Run(folder, **options) as run:
        return [reason.code for reason in run.verify(list(names))]


def test_it_is_made_once_for_each_state(tmp_path):
    path = build(tmp_path)
    assert reasons(tmp_path, DOMAIN, "new.cn") == ["linked", "no_record"]
    [first] = indexes(tmp_path)
    made = (tmp_path / first).stat().st_ino
    assert reasons(tmp_path, DOMAIN) == ["linked"]
    assert (tmp_path / first).stat().st_ino == made
    changes = {b"new.cn": records.encode(b"new.cn", [filed()]), KEY: None}
    with Folder(tmp_path).locked("build"):
        change(path, changes, header(id_=bytes.fromhex(path.stem[6:]), position=8))
    assert reasons(tmp_path, DOMAIN, "new.cn") == ["no_record", "linked"]
    [second] = indexes(tmp_path)
    assert second != first
    build(tmp_path, {"other.cn": [filed()]})
    assert reasons(tmp_path, "new.cn", "other.cn") == ["no_record", "linked"]
    [third] = indexes(tmp_path)
    assert third != second


DAMAGES = {
    "cut": lambda file: file[:-1],
    "empty": lambda file: file[:0],
    "another file": lambda file: b"SQLite format 3".ljust(len(file)),
    "an octet of an entry": lambda file: file[:-80] + bytes([file[-80] ^ 1]) + file[-79:],
    "an octet of its buckets": lambda file: file[:130] + bytes([file[130] ^ 1]) + file[131:],
    "an octet of its key": lambda file: file[:40] + bytes([file[40] ^ 1]) + file[41:],
    "of another state": lambda file: file[:22] + bytes([file[22] ^ 1]) + file[23:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_one_is_made_anew(tmp_path, damage):
    build(tmp_path)
    assert reasons(tmp_path, DOMAIN) == ["linked"]
    [name] = indexes(tmp_path)
    path = tmp_path / name
    path.write_bytes(damage(path.read_bytes()))
    assert reasons(tmp_path, DOMAIN, "other.cn") == ["linked", "no_record"]


def test_another_process_takes_the_one_that_is_there(tmp_path):
    build(tmp_path)
    elsewhere(_expect_linked, tmp_path)
    [path] = tmp_path.glob("index-*")
    made = path.stat().st_ino
    elsewhere(_expect_linked, tmp_path)
    assert [path.stat().st_ino for path in tmp_path.glob("index-*")] == [made]


def _expect_linked(folder):
    assert reasons(folder, DOMAIN) == ["linked"]


def test_a_name_whose_hash_is_that_of_a_filed_one_is_not_filed(tmp_path):
    build(tmp_path, {f"filed{number}.cn": [filed()] for number in range(64)})
    names = [f"forged{number:05}.cn" for number in range(20_000)]
    with Run(tmp_path) as run:
        index = run.index
        mask = index.shape.buckets - 1
        marks = {}
        for number in range(64):
            marks[of(f"filed{number}.cn", index, mask)] = number
        alike = [name for name in names if of(name, index, mask) in marks]
        assert len(alike) > 50  # as good as filed, to whoever believes bucket and print
        assert {reason.code for reason in run.verify(names)} == {"no_record"}
        assert {r.code for r in run.verify([f"filed{n}.cn" for n in range(64)])} == {"linked"}


def of(name, index, mask):
    octets = np.frombuffer(name.encode() + bytes(8), np.uint8)
    hashed = int(keyed(octets, 0, len(name), *index.key))
    return hashed & mask, hashed >> 56


def test_each_index_draws_its_own_key(tmp_path):
    keys = set()
    for number in range(3):
        build(tmp_path / str(number))
        with Run(tmp_path / str(number)) as run:
            keys.add(run.index.shape.key)
    assert len(keys) == 3


def test_the_hash_is_siphash():
    """By the vectors published for SipHash-1-3: the key and the octets count up from 0."""
    octets = np.frombuffer(bytes(range(16)), np.uint8)
    key = np.frombuffer(bytes(range(16)), np.uint64)
    found = [int(keyed(octets, 0, length, *key)) for length in range(2)]
    assert found == [0xABAC0158050FC4DC, 0xC9F49BF37D57CA93]


@pytest.mark.parametrize("way", [Way.KERNEL, Way.PLAIN])
def test_a_damaged_record_makes_nothing_known(tmp_path, way):
    path = build(tmp_path, {DOMAIN: [filed()], "other.cn": [filed()]})
    bad = bytearray(records.encode(KEY, [filed()]))
    bad[-1] ^= 1
    change(path, {KEY: bytes(bad)}, header(position=8))
    names = ["other.cn", DOMAIN]
    with Run(tmp_path, way=way) as run:
        before = run.terms.reasons
        assert [reason.code for reason in run.verify(names)] == ["store_missing"] * 2
        assert run.terms.reasons == before  # a code that was counted keeps its meaning
    assert Folder(tmp_path).is_damaged(path)


@pytest.mark.parametrize("way", [Way.KERNEL, Way.PLAIN])
def test_without_a_store_or_with_an_old_one_nothing_is_known(tmp_path, way):
    assert reasons(tmp_path / "none", DOMAIN, way=way) == ["store_missing"]
    build(tmp_path, as_of=moments.now() - 1000 * moments.SECOND)
    assert reasons(tmp_path, DOMAIN, "", way=way) == ["store_old"] * 2
    assert reasons(tmp_path, DOMAIN, way=way, however_old=True) == ["linked"]


@pytest.mark.parametrize("way", [Way.KERNEL, Way.PLAIN])
def test_a_run_goes_by_the_moment_of_its_beginning(tmp_path, monkeypatch, way):
    now = moments.now()
    path = build(tmp_path, {DOMAIN: [filed(), Phase(STALE, begins=now + 1)]})
    monkeypatch.setattr(moments, "now", lambda: now)
    with Run(tmp_path, way=way) as run:
        monkeypatch.setattr(moments, "now", lambda: now + 5)
        change(path, {b"new.cn": records.encode(b"new.cn", [filed()])}, header(position=8))
        assert [r.code for r in run.verify([DOMAIN, "new.cn"])] == ["linked", "no_record"]
    assert reasons(tmp_path, DOMAIN, "new.cn", way=way) == ["evidence_stale", "linked"]


def test_arrays_of_arrow_in_every_shape(tmp_path):
    build(tmp_path)
    names = ["x.cn", DOMAIN, None, "例子.中国", f"a.{DOMAIN}"]
    expected = ["no_record", "linked", "empty", "no_record", "linked"]
    with Run(tmp_path) as run:
        for kind in (pa.string(), pa.large_string(), pa.string_view()):
            array = pa.array(names, kind)
            assert [r.code for r in run.verify(array)] == expected
            assert [r.code for r in run.verify(array.slice(1, 3))] == expected[1:4]
            chunked = pa.chunked_array([array, array.slice(4), array.slice(0, 0)])
            assert [r.code for r in run.verify(chunked)] == [*expected, expected[4]]
        words = pa.array(names).dictionary_encode()
        assert [r.code for r in run.verify(words)] == expected
        for nothing in ([], pa.array([], pa.string()), pa.chunked_array([], pa.string())):
            assert len(run.verify(nothing)) == 0


def test_threads_may_ask_at_a_time(tmp_path):
    build(tmp_path)
    dice = random.Random(3)
    names = [dice.choice([DOMAIN, f"x{n}.cn", "例子.中国", ""]) for n in range(5000)]
    together, found = Barrier(4), []
    with Run(tmp_path) as run:
        expected = bytes(run.verify(names).codes)

        def ask():
            together.wait()
            found.append({bytes(run.verify(names).codes) for _ in range(5)})

        threads = [Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [{expected}] * 4


def test_one_batch_at_once(tmp_path):
    build(tmp_path)
    answers = verify([DOMAIN, "com.cn"], folder=tmp_path)
    assert [(reason.status, reason.code) for reason in answers] == [
        ("filed_here", "linked"),
        ("unknown", "public_suffix"),
    ]
    assert answers[0].words.zh


def test_a_folder_that_cannot_be_written_is_named(tmp_path, monkeypatch):
    build(tmp_path)

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("openbeian.gate.bulk.building.tempfile.NamedTemporaryFile", refuse)
    with pytest.raises(Exception, match="Permission denied") as raised:
        reasons(tmp_path, DOMAIN)
    assert raised.value.code == "bulk.index_unwritable"
    assert reasons(tmp_path, DOMAIN, way=Way.PLAIN) == ["linked"]
