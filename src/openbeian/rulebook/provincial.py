"""What one province asks, as facts: its own rules before the nation's."""

from datetime import date

from openbeian.rulebook.conditions import Fact
from openbeian.rulebook.files.provinces import Provinces
from openbeian.rulebook.values import ProvinceRule

_FIRST_FILING = "first"


def province_facts(
    provinces: Provinces, code: str, *, individual: bool, on: date
) -> dict[str, Fact]:
    """Return a fact `province.<key>` for every key; None where no rule is known.

    Lists that stand side by side are put together. Keys whose values are mappings are left out:
    no rule can compare them.
    """
    entity = "individual" if individual else "organisation"
    province = provinces.provinces.get(code)
    own = () if province is None else province.rules
    facts: dict[str, Fact] = {
        f"province.{key.id}": None for key in provinces.keys.values() if key.type != "map"
    }
    for rules in (provinces.national, own):
        found: dict[str, Fact] = {}
        for rule in rules:
            if _holds(rule, entity, on):
                _put(found, rule)
        facts |= {name: value for name, value in found.items() if name in facts}
    return facts


def _holds(rule: ProvinceRule, entity: str, on: date) -> bool:
    first = not rule.application_kinds or _FIRST_FILING in rule.application_kinds
    begun = rule.effective_from is None or rule.effective_from <= on
    return first and begun and not rule.superseded and rule.entity in (entity, "any")


def _put(found: dict[str, Fact], rule: ProvinceRule) -> None:
    name = f"province.{rule.key}"
    match rule.value:
        case list() as items:
            before = found.get(name)
            found[name] = (*(before if isinstance(before, tuple) else ()), *items)
        case bool() | int() | str() as value:
            found[name] = value
