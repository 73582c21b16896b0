"""What is sold, and which verification answers each product accepts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from openbeian.datafiles import Evidence, Faults, Row, read
from openbeian.errors import DomainError
from openbeian.registry.reasons import DATA, DataFaulty, Status
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


@cache
def products() -> Mapping[str, Product]:
    """Return all purchase rules by id. Raises DataFaulty where one is incomplete or has more."""
    faults = Faults()
    top = read(DATA / "products.yaml", faults)
    found = [_product(row) for row in top.rows("products")]
    top.close()
    faults.stop(DataFaulty)
    return MappingProxyType({rule.id: rule for rule in found})


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
