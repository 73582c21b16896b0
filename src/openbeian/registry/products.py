"""What is sold, and which verification answers each product accepts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from openbeian.datafiles import Evidence, Faults, Row, read
from openbeian.errors import DomainError
from openbeian.registry.reasons import DATA, DataFaulty, Status
from openbeian.rulebook import Edition
from openbeian.text import Text


class UnknownProduct(DomainError):
    """No purchase rule has this product id."""

    code = "registry.product_unknown"
    message = Text(
        'There is no product "{product}". Products: {known}.',
        "没有名为“{product}”的产品。可选产品：{known}。",
    )


@dataclass(frozen=True, slots=True)
class Product:
    """One purchase rule: the statuses that it accepts; `mainland` where it needs a registration."""

    id: str
    title: Text
    mainland: bool
    accepts: frozenset[str]
    rule: Text
    go_on: Text
    evidence: Evidence


def product(product_id: str) -> Product:
    """Return the purchase rule of a product. Raises UnknownProduct."""
    try:
        return products()[product_id]
    except KeyError:
        known = ", ".join(products())
        raise UnknownProduct(product=product_id, known=known) from None


@dataclass(frozen=True, slots=True)
class LicenceRule:
    """Whether a website that sells needs the commercial licence, by edition of the rules."""

    editions: Mapping[str, bool]
    rule: Text
    next_step: Text
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Shop:
    """All purchase rules."""

    products: Mapping[str, Product]
    licence: LicenceRule


def products() -> Mapping[str, Product]:
    """Return all purchase rules by product id."""
    return shop().products


@cache
def shop() -> Shop:
    """Return what the data says. Raises DataFaulty where a rule is incomplete or has more."""
    faults = Faults()
    top = read(DATA / "products.yaml", faults)
    found = [_product(row) for row in top.rows("products")]
    licence = _licence(top.row("licence"))
    top.close()
    faults.stop(DataFaulty)
    return Shop(MappingProxyType({rule.id: rule for rule in found}), licence)


def _licence(row: Row) -> LicenceRule:
    editions = row.row("editions")
    rule = LicenceRule(
        editions=MappingProxyType({name: editions.truth(name) for name in Edition}),
        rule=row.words("rule"),
        next_step=row.words("next_step"),
        evidence=row.evidence(),
    )
    editions.close()
    row.close()
    return rule


def _product(row: Row) -> Product:
    rule = Product(
        id=row.text("id"),
        title=row.words("title"),
        mainland=row.truth("mainland"),
        accepts=frozenset(row.list_of("accepts", str)),
        rule=row.words("rule"),
        go_on=row.words("go_on"),
        evidence=row.evidence(),
    )
    for status in sorted(rule.accepts - set(Status)):
        row.fault(f"accepts {status}, which no answer says")
    row.close()
    return rule
