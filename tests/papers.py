"""The documents of the example, drawn: what an applicant uploads, legible for whoever looks."""

import io
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn as fonts
from PIL import Image, ImageDraw, ImageFont

from openbeian import rulebook

PAPER, INK, LINE, RED = (251, 250, 247), (28, 33, 39), (190, 186, 178), (179, 38, 30)
WIDTH, HEIGHT = 620, 440
# what is a person's card or photo lies across, the rest stands like a sheet
CARDS = {"owner_passport", "owner_residence_permit", "webmaster_resident_id"}


def paper(kind: str, *lines: str) -> bytes:
    """Return a JPEG of one document: its title, the lines on it, and a round company seal."""
    title = rulebook.default().document(kind).text.zh
    size = (WIDTH, HEIGHT) if kind in CARDS else (HEIGHT + 40, WIDTH)
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((14, 14, size[0] - 15, size[1] - 15), outline=LINE, width=3)
    draw.multiline_text((40, 36), _wrapped(title), INK, _typeface(24), spacing=8)
    for position, line in enumerate(lines):
        draw.text((40, 130 + 38 * position), line, INK, _typeface(18))
    _seal(draw, size[0] - 140, size[1] - 150)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def _wrapped(title: str, width: int = 15) -> str:
    return "\n".join(title[start : start + width] for start in range(0, len(title), width))


def _seal(draw: ImageDraw.ImageDraw, left: int, top: int) -> None:
    draw.ellipse((left, top, left + 100, top + 100), outline=RED, width=4)
    draw.text((left + 50, top + 50), "★", RED, _typeface(40), anchor="mm")


@cache
def _typeface(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(Path(fonts.__file__).parent / "NotoSansSC-Regular.otf", size)
