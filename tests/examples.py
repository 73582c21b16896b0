"""The example that the tests share: a foreign-invested joint venture files its first website.

Every name is invented; check digits are right, so that validators accept the numbers.
"""

import hashlib
from dataclasses import is_dataclass, replace
from datetime import date
from typing import Any

from openbeian.declaration.paths import steps
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

COMPANY = "上海示例合资科技有限公司"
COMPANY_NUMBER = "91310115MA1K4E7T9M"
OWNER_PASSPORT = "C7F4J2K9R"
WEBMASTER_ID = "310104199003076428"
OTHER_MAINLAND_ID = "110105197802030012"


def files(kind: str) -> tuple[str, ...]:
    """Return the reference to one file of a kind: the SHA-256 of its name."""
    return (hashlib.sha256(kind.encode()).hexdigest(),)


def document(kind: str) -> DocumentReference:
    return DocumentReference(kind=kind, files=files(kind))


OWNER = Person(
    name="Anna Beispiel",
    nationality="DE",
    certificate=Certificate(type_id=7, number=OWNER_PASSPORT, valid_until=date(2031, 5, 31)),
    mobile="13900000001",
    office_phone="021-50000001",
    email="owner@shili-keji.cn",
    emergency_phone="13900000002",
)

WEBMASTER = Person(
    name="王示例",
    nationality="CN",
    certificate=Certificate(type_id=2, number=WEBMASTER_ID, valid_until=date(2038, 3, 7)),
    mobile="13800000003",
    office_phone="021-50000002",
    email="webmaster@shili-keji.cn",
    emergency_phone="13800000004",
)

ENTITY = Entity(
    kind="joint_venture",
    name=COMPANY,
    nature_id=4,
    certificate=Certificate(type_id=1, number=COMPANY_NUMBER, valid_until=None),
    certificate_address="上海市浦东新区示例路100号3楼",
    registered_province="310000",
    address=Address(
        province="310000", city="310100", district="310115", detail="示例路100号3楼302室"
    ),
    investor="示例控股（德国）有限公司",
    registered_capital_cny=120_000_000,
    leader=OWNER,
    documents=tuple(
        document(kind)
        for kind in (
            "business_licence",
            "owner_passport",
            "owner_residence_permit",
            "application_form",
        )
    ),
)

SERVICE = Service(
    id=1,
    kind=ServiceKind.WEBSITE,
    name="示例合资科技官网",
    domains=(Domain(id=1, name="shili-keji.cn", holder=COMPANY),),
    home_url="https://www.shili-keji.cn",
    content_ids=(8,),
    language_ids=(1, 12),
    commercial=False,
    industries=(),
    preapprovals=(),
    leader=WEBMASTER,
    photo_on_backdrop=True,
    access=(Access(id=1, method_ids=(5,), server_place_ids=(26,), ip_addresses=("203.0.113.10",)),),
    remark="公司产品介绍与联系方式",
    documents=tuple(
        document(kind) for kind in ("domain_certificate", "webmaster_photo", "verification_form")
    ),
)

DECLARATION = Declaration(province="310000", entity=ENTITY, services=(SERVICE,))


def declaration(**changes: object) -> Declaration:
    """Return the example with the values at some field paths replaced.

    `declaration(**{"entity.name": "…", "services[1].documents[webmaster_photo]": None})`: a path
    as in `openbeian.declaration.paths`; a keyed row takes a whole row, or None to leave it out;
    documents and preapprovals also take their files or number and are added where missing.
    """
    result = DECLARATION
    for path, value in changes.items():
        result = _put(result, steps(path), value)
    return result


def _put(node: Any, path: tuple[tuple[str, str | None], ...], value: object) -> Any:
    (name, key), rest = path[0], path[1:]
    current = getattr(node, name)
    if key is not None:
        return replace(node, **{name: _put_row(name, current, key, rest, value)})
    return replace(node, **{name: _put(current, rest, value) if rest else value})


def _put_row(
    name: str,
    rows: tuple[Any, ...],
    key: str,
    rest: tuple[tuple[str, str | None], ...],
    value: object,
) -> tuple[Any, ...]:
    kept = [row for row in rows if _key(row) != key]
    if len(kept) == len(rows) and rest and name != "preapprovals":
        raise KeyError(f"{name}[{key}] is not in the example")
    if value is None and not rest:
        return tuple(kept)
    old = next((row for row in rows if _key(row) == key), None)
    new = _put(old or Preapproval(category=key, number=""), rest, value) if rest else value
    new = _row(name, key, new)
    return tuple(new if _key(row) == key else row for row in rows) if old else (*rows, new)


def _row(name: str, key: str, value: Any) -> Any:
    if is_dataclass(value):
        return value
    if name == "documents":
        return DocumentReference(kind=key, files=tuple(value))
    return Preapproval(category=key, number=str(value))


def _key(row: Any) -> str:
    for attribute in ("id", "kind", "category"):
        if hasattr(row, attribute):
            return str(getattr(row, attribute))
    raise AttributeError("a keyed row has an id, a kind or a category")
