"""The answers that a field offers, by the source that its row of the catalogue names."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from openbeian import codes, rulebook
from openbeian.codes import Row
from openbeian.declaration.draft import Draft, words
from openbeian.declaration.field import Field
from openbeian.numbers import division
from openbeian.rulebook import EntityKind
from openbeian.text import Text
from openbeian.ui.declared import TABLES

type Choice = tuple[str, Text]
type Group = tuple[Text | None, tuple[Choice, ...]]

_CHINA_FIRST = ("CN", "HK", "MO", "TW")
_ENTERPRISE = 4
_KINDS: tuple[tuple[Text, Callable[[EntityKind], bool]], ...] = (
    (
        Text("With foreign capital, or a foreign parent", "外商投资企业及外国企业"),
        lambda kind: kind.foreign and (_ENTERPRISE in kind.nature_ids or not kind.nature_ids),
    ),
    (Text("Chinese businesses", "内资企业"), lambda kind: _ENTERPRISE in kind.nature_ids),
    (Text("Individuals", "个人"), lambda kind: kind.individual),
    (Text("Public bodies and other organisations", "机关、事业单位及其他组织"), lambda _kind: True),
)
# groups that most applicants belong to: the rest need not stand in their way
USUAL = 2


def offered(field: Field, path: str, draft: Draft, on: date) -> tuple[Group, ...]:
    """Return the choices of a field in groups; some depend on what the draft says elsewhere."""
    return _SOURCES[field.asks](path, draft, on)


def kinds_of_entity() -> tuple[Group, ...]:
    """Return the kinds of entity in groups, those of foreign applicants first."""
    left = list(rulebook.default().kinds.values())
    groups = []
    for title, belongs in _KINDS:
        chosen = [kind for kind in left if belongs(kind)]
        left = [kind for kind in left if not belongs(kind)]
        groups.append((title, tuple((kind.id, kind.text) for kind in chosen)))
    return tuple(groups)


def provinces() -> tuple[Choice, ...]:
    """Return the provinces in which a filing can be made."""
    return tuple((code, place.text) for code, place in rulebook.default().provinces.items())


def industries() -> tuple[Choice, ...]:
    """Return the industries that need or may need an approval first."""
    return tuple((name, row.text) for name, row in rulebook.default().preapprovals.items())


def _one(choices: Iterable[Choice]) -> tuple[Group, ...]:
    return ((None, tuple(choices)),)


def _rows(rows: Iterable[Row]) -> tuple[Group, ...]:
    return _one((str(row.id), row.text) for row in rows)


def _kind(draft: Draft) -> EntityKind | None:
    return rulebook.default().kinds.get(words(draft, "entity.kind"))


def _natures(_path: str, draft: Draft, on: date) -> tuple[Group, ...]:
    """Return the natures that fit the kind of entity; all of them while it is not known."""
    kind, rows = _kind(draft), codes.table("entity_natures").rows(on)
    return _rows(row for row in rows if kind is None or row.id in kind.nature_ids)


def _entity_certificates(_path: str, draft: Draft, on: date) -> tuple[Group, ...]:
    kind, rows = _kind(draft), codes.table("certificate_types").rows(on)
    if kind is None:
        return _rows(row for row in rows if row.columns["holder"] == "unit")
    return _rows(row for row in rows if row.id in kind.certificate_type_ids)


def _person_certificates(_path: str, _draft: Draft, on: date) -> tuple[Group, ...]:
    rows = codes.table("certificate_types").rows(on)
    return _rows(row for row in rows if row.columns["holder"] == "person")


def _countries(_path: str, _draft: Draft, on: date) -> tuple[Group, ...]:
    rows = {str(row.id): row for row in codes.table("countries").rows(on)}
    first = [rows.pop(code) for code in _CHINA_FIRST]
    rest = sorted(rows.values(), key=lambda row: row.en)
    return _rows([*first, *rest])


def _divisions(path: str, draft: Draft, _on: date) -> tuple[Group, ...]:
    """Return the places below the one chosen a level above; nothing while that one is open."""
    prefix, _, level = path.rpartition(".")
    if level == "province":
        known = rulebook.default().provinces
        return _one((code, place.text) for code, place in known.items())
    above = words(draft, f"{prefix}.{'province' if level == 'city' else 'city'}")
    places = division.children(above) if division.is_valid(above) else ()
    return _one((place.code, Text(place.name, place.name)) for place in places)


def _table(name: str) -> Callable[[str, Draft, date], tuple[Group, ...]]:
    return lambda _path, _draft, on: _rows(codes.table(name).rows(on))


_SOURCES: Mapping[str, Callable[[str, Draft, date], tuple[Group, ...]]] = {
    **{source: _table(name) for source, name in TABLES.items()},
    "division": _divisions,
    "entity_certificate": _entity_certificates,
    "entity_kind": lambda _path, _draft, _on: kinds_of_entity(),
    "industry": lambda _path, _draft, _on: _one(industries()),
    "nationality": _countries,
    "nature": _natures,
    "person_certificate": _person_certificates,
    "province": lambda _path, _draft, _on: _one(provinces()),
}
