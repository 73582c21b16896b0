"""Reads the result codes from their data file, refusing whatever it does not know."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from openbeian import datafiles
from openbeian.datafiles import DataError, Evidence, Faults, Row
from openbeian.declaration.fields import by_pattern
from openbeian.declaration.paths import PathUnreadable, pattern_of
from openbeian.text import Text
from openbeian.wire.results_values import Actor, Family, Meaning, Result


class ResultsFaulty(DataError):
    """The file of result codes does not hold what is needed."""

    code: ClassVar[str] = "wire.results_faulty"
    message: ClassVar[Text] = Text(
        "The result codes have {count} fault(s): {list}", "返回代码文件存在{count}处错误：{list}"
    )


def load(path: Path) -> Mapping[int, Result]:
    """Read a file of result codes by code; raises ResultsFaulty with every fault."""
    faults = Faults()
    file = datafiles.read(path, faults)
    results: dict[int, Result] = {}
    for family in file.rows("families"):
        for row, result in _results(family):
            if result.code in results:
                row.fault("the code is given twice")
            results[result.code] = result
    file.close()
    faults.stop(ResultsFaulty)
    return MappingProxyType(results)


def _results(family: Row) -> Iterator[tuple[Row, Result]]:
    name = Family(family.choice("id", tuple(Family)))
    family.own_words()
    lowest, highest = family.whole("lowest"), family.whole("highest")
    evidence = family.evidence()
    for row in family.rows("results", "code"):
        result = _result(row, name, evidence)
        if not lowest <= result.code <= highest:
            row.fault(f"the code is not one of {lowest} to {highest}")
        yield row, result
    family.close()


def _result(row: Row, family: Family, evidence: Evidence) -> Result:
    result = Result(
        code=row.whole("code"),
        family=family,
        text=row.own_words(),
        meaning=Meaning(row.choice("meaning", tuple(Meaning))),
        acts=Actor(row.choice("acts", tuple(Actor))),
        same_file=row.truth("same_file") if row.has("same_file") else False,
        remedy=row.words("remedy"),
        fields=row.list_of("fields", str) if row.has("fields") else (),
        evidence=evidence,
    )
    row.close()
    _check_sense(row, result)
    return result


def _check_sense(row: Row, result: Result) -> None:
    """Hold meaning, actor and fields to each other: a refusal says where it is mended."""
    for path in result.fields:
        if not _is_field(path):
            row.fault(f"there is no field {path}")
    refused = result.meaning is Meaning.REFUSED
    if refused and not result.fields and result.acts is not Actor.APPLICANT:
        row.fault("a refusal names a field, or the applicant acts")
    if result.fields and not refused:
        row.fault("only a refusal names fields")
    if result.meaning is Meaning.DONE and result.same_file:
        row.fault("what is done is not sent again")


def _is_field(path: str) -> bool:
    try:
        return pattern_of(path) in by_pattern()
    except PathUnreadable:
        return False
