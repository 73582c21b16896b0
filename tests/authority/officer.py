"""What an administration makes of an upload: the data as filed, results, an officer's decision."""

import io
from typing import Any

from openbeian.wire import files
from openbeian.wire.envelope import Envelope, seal, unseal
from openbeian.wire.messages import DOWNLOADS
from openbeian.wire.messages.decision import Review, UploadResult
from openbeian.wire.messages.filed import (
    Filed,
    FiledAccess,
    FiledCertificate,
    FiledDomain,
    FiledEntity,
    FiledEntityLeader,
    FiledIpRange,
    FiledService,
    FiledServiceLeader,
)
from openbeian.wire.messages.filing import FirstFiling, NewService
from openbeian.wire.messages.meanings import Operation, ReportedBy, ReviewOutcome
from openbeian.wire.messages.parts import FiledAddress, ResultCode

NUMBER = "沪ICP备2026006107号"
DAY = "2026-11-26"
_ORDER = list(DOWNLOADS.values())


def uploaded(envelope: Envelope) -> list[FirstFiling]:
    """Return the records of a file that was taken."""
    return list(files.Upload(io.BytesIO(unseal(envelope))))


def file_of(*records: Any) -> Envelope:
    """Return records as a file to download."""
    sink = io.BytesIO()
    files.write_download(sink, sorted(records, key=lambda record: _ORDER.index(type(record))))
    return seal(sink.getvalue())


def codes(filing: FirstFiling, *numbers: int, words: str | None = None) -> UploadResult:
    """Return what the machine found about an uploaded filing."""
    return UploadResult(
        codes=tuple(ResultCode(code=number, description=words) for number in numbers),
        operation=Operation.FIRST_FILING,
        subject=str(filing.entity.record_id),
    )


def review(filing: FirstFiling, outcome: ReviewOutcome, opinion: str | None = None) -> Review:
    """Return an officer's decision about an uploaded filing."""
    return Review(
        reviewed_at=DAY,
        opinion=opinion,
        outcome=outcome,
        operation=Operation.FIRST_FILING,
        record_id=filing.entity.record_id,
    )


def filed(filing: FirstFiling, number: str = NUMBER) -> Filed:
    """Return an uploaded filing as it is filed, under numbers and with ids above 7,000,000."""
    entity, address = filing.entity, filing.entity.address
    return Filed(
        entity=FiledEntity(
            record_id=entity.record_id,
            administration_id=_id(entity.record_id),
            name=entity.name,
            nature_id=entity.nature_id,
            address=FiledAddress(
                province=address.province,
                city=address.city,
                district=address.district,
                detail=address.detail,
            ),
            certificate=FiledCertificate(
                type_id=entity.certificate.type_id,
                number=entity.certificate.number,
                address=entity.certificate.address,
            ),
            leader=_leader(FiledEntityLeader, entity.leader),
            filing_number=number,
            reported_by=ReportedBy.PROVIDER,
            first_reported_at=DAY,
            last_changed_at=DAY,
        ),
        services=tuple(
            _service(service, f"{number}-{position}")
            for position, service in enumerate(filing.services, start=1)
        ),
    )


def _service(service: NewService, number: str) -> FiledService:
    return FiledService(
        record_id=service.record_id,
        administration_id=_id(service.record_id),
        name=service.name,
        content_ids=service.content_ids,
        language_ids=service.language_ids,
        domains=tuple(
            FiledDomain(
                record_id=each.record_id, administration_id=_id(each.record_id), name=each.name
            )
            for each in service.domains
        ),
        access=tuple(
            FiledAccess(
                record_id=each.record_id,
                administration_id=_id(each.record_id),
                provider_unit_id=31000123,
                server_place_ids=each.server_place_ids,
                method_ids=each.method_ids,
                ip_ranges=tuple(
                    FiledIpRange(
                        record_id=ip.record_id,
                        administration_id=_id(ip.record_id),
                        first=ip.first,
                        last=ip.last,
                    )
                    for ip in each.ip_ranges
                ),
            )
            for each in service.access
        ),
        leader=_leader(FiledServiceLeader, service.leader),
        home_url=service.home_url,
        filing_number=number,
    )


def _leader(kind: type[Any], leader: Any) -> Any:
    return kind(
        name=leader.name,
        office_phone=leader.office_phone,
        mobile=leader.mobile,
        email=leader.email,
        certificate_type=leader.certificate_type,
        certificate_number=leader.certificate_number,
    )


def _id(record_id: int) -> int:
    return 7_000_000 + record_id
