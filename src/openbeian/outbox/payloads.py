"""What an effect may carry: a few ids and codes, never the data of a person."""

import re
from collections.abc import Mapping

from openbeian.errors import DomainError
from openbeian.text import Text
from openbeian.vault import names_personal_data

type Scalar = str | int | bool | None
type Payload = Mapping[str, Scalar]

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_MOST_KEYS = 20
_LONGEST = 200


class PayloadUnfit(DomainError):
    """A payload is more than a few flat ids and codes, or names personal data."""

    code = "outbox.payload_unfit"
    message = Text(
        "An effect carries ids and codes only; {key} is something else.",
        "外部操作只能携带编号和代码，{key} 不符合要求。",
    )


def require_fit(payload: Payload) -> None:
    """Raise PayloadUnfit unless the payload is at most 20 plain values with harmless names."""
    if len(payload) > _MOST_KEYS:
        raise PayloadUnfit(key=f"#{_MOST_KEYS + 1}")
    for key, value in payload.items():
        if not _KEY.fullmatch(key) or names_personal_data(key) or not _is_scalar(value):
            raise PayloadUnfit(key=key)


def _is_scalar(value: object) -> bool:
    match value:
        case None | bool():
            return True
        case int():
            return abs(value) < 2**63
        case str():
            return len(value) <= _LONGEST and value.isprintable()
        case _:
            return False
