"""Whatever arrives is kept clean or refused with a reason; nothing else can happen."""

import contextlib
from datetime import date

import filetype
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import corpus
from examples import DECLARATION
from openbeian import forms
from openbeian.documents import inside
from openbeian.documents.cleaning import ACCEPTED, PDF, clean
from openbeian.documents.refusals import DocumentRefused

LIMIT = 1024 * 1024
SAMPLES = [
    corpus.jpeg(),
    corpus.photo_with_place(orientation=6),
    corpus.png(),
    corpus.talkative_png(),
    corpus.webp(),
    corpus.HEIC,
    corpus.pdf(pages=2),
    corpus.packed_pdf(b""),
    corpus.filled_form(),
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw an honest file with some bytes changed, some cut out and some put in."""
    content = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, len(content) - 1))
        match draw(st.sampled_from(["change", "cut", "insert"])):
            case "change":
                content[place] = draw(st.integers(0, 255))
            case "cut":
                del content[place : place + draw(st.integers(1, 40))]
                content += b"\0"
            case _:
                content[place:place] = draw(st.binary(max_size=40))
    return bytes(content)


def looked_at(content):
    """Do what a chamber does, but here: a damaged file a millisecond."""
    received = filetype.guess_mime(content)
    job = "paper" if received == PDF else "picture"
    if received not in ACCEPTED:
        return {"refused": "documents.type_not_accepted"}, b""
    return inside.answered(content, {"job": job, "keep_png": 0, "max_bytes": LIMIT})


@settings(max_examples=300)
@given(damaged())
def test_a_damaged_file_is_kept_clean_or_refused(content):
    told, kept = looked_at(content)
    if kept:
        # what came out once comes out again: nothing strange is left in it
        assert "refused" not in looked_at(kept)[0]
    assert kept or told["refused" if "pages" not in told else "pages"]


@settings(max_examples=20)
@given(damaged())
def test_a_damaged_file_costs_no_more_than_itself(content):
    with contextlib.suppress(DocumentRefused):
        clean(content, max_bytes=LIMIT)
    assert clean(corpus.pdf(), max_bytes=LIMIT).pages == 1


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(
            forms.application_form(DECLARATION, reference="1", on=date(2026, 11, 24)),
            id="application form",
        ),
        pytest.param(
            forms.verification_form(
                DECLARATION, 1, provider_name="示例云", reference="1", on=date(2026, 11, 24)
            ),
            id="verification form",
        ),
    ],
)
def test_the_house_accepts_its_own_forms(form):
    assert clean(form, max_bytes=LIMIT).content == form
