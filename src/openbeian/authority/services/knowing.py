"""How an administration knows what an application is about: its ids and numbers, by field path."""

from collections.abc import Iterator

from openbeian.authority.models import OwnId
from openbeian.authority.soap_v3.records import Sending, cancelled_path
from openbeian.declaration import values
from openbeian.declaration.values import Declaration
from openbeian.filings import queries as filings
from openbeian.filings.models import Filing
from openbeian.numbers import icp_number
from openbeian.procedure.filing_kinds import FilingKind
from openbeian.registry.models import Access, Entity, Service
from openbeian.registry.services.approval import certificate_index
from openbeian.wire.upload_beside import ENTITY, Known, record_paths, service_path


def sending(filing: Filing, declaration: Declaration) -> Sending:
    """Return what is sent beside the Declaration of an application."""
    return Sending(
        filing.kind_now,
        known=_known(filing, declaration),
        reason=filing.target.get("reason", ""),
        password=filing.password,
    )


def known_parts(filing: Filing, declaration: Declaration) -> dict[str, int | None]:
    """Return every part of an application that a record names, with the administration's id of it.

    Raises OnlyIpv4, NotKnown where a cancellation names what the administration gave no id.
    """
    known = _known(filing, declaration)
    ids = {} if known is None else known.ids
    if filing.kind_now.cancels:
        path = cancelled_path(filing.kind_now, declaration.services[0])
        return {path: (known or Known({}, {})).id_of(path)}
    later = filing.kind_now is FilingKind.CHANGE
    return {path: ids.get(path) if later else None for path in record_paths(declaration)}


def _known(filing: Filing, declaration: Declaration) -> Known | None:
    if filing.kind_now is FilingKind.ADD_ACCESS:
        return _elsewhere(filing.target["number"], declaration)
    if filing.kind_now.flags:
        return _registered(filing)
    return _entity_alone(filing, declaration)


def _elsewhere(number: str, declaration: Declaration) -> Known:
    entity = icp_number.parse(number).entity
    (service,) = declaration.services
    return Known(ids={}, numbers={ENTITY: entity, service_path(service): number})


def _entity_alone(filing: Filing, declaration: Declaration) -> Known | None:
    """Return how the entity is known to which services are added; None where it is not filed."""
    entity = (
        Entity.objects.in_force()
        .filter(
            organisation_id=filing.organisation_id,
            province=declaration.province,
            certificate_index=certificate_index(declaration.entity.certificate.number),
        )
        .first()
    )
    if entity is None:
        return None
    ids = {} if entity.administration_id is None else {ENTITY: entity.administration_id}
    return Known(ids=ids, numbers={ENTITY: entity.number})


def _registered(filing: Filing) -> Known:
    """Return all that is known of what a change or a cancellation is about."""
    rows = {
        f"services[{key}]": Service.objects.select_related("entity").get(pk=service)
        for key, service in filing.target["services"].items()
    }
    entity = next(iter(rows.values())).entity
    ids = {ENTITY: entity.administration_id}
    before = {service_path(each): each for each in filings.declaration(filing, 0).services}
    for path, service in rows.items():
        ids |= {path: service.administration_id, **dict(_below(filing, before[path], service))}
    numbers = {ENTITY: entity.number, **{path: row.number for path, row in rows.items()}}
    return Known(ids={path: known for path, known in ids.items() if known}, numbers=numbers)


def _below(
    filing: Filing, declared: values.Service, service: Service
) -> Iterator[tuple[str, int | None]]:
    path = service_path(declared)
    domains = dict(service.domains.in_force().values_list("name", "administration_id"))
    for domain in declared.domains:
        yield f"{path}.domains[{domain.id}]", domains.get(domain.name)
    for access in service.accesses.in_force().filter(here=True):
        at = f"{path}.access[{access.declared_id}]"
        yield at, access.administration_id
        yield from ((f"{at}{rest}", known) for rest, known in _addresses(filing, access))


def _addresses(filing: Filing, access: Access) -> Iterator[tuple[str, int | None]]:
    """Yield what the path of an address adds to its access's, and the administration's id of it.

    Another administration may use the same id, so only what was sent of this entity is looked at.
    """
    if access.administration_id is None:
        return
    named = OwnId.objects.filter(
        administration_id=access.administration_id,
        record__filing__organisation=filing.organisation_id,
        record__administration__province=filing.province,
    )
    own = named.filter(path__endswith=f".access[{access.declared_id}]").order_by("-pk").first()
    if own is None:
        return
    under = OwnId.objects.filter(record=own.record, path__startswith=f"{own.path}.ip_addresses[")
    for path, known in under.values_list("path", "administration_id"):
        yield path.removeprefix(own.path), known
