"""What a provider cancels (ZXBA): an entity, a website, or its own access to one."""

from collections.abc import Iterator
from datetime import date

from openbeian.sandbox.checks import stock
from openbeian.sandbox.checks.case import Case, Person, entity_thing, person
from openbeian.sandbox.checks.filings import entity_stands, leaders
from openbeian.sandbox.checks.findings import Finding
from openbeian.sandbox.keeping import taken
from openbeian.sandbox.models import Access, Entity, Provider, Service
from openbeian.wire.messages.cancellation import Cancellation
from openbeian.wire.messages.filed import FiledServiceLeader
from openbeian.wire.messages.meanings import CancellationKind, Operation


def cancellation(record: Cancellation, provider: Provider, _on: date) -> Case:
    """Check a cancellation.

    The reason (Zxly) is taken as it comes: the administration's ids of reasons are not published.
    """
    if record.kind is CancellationKind.ENTITY:
        return _of_entity(record, provider)
    if record.kind is CancellationKind.SERVICE:
        return _of_service(record, provider)
    return _of_access(record, provider)


def _of_entity(record: Cancellation, provider: Provider) -> Case:
    """The filing password is compared where it comes; since SMS verification nobody needs it."""
    entity = Entity.objects.filter(pk=record.administration_id).first()
    return Case(
        operation=Operation.CANCEL_ENTITY,
        title=entity.name if entity else "",
        subject=str(record.administration_id),
        record_id=record.administration_id,
        entity=entity,
        findings=(
            *_owned(entity, provider),
            *(stock.password(record.filing_password, entity) if entity else ()),
        ),
        things=(entity_thing(entity),) if entity else (),
        people=leaders(entity, ()),
    )


def _of_service(record: Cancellation, provider: Provider) -> Case:
    service = Service.objects.select_related("entity").filter(pk=record.administration_id).first()
    return Case(
        operation=Operation.CANCEL_SERVICE,
        title=service.name if service else "",
        subject=str(record.administration_id),
        record_id=record.administration_id,
        entity=service.entity if service else None,
        service=service,
        findings=tuple(_service_owned(service, provider)),
        things=(entity_thing(service.entity),) if service else (),
        people=(_webmaster(service),) if service else (),
    )


def _of_access(record: Cancellation, provider: Provider) -> Case:
    """Nobody is asked by SMS about an access: it is the provider's own."""
    access = (
        Access.objects.select_related("service__entity").filter(pk=record.administration_id).first()
    )
    service = access.service if access else None
    return Case(
        operation=Operation.CANCEL_ACCESS,
        title=service.name if service else "",
        subject=str(record.administration_id),
        record_id=record.administration_id,
        entity=service.entity if service else None,
        service=service,
        access=access,
        findings=tuple(_access_owned(access, provider)),
        things=(entity_thing(service.entity),) if service else (),
    )


def _webmaster(service: Service) -> Person:
    leader = taken(FiledServiceLeader, service.leader, "Wz_Fzr")
    return person(leader, service.entity.certificate_number)


def _owned(entity: Entity | None, provider: Provider) -> Iterator[Finding]:
    stands = tuple(entity_stands(entity, provider, unknown=1016))
    yield from stands
    if not stands and entity is not None and not stock.has_access(provider, entity):
        yield Finding(1048)


def _service_owned(service: Service | None, provider: Provider) -> Iterator[Finding]:
    if service is None:
        yield Finding(1016)
    elif service.cancelled_at is not None:
        yield Finding(1050)
    elif service.pk not in stock.accesses_of(provider, [service.pk]):
        yield Finding(1048)


def _access_owned(access: Access | None, provider: Provider) -> Iterator[Finding]:
    if access is None or access.cancelled_at is not None:
        yield Finding(1016)
    elif access.provider_id != provider.pk:
        yield Finding(1047)
    elif not _has_another(access):
        yield Finding(1025)


def _has_another(access: Access) -> bool:
    others = Access.objects.filter(service=access.service, cancelled_at__isnull=True)
    return others.exclude(pk=access.pk).exists()
