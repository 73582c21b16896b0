"""The purchase question: whether a product may be sold for a domain."""

from dataclasses import dataclass
from datetime import datetime

from openbeian.registry.answers import Answer, answer
from openbeian.registry.products import product as purchase_rule
from openbeian.text import Text


@dataclass(frozen=True, slots=True)
class Purchase:
    """Whether the product may be sold, the answer that this rests on, why, and what comes next."""

    allowed: bool
    answer: Answer
    why: Text
    next_step: Text


def purchase(product: str, host: str, *, at: datetime) -> Purchase:
    """Return whether a product may be sold for a host name. Raises UnknownProduct."""
    rule = purchase_rule(product)
    found = answer(host, at=at, product=product)
    allowed = found.status in rule.accepts
    return Purchase(
        allowed=allowed,
        answer=found,
        why=Text(f"{found.words.en} {rule.rule.en}", f"{found.words.zh}{rule.rule.zh}"),
        next_step=rule.go_on if allowed else found.next_step,
    )
