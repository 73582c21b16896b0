"""A QR code as inline SVG, so that a number on paper can be verified with a phone."""

import segno
from django.utils.safestring import SafeString, mark_safe


def svg(content: str) -> SafeString:
    """Return the SVG of a QR code (error level M) without a fixed size; the page's CSS sizes it.

    Dark on light in both colour schemes, because readers expect that.
    """
    code = segno.make(content, error="m", micro=False)
    drawn: str = code.svg_inline(border=2, dark="#1c2127", light="#ffffff", omitsize=True)
    return mark_safe(drawn)
