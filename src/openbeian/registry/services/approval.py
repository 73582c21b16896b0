"""How the rows of an approved declaration come into force, for a registration or a change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from openbeian import vault
from openbeian.audit.facts import Fact
from openbeian.declaration import values
from openbeian.registry.models import Access, Domain, Service, ServiceFacts
from openbeian.registry.services.process import DomainTaken
from openbeian.registry.services.writing import refusing

CERTIFICATE_INDEX = "registry.entity.certificate"


@dataclass(frozen=True, slots=True)
class Approval:
    """The circumstances that every row of one approval shares.

    `administration_ids` are the administration's own ids by field path (`services[1].access[1]`).
    """

    organisation_id: UUID
    filing_id: UUID | None
    administration_ids: Mapping[str, int]
    at: datetime


def certificate_index(number: str) -> str:
    """Return the blind index under which an entity's certificate number is found."""
    return vault.blind("".join(number.split()).upper(), context=CERTIFICATE_INDEX)


def open_access(
    service: Service, declared: values.Service, access: values.Access, approval: Approval
) -> None:
    """Bring a declared access of this provider into force."""
    path = f"services[{declared.id}].access[{access.id}]"
    Access.objects.create(
        service=service,
        provider=settings.OPENBEIAN_PROVIDER,
        here=True,
        declared_id=access.id,
        method_ids=list(access.method_ids),
        server_place_ids=list(access.server_place_ids),
        ip_addresses=list(access.ip_addresses),
        administration_id=approval.administration_ids.get(path),
        filing_id=approval.filing_id,
        since=approval.at,
    )


def open_domain(
    service: Service, declared: values.Service, domain: values.Domain, approval: Approval
) -> None:
    """Bring a declared domain into force. Raises DomainTaken."""
    path = f"services[{declared.id}].domains[{domain.id}]"
    with refusing(DomainTaken(domain=domain.name)):
        Domain.objects.create(
            service=service,
            name=domain.name,
            administration_id=approval.administration_ids.get(path),
            since=approval.at,
        )


def open_service_facts(service: Service, declared: values.Service, at: datetime) -> None:
    """Bring a version of the facts about a service into force."""
    ServiceFacts.objects.create(
        service=service,
        name=declared.name,
        home_url=declared.home_url,
        commercial=declared.commercial,
        since=at,
    )


def as_text(filing_id: UUID | None) -> str | None:
    """Return the id of an application as the audit log keeps it."""
    return None if filing_id is None else str(filing_id)


def facts_of(service: Service) -> dict[str, Fact]:
    """Return what the audit log keeps of a service that came into force or was changed."""
    names = service.domains.in_force().order_by("name").values_list("name", flat=True)
    return {
        "number": service.number,
        "domains": list(names),
        "accesses": service.accesses.in_force().count(),
        "filing": as_text(service.filing_id),
    }
