"""Reads `provinces.yaml`: the administrations, the keys they differ in, and their rules."""

from dataclasses import dataclass

from openbeian.datafiles import Row
from openbeian.rulebook.files.parts import by_id, each, words_of
from openbeian.rulebook.values import Province, ProvinceKey, ProvinceRule
from openbeian.text import Text

TYPES = {"boolean": bool, "integer": int, "list": list, "map": dict, "enum": str}
_CLASSES = ("organisation", "individual", "any")


@dataclass(frozen=True, slots=True)
class Provinces:
    """Everything the file holds; provinces are by code of six digits."""

    keys: dict[str, ProvinceKey]
    national: tuple[ProvinceRule, ...]
    provinces: dict[str, Province]
    not_fileable: dict[str, Text]


def read_provinces(file: Row) -> Provinces:
    """Return the file's content."""
    return Provinces(
        not_fileable=by_id(file, "not_fileable", _not_fileable, "code"),
        keys=by_id(file, "keys", _key),
        national=tuple(by_id(file, "national", _rule).values()),
        provinces=by_id(file, "provinces", _province, "code"),
    )


def _not_fileable(row: Row) -> Text:
    row.text("code")
    return row.own_words()


def _key(row: Row) -> ProvinceKey:
    row.text("values")
    return ProvinceKey(
        id=row.text("id"),
        type=row.text("type"),
        entity=row.choice("entity", _CLASSES),
        text=row.own_words(),
    )


def _province(row: Row) -> Province:
    row.maybe_text("licence_abbreviation_confidence")
    return Province(
        id=row.text("id"),
        code=row.text("code"),
        abbreviation_filing=row.text("abbreviation_filing"),
        abbreviation_licence=row.text("abbreviation_licence"),
        abbreviation_variants=row.list_of("abbreviation_variants", str),
        text=row.own_words(),
        short_zh=row.text("short_zh"),
        authority=row.words("authority"),
        region=row.words("region"),
        note=row.maybe_words("abbreviation_note"),
        evidence=row.evidence(),
        rules=tuple(_rule(rule) for rule in each(row, "rules")),
    )


def _rule(row: Row) -> ProvinceRule:
    return ProvinceRule(
        id=row.text("id"),
        key=row.text("key"),
        entity=row.choice("entity", _CLASSES),
        value=row.raw("value"),
        application_kinds=words_of(row, "application_kinds"),
        superseded=row.choice("status", ("current", "superseded")) == "superseded",
        effective_from=row.maybe_day("effective_from"),
        text=row.own_words(),
        evidence=row.evidence(),
    )
