"""The purchase question: whether a product may be sold for a domain."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from openbeian.registry.answers import Answer, answer
from openbeian.registry.models import Licence, ServiceFacts
from openbeian.registry.products import Product, shop
from openbeian.registry.products import product as purchase_rule
from openbeian.registry.reasons import Status
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
    wanting = rule.mainland and found.status is Status.FILED_HERE and lacks_licence(found)
    return sale(rule, found, wanting=wanting)


def sale(rule: Product, found: Answer, *, wanting: bool) -> Purchase:
    """Return what a product's rule makes of an answer; `wanting` where the licence is lacking."""
    if rule.mainland and found.status is Status.FILED_HERE and wanting:
        licence = shop().licence
        why = _joined(found.words, licence.rule)
        return Purchase(allowed=False, answer=found, why=why, next_step=licence.next_step)
    allowed = found.status in rule.accepts
    return Purchase(
        allowed=allowed,
        answer=found,
        why=_joined(found.words, rule.rule),
        next_step=rule.go_on if allowed else found.next_step,
    )


def lacks_licence(found: Answer) -> bool:
    """Whether the website sells and its entity holds no licence, where the edition asks for one."""
    if not shop().licence.editions[settings.OPENBEIAN_EDITION]:
        return False
    sells = ServiceFacts.objects.in_force().filter(
        service__number=found.service_number, commercial=True
    )
    held = Licence.objects.in_force().filter(entity__number=found.entity_number)
    return sells.exists() and not held.exists()


def _joined(first: Text, second: Text) -> Text:
    return Text(f"{first.en} {second.en}", f"{first.zh}{second.zh}")
