"""What may be kept of an upload, and what is turned away and why."""

import io
import warnings
import zlib

import pytest
from PIL import Image

from documents import corpus
from openbeian.documents import cleaning, pdf, pdf_objects, refusals
from openbeian.documents.cleaning import JPEG, PDF, PNG, clean

LIMIT = 10 * 1024 * 1024


def cleaned(content, **narrower):
    return clean(content, max_bytes=LIMIT, **narrower)


def opened(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def near(pixel, colour):
    return all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=True))


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        pytest.param(corpus.jpeg(), JPEG, id="jpeg"),
        pytest.param(corpus.png(), PNG, id="png"),
        pytest.param(corpus.webp(), JPEG, id="webp"),
        pytest.param(corpus.HEIC, JPEG, id="heic"),
        pytest.param(corpus.pdf(), PDF, id="pdf"),
        pytest.param(corpus.packed_pdf(b""), PDF, id="pdf with object streams"),
        pytest.param(
            corpus.pdf(catalog=b"/OpenAction[10 0 R/Fit]"), PDF, id="pdf that opens at a page"
        ),
        pytest.param(corpus.saved(corpus.picture(), "PDF"), PDF, id="pdf of a scan"),
    ],
)
def test_what_people_send_is_accepted(content, media_type):
    assert cleaned(content).media_type == media_type


def test_a_pdf_is_kept_as_it_came_with_its_number_of_pages():
    content = corpus.pdf(pages=3)
    assert cleaned(content) == cleaning.Clean(PDF, content, 3)


@pytest.mark.parametrize(
    ("content", "trace"),
    [
        pytest.param(
            corpus.packed_pdf(b"", end_of_line=b"\r"), b"stream\r", id="a lone carriage return"
        ),
        pytest.param(
            corpus.pdf(b"<</A(first)/A(second)>>", catalog=b"/B 100 0 R"), b"first", id="said twice"
        ),
        pytest.param(
            corpus.pdf().replace(b"xref\n0 1", b"<script> xref\n0 1"),
            b"<script>",
            id="a wrong table of contents",
        ),
    ],
)
def test_a_pdf_in_which_the_parser_had_to_guess_is_written_anew(content, trace):
    assert trace in content
    kept = cleaned(content)
    assert trace not in kept.content
    assert cleaned(kept.content) == kept  # and now it is in order


def test_a_pdf_with_names_in_a_chinese_encoding_is_kept():
    content = corpus.pdf(b"<</Type/Font/BaseFont/#CB#CE#CC#E5>>")
    assert cleaned(content).content == content


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(corpus.webp(), id="webp"),
        pytest.param(corpus.HEIC, id="heic"),
        pytest.param(corpus.saved(corpus.picture(mode="CMYK"), "JPEG"), id="cmyk"),
        pytest.param(corpus.saved(corpus.picture().quantize(8), "PNG"), id="palette"),
        pytest.param(corpus.saved(corpus.picture(mode="RGBA"), "PNG"), id="transparent"),
    ],
)
def test_the_picture_itself_stays(content):
    image = opened(cleaned(content).content).convert("RGB")
    assert near(image.getpixel((2, 2)), corpus.PAPER)
    assert near(image.getpixel((2, image.height - 3)), corpus.JADE)


def test_what_was_transparent_becomes_paper_in_a_jpeg():
    glass = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    image = opened(cleaned(corpus.saved(glass, "WEBP", lossless=True)).content)
    assert (image.format, image.getpixel((5, 5))) == ("JPEG", (255, 255, 255))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "I;16"])
def test_a_grey_scan_stays_grey(mode):
    grey = Image.new("L", (20, 20), 255)
    content = corpus.saved(grey.convert(mode), "PNG")
    assert opened(cleaned(content).content).convert("L").getpixel((5, 5)) > 0
    assert opened(cleaned(content).content).mode in {"L", "LA"}


def test_a_grey_jpeg_stays_grey():
    assert opened(cleaned(corpus.saved(corpus.picture(mode="L"), "JPEG")).content).mode == "L"


def test_a_photo_loses_where_and_with_what_it_was_taken():
    received = corpus.photo_with_place()
    assert corpus.SECRET_PLACE in received
    kept = cleaned(received).content
    assert opened(kept).getexif() == {}
    for trace in (corpus.SECRET_PLACE, b"Invented Phones", b"taken at home", b"Exif"):
        assert trace not in kept


def test_a_photo_taken_on_its_side_is_turned_upright():
    image = opened(cleaned(corpus.photo_with_place(orientation=6)).content)
    assert image.size == (80, 120)
    assert near(image.getpixel((78, 60)), corpus.PAPER)


def test_a_png_loses_its_texts_and_profile():
    received = corpus.talkative_png()
    assert b"a scanner" in received
    kept = cleaned(received).content
    assert opened(kept).info == {}
    assert b"iCCP" not in kept
    assert b"a scanner" not in kept


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param(corpus.archive(), id="zip"),
        pytest.param(b"<html><script>alert(1)</script></html>", id="html"),
        pytest.param(b"<?php system($_GET[0]); ?>", id="php"),
        pytest.param(b"MZ\x90\0" + b"\0" * 60, id="program"),
    ],
)
@pytest.mark.parametrize("picture", [corpus.jpeg(), corpus.png()], ids=["jpeg", "png"])
def test_of_two_files_in_one_only_the_picture_stays(picture, tail):
    kept = cleaned(picture + tail).content
    assert tail not in kept
    assert kept == cleaned(picture).content


def test_further_frames_of_an_animation_are_dropped():
    frames = [corpus.picture(), Image.new("RGB", (120, 80), "black")]
    moving = corpus.saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    kept = opened(cleaned(moving).content)
    assert not getattr(kept, "is_animated", False)
    assert near(kept.getpixel((2, 2)), corpus.PAPER)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(corpus.SVG, id="svg"),
        pytest.param(b"<!doctype html><script>alert(1)</script>", id="html"),
        pytest.param(b"MZ\x90\0" + b"\0" * 200, id="program"),
        pytest.param(corpus.archive("word/document.xml", b"<w:document/>"), id="zip"),
        pytest.param(corpus.saved(corpus.picture(), "GIF") + b"*/alert(1)", id="gif with script"),
        pytest.param(corpus.saved(corpus.picture(), "TIFF"), id="tiff"),
        pytest.param(corpus.saved(corpus.picture(), "BMP"), id="bmp"),
        pytest.param(corpus.moving_png(), id="png that moves"),
        pytest.param(b"x" * 500 + corpus.pdf(), id="pdf after 500 other bytes"),
        pytest.param(b"\0" * 4096, id="nothing but zeros"),
        pytest.param(b"A", id="one byte"),
    ],
)
def test_content_of_another_type_is_refused_whatever_its_name(content):
    with pytest.raises(refusals.TypeNotAccepted) as refused:
        cleaned(content)
    assert "JPEG / HEIC / WebP / PNG / PDF" in refused.value.text.en
    assert "PDF" in refused.value.text.zh


def test_where_only_pictures_are_asked_for_a_pdf_is_refused_and_they_are_named():
    with pytest.raises(refusals.TypeNotAccepted) as refused:
        cleaned(corpus.pdf(), kept_as=(JPEG, PNG))
    assert refused.value.facts == {"accepted": "JPEG / HEIC / WebP / PNG"}


def test_an_empty_file_is_refused():
    with pytest.raises(refusals.Empty):
        cleaned(b"")


def test_a_file_over_the_limit_is_refused_and_the_limit_named():
    assert clean(corpus.jpeg(), max_bytes=len(corpus.jpeg())).media_type == JPEG
    with pytest.raises(refusals.TooLarge) as refused:
        clean(corpus.jpeg() + b"\0" * LIMIT, max_bytes=LIMIT)
    assert "10 MB" in refused.value.text.en
    assert "10 MB" in refused.value.text.zh


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(corpus.jpeg()[:200], id="jpeg cut in its header"),
        pytest.param(corpus.jpeg()[:-200], id="jpeg cut in its data"),
        pytest.param(corpus.png()[:-30], id="png cut in its data"),
        pytest.param(corpus.HEIC[:-60], id="heic cut in its data"),
        pytest.param(b"\xff\xd8\xff" + b"\0" * 500, id="only the mark of a jpeg"),
        pytest.param(b"%PDF-1.7\n" + b"\0" * 500 + b"%%EOF", id="only the marks of a pdf"),
        pytest.param(corpus.pdf(pages=0), id="pdf without pages"),
        pytest.param(corpus.written({1: b"<</Type/Catalog>>"}), id="pdf without a page tree"),
        pytest.param(corpus.pdf().replace(b"10 0 R", b"77 0 R"), id="pdf whose page is missing"),
    ],
)
def test_a_damaged_file_is_refused(content):
    with pytest.raises(refusals.Unreadable):
        cleaned(content)


@pytest.mark.parametrize(
    ("width", "height"),
    [
        pytest.param(8000, 5001, id="just over the limit"),
        pytest.param(12_000, 12_000, id="where the library would only warn"),
        pytest.param(20_000, 20_000, id="a bomb"),
    ],
)
def test_an_image_of_too_many_pixels_is_refused_and_the_limit_named(width, height):
    with pytest.raises(refusals.TooManyPixels) as refused:
        cleaned(corpus.png_of_zeros(width, height))
    assert "40 million" in refused.value.text.en


def test_the_limit_of_pixels_holds_where_somebody_silenced_the_library():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(refusals.TooManyPixels):
            cleaned(corpus.png_of_zeros(8000, 5001))


def test_an_image_at_the_limit_of_pixels_is_kept():
    assert cleaned(corpus.png_of_zeros(8000, 5000)).media_type == PNG


@pytest.mark.parametrize("password", ["a word", ""], ids=["to open", "only for rights"])
def test_a_protected_pdf_is_refused(password):
    with pytest.raises(refusals.Encrypted):
        cleaned(corpus.locked_pdf(password))


def test_a_damaged_pdf_after_a_protected_one_is_not_called_protected():
    with pytest.raises(refusals.Encrypted):
        cleaned(corpus.locked_pdf("a word"))
    with pytest.raises(refusals.Unreadable):
        cleaned(corpus.pdf(pages=0))


def test_a_pdf_of_too_many_pages_is_refused_and_the_limit_named():
    assert cleaned(corpus.pdf(pages=pdf.MAX_PAGES)).pages == pdf.MAX_PAGES
    with pytest.raises(refusals.TooManyPages) as refused:
        cleaned(corpus.pdf(pages=pdf.MAX_PAGES + 1))
    assert "100 pages" in refused.value.text.en


SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param(corpus.pdf(catalog=b"/OpenAction" + SCRIPT), "/OpenAction", id="opening"),
        pytest.param(corpus.pdf(catalog=b"/OpenAction 100 0 R"), "/OpenAction", id="by reference"),
        pytest.param(corpus.pdf(SCRIPT), "/JavaScript", id="script"),
        pytest.param(corpus.pdf(b"<</S/#4AavaScript/J#53(x)>>"), "/JavaScript", id="escaped name"),
        pytest.param(corpus.pdf(b"<</JS(x)>>"), "/JS", id="script without its kind"),
        pytest.param(corpus.pdf(catalog=b"/AA<</WC 100 0 R>>"), "/AA", id="on closing"),
        pytest.param(corpus.pdf(b"<</S/Launch/F(cmd.exe)>>"), "/Launch", id="launch"),
        pytest.param(corpus.pdf(catalog=b"/AcroForm<</XFA[]>>"), "/XFA", id="xfa"),
        pytest.param(corpus.pdf(b"<</Subtype/RichMedia>>"), "/RichMedia", id="rich media"),
        pytest.param(corpus.pdf(b"<</S/SubmitForm/F(x)>>"), "/SubmitForm", id="sends a form"),
        pytest.param(corpus.pdf_with_attachment(), "/EmbeddedFile", id="attachment"),
        pytest.param(
            corpus.pdf(b"<</Type/EmbeddedFile>>"), "/EmbeddedFile", id="hidden attachment"
        ),
        pytest.param(corpus.packed_pdf(b"/OpenAction" + SCRIPT), "/OpenAction", id="compressed"),
        pytest.param(corpus.packed_pdf(b"/AA<</WC 9 0 R>>"), "/AA", id="compressed short name"),
        pytest.param(
            corpus.packed_pdf(b"/AA" + SCRIPT, name=b"O#62jStm"), "/JavaScript", id="twice hidden"
        ),
        pytest.param(
            corpus.pdf(corpus.stream(b"endobj 101 0 obj" + SCRIPT)), "/JavaScript", id="in a stream"
        ),
        pytest.param(
            corpus.packed_pdf(b"/OpenAction" + SCRIPT, end_of_line=b"\r"),
            "/OpenAction",
            id="behind a lone carriage return",
        ),
        pytest.param(
            corpus.packed_pdf(
                b"/Names<</JavaScript<</Names[(a)" + SCRIPT + b"]>>>>",
                more=corpus.harmless_looking_stream(),
            ),
            "/JavaScript",
            id="behind a decoy",
        ),
        pytest.param(corpus.packed_pdf(b"/A[[[" + SCRIPT + b"]]]"), "/JavaScript", id="deep"),
        pytest.param(
            corpus.packed_pdf(b"/EF<</F 2 0 R>>"), "/EF", id="attachment without its type"
        ),
        pytest.param(
            corpus.packed_pdf(b"/A<</S/GoToE/F(\\\\host\\share)>>"), "/GoToE", id="elsewhere"
        ),
    ],
)
def test_a_pdf_that_can_do_something_is_refused_and_what_was_found_is_named(content, found):
    with pytest.raises(refusals.ActiveContent) as refused:
        cleaned(content)
    assert refused.value.facts == {"found": found}


@pytest.mark.parametrize("name", [b"/JS", b"/AA", b"/XFA"])
def test_short_names_by_chance_in_a_picture_are_no_active_content(name):
    assert cleaned(corpus.pdf(corpus.stream(b"\x91" + name + b"\x05\x80"))).media_type == PDF


def test_a_longer_name_that_begins_alike_is_no_active_content():
    assert cleaned(corpus.pdf(b"<</AAPL:Keywords[]/JSX 1/LaunchPad 2>>")).media_type == PDF


@pytest.mark.parametrize(
    ("squeeze", "compression"),
    [
        pytest.param(zlib.compress, b"X", id="unknown compression"),
        pytest.param(lambda data: data[::-1], b"FlateDecode", id="another compression"),
        pytest.param(lambda data: zlib.compress(data)[:-8], b"FlateDecode", id="cut off"),
        pytest.param(lambda data: zlib.compress(b"/#" + data), b"FlateDecode", id="not objects"),
        pytest.param(
            lambda data: zlib.compress(data + b"\0" * pdf_objects.MAX_UNPACKED),
            b"FlateDecode",
            id="a bomb",
        ),
    ],
)
def test_a_pdf_that_cannot_be_looked_into_is_refused(squeeze, compression):
    dictionary = b"/Type/ObjStm/N 1/First 4/Filter/" + compression
    hidden = corpus.stream(squeeze(b"7 0 <</Type/Sig>>"), dictionary)
    with pytest.raises(refusals.Unreadable):
        cleaned(corpus.pdf(hidden))


def test_an_action_that_a_later_version_took_away_is_still_found():
    packed = zlib.compress(b"7 0 <</S/#4AavaScript>>")
    superseded = corpus.stream(packed, b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode")
    with pytest.raises(refusals.ActiveContent):
        cleaned(corpus.pdf(superseded))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(corpus.pdf() + corpus.archive(), id="zip behind"),
        pytest.param(corpus.pdf() + b"<script>alert(1)</script>", id="html behind"),
        pytest.param(corpus.pdf()[:-20], id="end cut off"),
        pytest.param(corpus.pdf(corpus.stream(corpus.archive())), id="zip inside"),
    ],
)
def test_a_pdf_with_something_beside_it_is_refused(content):
    with pytest.raises(refusals.HiddenContent):
        cleaned(content)


@pytest.mark.parametrize("tail", [b"", b"\n", b"\r\n\r\n", b"\0\0\0"])
def test_white_space_behind_a_pdf_is_nothing_hidden(tail):
    assert cleaned(corpus.pdf().rstrip() + tail).media_type == PDF
