"""The kinds of events: each is registered once, with its sentence and the facts it may hold.

A room registers its kinds where it defines them:

    ASKED = register(Kind("filing:correction:asked", Text("… {round}", "…{round}")))

Facts named in the sentence may be recorded; `facts` names further ones; `committed` names those
that are personal, of which only a keyed commitment is kept. Nothing else is ever stored.
"""

import re
from dataclasses import dataclass
from string import Formatter

from openbeian.errors import DomainError
from openbeian.text import Text
from openbeian.vault import names_personal_data

_NAME = re.compile(r"[a-z][a-z_]*(:[a-z][a-z_]*){2}", re.ASCII)
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
# filled by the renderer, from the event itself
BUILT_IN = frozenset({"actor", "subject"})


class KindUnfit(DomainError):
    """A kind of event is declared wrongly."""

    code = "audit.kind_unfit"
    message = Text(
        "The kind of event {name} is not declared properly ({key}).",
        "审计事件类型 {name} 的定义不符合规定（{key}）。",
    )


class PersonalFact(DomainError):
    """A fact that names personal data is declared, or nested, in clear."""

    code = "audit.personal_fact"
    message = Text(
        "The event {name} may keep {key} only as a commitment.",
        "审计事件 {name} 中的 {key} 属于个人信息，只能以承诺值保存。",
    )


class KindTaken(DomainError):
    """Two kinds share a name."""

    code = "audit.kind_taken"
    message = Text(
        "The kind of event {name} is registered already.", "审计事件类型 {name} 已经登记。"
    )


class KindUnknown(DomainError):
    """An event of a kind that nobody registered."""

    code = "audit.kind_unknown"
    message = Text("The kind of event {name} is not registered.", "审计事件类型 {name} 未登记。")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event, named `source:subject:action`. Raises KindUnfit, PersonalFact."""

    name: str
    sentence: Text
    facts: frozenset[str] = frozenset()
    committed: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise KindUnfit(name=self.name, key="name")
        if placeholders(self.sentence.en) != placeholders(self.sentence.zh):
            raise KindUnfit(name=self.name, key="sentence")
        for key in self.clear | self.committed:
            if not _KEY.fullmatch(key) or (key in self.clear and key in self.committed):
                raise KindUnfit(name=self.name, key=key)
        for key in self.clear:
            if names_personal_data(key):
                raise PersonalFact(name=self.name, key=key)

    @property
    def clear(self) -> frozenset[str]:
        """The keys of facts that are kept as they are."""
        return (placeholders(self.sentence.en) - BUILT_IN) | self.facts

    @property
    def title(self) -> Text:
        """What events of this kind say, whoever did it to whatever.

        >>> Kind("a:b:c", Text("{actor} took {x} ({y})", "{actor}领取{x}（{y}）")).title
        Text(en='Took …', zh='领取…')
        """
        return Text(*(_without_facts(self.sentence, language) for language in ("en", "zh")))


_registered: dict[str, Kind] = {}
# what stands in brackets is a detail of one event, not of its kind
_DETAIL = re.compile(r"\s*[(（][^()（）]*\{[^()（）]*[)）]")
_SOMEBODY = Text("somebody", "某人")


def register(kind: Kind) -> Kind:
    """Make a kind known and return it. Raises KindTaken."""
    if kind.name in _registered:
        raise KindTaken(name=kind.name)
    _registered[kind.name] = kind
    return kind


def require(kind: Kind) -> None:
    """Raise KindUnknown unless exactly this kind is registered."""
    if _registered.get(kind.name) != kind:
        raise KindUnknown(name=kind.name)


def named(name: str) -> Kind | None:
    """Return a registered kind; None for one that a later release no longer has."""
    return _registered.get(name)


def every() -> tuple[Kind, ...]:
    """Return all registered kinds by name."""
    return tuple(_registered[name] for name in sorted(_registered))


def _without_facts(sentence: Text, language: str) -> str:
    words = _DETAIL.sub("", sentence.within(language)).removeprefix("{actor}").strip(" :：.。")
    words = words.replace("{actor}", _SOMEBODY.within(language))
    for name in placeholders(words):
        words = words.replace(f"{{{name}}}", "…")
    return words[:1].upper() + words[1:]


def placeholders(sentence: str) -> frozenset[str]:
    """Return the names in braces of a sentence.

    >>> sorted(placeholders("{actor} asked for {n} corrections"))
    ['actor', 'n']
    """
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)
