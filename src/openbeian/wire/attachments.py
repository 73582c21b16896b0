"""Pictures as attachments: JPEGs within the interface's limits, still readable, or refused.

The limits are those of the elements `Fjnr` (attachment) and `Spwj` (approval) in the published
upload schema: the verification form 150 K, every other named picture 100 K; kinds that the
schema does not name (supplementary material) are held to the smaller one.

What is counted is the base64 text, with a K of 1,000: the schema says "data after base64 encoding,
size of one piece not above 150K" (数据经base64编码后的内容，单条信息大小…不超过150K), and does not
say which K. Whoever counts bytes before base64, or a K of 1,024, finds our pictures smaller yet.
So 100 K hold 75,000 bytes of JPEG, and 150 K hold 112,500.
"""

import io

from PIL import Image, ImageOps

from openbeian.errors import DomainError
from openbeian.text import Text

MOST_BASE64 = 100_000
MOST_BASE64_OF_VERIFICATION_FORM = 150_000
VERIFICATION_FORM = 5  # its id in the code table of attachment purposes (附件用途)

# Printed A4 pages were looked at: 1,000 pixels high, a character of 10.5 points has 12 or 13 of
# them, and at quality 25 it could still be told from its likes; below either, no longer.
LEAST_LONG_EDGE = 1_000
LEAST_SHORT_EDGE = 600
LEAST_QUALITY = 25
MOST_PIXELS = 40_000_000

# (long edge in pixels, JPEG quality) from the best picture to the last that can be read
TRIES = (
    (2_400, 85),
    (2_000, 75),
    (1_600, 75),
    (1_600, 60),
    (1_400, 60),
    (1_200, 60),
    (1_200, 45),
    (1_200, 30),
    (LEAST_LONG_EDGE, 45),
    (LEAST_LONG_EDGE, 30),
    (LEAST_LONG_EDGE, LEAST_QUALITY),
)

_DECODERS = ("JPEG", "PNG")  # what the store of documents keeps
_PLAIN_JPEG = frozenset({"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"})
_SIXTEEN_BITS = frozenset({"I", "I;16"})


class AttachmentRefused(DomainError):
    """The base of why a picture cannot be sent."""

    code = "wire.attachment"
    message = Text("The picture cannot be sent.", "图片无法上报。")


class PictureUnreadable(AttachmentRefused):
    """The bytes are no whole JPEG or PNG."""

    code = "wire.picture_unreadable"
    message = Text(
        "The picture is damaged or neither JPEG nor PNG. Save or scan it again.",
        "图片已损坏，或者不是JPEG、PNG格式，请重新保存或者扫描。",
    )


class PictureTooLarge(AttachmentRefused):
    """More pixels than can be handled."""

    code = "wire.picture_too_large"
    message = Text(
        "The picture has more than {limit} million pixels. Scan it with less resolution.",
        "图片像素超过{limit}百万，请降低分辨率后重新扫描。",
    )


class PictureTooDetailed(AttachmentRefused):
    """Within the limit the picture could no longer be read."""

    code = "wire.picture_too_detailed"
    message = Text(
        "The picture cannot be brought under {limit} KB and stay readable. Photograph the document "
        "from straight above on a plain ground, cut it to its edges, or scan it.",
        "图片压缩至{limit}KB以内后将无法辨认。请在纯色背景上正对证件拍摄并裁去四周，或者改用扫描件。",
    )


def limit_for(purpose_id: int) -> int:
    """Return how many characters of base64 an attachment of a purpose may have."""
    is_form = purpose_id == VERIFICATION_FORM
    return MOST_BASE64_OF_VERIFICATION_FORM if is_form else MOST_BASE64


def base64_length(size: int) -> int:
    """Return the number of base64 characters for a number of bytes.

    >>> base64_length(75_000)
    100000
    """
    return (size + 2) // 3 * 4


def compressed(content: bytes, *, most_base64: int = MOST_BASE64) -> bytes:
    """Return a picture (JPEG or PNG) as a JPEG whose base64 has at most so many characters.

    A plain upright JPEG within the limit stays as it is, byte for byte. Anything else is written
    anew in RGB or grey on white paper, upright, without metadata, and no larger than it was.
    Raises PictureUnreadable, PictureTooLarge, PictureTooDetailed.
    """
    try:
        with Image.open(io.BytesIO(content), formats=_DECODERS) as image:
            _check_size(image)
            if base64_length(len(content)) <= most_base64 and _is_plain(image):
                image.load()
                return content
            picture = _picture(image)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise PictureTooLarge(limit=MOST_PIXELS // 1_000_000) from None
    except AttachmentRefused:
        raise
    except Exception as fault:  # decoders fail in many ways on damaged bytes; each means the same
        raise PictureUnreadable from fault
    return _fitted(picture, most_base64)


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise PictureTooLarge(limit=MOST_PIXELS // 1_000_000)


def _is_plain(image: Image.Image) -> bool:
    return image.format == "JPEG" and image.mode in {"L", "RGB"} and set(image.info) <= _PLAIN_JPEG


def _picture(image: Image.Image) -> Image.Image:
    """Return the picture upright, in grey or RGB, not much larger than it will be needed."""
    most = TRIES[0][0]
    image.draft(None, (most, most))  # lets a large JPEG be decoded at a fraction of its size
    if image.mode in _SIXTEEN_BITS:
        image = image.point(lambda level: level / 256).convert("L")
    upright = ImageOps.exif_transpose(image)
    plain = _on_paper(upright) if upright.has_transparency_data else _in_plain_colour(upright)
    plain.info.clear()  # a comment would be written into the new file
    return plain


def _on_paper(image: Image.Image) -> Image.Image:
    layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    paper.alpha_composite(layer)
    return paper.convert("RGB")


def _in_plain_colour(image: Image.Image) -> Image.Image:
    return image.convert("L" if image.mode in {"1", "L"} else "RGB")


def _fitted(picture: Image.Image, most_base64: int) -> bytes:
    """Return the first of the tries that fits."""
    for edge, quality in TRIES:
        written = _written(_resized(picture, edge), quality)
        if base64_length(len(written)) <= most_base64:
            return written
    raise PictureTooDetailed(limit=most_base64 // 1_000)


def _resized(picture: Image.Image, long_edge: int) -> Image.Image:
    """Return the picture with this long edge, unless that made its short edge illegible.

    A picture is never enlarged.
    """
    longest, shortest = max(picture.size), min(picture.size)
    scale = min(1.0, max(long_edge / longest, LEAST_SHORT_EDGE / shortest))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    if size == picture.size:
        return picture
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _written(picture: Image.Image, quality: int) -> bytes:
    sink = io.BytesIO()
    picture.save(sink, "JPEG", quality=quality, optimize=True)
    return sink.getvalue()
