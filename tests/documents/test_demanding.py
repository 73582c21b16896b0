"""Small files that would take all memory or all time; the limits say so, not a stopwatch."""

import hashlib
import io
import logging
import os
import signal
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import pytest
from PIL import Image

from documents import corpus
from openbeian import vault
from openbeian.documents import chamber, inside, queries, refusals
from openbeian.documents.chamber import Chambers, Limits
from openbeian.documents.cleaning import JPEG, PDF, PNG, clean
from openbeian.documents.models import Document

MEGABYTE = 1024 * 1024
LIMIT = 10 * MEGABYTE
# less than half of what the program that draws would take for these files
NARROW = Limits(memory=320 * MEGABYTE, work=3)


@pytest.fixture
def rooms():
    """Have chambers with limits of their own."""
    made = []

    def build(limits=NARROW, **more):
        made.append(Chambers(limits=limits, **more))
        return made[-1]

    yield build
    for chambers in made:
        chambers.end()


def paper(chambers, content):
    return chambers.ask("paper", content, max_bytes=LIMIT)


@pytest.mark.parametrize(
    "remark",
    [
        pytest.param(b"/ObjStm" * 200_000, id="many names of object streams"),
        pytest.param(b"stream\n%" * 200_000, id="many beginnings of streams"),
        pytest.param(
            (b"/ObjStm stream\n" + zlib.compress(b"1 0 ") + b"\n%") * 50_000,
            id="many small object streams",
        ),
        pytest.param(b"/OpenAction" + b" " * 1_400_000, id="a long gap after a name"),
        pytest.param(b"#41" * 400_000, id="many escapes"),
    ],
)
def test_how_long_a_pdf_is_looked_through_grows_with_its_length_only(rooms, remark):
    content = corpus.bare_pdf(remark)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chamber, "ask", rooms().ask)
        if b"/OpenAction" in remark:
            with pytest.raises(refusals.ActiveContent):
                clean(content, max_bytes=LIMIT)
        else:
            assert clean(content, max_bytes=LIMIT).media_type == PDF


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(corpus.unpacking_pdf(65 * MEGABYTE), id="one drawing of 65 MB"),
        pytest.param(corpus.unpacking_pdf(13 * MEGABYTE, times=5), id="13 MB, drawn five times"),
        pytest.param(corpus.unpacking_pdf(MEGABYTE, times=2000), id="1 MB, drawn 2000 times"),
    ],
)
def test_a_pdf_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(rooms, content, caplog):
    assert len(content) < 200 * 1024
    with pytest.raises(refusals.TooDemanding):
        paper(rooms(), content)
    assert not caplog.records  # it was counted; nothing had to break for it


def test_a_pdf_that_draws_much_but_not_too_much_is_kept(rooms):
    assert paper(rooms(Limits()), corpus.unpacking_pdf(2 * MEGABYTE, times=3)) == (
        {"pages": 1},
        b"",
    )


@pytest.mark.parametrize(
    ("content", "limits", "status"),
    [
        pytest.param(
            corpus.unpacking_pdf(63 * MEGABYTE), Limits(memory=150 * MEGABYTE), 1, id="memory"
        ),
        pytest.param(corpus.doubling_pdf(40), Limits(work=1), 1, id="work"),
        pytest.param(corpus.doubling_pdf(40), Limits(wait=0.5), -9, id="time"),
    ],
)
def test_a_file_that_breaks_a_chamber_is_refused_and_the_next_one_is_looked_at(
    rooms, content, limits, status, caplog
):
    caplog.set_level(logging.WARNING)
    chambers = rooms(limits, rooms=1)
    with pytest.raises(refusals.TooDemanding) as refused:
        chambers.ask("drawn", content, width=400)
    assert refused.value.text.zh.startswith("文件已损坏或者过于复杂")
    assert f"a chamber broke over {len(content)} bytes (status {status})" in caplog.text
    chambers._limits = Limits()  # the same chambers, not others
    assert paper(chambers, corpus.pdf())[0] == {"pages": 1}


def test_memory_that_runs_out_in_a_decoder_is_a_refusal():
    def greedy(content, facts):
        raise MemoryError

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(inside.JOBS, "picture", greedy)
        told, _ = inside.answered(b"", {"job": "picture"})
    assert told == {"refused": "documents.too_demanding"}


def test_a_preview_of_a_demanding_document_is_a_refusal_too(
    hand_in, files_on_disk, rooms, monkeypatch
):
    """One that was kept before it would be refused today."""
    document, demanding = hand_in(corpus.pdf()), corpus.unpacking_pdf(64 * MEGABYTE, times=20)
    document.sha256 = hashlib.sha256(demanding).hexdigest()
    files_on_disk()[0].write_bytes(vault.seal(demanding, context=document.context))
    monkeypatch.setattr(chamber, "ask", rooms().ask)
    with pytest.raises(refusals.TooDemanding):
        queries.preview(document, 960)


@pytest.mark.parametrize(("form", "media_type"), [("WEBP", JPEG), ("JPEG", JPEG), ("PNG", PNG)])
def test_a_picture_that_grows_when_it_is_written_anew_still_fits(form, media_type):
    """Made of noise, it was packed tighter than we pack it."""
    dense = corpus.noise(4000, 3000).convert("1" if form == "PNG" else "RGB")
    content = corpus.saved(dense, form, **({} if form == "PNG" else {"quality": 1}))
    kept = clean(content, max_bytes=len(content))
    assert kept.media_type == media_type
    assert len(kept.content) <= len(content)
    width, height = Image.open(io.BytesIO(kept.content)).size
    assert width * height >= 700_000
    assert abs(width / height - 4 / 3) < 0.01


def test_a_picture_that_would_have_to_be_shrunk_beyond_reading_is_refused():
    content = corpus.saved(corpus.noise(1400, 1000), "WEBP", quality=1)
    with pytest.raises(refusals.TooLarge) as refused:
        clean(content, max_bytes=len(content))
    assert refused.value.facts == {"limit": f"{len(content) // 1024} KB"}


def test_a_pdf_that_grows_when_it_is_written_anew_is_refused_as_too_large():
    broken = corpus.pdf().replace(b"xref\n0 1", b"xxxx\n0 1")
    assert clean(broken, max_bytes=LIMIT).content != broken
    with pytest.raises(refusals.TooLarge):
        clean(broken, max_bytes=len(broken))


def test_nothing_of_the_house_is_known_inside_a_chamber(rooms):
    chambers = rooms(Limits(), rooms=1)
    paper(chambers, corpus.pdf())
    program = chambers._free[0]._program
    assert program.args[1] == "-I"
    if sys.platform == "linux":
        assert b"OPENBEIAN" not in Path(f"/proc/{program.pid}/environ").read_bytes()


def test_a_chamber_that_was_killed_is_built_again(rooms):
    chambers = rooms(Limits(), rooms=1)
    paper(chambers, corpus.pdf())
    program = chambers._free[0]._program
    os.kill(program.pid, signal.SIGKILL)
    program.wait()
    assert paper(chambers, corpus.pdf())[0] == {"pages": 1}
    assert chambers._free[0]._program is not program


def test_a_chamber_ends_when_nobody_holds_the_other_end(rooms):
    chambers = rooms(Limits(), rooms=1)
    paper(chambers, corpus.pdf())
    program = chambers._free[0]._program
    program.stdin.close()
    assert program.wait(timeout=30) == 0


def test_an_answer_that_cannot_be_read_is_a_refusal(rooms, monkeypatch):
    chatter = "import sys; print('x' * 100, flush=True); sys.stdin.read()"
    monkeypatch.setattr(chamber, "_PROGRAM", (sys.executable, "-I", "-c", chatter))
    with pytest.raises(refusals.TooDemanding):
        paper(rooms(Limits(), rooms=1), corpus.pdf())


def test_a_guest_who_is_being_served_waits_and_others_do_not(rooms):
    chambers = rooms(Limits(), patience=0.1)
    with chambers._lent("one"):
        with pytest.raises(refusals.Busy) as refused:
            chambers.ask("paper", corpus.pdf(), guest="one", max_bytes=LIMIT)
        assert chambers.ask("paper", corpus.pdf(), guest="two", max_bytes=LIMIT)
    assert "一分钟后" in refused.value.text.zh
    assert chambers.ask("paper", corpus.pdf(), guest="one", max_bytes=LIMIT)


def test_whoever_finds_every_chamber_taken_is_asked_to_come_again(rooms):
    chambers = rooms(Limits(), rooms=1, patience=0.1)
    with chambers._lent("one"), pytest.raises(refusals.Busy):
        chambers.ask("paper", corpus.pdf(), guest="two", max_bytes=LIMIT)


def test_whoever_waits_is_served_as_soon_as_a_chamber_is_free(rooms):
    chambers = rooms(Limits(), rooms=1, patience=30)
    served = threading.Thread(target=paper, args=(chambers, corpus.pdf()))
    with chambers._lent("one"):
        served.start()
        assert not chambers._free
    served.join(timeout=30)
    assert not served.is_alive()


def test_where_no_program_can_be_started_one_is_asked_to_come_again(rooms, monkeypatch):
    monkeypatch.setattr(chamber, "_PROGRAM", ("/nowhere/python",))
    with pytest.raises(refusals.Busy):
        paper(rooms(Limits(), rooms=1), corpus.pdf())


def test_a_file_turned_away_for_want_of_a_chamber_leaves_nothing(hand_in, rooms, monkeypatch):
    monkeypatch.setattr(chamber, "ask", rooms(Limits(), rooms=0, patience=0).ask)
    with pytest.raises(refusals.Busy):
        hand_in()
    assert not Document.objects.exists()


def test_where_the_system_bounds_no_memory_the_program_watches_itself():
    code = "from openbeian.documents import inside; inside.watch(1); print('still here')"
    source = chamber._PROGRAM[-1]
    ended = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.append({source!r}); {code}"],
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, b"")
