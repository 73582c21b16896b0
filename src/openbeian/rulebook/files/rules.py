"""Reads `rules.yaml`, and an operator's files that add rules, or versions of rules, by date."""

from dataclasses import dataclass, field, replace

from openbeian.datafiles import Row
from openbeian.rulebook import conditions
from openbeian.rulebook.conditions import Fact
from openbeian.rulebook.files.parts import check_versions, each, period, vocabulary
from openbeian.rulebook.rules import Rule, RuleVersion, Scope, Stage
from openbeian.rulebook.values import Procedure
from openbeian.text import Text


@dataclass(slots=True)
class Rules:
    """The topics and the rules by id, with the row that each rule was read from."""

    topics: dict[str, Text] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)


def read_rules(file: Row) -> Rules:
    """Return the file's content."""
    found = Rules(topics=vocabulary(file, "topics"))
    for row in each(file, "rules"):
        _add(found, row)
    return found


def read_override(file: Row, found: Rules) -> None:
    """Add an operator's rules; a row with the id of a rule of ours holds only new versions.

    A new version begins on its `from` and ends the edition's open version on that day.
    """
    for row in each(file, "rules"):
        old = found.rules.get(row.peek("id"))
        if old is None or row.has("scope"):
            _add(found, row)
            continue
        row.text("id")
        versions = old.versions
        for version in _versions(row):
            if version.since is None:
                row.fault("a version that is added needs a day from which it holds")
            versions = (*(_ended(each_old, version) for each_old in versions), version)
        check_versions(row, versions)
        found.rules[old.id] = replace(old, versions=versions)


def _ended(old: RuleVersion, new: RuleVersion) -> RuleVersion:
    follows = new.since is not None and (old.since is None or old.since < new.since)
    if old.edition is new.edition and old.until is None and follows:
        return replace(old, until=new.since)
    return old


def _add(found: Rules, row: Row) -> None:
    rule = Rule(
        id=row.text("id"),
        concerns=row.text("concerns"),
        scope=Scope(row.choice("scope", tuple(Scope))),
        stages=tuple(Stage(stage) for stage in row.choices("stages", tuple(Stage))),
        procedure=Procedure(row.choice("procedure", tuple(Procedure))),
        field=row.take("field", str, otherwise=""),
        when=conditions.read(row, "when"),
        demand=row.words("demand"),
        message=row.words("message"),
        remedy=row.words("remedy"),
        difference=row.maybe_text("difference"),
        versions=_versions(row),
    )
    check_versions(row, rule.versions)
    if rule.id in found.rules:
        row.fault("the id is given twice")
    found.rules[rule.id] = rule
    found.rows[rule.id] = row


def _versions(row: Row) -> tuple[RuleVersion, ...]:
    versions = []
    for source in row.rows("versions", "edition"):
        edition, since, until = period(source)
        parameters = _parameters(source.row("params")) if source.has("params") else {}
        version = RuleVersion(
            edition=edition,
            since=since,
            until=until,
            blocking=source.truth("blocking"),
            parameters=parameters,
            evidence=source.evidence(may_name=True),
        )
        source.close()
        versions.append(version)
    return tuple(versions)


def _parameters(row: Row) -> dict[str, Fact]:
    parameters: dict[str, Fact] = {}
    for name, value in row.items():
        match value:
            case {"en": str(en), "zh": str(zh)} if en and zh:
                parameters[name] = Text(en, zh)
            case str() | int():
                parameters[name] = value
            case list():
                parameters[name] = tuple(value)
            case _:
                row.fault(f"{name} cannot be a parameter: {value!r}")
    return parameters
