"""Pictures come within the interface's limits and stay readable, or are refused."""

import io
import random
from base64 import b64encode
from contextlib import suppress
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from openbeian.wire import attachments
from openbeian.wire.attachments import (
    LEAST_LONG_EDGE,
    LEAST_SHORT_EDGE,
    MOST_BASE64,
    MOST_BASE64_OF_VERIFICATION_FORM,
    AttachmentRefused,
    PictureTooDetailed,
    PictureTooLarge,
    PictureUnreadable,
    base64_length,
    compressed,
    limit_for,
)

FONT = Path(pylopdf_fonts_zh_cn.__file__).parent / "NotoSansSC-Regular.otf"
WORDS = "本单位承诺所提交的备案信息真实有效网站负责人已当面核验证件原件与复印件一致"


def file_of(image, form="JPEG", **options):
    sink = io.BytesIO()
    image.save(sink, form, **options)
    return sink.getvalue()


def opened(content):
    image = Image.open(io.BytesIO(content), formats=["JPEG"])
    image.load()
    return image


def gradient(size, mode="RGB"):
    return Image.linear_gradient("L").resize(size).convert(mode)


def noise(size):
    return Image.effect_noise(size, 120).convert("RGB")


def printed_page(dots_per_inch, *, lines):
    """Return an A4 page of Chinese text of 10.5 points with rules and a red seal."""
    draw_words = random.Random(1)
    size = (int(8.27 * dots_per_inch), int(11.69 * dots_per_inch))
    page = Image.new("RGB", size, (250, 248, 240))
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(FONT, int(10.5 / 72 * dots_per_inch))
    for number in range(lines):
        at = int(0.7 * dots_per_inch + number * 10.3 * dots_per_inch / lines)
        line = "".join(draw_words.choice(WORDS) for _ in range(32))
        draw.text((0.8 * dots_per_inch, at), line, fill=(20, 20, 20), font=font)
        draw.line((0, at, size[0], at), fill=(60, 60, 60), width=2)
    seal = (size[0] * 0.55, size[1] * 0.7, size[0] * 0.55 + 480, size[1] * 0.7 + 480)
    draw.ellipse(seal, outline=(210, 20, 20), width=8)
    return page


PAGE = printed_page(300, lines=32)
SCAN = file_of(PAGE, quality=92)


def test_the_limit_counts_the_text_that_base64_makes():
    for size in range(10):
        assert base64_length(size) == len(b64encode(bytes(size)))


@pytest.mark.parametrize("purpose", [1, 2, 3, 4, 6, 7, 8, 9])
def test_a_picture_may_have_100_k(purpose):
    assert limit_for(purpose) == MOST_BASE64 == 100_000


def test_the_verification_form_may_have_150_k():
    assert limit_for(5) == MOST_BASE64_OF_VERIFICATION_FORM == 150_000


def test_a_plain_picture_within_the_limit_stays_as_it_is():
    for mode in ("RGB", "L"):
        content = file_of(gradient((800, 600), mode), dpi=(300, 300))
        assert compressed(content) == content


@settings(max_examples=20, deadline=None)
@given(
    width=st.integers(1, 2000),
    height=st.integers(1, 2000),
    detail=st.floats(0, 1),
    form=st.sampled_from(["JPEG", "PNG"]),
    most=st.sampled_from([20_000, MOST_BASE64, MOST_BASE64_OF_VERIFICATION_FORM]),
)
def test_a_picture_fits_and_keeps_its_least_size_or_is_refused(width, height, detail, form, most):
    size = (width, height)
    content = file_of(Image.blend(gradient(size), noise(size), detail), form)
    try:
        picture = compressed(content, most_base64=most)
    except PictureTooDetailed:
        assert detail > 0
        return
    assert len(b64encode(picture)) <= most
    edges = sorted(opened(picture).size)
    least = (min(LEAST_SHORT_EDGE, *size), min(LEAST_LONG_EDGE, max(size)))
    assert all(edge >= floor for edge, floor in zip(edges, least, strict=True))
    assert edges[1] <= max(size)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=2000), st.integers(min_value=0), st.integers(0, 255))
def test_damaged_bytes_are_refused_in_words_or_still_give_a_picture(rubbish, place, put):
    damaged = bytearray(file_of(gradient((64, 64)), "PNG"))
    damaged[place % len(damaged)] = put
    for content in (rubbish, bytes(damaged)):
        with suppress(AttachmentRefused):
            assert opened(compressed(content)).size


@pytest.mark.parametrize("most", [MOST_BASE64, MOST_BASE64_OF_VERIFICATION_FORM])
def test_a_printed_page_scanned_at_300_dots_fits_and_still_shows_its_strokes(most):
    picture = opened(compressed(SCAN, most_base64=most))
    ideal = PAGE.resize(picture.size, Image.Resampling.LANCZOS)
    assert picture.mode == "RGB"
    assert max(picture.size) >= LEAST_LONG_EDGE
    distance = ImageStat.Stat(ImageChops.difference(picture.convert("L"), ideal.convert("L")))
    contrast = ImageStat.Stat(ideal.convert("L"))
    assert distance.rms[0] < contrast.stddev[0] / 3


def test_the_larger_limit_gives_the_better_picture():
    small, large = (compressed(SCAN, most_base64=most) for most in (100_000, 150_000))
    assert len(small) < len(large)
    assert opened(large).size >= opened(small).size


def test_what_cannot_fit_readably_is_refused_with_what_to_do():
    with pytest.raises(PictureTooDetailed) as caught:
        compressed(file_of(noise((1600, 1200))))
    assert "100 KB" in caught.value.text.en
    assert "100KB" in caught.value.text.zh


def test_a_long_narrow_picture_keeps_the_width_of_its_lines():
    assert opened(compressed(file_of(gradient((900, 7000)), "PNG"))).size[0] >= LEAST_SHORT_EDGE


def test_a_small_picture_is_never_enlarged():
    assert opened(compressed(file_of(gradient((300, 200)), "PNG"))).size == (300, 200)


def test_a_huge_picture_is_reduced():
    content = file_of(gradient((7000, 5000)), quality=95)
    assert max(opened(compressed(content)).size) <= attachments.TRIES[0][0]


@pytest.mark.parametrize(
    "size", [(8000, 5001), (10_000, 9_500), (20_000, 9_500)], ids=["over", "warned of", "a bomb"]
)
def test_a_picture_with_too_many_pixels_is_refused(size, monkeypatch):
    # as Pillow has it, whoever else in this process is stricter
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 89_478_485)
    with pytest.raises(PictureTooLarge, match="40 million"):
        compressed(file_of(Image.new("1", size), "PNG"))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"%PDF-1.7", id="a PDF"),
        pytest.param(file_of(gradient((80, 80)))[:400], id="half a JPEG"),
        pytest.param(file_of(gradient((80, 80)), "PNG")[:100], id="half a PNG"),
        pytest.param(file_of(gradient((80, 80)), "GIF"), id="a GIF"),
        pytest.param(file_of(gradient((80, 80)), "BMP"), id="a bitmap"),
    ],
)
def test_what_is_no_whole_jpeg_or_png_is_refused(content):
    with pytest.raises(PictureUnreadable):
        compressed(content)


RED = (200, 30, 30)


def close(pixel, colour, by=12):
    return all(abs(a - b) <= by for a, b in zip(pixel, colour, strict=True))


def test_four_colours_of_print_become_three_of_screen():
    picture = opened(compressed(file_of(Image.new("CMYK", (40, 40), (0, 217, 217, 55)))))
    assert picture.mode == "RGB"
    assert close(picture.getpixel((20, 20)), RED)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_becomes_white_paper(mode):
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0)).convert(mode)
    picture = opened(compressed(file_of(image, "PNG")))
    assert close(picture.convert("RGB").getpixel((20, 20)), (255, 255, 255))


def test_a_palette_with_a_transparent_colour_becomes_white_paper():
    image = Image.new("P", (40, 40), 0)
    image.putpalette([0, 0, 0, *RED])
    image.paste(1, (0, 0, 20, 40))
    picture = opened(compressed(file_of(image, "PNG", transparency=0)))
    assert close(picture.getpixel((5, 20)), RED)
    assert close(picture.getpixel((35, 20)), (255, 255, 255))


def test_sixteen_bits_of_grey_become_eight():
    image = Image.new("I;16", (40, 40), 128 * 256)
    picture = opened(compressed(file_of(image, "PNG")))
    assert picture.mode == "L"
    assert abs(picture.getpixel((20, 20)) - 128) <= 2


def test_black_and_white_becomes_grey():
    assert opened(compressed(file_of(Image.new("1", (40, 40), 1), "PNG"))).getpixel((3, 3)) == 255


def test_a_picture_is_turned_upright():
    image = Image.new("RGB", (60, 40), "white")
    image.paste(RED, (0, 0, 60, 10))
    exif = Image.Exif()
    exif[0x0112] = 6  # the top is at the right
    picture = opened(compressed(file_of(image, exif=exif)))
    assert picture.size == (40, 60)
    assert close(picture.getpixel((37, 30)), RED, by=30)
    assert not picture.getexif()


def test_nothing_but_the_picture_is_sent():
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    content = file_of(gradient((80, 80)), exif=exif, comment=b"a remark", icc_profile=b"profile")
    picture = opened(compressed(content))
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
