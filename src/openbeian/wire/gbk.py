"""Which characters the interface's encoding (GBK) cannot carry, found before anything is sent.

GBK holds the 20,902 ideographs of Unicode 1.1, and with them most rare characters of names: 堃,
喆, 镕, 彧, 翀, 珺, 犇 and 昇 can be sent. It lacks the extensions (㼆, 䶮, 𠮷, 𬀩), the look-alikes
that copying out of a PDF brings along (⽅ for 方), most Latin letters with marks that pinyin does
not use (ö, ñ), the no-break space and emoji.
"""

import unicodedata

from openbeian.errors import DomainError
from openbeian.text import Text

ENCODING = "gbk"

_TYPE_INSTEAD = Text("{named}, in its place type {ordinary}", "{named}（请改用“{ordinary}”）")
REMEDY = Text(
    "Type the ordinary character where one is shown. Write a Latin letter with a mark as in the "
    "machine-readable lines of the passport (ö as OE). If the certificate itself bears the rare "
    "character, tell us: the administration names the form to enter, and the certificate stays in "
    "the file as proof.",
    "列有替代字的，请改用该字；带符号的拉丁字母请按护照机读码书写（如ö写作OE）。"
    "证件所载确为生僻字的，请与我们联系，按通信管理局要求的写法填写，并以证件为凭。",
)


class Unsendable(DomainError):
    """A text holds characters that the administration's system cannot take."""

    code = "wire.unsendable"
    message = Text(
        "The administration's system cannot take: {characters}. {remedy}",
        "通信管理局系统无法接收以下字符：{characters}。{remedy}",
    )

    def __init__(self, characters: tuple[str, ...]) -> None:
        self.characters = characters
        super().__init__(characters=named(characters), remedy=REMEDY)


def unsendable(text: str) -> tuple[str, ...]:
    """Return the characters of a text that GBK lacks, each once, in order.

    >>> unsendable("𠮷田堃商店")
    ('𠮷',)
    """
    return tuple(dict.fromkeys(sign for sign in text if not _sendable(sign)))


def check(text: str) -> None:
    """Refuse a text that cannot be sent; raises Unsendable."""
    found = unsendable(text)
    if found:
        raise Unsendable(found)


def ordinary(sign: str) -> str | None:
    """Return what to type instead of a character, where Unicode knows an equal that GBK holds.

    >>> ordinary("⽅"), ordinary("𠮷")
    ('方', None)
    """
    plain = unicodedata.normalize("NFKC", sign)
    return plain if plain != sign and not unsendable(plain) else None


def named(characters: tuple[str, ...]) -> Text:
    """Return characters as a message lists them, with code points.

    >>> named(("𠮷", "⽅")).zh
    '𠮷 (U+20BB7)、⽅ (U+2F45)（请改用“方”）'
    """
    words = [_named(sign) for sign in characters]
    return Text("; ".join(word.en for word in words), "、".join(word.zh for word in words))


def _named(sign: str) -> Text:
    point = f"U+{ord(sign):04X}"
    shown = f"{sign} ({point})" if sign.isprintable() else point
    plain = ordinary(sign)
    if plain is None:
        return Text(shown, shown)
    return _TYPE_INSTEAD.format(named=shown, ordinary=plain.strip() or Text("a space", "空格"))


def _sendable(sign: str) -> bool:
    try:
        sign.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return True
