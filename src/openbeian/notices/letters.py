"""Turns a message of the catalogue and its facts into a letter or an SMS."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from openbeian.errors import DomainError
from openbeian.notices import facts as facts_
from openbeian.notices.catalogue import SHAPES, Audience, Template, shape_of
from openbeian.notices.facts import Facts, Shape
from openbeian.text import Text

_FOLDER = Path(__file__).resolve().parent / "templates" / "notices"
_RULE = "-" * 40
_GAP = re.compile(r"\n{3,}")
_PLACE = re.compile(r"\{\{ (?P<name>[a-z_]+) \}\}")
_ADDRESSEES = {
    Audience.APPLICANT: Text("To the applicant", "备案申请人"),
    Audience.PROVIDER: Text("To the reviewers", "初审人员"),
    Audience.OPERATOR: Text("To the operators", "系统管理员"),
    Audience.ACCOUNT: Text("To the holder of this account", "尊敬的用户"),
}


class WordMissing(DomainError):
    """A template names something that the catalogue does not give it."""

    code = "notices.word_missing"
    message = Text(
        "A message template uses '{name}', which is not among its facts.",
        "通知模板使用了未声明的内容“{name}”。",
    )


@dataclass(frozen=True, slots=True)
class Sender:
    """What every letter says of the house: the provider's name, and where to sign in."""

    name: str
    link: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a list, of one language."""

    lines: tuple[str, ...]
    is_list: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A letter in one language."""

    language: str
    title: str
    body: str

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The body as paragraphs and lists, for HTML."""
        return tuple(_block(part) for part in self.body.split("\n\n"))


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail's words: the person's language first, the other one below a rule if asked for."""

    sections: tuple[Section, ...]

    @property
    def subject(self) -> str:
        """The subject, on one line."""
        return self.sections[0].title

    @property
    def text(self) -> str:
        """The letter as plain text."""
        first, *others = self.sections
        below = (f"{_RULE}\n\n{section.title}\n\n{section.body}" for section in others)
        return "\n\n".join([first.body, *below]) + "\n"

    @property
    def html(self) -> str:
        """The letter as a simple page; every word in it is escaped."""
        first = self.sections[0]
        context = {
            "language": first.language,
            "subject": first.title,
            "sections": self.sections,
        }
        return _ENGINE.get_template("page.html").render(Context(context))

    def to_json(self) -> list[list[str]]:
        """Return the letter as it is stored."""
        return [[section.language, section.title, section.body] for section in self.sections]

    @classmethod
    def from_json(cls, stored: list[list[str]]) -> "Letter":
        """Return a stored letter."""
        return cls(tuple(Section(*parts) for parts in stored))


@dataclass(frozen=True, slots=True)
class ShortMessage:
    """An SMS's words, and the values that a vendor's registered template wants, in their order."""

    text: str
    variables: tuple[tuple[str, str], ...]

    def to_json(self) -> dict[str, Any]:
        """Return the SMS as it is stored."""
        return {"text": self.text, "variables": [list(pair) for pair in self.variables]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "ShortMessage":
        """Return a stored SMS."""
        return cls(stored["text"], tuple((name, value) for name, value in stored["variables"]))


def letter(
    template: Template,
    *,
    audience: Audience,
    language: str,
    facts: Facts,
    sender: Sender,
    on: date,
) -> Letter:
    """Write a letter. The facts must have passed `template.check`. Raises WordMissing."""
    tag = tag_of(language)
    tags = [tag, _other(tag)] if template.bilingual else [tag]
    return Letter(
        tuple(
            _section(template, audience=audience, tag=tag, facts=facts, sender=sender, on=on)
            for tag in tags
        )
    )


def short_message(template: Template, *, language: str, facts: Facts) -> ShortMessage:
    """Write an SMS, without the signature. The facts must have passed `template.check`."""
    pattern = (_FOLDER / template.name / f"sms.{_suffix(language)}.txt").read_text(encoding="utf-8")
    shown = _shown(facts, language)
    names = [match["name"] for match in _PLACE.finditer(pattern)]
    for name in names:
        if name not in shown:
            raise WordMissing(name=name)
    values = {name: _one_line(str(shown[name])) for name in names}
    text = _PLACE.sub(lambda match: values[match["name"]], pattern).strip()
    return ShortMessage(text, tuple(values.items()))


def tag_of(language: str) -> str:
    """Return the tag of the words for a person's language.

    >>> tag_of("zh-hans"), tag_of("en-gb")
    ('zh-Hans', 'en')
    """
    return Text("en", "zh-Hans").within(language)


def _other(tag: str) -> str:
    return Text("zh-Hans", "en").within(tag)


def _suffix(language: str) -> str:
    return Text("en", "zh").within(language)


class _Missing(str):
    """Stands where a template names something unknown: it raises instead of leaving a blank."""

    __slots__ = ()

    def __mod__(self, name: object) -> str:
        raise WordMissing(name=name)


_ENGINE = Engine(dirs=[str(_FOLDER)], string_if_invalid=_Missing("%s"))


def _section(
    template: Template, *, audience: Audience, tag: str, facts: Facts, sender: Sender, on: date
) -> Section:
    shown = _shown(facts, tag)
    title = _one_line(_render(template.name, "subject", tag, shown))
    company = shown.get("company") if audience is Audience.APPLICANT else None
    framed = shown | {
        "body": _render(template.name, "body", tag, shown),
        "addressee": company or _ADDRESSEES[audience].within(tag),
        "provider": sender.name,
        "link": sender.link,
        "today": facts_.day(on, tag),
    }
    body = _plain(f"frame.{_suffix(tag)}.txt", framed)
    return Section(language=tag, title=title, body=_GAP.sub("\n\n", body).strip())


def _render(name: str, part: str, tag: str, shown: Mapping[str, Any]) -> str:
    return _plain(f"{name}/{part}.{_suffix(tag)}.txt", shown).strip()


def _plain(template: str, words: Mapping[str, Any]) -> str:
    """Fill a template in plain text, where nothing is escaped: that is the page's affair."""
    return _ENGINE.get_template(template).render(Context(dict(words), autoescape=False))


def _shown(facts: Facts, language: str) -> dict[str, Any]:
    """Return the facts as words; a date that may move says so, a list has its count beside it."""
    shown: dict[str, Any] = {}
    for name, value in facts.items():
        shown[name] = facts_.shown(shape_of(name), value, language)
        if SHAPES.get(name) is Shape.DAY and facts.get(f"{name}{facts_.PROVISIONAL}"):
            shown[name] = facts_.provisional(str(shown[name]), language)
        if SHAPES.get(name) is Shape.ITEMS:
            shown[f"{name}_count"] = len(shown[name])
    return shown


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _block(part: str) -> Block:
    lines = tuple(part.split("\n"))
    if all(line.startswith("- ") for line in lines):
        return Block(tuple(line.removeprefix("- ") for line in lines), is_list=True)
    return Block(lines, is_list=False)
