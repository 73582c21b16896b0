"""Strict reading of our YAML data files: every fault of every file is named before any is used."""

import itertools
import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

import yaml

from openbeian.errors import DomainError
from openbeian.text import Text

_AS_OF = re.compile(r"undated|\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_NAMED = re.compile(r"\{[a-z_.]+\}", re.ASCII)
STAND_IN = "?"
_CONFIDENCES = ("verified", "secondary", "old", "unverified")


class DataError(DomainError):
    """Data files do not hold what the program needs; `faults` names each file, row and fault."""

    code: ClassVar[str] = "data.faulty"
    message: ClassVar[Text] = Text(
        "{count} fault(s) in the data files: {list}", "数据文件存在{count}处错误：{list}"
    )

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__(count=len(faults), list="; ".join(faults))


class Faults:
    """Collects faults while files are read."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def add(self, where: str, what: str) -> None:
        """Note one fault; `where` is the file and the row, such as `rules.yaml: domain.holder`."""
        self._found.append(f"{where}: {what}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def stop(self, error: type[DataError]) -> None:
        """Raise the error with every fault found so far, if there is any."""
        if self._found:
            raise error(tuple(self._found))


class _Loader(yaml.CSafeLoader):
    """Refuses a key given twice, which YAML would silently overwrite."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, object]:
    row: dict[Hashable, object] = loader.construct_mapping(node, deep=True)
    if len(row) != len(node.value):
        names = [str(key.value) for key, _ in node.value]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise yaml.constructor.ConstructorError(
            problem=f"key given twice: {', '.join(twice)}", problem_mark=node.start_mark
        )
    return row


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact is from, the date of that source as text, and how far it was verified."""

    source: str
    as_of: str
    confidence: str


class Row:
    """One mapping of a file: each value is taken by name and kind; what was not taken is a fault.

    A wrong or missing value is noted and a harmless stand-in returned, so that reading goes on
    and one run names every fault.
    """

    def __init__(self, value: object, where: str, faults: Faults) -> None:
        self.where = where
        self._faults = faults
        self._left: dict[str, object] = {}
        if isinstance(value, dict):
            self._left = {str(key): item for key, item in value.items()}
        else:
            self.fault(f"is {_kind(value)}, not a mapping")

    def fault(self, what: str) -> None:
        """Note a fault of this row."""
        self._faults.add(self.where, what)

    def has(self, key: str) -> bool:
        """Return whether the key is there and not yet taken."""
        return key in self._left

    def peek(self, key: str) -> str:
        """Return a value as text without taking it."""
        return str(self._left.get(key))

    def raw(self, key: str) -> object:
        """Take a value of any kind; a missing key is a fault."""
        if key not in self._left:
            self.fault(f"{key} is missing")
        return self._left.pop(key, None)

    def take[T](self, key: str, kind: type[T], *, otherwise: T) -> T:
        """Take a value of exactly this kind; `otherwise` stands in for a wrong one."""
        if key not in self._left:
            self.fault(f"{key} is missing")
            return otherwise
        value = self._left.pop(key)
        if type(value) is not kind:
            self.fault(f"{key} is {_kind(value)}, not {kind.__name__}")
            return otherwise
        return value

    def text(self, key: str) -> str:
        """Take text that is not empty."""
        value = self.take(key, str, otherwise=STAND_IN)
        if not value.strip():
            self.fault(f"{key} is empty")
        return value

    def maybe_text(self, key: str) -> str | None:
        """Take text, or None where the key is absent or null."""
        return self.text(key) if self._given(key) else None

    def whole(self, key: str) -> int:
        """Take a whole number."""
        return self.take(key, int, otherwise=0)

    def maybe_whole(self, key: str) -> int | None:
        """Take a whole number, or None where the key is absent or null."""
        return self.whole(key) if self._given(key) else None

    def truth(self, key: str) -> bool:
        """Take true or false."""
        return self.take(key, bool, otherwise=False)

    def day(self, key: str) -> date:
        """Take a day, written as 2026-01-30."""
        return self.take(key, date, otherwise=date.min)

    def maybe_day(self, key: str) -> date | None:
        """Take a day, or None where the key is absent or null."""
        return self.day(key) if self._given(key) else None

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        """Take one of the allowed words."""
        value = self.text(key)
        if value not in allowed:
            self.fault(f"{key} is {value!r}, not one of {', '.join(allowed)}")
            return allowed[0]
        return value

    def choices(self, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """Take a list of allowed words, at least one."""
        values = self.list_of(key, str)
        wrong = [value for value in values if value not in allowed]
        if wrong or not values:
            self.fault(f"{key} is {list(values)}, not some of {', '.join(allowed)}")
        return tuple(value for value in values if value in allowed)

    def list_of[T](self, key: str, kind: type[T]) -> tuple[T, ...]:
        """Take a list whose items are all of one kind."""
        items = self.take(key, list, otherwise=[])
        for item in items:
            if type(item) is not kind:
                self.fault(f"{key} holds {_kind(item)}, not {kind.__name__}")
        return tuple(item for item in items if type(item) is kind)

    def rows(self, key: str, name: str = "id") -> Iterator["Row"]:
        """Take a list of mappings; each is named in faults by its value of `name`."""
        for number, item in enumerate(self.take(key, list, otherwise=[]), start=1):
            label = item.get(name, f"#{number}") if isinstance(item, dict) else f"#{number}"
            yield Row(item, f"{self.where}: {label}", self._faults)

    def row(self, key: str) -> "Row":
        """Take one mapping; of a missing one nothing more is noted than that it is missing."""
        if key not in self._left:
            self.fault(f"{key} is missing")
            return Row({}, self.where, Faults())
        return Row(self.raw(key), f"{self.where}.{key}", self._faults)

    def items(self) -> Iterator[tuple[str, object]]:
        """Take everything that is left, whatever its name."""
        left, self._left = self._left, {}
        yield from left.items()

    def words(self, key: str) -> Text:
        """Take a mapping with `en` and `zh`."""
        row = self.row(key)
        words = row.own_words()
        row.close()
        return words

    def maybe_words(self, key: str) -> Text | None:
        """Take a mapping with `en` and `zh`, or None where the key is absent or null."""
        return self.words(key) if self._given(key) else None

    def own_words(self) -> Text:
        """Take this row's own `en` and `zh`."""
        words = {}
        for language in ("en", "zh"):
            words[language] = self.text(language).strip() or STAND_IN
        return Text(words["en"], words["zh"])

    def evidence(self, *, may_name: bool = False) -> Evidence:
        """Take `source`, `as_of` and `confidence`.

        With `may_name` the date may be a name in braces, which whoever uses the row fills in.
        """
        source, as_of = self.text("source"), self.text("as_of")
        named = may_name and _NAMED.fullmatch(as_of)
        if not (named or _AS_OF.fullmatch(as_of)):
            self.fault(f"as_of is {as_of!r}, not a year, month, day or 'undated'")
        return Evidence(source, as_of, self.choice("confidence", _CONFIDENCES))

    def close(self) -> None:
        """Note every key that nobody took."""
        for key in self._left:
            self.fault(f"unknown key {key}")

    def _given(self, key: str) -> bool:
        if self._left.get(key) is None:
            self._left.pop(key, None)
            return False
        return True


def read(path: Path, faults: Faults) -> Row:
    """Read one YAML file (UTF-8) whose top is a mapping; what cannot be read is a fault."""
    try:
        value: object = yaml.load(path.read_bytes(), Loader=_Loader)  # noqa: S506 - a safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        faults.add(path.name, " ".join(str(fault).split()))
        value = {}
    return Row(value, path.name, faults)


def check_overlap(
    periods: Sequence[tuple[date | None, date | None]],
) -> str | None:
    """Return what is wrong with periods [from, to) that must not overlap; None is open-ended."""
    spans = sorted((a or date.min, b or date.max) for a, b in periods)
    for start, end in spans:
        if end <= start:
            return f"the period from {start} to {end} is empty"
    for (_, end), (start, _) in itertools.pairwise(spans):
        if start < end:
            return f"two versions hold on {start}"
    return None


def _kind(value: object) -> str:
    return "nothing" if value is None else type(value).__name__
