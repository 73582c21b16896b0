"""Words that an officer or an applicant writes freely, as a case keeps them."""

import unicodedata

from openbeian.errors import DomainError
from openbeian.text import Text

LONGEST = 2000


class WordsTooLong(DomainError):
    """Somebody wrote more than is kept."""

    code = "case.words_too_long"
    message = Text("Write at most {limit} characters.", "最多填写{limit}个字符。")


def kept(words: str, *, missing: type[DomainError], limit: int = LONGEST) -> str:
    """Return words as they are kept: trimmed, and without what no database can store.

    Raises the error `missing` where nothing is left, WordsTooLong.
    """
    signs = words.replace("\r\n", "\n")
    storable = "".join(
        sign for sign in signs if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"}
    ).strip()
    if not storable:
        raise missing
    if len(storable) > limit:
        raise WordsTooLong(limit=limit)
    return storable
