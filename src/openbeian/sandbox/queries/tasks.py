"""What is on file of an entity, as a task to verify it (HSRW)."""

from openbeian.sandbox.keeping import taken
from openbeian.sandbox.models import Entity, Provider
from openbeian.sandbox.queries.filed import filed
from openbeian.wire.messages.filed import FiledAccess, FiledEntity, FiledService
from openbeian.wire.messages.meanings import ReportedBy
from openbeian.wire.messages.parts import Certificate
from openbeian.wire.messages.verification import (
    TaskAccess,
    TaskDomain,
    TaskEntity,
    TaskEntityLeader,
    TaskIpRange,
    TaskService,
    TaskServiceLeader,
    VerificationTask,
)


def task(entity: Entity, provider: Provider, remark: str) -> VerificationTask:
    """Return the task for a provider, with the whole of what is filed."""
    stock = filed(entity, provider)
    return VerificationTask(
        entity=_entity(entity, stock.entity),
        services=tuple(_service(each, row) for each, row in _services(entity, stock.services)),
        remark=remark,
    )


def _services(
    entity: Entity, services: tuple[FiledService, ...]
) -> list[tuple[FiledService, TaskServiceLeader]]:
    leaders = dict(entity.services.values_list("pk", "leader"))
    return [
        (each, taken(TaskServiceLeader, leaders[each.administration_id], "Wz_Fzr"))
        for each in services
    ]


def _entity(entity: Entity, stock: FiledEntity) -> TaskEntity:
    return TaskEntity(
        administration_id=entity.pk,
        name=stock.name,
        nature_id=stock.nature_id,
        address=stock.address,
        certificate=taken(Certificate, entity.certificate, "Zj"),
        leader=taken(TaskEntityLeader, entity.leader, "Fzr"),
        investor=stock.investor,
        reported_by=ReportedBy.PROVIDER,
        first_reported_at=str(stock.first_reported_at),
        last_changed_at=stock.last_changed_at,
        remark=stock.remark,
    )


def _service(stock: FiledService, leader: TaskServiceLeader) -> TaskService:
    return TaskService(
        administration_id=stock.administration_id,
        name=stock.name,
        preapprovals=stock.preapprovals,
        content_ids=stock.content_ids,
        language_ids=stock.language_ids,
        domains=tuple(
            TaskDomain(administration_id=each.administration_id, name=each.name)
            for each in stock.domains
        ),
        access=tuple(_access(each) for each in stock.access),
        leader=leader,
        home_url=stock.home_url,
        remark=stock.remark,
        first_reported_at=stock.first_reported_at,
        last_changed_at=stock.last_changed_at,
    )


def _access(stock: FiledAccess) -> TaskAccess:
    return TaskAccess(
        administration_id=stock.administration_id,
        server_place_ids=stock.server_place_ids,
        method_ids=stock.method_ids,
        ip_ranges=tuple(
            TaskIpRange(administration_id=each.administration_id, first=each.first, last=each.last)
            for each in stock.ip_ranges
        ),
        reporter_id=stock.provider_unit_id,
        reported_by=ReportedBy.PROVIDER,
    )
