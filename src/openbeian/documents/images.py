"""Photos and scans: bounded, turned upright and written anew; only the picture stays.

Runs inside a chamber only.
"""

import warnings
from collections.abc import Iterator
from io import BytesIO

import pi_heif
from PIL import Image, ImageOps

from openbeian.documents.refusals import DocumentRefused, TooLarge, TooManyPixels, Unreadable
from openbeian.documents.sizes import megabytes

MAX_PIXELS = 40_000_000
JPEG_QUALITY = 90
# A picture that came out larger than it may be is written again: first like this, then smaller,
# but never with fewer pixels than a page takes to be read.
_FURTHER_QUALITIES = (80, 70)
_SMALLER, _FEWEST_PIXELS = 0.7, 1_000_000

# Only these decoders are ever run; the rest of the imaging library is out of a stranger's reach.
_DECODERS = ("JPEG", "PNG", "HEIF", "WEBP")
JPEG, PNG = "JPEG", "PNG"
_GREY = frozenset({"1", "L", "LA", "I", "I;16"})

# all of them are loaded before the first file comes, not once more for each
Image.init()
pi_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def rewritten(content: bytes, *, keep_png: bool, max_bytes: int) -> bytes:
    """Return the first picture of an image file as a fresh JPEG, or PNG where `keep_png`.

    What is not picture is gone: EXIF with its position, thumbnails, profiles, comments, text
    chunks, further frames and whatever followed the end. The orientation is applied. What comes
    out is at most `max_bytes` long, if need be with less quality or fewer pixels.
    Raises TooManyPixels, TooLarge, Unreadable, MemoryError.
    """
    try:
        with Image.open(BytesIO(content), formats=_DECODERS) as opened:
            _bound(opened)
            ImageOps.exif_transpose(opened, in_place=True)
            return _fitting(opened, PNG if keep_png else JPEG, max_bytes)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
        raise TooManyPixels(limit=MAX_PIXELS // 1_000_000) from fault
    except (DocumentRefused, MemoryError):
        raise
    except Exception as fault:  # decoders fail in many ways on hostile bytes; each means the same
        raise Unreadable from fault


def shrunk(content: bytes, *, width: int) -> bytes:
    """Return a stored picture as a JPEG at most `width` pixels wide and four times as high."""
    with Image.open(BytesIO(content), formats=_DECODERS) as opened:
        opened.draft("RGB", (width, width * 4))
        return encoded(opened, width=width)


def encoded(image: Image.Image, *, width: int) -> bytes:
    """Return an image as a JPEG at most `width` pixels wide and four times as high."""
    image.thumbnail((width, width * 4))
    return _written(_plain(image, JPEG), JPEG)


def _bound(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise TooManyPixels(limit=MAX_PIXELS // 1_000_000)


def _fitting(image: Image.Image, form: str, max_bytes: int) -> bytes:
    """Write a picture as well as fits. Raises TooLarge."""
    image = _plain(image, form)
    for way in _ways(image, form):
        content = _written(image, form, **way)
        if len(content) <= max_bytes:
            return content
    raise TooLarge(limit=megabytes(max_bytes))


def _ways(image: Image.Image, form: str) -> Iterator[dict[str, int]]:
    """Yield how a picture may be written, each way taking less room; the later ones shrink it."""
    yield {}
    if form == JPEG:
        yield from ({"quality": quality} for quality in _FURTHER_QUALITIES)
    while image.width * image.height * _SMALLER**2 >= _FEWEST_PIXELS:
        image.thumbnail((int(image.width * _SMALLER), int(image.height * _SMALLER)))
        yield {}


def _plain(image: Image.Image, form: str) -> Image.Image:
    """Bring a picture into one of four plain modes: no palettes, no unusual sample depths.

    What was transparent becomes paper white in a JPEG.
    """
    if form == JPEG and image.has_transparency_data:
        layer = image.convert("RGBA")
        image = Image.new("RGBA", layer.size, "white")
        image.alpha_composite(layer)
    alpha = "A" if form == PNG and image.has_transparency_data else ""
    mode = f"{'L' if image.mode in _GREY else 'RGB'}{alpha}"
    # a copy of a large photo takes as much memory as the photo
    return image if image.mode == mode else image.convert(mode)


def _written(image: Image.Image, form: str, *, quality: int = JPEG_QUALITY) -> bytes:
    image.load()
    image.info = {}
    out = BytesIO()
    image.save(out, form, **({"quality": quality} if form == JPEG else {}))
    return out.getvalue()
