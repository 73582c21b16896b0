"""Declarations that the interface can carry, the ids beside them, and filed data about them."""

from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import strategies as st

from openbeian.declaration import values
from openbeian.wire.messages import Filed, FirstFiling
from openbeian.wire.messages.filed import (
    FiledAccess,
    FiledCertificate,
    FiledDomain,
    FiledEntity,
    FiledEntityLeader,
    FiledIpRange,
    FiledService,
    FiledServiceLeader,
)
from openbeian.wire.messages.parts import FiledAddress
from openbeian.wire.upload import first_filing
from openbeian.wire.upload_beside import Approval, Beside, Known, record_paths
from openbeian.wire.upload_filed import known_from
from wire.strategies import LETTERS

CATEGORIES = {"news": 1, "publishing": 2, "religion": 15}
SCANS = (b"\xff\xd8 a scan of the approval",)
NUMBER = "沪ICP备2026000001号"
PASSWORD = "0cc175b9c0f1b6a831c399e269772661"
PROVIDER_UNIT = 110_000_042


def words(least: int, most: int) -> st.SearchStrategy[str]:
    return st.text(LETTERS, min_size=least, max_size=min(most, least + 8))


def perhaps(filled: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("") | filled


def rows(made: type[Any], /, **columns: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return tuples of one or two rows, with the ids 1 and 2."""
    row = {name: st.tuples(column, column) for name, column in columns.items()}
    both = st.fixed_dictionaries(row).map(
        lambda found: tuple(
            made(id=at + 1, **{name: pair[at] for name, pair in found.items()}) for at in (0, 1)
        )
    )
    return st.builds(lambda found, count: found[:count], both, st.sampled_from([1, 2]))


divisions = st.integers(100_000, 999_999).map(str)
table_ids = st.lists(st.integers(1, 64), min_size=1, max_size=3).map(tuple)
days = st.none() | st.dates()


def certificates(most_type: int, most_number: int) -> st.SearchStrategy[values.Certificate]:
    return st.builds(
        values.Certificate, st.integers(1, most_type), words(1, most_number), valid_until=days
    )


people = st.builds(
    values.Person,
    name=words(1, 128),
    nationality=st.sampled_from(["CN", "DE"]),
    certificate=certificates(999, 128),
    mobile=words(11, 128),
    office_phone=perhaps(words(11, 128)),
    email=words(6, 128),
    emergency_phone=words(11, 128),
)

documents = st.just((values.DocumentReference(kind="business_licence", files=("ab" * 32,)),))


def entities(most_type: int) -> st.SearchStrategy[values.Entity]:
    return st.builds(
        values.Entity,
        kind=st.just("joint_venture"),
        name=words(1, 255),
        nature_id=st.integers(1, 999),
        certificate=certificates(most_type, 255),
        certificate_address=words(1, 1024),
        registered_province=divisions,
        address=st.builds(
            values.Address, divisions, divisions, perhaps(divisions), perhaps(words(1, 1024))
        ),
        investor=perhaps(words(1, 255)),
        registered_capital_cny=st.none() | st.integers(0),
        leader=people,
        documents=documents,
    )


access_rows = rows(
    values.Access,
    method_ids=table_ids,
    server_place_ids=table_ids,
    ip_addresses=st.lists(
        st.ip_addresses(v=4).filter(int).map(str), min_size=1, max_size=3, unique=True
    ).map(tuple),
)

service_rows = rows(
    values.Service,
    kind=st.just(values.ServiceKind.WEBSITE),
    name=words(1, 512),
    domains=rows(values.Domain, name=words(4, 128), holder=words(1, 9)),
    home_url=perhaps(words(4, 255)),
    content_ids=table_ids,
    language_ids=table_ids,
    commercial=st.booleans(),
    industries=st.just(("news",)),
    preapprovals=st.lists(
        st.builds(values.Preapproval, st.sampled_from(sorted(CATEGORIES)), words(1, 512)),
        max_size=2,
        unique_by=lambda approval: approval.category,
    ).map(tuple),
    leader=people,
    photo_on_backdrop=st.booleans(),
    access=access_rows,
    remark=perhaps(words(1, 1024)),
    documents=documents,
)


def declarations(most_certificate_type: int = 999) -> st.SearchStrategy[values.Declaration]:
    return st.builds(
        values.Declaration, divisions, entities(most_certificate_type), services=service_rows
    )


def beside(declaration: values.Declaration, **more: Any) -> Beside:
    """Return ids of our own, each used once, and scans for every approval."""
    approvals = {
        f"services[{service.id}].preapprovals[{each.category}]": Approval(
            CATEGORIES[each.category], SCANS
        )
        for service in declaration.services
        for each in service.preapprovals
    }
    return Beside(own_ids(declaration), approvals, **more)


def own_ids(declaration: values.Declaration) -> dict[str, int]:
    return {path: 1001 + number for number, path in enumerate(record_paths(declaration))}


def filed(upload: FirstFiling, number: str) -> Filed:
    """Return what an administration answers once it has approved a first filing."""
    return Filed(
        entity=_filed_entity(upload, number),
        services=tuple(
            _filed_service(service, f"{number}-{at}")
            for at, service in enumerate(upload.services, 1)
        ),
    )


def known_of(declaration: values.Declaration) -> Known:
    """Return what the provider knows once a Declaration was approved."""
    ids = own_ids(declaration)
    return known_from(filed(first_filing(declaration, beside(declaration)), NUMBER), ids)


def theirs(record_id: int) -> int:
    """Return the administration's id of a record: recognisably not ours."""
    return 900_000 + record_id


def _filed_entity(upload: FirstFiling, number: str) -> FiledEntity:
    entity = upload.entity
    return FiledEntity(
        record_id=entity.record_id,
        administration_id=theirs(entity.record_id),
        name=entity.name,
        nature_id=entity.nature_id,
        address=FiledAddress(**parts(entity.address)),
        certificate=FiledCertificate(**parts(entity.certificate)),
        leader=FiledEntityLeader(**parts(entity.leader)),
        filing_number=number,
        reported_by=entity.reported_by,
        first_reported_at="2026-11-24",
        last_changed_at="2026-11-24 10:20:30",
    )


def _filed_service(service: Any, number: str) -> FiledService:
    return FiledService(
        record_id=service.record_id,
        administration_id=theirs(service.record_id),
        name=service.name,
        content_ids=service.content_ids,
        language_ids=service.language_ids,
        domains=tuple(
            FiledDomain(**parts(each), administration_id=theirs(each.record_id))
            for each in service.domains
        ),
        access=tuple(_filed_access(each) for each in service.access),
        leader=FiledServiceLeader(**parts(service.leader)),
        filing_number=number,
    )


def _filed_access(access: Any) -> FiledAccess:
    return FiledAccess(
        record_id=access.record_id,
        administration_id=theirs(access.record_id),
        provider_unit_id=PROVIDER_UNIT,
        server_place_ids=access.server_place_ids,
        method_ids=access.method_ids,
        ip_ranges=tuple(
            FiledIpRange(**parts(each), administration_id=theirs(each.record_id))
            for each in access.ip_ranges
        ),
    )


def parts(message: Any) -> dict[str, Any]:
    """Return the fields of a message."""
    assert is_dataclass(message)
    return {field.name: getattr(message, field.name) for field in fields(message)}
