"""What the reasons of a store mean: their statuses and words, and what each product accepts.

It travels with the store, so that a gate says exactly what the registry that wrote it says.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openbeian.text import Text


class VocabularyUnfit(Exception):
    """What is stored is no vocabulary."""


# compared by identity: the gate looks rendered words up by it for every answer
@dataclass(frozen=True, slots=True, eq=False)
class Reason:
    """One reason: its stable code, the status that it stands for, what it says and what is next."""

    code: str
    status: str
    words: Text
    next_step: Text


@dataclass(frozen=True)
class Vocabulary:
    """All reasons in the order by which records name them.

    `absent` is the code of the reason for a domain that has no record. `products` are the statuses
    that each product of the mainland accepts; `fresh_for` is for how many seconds evidence from
    elsewhere counts, which the phases of the records already respect.
    """

    reasons: tuple[Reason, ...]
    absent: str
    products: Mapping[str, frozenset[str]]
    fresh_for: int

    @cached_property
    def by_code(self) -> Mapping[str, Reason]:
        """The reasons by their codes."""
        return {reason.code: reason for reason in self.reasons}

    def encode(self) -> bytes:
        """Return the vocabulary as it is stored; the same one always in the same octets."""
        whole = {
            "reasons": [_plain(reason) for reason in self.reasons],
            "absent": self.absent,
            "products": {name: sorted(accepts) for name, accepts in self.products.items()},
            "fresh_for": self.fresh_for,
        }
        return json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()

    @cached_property
    def fingerprint(self) -> bytes:
        """32 octets that differ where anything in the vocabulary does."""
        return hashlib.sha256(self.encode()).digest()


def decode(stored: bytes | None) -> Vocabulary:
    """Return the vocabulary that was stored. Raises VocabularyUnfit."""
    try:
        whole = json.loads(stored or b"")
        vocabulary = Vocabulary(
            reasons=tuple(map(_reason, whole["reasons"])),
            absent=whole["absent"],
            products={name: frozenset(accepts) for name, accepts in whole["products"].items()},
            fresh_for=whole["fresh_for"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise VocabularyUnfit(stored) from fault
    return vocabulary


def _plain(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "status": reason.status,
        "words": [reason.words.en, reason.words.zh],
        "next_step": [reason.next_step.en, reason.next_step.zh],
    }


def _reason(row: Mapping[str, Any]) -> Reason:
    return Reason(row["code"], row["status"], Text(*row["words"]), Text(*row["next_step"]))
