"""Which number belongs to which kind of certificate (证件类型), for units and for persons.

Type ids are those of the code table `certificate_types`. A kind without a number of its own form
accepts any number, because refusing a real one is worse than accepting a wrong one.
"""

import re
import unicodedata

from openbeian.errors import DomainError
from openbeian.numbers import resident_id, travel_permit, uscc
from openbeian.numbers.tidy import natural
from openbeian.text import Text

RESIDENT_ID = 2
BUSINESS_LICENCE = 1
# certificates that carry a unified social credit code (统一社会信用代码)
WITH_CREDIT_CODE = frozenset({BUSINESS_LICENCE, 13, 15, 24, 27})
_LOOSE = re.compile(r"[0-9A-Za-z\u4e00-\u9fff()（）〔〕\[\]/.-]{4,64}")


class KindUnknown(DomainError):
    """The number cannot be checked before the kind of certificate is chosen."""

    code = "certificate.kind_unknown"
    message = Text("Choose the kind of certificate first.", "请先选择证件类型。")


class NumberUnreadable(DomainError):
    """A number of a kind without check digits contains impossible characters."""

    code = "certificate.number_unreadable"
    message = Text(
        "Copy the number from the certificate: digits, letters and hyphens.",
        "请按证件填写号码，仅可包含数字、字母和连字符等。",
    )


def read_unit_number(text: str, type_id: str) -> str:
    """Return a unit's number in canonical form; raises NumberError, KindUnknown."""
    if not type_id:
        raise KindUnknown
    if natural(type_id) in WITH_CREDIT_CODE:
        return uscc.validate(text)
    return _loose(text)


def read_person_number(text: str, type_id: str) -> str:
    """Return a person's number in canonical form; raises NumberError, KindUnknown."""
    kind_of = natural(type_id)
    if kind_of is None:
        raise KindUnknown
    if kind_of == RESIDENT_ID:
        return resident_id.validate(text)
    kind = travel_permit.BY_TYPE_ID.get(kind_of)
    return travel_permit.validate(text, kind) if kind else _loose(text)


def _loose(text: str) -> str:
    number = unicodedata.normalize("NFKC", text).strip().upper()
    if not _LOOSE.fullmatch(number):
        raise NumberUnreadable
    return number
