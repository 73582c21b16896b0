"""What filed data (BASJ) approve, once it is plain that they are what we sent."""

from collections.abc import Mapping

from openbeian.authority.models import UploadRecord
from openbeian.authority.services import ours
from openbeian.authority.services.sayings import Approval, Contradiction
from openbeian.declaration.values import Declaration
from openbeian.filings import queries as filings
from openbeian.wire.messages.filed import Filed, FiledService
from openbeian.wire.upload_beside import ENTITY, access_path, service_path
from openbeian.wire.upload_filed import known_from


def approval_of(record: Filed, sent: UploadRecord, position: int) -> Approval:
    """Return what was approved, once it is plain that it is what we sent; raises Contradiction."""
    declaration = filings.declaration(sent.filing, sent.version)
    own_ids = dict(sent.own_ids.values_list("path", "pk"))
    known = known_from(record, own_ids)
    if record.entity.certificate.number.upper() != declaration.entity.certificate.number.upper():
        raise Contradiction(position=position, what="another certificate")
    if sent.place == ours.ACCESS_ADDED:
        return _of_access(record, sent, declaration, position)
    if sent.place != ours.ADDED and record.entity.record_id != own_ids[ENTITY]:
        raise Contradiction(position=position, what="another entity")
    _check_domains(record, own_ids, declaration, position)
    numbers = {
        service.id: known.numbers.get(service_path(service), "") for service in declaration.services
    }
    entity_number = record.entity.filing_number
    if not entity_number or not all(numbers.values()):
        raise Contradiction(position=position, what="a number is missing")
    ids = {ENTITY: record.entity.administration_id, **known.ids}
    return Approval(sent, entity_number, numbers, ids)


def _check_domains(
    record: Filed, own_ids: Mapping[str, int], declaration: Declaration, position: int
) -> None:
    filed = {each.record_id: each.name for service in record.services for each in service.domains}
    for service in declaration.services:
        for domain in service.domains:
            number = own_ids[f"{service_path(service)}.domains[{domain.id}]"]
            if filed.get(number, "").lower() != domain.name.lower():
                raise Contradiction(position=position, what="other domains")


def _of_access(
    record: Filed, sent: UploadRecord, declaration: Declaration, position: int
) -> Approval:
    """Return the approval of an access to what another provider filed, under their numbers."""
    own_ids = dict(sent.own_ids.values_list("path", "pk"))
    (service,) = declaration.services
    path = service_path(service)
    filed = _holding(record, own_ids[access_path(service, service.access[0])], position)
    number = filed.filing_number
    if number is None or number != sent.filing.target["number"] or not record.entity.filing_number:
        raise Contradiction(position=position, what="another number")
    names = {each.name.lower(): each.administration_id for each in filed.domains}
    if any(domain.name.lower() not in names for domain in service.domains):
        raise Contradiction(position=position, what="other domains")
    ids = {
        ENTITY: record.entity.administration_id,
        path: filed.administration_id,
        **{f"{path}.domains[{each.id}]": names[each.name.lower()] for each in service.domains},
        **known_from(record, own_ids).ids,
    }
    return Approval(sent, record.entity.filing_number, {service.id: number}, ids)


def _holding(record: Filed, own_id: int, position: int) -> FiledService:
    for service in record.services:
        if any(access.record_id == own_id for access in service.access):
            return service
    raise Contradiction(position=position, what="our access is not among them")
