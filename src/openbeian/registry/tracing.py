"""What an answer rests on, for those who may see the rows behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from openbeian.gate import hosts
from openbeian.registry.answers import Answer, by_evidence
from openbeian.registry.evidence import Evidence, gather
from openbeian.registry.models import Domain, Elsewhere, EntityFacts, InProcess
from openbeian.registry.products import products
from openbeian.registry.purchases import Purchase, lacks_licence, sale
from openbeian.registry.reasons import Status


@dataclass(frozen=True, slots=True)
class Trace:
    """An answer with its evidence, and what it means for each product, by the product's id.

    `entity_id` and `entity_name` are those of the registration in the evidence, `filing_id` is the
    application in process, `source` is where the administration was asked.
    """

    answer: Answer
    evidence: Evidence
    sales: Mapping[str, Purchase]
    entity_id: int | None = None
    entity_name: str = ""
    filing_id: UUID | None = None
    source: str = ""


def trace(host: str, *, at: datetime) -> Trace:
    """Return the answer for a host name in any shape, with what it rests on; nine queries."""
    read = hosts.read(host)
    if read.fault is not None:
        return Trace(by_evidence(read, Evidence(), at=at), Evidence(), {})
    name = read.registrable
    evidence = gather([name], at=at)[name]
    process = InProcess.objects.held_at(at).filter(domain=name).first()
    seen = Elsewhere.objects.held_at(at).filter(domain=name).first()
    entity_id, entity_name = _entity(name, at)
    return Trace(
        answer=by_evidence(read, evidence, at=at),
        evidence=evidence,
        sales=_sales(read, evidence, at),
        entity_id=entity_id,
        entity_name=entity_name,
        filing_id=process.filing_id if process else None,
        source=seen.source if seen else "",
    )


def _sales(read: hosts.Host, evidence: Evidence, at: datetime) -> dict[str, Purchase]:
    inside, outside = (
        by_evidence(read, evidence, at=at, required=required) for required in (True, False)
    )
    wanting = inside.status is Status.FILED_HERE and lacks_licence(inside)
    return {
        product_id: sale(rule, inside if rule.mainland else outside, wanting=wanting)
        for product_id, rule in products().items()
    }


def _entity(name: str, at: datetime) -> tuple[int | None, str]:
    """Return the entity under which a domain was registered last, with its name at that time."""
    last = Domain.objects.filter(name=name, since__lte=at).select_related("service")
    domain = last.order_by("-since", "-pk").first()
    if domain is None:
        return None, ""
    entity_id = domain.service.entity_id
    versions = EntityFacts.objects.filter(entity=entity_id, since__lte=at).order_by("-since", "-pk")
    return entity_id, versions.values_list("name", flat=True).first() or ""
