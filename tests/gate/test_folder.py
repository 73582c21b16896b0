"""One generation counts at any moment, and who builds one does so alone."""

import pytest

from gate.samples import DOMAIN, build, filed
from openbeian.gate.folder import Folder


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "gate")


def test_a_folder_that_does_not_exist_has_no_generation(folder):
    assert folder.current() is None


def test_the_published_generation_counts_and_the_others_go(folder):
    first = build(folder.path)
    second = build(folder.path, {DOMAIN: [filed()]})
    assert folder.current() == second
    assert not first.exists()
    assert sorted(path.name for path in folder.path.iterdir()) == sorted(
        ["build.lock", "current", second.name, f"{second.name}-lock"]
    )


def test_a_draft_that_was_never_published_is_swept_and_counts_for_nothing(folder):
    current = build(folder.path)
    _, draft = folder.draft()
    draft.write_bytes(b"half of it")
    assert folder.current() == current
    folder.sweep()
    assert not draft.exists()
    assert current.exists()


def test_a_lock_is_held_by_one(folder):
    with folder.locked("feed") as first, folder.locked("feed", wait=False) as second:
        assert (first, second) == (True, False)
        with folder.locked("build", wait=False) as other:
            assert other
    with folder.locked("feed", wait=False) as again:
        assert again


def test_damage_is_told_of_one_generation(folder):
    first = build(folder.path)
    folder.tell_damaged(first)
    assert folder.is_damaged(first)
    second = build(folder.path)
    assert not folder.is_damaged(second)
    assert not folder.is_damaged(first)


def test_who_may_not_write_tells_no_damage(folder):
    folder.tell_damaged(folder.path / "store-1.lmdb")  # the folder is not even there
    assert not folder.path.exists()
