"""What is registered for an organisation, as the Declaration that the administration approved last.

The registry keeps what a look-up needs; the rest stands in the approved versions, from which it is
put together again: the entity as it was approved last, and each service in force with the domains
and the accesses that it still has here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from openbeian.declaration import values
from openbeian.declaration.values import Declaration
from openbeian.errors import DomainError
from openbeian.filings.models import Filing, Outcome
from openbeian.filings.sealing import open_declaration
from openbeian.procedure.filing_kinds import FilingKind
from openbeian.registry.models import Access, Entity, Service
from openbeian.registry.subjects import NotRegistered
from openbeian.text import Text


class NotDeclaredHere(DomainError):
    """What is registered was not applied for here, so its Declaration is not known."""

    code = "filing.not_declared_here"
    message = Text(
        "What was declared for {number} is not kept here. Please write to us.",
        "本系统未保存{number}的备案申报信息，请与我们联系。",
    )


@dataclass(frozen=True, slots=True)
class Registered:
    """A Declaration of what is in force here, and the rows of the registry by its service ids."""

    declaration: Declaration
    entity: Entity
    services: Mapping[int, Service]


def registered(entity: Entity) -> Registered:
    """Return what an entity in force declares by now; raises NotDeclaredHere, NotRegistered."""
    said = _Approved(entity.organisation_id)
    rows = [row for row in entity.services.in_force().order_by("sequence") if _here(row)]
    if not rows:
        raise NotRegistered
    services = {place: _service(place, row, said) for place, row in enumerate(rows, start=1)}
    of_entity = said.of_entity(entity.number)
    return Registered(
        replace(of_entity, services=tuple(services.values())),
        entity,
        dict(zip(services, rows, strict=True)),
    )


def with_service(whole: Registered, service: Service) -> Registered:
    """Return what is declared of one service alone; raises NotRegistered."""
    place = next((key for key, row in whole.services.items() if row == service), None)
    if place is None:
        raise NotRegistered
    kept = tuple(each for each in whole.declaration.services if each.id == place)
    alone = tuple(replace(each, id=1) for each in kept)
    return Registered(replace(whole.declaration, services=alone), whole.entity, {1: service})


def with_access(whole: Registered, access: Access) -> Registered:
    """Return what is declared of one access alone; raises NotRegistered."""
    one = with_service(whole, access.service)
    (service,) = one.declaration.services
    kept = tuple(each for each in service.access if each.id == access.declared_id)
    if not kept or not access.here:
        raise NotRegistered
    declaration = replace(one.declaration, services=(replace(service, access=kept),))
    return Registered(declaration, one.entity, one.services)


def _here(service: Service) -> bool:
    return service.accesses.in_force().filter(here=True).exists()


def _service(place: int, row: Service, said: "_Approved") -> values.Service:
    """Return a service as it was approved last, under another id, without what has ended since."""
    declared = said.of_service(row.number)
    names = set(row.domains.in_force().values_list("name", flat=True))
    held = set(row.accesses.in_force().filter(here=True).values_list("declared_id", flat=True))
    return replace(
        declared,
        id=place,
        domains=tuple(domain for domain in declared.domains if domain.name in names),
        access=tuple(access for access in declared.access if access.id in held),
    )


class _Approved:
    """The approved versions of an organisation's applications, the latest first."""

    def __init__(self, organisation_id: UUID) -> None:
        stating = [kind.value for kind in FilingKind if not kind.cancels]
        outcomes = Outcome.objects.filter(
            kind=Outcome.Kind.APPROVED,
            filing__organisation_id=organisation_id,
            filing__kind__in=stating,
        ).select_related("filing")
        self._outcomes = list(outcomes.order_by("-pk"))
        self._declarations: dict[UUID, Declaration] = {}

    def of_entity(self, number: str) -> Declaration:
        """Return the Declaration that was approved last for an entity; raises NotDeclaredHere."""
        for outcome in self._outcomes:
            if outcome.numbers["entity"] == number:
                return self._read(outcome)
        raise NotDeclaredHere(number=number)

    def of_service(self, number: str) -> values.Service:
        """Return a service as it was approved last; raises NotDeclaredHere."""
        for outcome in self._outcomes:
            for key, said in outcome.numbers["services"].items():
                if said == number:
                    services = self._read(outcome).services
                    return next(each for each in services if each.id == int(key))
        raise NotDeclaredHere(number=number)

    def _read(self, outcome: Outcome) -> Declaration:
        filing: Filing = outcome.filing
        if filing.pk not in self._declarations:
            version = filing.versions.get(number=outcome.version)
            self._declarations[filing.pk] = open_declaration(version)
        return self._declarations[filing.pk]
