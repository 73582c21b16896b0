"""From a draft to a Declaration, or to the findings that stand in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openbeian.declaration import paths, readers
from openbeian.declaration.draft import Draft, asked, keys_under, many
from openbeian.declaration.field import Field, Kind
from openbeian.declaration.fields import field_at
from openbeian.declaration.findings import Finding
from openbeian.declaration.values import (
    Access,
    Address,
    Certificate,
    Declaration,
    DocumentReference,
    Domain,
    Entity,
    Person,
    Preapproval,
    Service,
    ServiceKind,
)
from openbeian.errors import DomainError
from openbeian.text import Text

SOURCE = "Field catalogue of the ICP application form (备案申请表填报项)"
AS_OF = "2026-11-24"

_MISSING = Text("Not filled in: {label}.", "请填写{label}。")
_NOT_CHOSEN = Text("Not chosen: {label}.", "请选择{label}。")
_CHOSEN = {
    Kind.CHOICE,
    Kind.NUMBERED_CHOICE,
    Kind.CHOICES,
    Kind.NUMBERED_CHOICES,
    Kind.YES_NO,
    Kind.DIVISION,
}
_FILL_IN = Text("Fill in this field.", "请填写此项。")
_CORRECT = Text("Correct the field as described.", "请按提示更正。")


@dataclass(frozen=True, slots=True)
class Built:
    """What a draft amounts to: a Declaration only where no finding blocks it."""

    declaration: Declaration | None
    findings: tuple[Finding, ...]


def build(draft: Draft) -> Built:
    """Read every asked field of a draft and put the values together."""
    values: dict[str, Any] = {}
    findings = []
    for path, field in asked(draft):
        finding = _read_into(values, field, path, draft)
        if finding is not None:
            findings.append(finding)
    if findings:
        return Built(None, tuple(findings))
    return Built(_declaration(values, draft), ())


def person(draft: Draft, at: str) -> Person | None:
    """Return the person in charge at a path such as `entity.leader`, once all of it is readable."""
    values: dict[str, Any] = {}
    fields = [(path, field) for path, field in asked(draft) if paths.lies_under(path, at)]
    findings = [_read_into(values, field, path, draft) for path, field in fields]
    return None if any(findings) else _person(values, at)


def people(draft: Draft) -> tuple[str, ...]:
    """Return the paths of the persons in charge: of the entity, and of each service."""
    services = keys_under(draft, "services")
    return ("entity.leader", *(f"services[{key}].leader" for key in services))


def check_field(path: str, draft: Draft) -> Finding | None:
    """Return what is wrong with one field, for a check as the person leaves it."""
    return _read_into({}, field_at(path), path, draft)


def _read_into(values: dict[str, Any], field: Field, path: str, draft: Draft) -> Finding | None:
    if not draft.get(path):
        return _missing(field, path) if field.required else None
    try:
        values[path] = readers.read(field, path, draft)
    except DomainError as refusal:
        return Finding(
            rule=f"field.{refusal.code}",
            field=path,
            message=refusal.text,
            remedy=_CORRECT,
            source=SOURCE,
            as_of=AS_OF,
            blocking=True,
        )
    return None


def _missing(field: Field, path: str) -> Finding:
    words = _NOT_CHOSEN if field.kind in _CHOSEN else _MISSING
    return Finding(
        rule="field.missing",
        field=path,
        message=words.format(label=field.label),
        remedy=_FILL_IN,
        source=SOURCE,
        as_of=AS_OF,
        blocking=True,
    )


def _declaration(values: Mapping[str, Any], draft: Draft) -> Declaration:
    return Declaration(
        province=values["province"],
        entity=_entity(values, draft),
        services=tuple(_service(values, draft, key) for key in keys_under(draft, "services")),
    )


def _entity(values: Mapping[str, Any], draft: Draft) -> Entity:
    return Entity(
        kind=values["entity.kind"],
        name=values["entity.name"],
        nature_id=values["entity.nature_id"],
        certificate=_certificate(values, "entity"),
        certificate_address=values["entity.certificate_address"],
        registered_province=values["entity.registered_province"],
        address=Address(
            province=values["entity.address.province"],
            city=values["entity.address.city"],
            district=values.get("entity.address.district", ""),
            detail=values["entity.address.detail"],
        ),
        investor=values.get("entity.investor", ""),
        registered_capital_cny=values.get("entity.registered_capital_cny"),
        leader=_person(values, "entity.leader"),
        documents=documents(draft, "entity"),
    )


def _service(values: Mapping[str, Any], draft: Draft, key: str) -> Service:
    at = f"services[{key}]"
    industries = values.get(f"{at}.industries", ())
    return Service(
        id=int(key),
        kind=ServiceKind.WEBSITE,
        name=values[f"{at}.name"],
        domains=tuple(_domain(values, at, key) for key in keys_under(draft, f"{at}.domains")),
        home_url=values[f"{at}.home_url"],
        content_ids=values[f"{at}.content_ids"],
        language_ids=values[f"{at}.language_ids"],
        commercial=values[f"{at}.commercial"],
        industries=industries,
        preapprovals=tuple(
            Preapproval(category, values[f"{at}.preapprovals[{category}].number"])
            for category in industries
            if f"{at}.preapprovals[{category}].number" in values
        ),
        leader=_person(values, f"{at}.leader"),
        photo_on_backdrop=values[f"{at}.photo_on_backdrop"],
        access=tuple(_access(values, at, key) for key in keys_under(draft, f"{at}.access")),
        remark=values.get(f"{at}.remark", ""),
        documents=documents(draft, at),
    )


def _domain(values: Mapping[str, Any], service: str, key: str) -> Domain:
    at = f"{service}.domains[{key}]"
    return Domain(id=int(key), name=values[f"{at}.name"], holder=values[f"{at}.holder"])


def _access(values: Mapping[str, Any], service: str, key: str) -> Access:
    at = f"{service}.access[{key}]"
    return Access(
        id=int(key),
        method_ids=values[f"{at}.method_ids"],
        server_place_ids=values[f"{at}.server_place_ids"],
        ip_addresses=values[f"{at}.ip_addresses"],
    )


def _certificate(values: Mapping[str, Any], owner: str) -> Certificate:
    at = f"{owner}.certificate"
    return Certificate(
        type_id=values[f"{at}.type_id"],
        number=values[f"{at}.number"],
        valid_until=values[f"{at}.valid_until"],
    )


def _person(values: Mapping[str, Any], at: str) -> Person:
    return Person(
        name=values[f"{at}.name"],
        nationality=values[f"{at}.nationality"],
        certificate=_certificate(values, at),
        mobile=values[f"{at}.mobile"],
        office_phone=values[f"{at}.office_phone"],
        email=values[f"{at}.email"],
        emergency_phone=values[f"{at}.emergency_phone"],
    )


def documents(draft: Draft, owner: str) -> tuple[DocumentReference, ...]:
    """Return the files attached to an owner such as `entity` or `services[1]`, by kind."""
    prefix = f"{owner}.documents["
    return tuple(
        DocumentReference(kind=path[len(prefix) : -1], files=many(draft, path))
        for path in sorted(draft)
        if path.startswith(prefix)
    )
