"""Conditions over named facts: read from data, decided in three values, explained by facts.

A condition is true, false or undecided (None): a fact that is not known, as for a person who has
only answered the first questions, leaves it open unless the rest decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from openbeian.datafiles import Row
from openbeian.text import Text

type Fact = str | int | bool | Text | tuple[str | int, ...] | None
type Facts = Mapping[str, Fact]
type Truth = bool | None

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "equals": lambda fact, other: fact == other,
    "in": lambda fact, other: fact in other,
    "contains": lambda fact, other: other in (fact or ()),
    "less_than": lambda fact, other: fact is not None and fact < other,
    "more_than": lambda fact, other: fact is not None and fact > other,
    "absent": lambda fact, other: (fact in (None, "", ())) == other,
}


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the condition itself."""

    value: Fact


@dataclass(frozen=True, slots=True)
class Named:
    """A parameter of the rule's version, or another fact, by name."""

    name: str
    parameter: bool


@dataclass(frozen=True, slots=True)
class All:
    """Holds where every part holds; without parts, always."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds where one part holds; without parts, never."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds where its part does not."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Test:
    """Compares one fact; `absent` holds where the fact is known to be empty."""

    __test__ = False

    fact: str
    operator: str
    operand: Literal | Named


type Condition = All | AnyOf | Not | Test

ALWAYS = All(())
NEVER = AnyOf(())


def decide(condition: Condition, facts: Facts, parameters: Facts) -> Truth:
    """Decide a condition; None where the facts known do not settle it."""
    match condition:
        case All(parts):
            return _settle([decide(part, facts, parameters) for part in parts], stops_at=False)
        case AnyOf(parts):
            return _settle([decide(part, facts, parameters) for part in parts], stops_at=True)
        case Not(part):
            truth = decide(part, facts, parameters)
            return None if truth is None else not truth
        case _:
            return _compare(condition, facts, parameters)


def _settle(truths: list[Truth], *, stops_at: bool) -> Truth:
    if stops_at in truths:
        return stops_at
    return None if None in truths else not stops_at


def _compare(test: Test, facts: Facts, parameters: Facts) -> Truth:
    match test.operand:
        case Literal(value):
            other = value
        case Named(name, parameter=True):
            other = parameters[name]
        case Named(name) if name in facts:
            other = facts[name]
        case _:
            return None
    if test.fact not in facts:
        return None
    return _OPERATORS[test.operator](facts[test.fact], other)


def facts_used(condition: Condition) -> tuple[str, ...]:
    """Return the names of the facts that a condition looks at, in order, each once."""
    match condition:
        case All(parts) | AnyOf(parts):
            names = [name for part in parts for name in facts_used(part)]
        case Not(part):
            names = list(facts_used(part))
        case Test(fact, _, Named(name, parameter=False)):
            names = [fact, name]
        case _:
            names = [condition.fact]
    return tuple(dict.fromkeys(names))


def parameters_used(condition: Condition) -> tuple[str, ...]:
    """Return the names of the parameters that a condition compares with."""
    match condition:
        case All(parts) | AnyOf(parts):
            return tuple(name for part in parts for name in parameters_used(part))
        case Not(part):
            return parameters_used(part)
        case Test(_, _, Named(name, parameter=True)):
            return (name,)
        case _:
            return ()


def read(row: Row, key: str) -> Condition:
    """Take a condition from a row; a fault stands for NEVER.

    Written as `always`, `never`, `{all: [...]}`, `{any: [...]}`, `{not: ...}` or
    `{fact: name, equals: value}`, where value may be `{param: name}` or `{fact: name}`.
    """
    return _read(row.raw(key), row)


def _read(value: object, row: Row) -> Condition:
    condition: Condition | None = None
    match value:
        case "always":
            condition = ALWAYS
        case "never":
            condition = NEVER
        case {"all": list(parts), **rest} if not rest:
            condition = All(tuple(_read(part, row) for part in parts))
        case {"any": list(parts), **rest} if not rest:
            condition = AnyOf(tuple(_read(part, row) for part in parts))
        case {"not": part, **rest} if not rest:
            condition = Not(_read(part, row))
        case {"fact": str(fact), **rest} if len(rest) == 1:
            operator, operand = next(iter(rest.items()))
            condition = _read_test(fact, str(operator), operand)
    if condition is None:
        row.fault(f"cannot be read as a condition: {value!r}")
        return NEVER
    return condition


def _read_test(fact: str, operator: str, value: object) -> Test | None:
    operand: Literal | Named | None = None
    match value:
        case {"param": str(name), **rest} if not rest:
            operand = Named(name, parameter=True)
        case {"fact": str(name), **rest} if not rest:
            operand = Named(name, parameter=False)
        case list():
            operand = Literal(tuple(value))
        case str() | int() if operator != "in":
            operand = Literal(value)
    if operand is None or operator not in _OPERATORS:
        return None
    return Test(fact, operator, operand)
