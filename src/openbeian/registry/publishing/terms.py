"""The registry's reasons, words and purchase rules as the vocabulary of a store."""

from functools import cache

from openbeian.gate import vocabulary
from openbeian.gate.vocabulary import Vocabulary
from openbeian.registry.products import products
from openbeian.registry.reasons import Reason, explanations
from openbeian.registry.verdict import fresh_for

# by their places in this order records name the reasons
REASONS = tuple(sorted(Reason))


@cache
def terms() -> Vocabulary:
    """Return what a store says under the rules of this version of the house."""
    return Vocabulary(
        reasons=tuple(map(_reason, REASONS)),
        absent=Reason.NO_RECORD.value,
        products={rule.id: rule.accepts for rule in products().values() if rule.mainland},
        fresh_for=int(fresh_for().total_seconds()),
    )


def _reason(reason: Reason) -> vocabulary.Reason:
    found = explanations()[reason]
    return vocabulary.Reason(reason.value, found.status.value, found.words, found.next_step)
