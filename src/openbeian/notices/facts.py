"""The facts of a message: plain JSON as it comes, words and dates as a person reads them."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from openbeian.text import Text

type Json = str | int | bool | Sequence["Json"] | Mapping[str, "Json"] | None
type Facts = Mapping[str, Json]
type Shown = str | int | bool | Sequence[Mapping[str, str]]

PROVISIONAL = "_provisional"
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_MARK = Text(" (provisional)", "（暂定）")
_ITEM = frozenset({"field", "what", "remedy"})
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class Shape(StrEnum):
    """What a fact is, and so how it is written in JSON.

    WORDS: text, or {"en", "zh"}, or a list of texts. DAY: "2026-12-22". MOMENT: an ISO time with
    its offset. COUNT: a whole number from 0. ITEMS: a list of {"field", "what", "remedy"}, each
    WORDS. FLAG: true or false.
    """

    WORDS = "words"
    DAY = "day"
    MOMENT = "moment"
    COUNT = "count"
    ITEMS = "items"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Presenter:
    """How a shape is recognised in JSON, and what a template sees of it in a language."""

    fits: Callable[[Json], bool]
    show: Callable[[Json, str], Shown]


def fits(shape: Shape, value: Json) -> bool:
    """Return whether a value has the shape.

    >>> fits(Shape.DAY, "2026-12-22"), fits(Shape.DAY, "22.12.2026"), fits(Shape.COUNT, True)
    (True, False, False)
    """
    return _PRESENTERS[shape].fits(value)


def shown(shape: Shape, value: Json, language: str) -> Shown:
    """Return a fitting value as a template shows it.

    >>> shown(Shape.DAY, "2026-12-02", "en"), shown(Shape.DAY, "2026-12-02", "zh-hans")
    ('2 December 2026', '2026年12月2日')
    """
    return _PRESENTERS[shape].show(value, language)


def day(on: date, language: str) -> str:
    """Return a date in words.

    >>> day(date(2026, 11, 24), "en"), day(date(2026, 11, 24), "zh-hans")
    ('24 November 2026', '2026年11月24日')
    """
    words = Text(
        f"{on.day} {_MONTHS[on.month - 1]} {on.year}", f"{on.year}年{on.month}月{on.day}日"
    )
    return words.within(language)


def provisional(words: str, language: str) -> str:
    """Return a date in words with the mark that it may still move.

    >>> provisional("4 January 2028", "en"), provisional("2028年1月4日", "zh-hans")
    ('4 January 2028 (provisional)', '2028年1月4日（暂定）')
    """
    return words + _MARK.within(language)


def clean(words: str) -> str:
    r"""Return text without control and format characters: it cannot pose as other text.

    Line feeds stay, for letters have paragraphs; whoever needs one line joins them.

    >>> clean("a\r\nb\x00\u202ec\td")
    'a\nbc d'
    """
    lines = words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        mark for mark in lines if mark == "\n" or unicodedata.category(mark) not in _UNSEEN
    )


def _is_words(value: Json) -> bool:
    match value:
        case str():
            return bool(clean(value).strip())
        case Mapping():
            return set(value) == {"en", "zh"} and all(
                isinstance(part, str) and bool(clean(part).strip()) for part in value.values()
            )
        case Sequence():
            return bool(value) and all(isinstance(part, str) and _is_words(part) for part in value)
        case _:
            return False


def _show_words(value: Json, language: str) -> str:
    match value:
        case Mapping():
            return clean(Text(str(value["en"]), str(value["zh"])).within(language)).strip()
        case list() | tuple():
            return Text(", ", "、").within(language).join(clean(str(part)) for part in value)
        case _:
            return clean(str(value)).strip()


def _is_day(value: Json) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _show_day(value: Json, language: str) -> str:
    return day(date.fromisoformat(str(value)), language)


def _is_moment(value: Json) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _show_moment(value: Json, language: str) -> str:
    local = datetime.fromisoformat(str(value)).astimezone(_SHANGHAI)
    words = Text(
        f"{local:%H:%M} on {day(local.date(), 'en')} (Beijing time)",
        f"{day(local.date(), 'zh')}{local:%H:%M}（北京时间）",
    )
    return words.within(language)


def _is_count(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _show_count(value: Json, _language: str) -> int:
    return int(str(value))


def _is_items(value: Json) -> bool:
    return (
        isinstance(value, list | tuple)
        and bool(value)
        and all(
            isinstance(item, Mapping) and set(item) == _ITEM and all(map(_is_words, item.values()))
            for item in value
        )
    )


def _show_items(value: Json, language: str) -> Sequence[Mapping[str, str]]:
    items = value if isinstance(value, list | tuple) else ()
    return [
        {key: _show_words(part, language) for key, part in item.items()}
        for item in items
        if isinstance(item, Mapping)
    ]


def _is_flag(value: Json) -> bool:
    return isinstance(value, bool)


def _show_flag(value: Json, _language: str) -> bool:
    return bool(value)


_PRESENTERS = {
    Shape.WORDS: Presenter(_is_words, _show_words),
    Shape.DAY: Presenter(_is_day, _show_day),
    Shape.MOMENT: Presenter(_is_moment, _show_moment),
    Shape.COUNT: Presenter(_is_count, _show_count),
    Shape.ITEMS: Presenter(_is_items, _show_items),
    Shape.FLAG: Presenter(_is_flag, _show_flag),
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
