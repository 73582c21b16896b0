"""Photos and scans: bounded, turned upright and written anew; only the picture stays."""

import warnings
from io import BytesIO

import pi_heif
from PIL import Image, ImageOps

from openbeian.documents.refusals import TooManyPixels, Unreadable

MAX_PIXELS = 40_000_000
JPEG_QUALITY = 90

# Only these decoders are ever run; the rest of the imaging library is out of a stranger's reach.
_DECODERS = ("JPEG", "PNG", "HEIF", "WEBP")

pi_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def rewritten(content: bytes, *, keep_png: bool) -> bytes:
    """Return the first picture of an image file as a fresh JPEG, or PNG where `keep_png`.

    What is not picture is gone: EXIF with its position, thumbnails, profiles, comments, text
    chunks, further frames and whatever followed the end. The orientation is applied.
    Raises TooManyPixels, Unreadable.
    """
    try:
        with Image.open(BytesIO(content), formats=_DECODERS) as opened:
            _bound(opened)
            ImageOps.exif_transpose(opened, in_place=True)
            return _png(opened) if keep_png else _jpeg(opened)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
        raise TooManyPixels(limit=MAX_PIXELS // 1_000_000) from fault
    except TooManyPixels:
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
    return _jpeg(image)


def _bound(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise TooManyPixels(limit=MAX_PIXELS // 1_000_000)


def _png(image: Image.Image) -> bytes:
    """Write a PNG of one of four plain modes: no palettes, no unusual sample depths."""
    grey = image.mode in {"1", "L", "I;16", "I", "LA"}
    alpha = "A" if image.has_transparency_data else ""
    return _written(image, f"{'L' if grey else 'RGB'}{alpha}", "PNG")


def _jpeg(image: Image.Image) -> bytes:
    """Write a JPEG; what was transparent becomes paper white."""
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        image = Image.new("RGBA", layer.size, "white")
        image.alpha_composite(layer)
    grey = image.mode in {"1", "L", "LA", "I;16", "I"}
    return _written(image, "L" if grey else "RGB", "JPEG", quality=JPEG_QUALITY)


def _written(image: Image.Image, mode: str, form: str, **options: int) -> bytes:
    if image.mode != mode:  # a copy of a large photo takes as much memory as the photo
        image = image.convert(mode)
    image.load()
    image.info = {}
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()
