"""File names as people may read them: shown and offered for downloads, never used as paths."""

import re
import unicodedata

MAX_LENGTH = 120

_EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}
_KNOWN = re.compile(r"\.(jpe?g|jfif|png|heic|heif|webp|pdf)$", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*;\\/]')
# Windows opens a device instead of a file of these names
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE | re.ASCII)
# controls, direction marks and zero-width characters, halves of characters, not assigned ones
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean_name(name: str, media_type: str) -> str:
    r"""Return a harmless display name that ends as the stored type demands.

    At most 120 characters, composed (NFC), without folders, control or direction characters,
    and never empty. `media_type` is that of the stored content, so a name cannot lie about it.

    >>> clean_name("../../etc/passwd", "application/pdf")
    'passwd.pdf'
    >>> clean_name("营业执照\u202egpj.exe", "image/jpeg")
    '营业执照gpj.exe.jpg'
    >>> clean_name("...", "image/png")
    'document.png'
    """
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(char for char in last if unicodedata.category(char) not in _INVISIBLE)
    seen = unicodedata.normalize("NFC", seen)
    plain = _KNOWN.sub("", " ".join(_FORBIDDEN.sub("_", seen).split()))
    stem = plain.strip(" .").lstrip("-~ .") or "document"
    if _DEVICES.match(stem):
        stem = f"_{stem}"
    extension = f".{_EXTENSIONS[media_type]}"
    return stem[: MAX_LENGTH - len(extension)].rstrip(" .") + extension
