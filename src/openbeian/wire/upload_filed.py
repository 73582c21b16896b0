"""From filed data (BASJ) to what the provider keeps of it: the administration's ids and numbers.

Every later upload names records by these, so they are kept with the filing.
"""

from collections.abc import Iterator, Mapping

from openbeian.declaration.paths import pattern_of
from openbeian.wire.messages.filed import (
    Filed,
    FiledAccess,
    FiledDomain,
    FiledEntity,
    FiledIpRange,
    Synchronised,
    SynchronisedService,
)
from openbeian.wire.upload_beside import ENTITY, Known

type Record = FiledEntity | SynchronisedService | FiledDomain | FiledAccess | FiledIpRange


def known_from(filed: Filed | Synchronised, record_ids: Mapping[str, int]) -> Known:
    """Return the administration's ids and numbers of our records, by field path.

    `record_ids` are ours, by field path; records of others are left out.
    """
    found = {(pattern, record.record_id): record for pattern, record in _records(filed)}
    ours = {path: found.get((pattern_of(path), number)) for path, number in record_ids.items()}
    return Known(
        ids={path: record.administration_id for path, record in ours.items() if record},
        numbers={path: number for path, record in ours.items() if (number := _number(record))},
    )


def _records(filed: Filed | Synchronised) -> Iterator[tuple[str, Record]]:
    yield ENTITY, filed.entity
    for service in filed.services:
        yield "services[*]", service
        yield from (("services[*].domains[*]", domain) for domain in service.domains)
        for access in service.access:
            yield "services[*].access[*]", access
            for addresses in access.ip_ranges:
                yield "services[*].access[*].ip_addresses[*]", addresses


def _number(record: Record | None) -> str | None:
    if isinstance(record, FiledEntity | SynchronisedService):
        return record.filing_number
    return None
