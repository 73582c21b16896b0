"""What was declared, in words: each field of a Declaration as a person reads it.

Values come flattened to text, as `declaration.diff` has them, so that a value and what it was
before are worded by the same hand.
"""

import re
from collections.abc import Callable
from datetime import date

from openbeian import codes, rulebook
from openbeian.codes import UnknownCode
from openbeian.declaration import draft as drafts
from openbeian.declaration import paths
from openbeian.declaration.draft import Draft
from openbeian.declaration.field import Field, Kind
from openbeian.declaration.fields import SECTION_TITLES, field_at, section_of
from openbeian.numbers import NumberError, division, domain_name
from openbeian.numbers.tidy import natural
from openbeian.rulebook import UnknownEntry
from openbeian.text import Text

type Words = Text | str

TABLES = {
    "access_method": "access_methods",
    "entity_certificate": "certificate_types",
    "language": "languages",
    "nationality": "countries",
    "nature": "entity_natures",
    "person_certificate": "certificate_types",
    "server_place": "server_places",
    "service_content": "service_contents",
}
YES, NO = Text("Yes", "是"), Text("No", "否")
SEVERAL = frozenset({Kind.CHOICES, Kind.NUMBERED_CHOICES})
_BETWEEN_ADDRESSES = re.compile(r"[\s,，;；]+")
_LISTS = {*SEVERAL, Kind.IP_ADDRESSES}
_YES_NO = {"yes": YES, "no": NO}
_LONG_TERM = Text("long-term", "长期")
_MASKED = {Kind.PERSON_NUMBER, Kind.MOBILE, Kind.PHONE, Kind.EMAIL}
_REPEATED = (
    (" of the person in charge of the entity", "主体负责人"),
    (" of the webmaster", "网站负责人"),
)
_LONG = 11  # a mobile number and whatever is longer keeps three signs in front and four behind


def label(path: str) -> Text:
    """Return what a field is called; for a document its own name."""
    if is_document(path):
        return document_title(path)
    field = field_at(path)
    return _of_industry(path, field) if ".preapprovals[" in path else field.label


def _of_industry(path: str, field: Field) -> Text:
    """Return the label of an approval's number with the industry that it is for."""
    industry = rulebook.default().preapprovals.get(paths.keys(path)[-1])
    if industry is None:
        return field.label
    return Text(f"{field.label.en}: {industry.text.en}", f"{field.label.zh}（{industry.text.zh}）")


def label_or_part(path: str) -> Text:
    """Return what a path is called: a field, a document, or the part in which it lies."""
    try:
        return label(path)
    except paths.PathUnreadable:
        return SECTION_TITLES[section_of(path)]


def spelled(code: str) -> Words:
    """Return what a field is called that the log names by its path; other words stay."""
    try:
        return label(code)
    except paths.PathUnreadable:
        return code


def short_label(path: str) -> Text:
    """Return a field's label below a heading that names the person already."""
    whole = label(path)
    for of_whom, who in _REPEATED:
        if whole.zh.startswith(who) and whole.en.endswith(of_whom):
            return Text(whole.en.removesuffix(of_whom), whole.zh.removeprefix(who))
    return whole


def words(path: str, flat: str) -> tuple[Words, ...]:
    """Return a flattened value in words, one item per thing chosen; nothing where it is empty."""
    field = field_at(path)
    if not flat:
        return ()
    word = _worder(field)
    parts = flat.split(",") if field.kind in _LISTS else [flat]
    return tuple(word(part) for part in parts)


def words_of_draft(path: str, draft: Draft) -> tuple[Words, ...]:
    """Return what a draft says in a field, as a person reads it; nothing where it is empty."""
    kind, raw = field_at(path).kind, drafts.words(draft, path)
    if kind is Kind.IP_ADDRESSES:
        raw = ",".join(_BETWEEN_ADDRESSES.split(raw))
    elif kind in SEVERAL:
        raw = ",".join(drafts.many(draft, path))
    return words(path, raw)


def is_personal(path: str) -> bool:
    """Return whether a field holds a number or an address of a person, shown only on request."""
    field = field_at(path)
    return field.personal and field.kind in _MASKED


def is_document(path: str) -> bool:
    """Return whether a path names a document with its files."""
    name, key = paths.steps(path)[-1]
    return name == "documents" and key is not None


def document_title(path: str) -> Text:
    """Return the name of the kind of document that a path names."""
    return titled(paths.keys(path)[-1])


def titled(kind: str) -> Text:
    """Return the name of a kind of document; one that the rulebook lacks is shown as it is."""
    try:
        return rulebook.default().document(kind).text
    except UnknownEntry:
        return Text(kind, kind)


def mask(value: str) -> str:
    """Return a personal number with its middle covered; of a short one less is left.

    >>> mask("310104199003076428"), mask("13800000003"), mask("C7F4J2K9R"), mask("wang@example.cn")
    ('310***********6428', '138****0003', 'C******9R', 'w***@example.cn')
    """
    name, at, host = value.partition("@")
    if at:
        return f"{name[:1]}***@{host}"
    front, behind = (3, 4) if len(value) >= _LONG else (1, min(2, max(0, len(value) - 2)))
    return value[:front] + "*" * (len(value) - front - behind) + value[len(value) - behind :]


def _worder(field: Field) -> Callable[[str], Words]:
    if field.asks in TABLES:
        return lambda part: _code(TABLES[field.asks], part)
    by_kind: dict[Kind, Callable[[str], Words]] = {
        Kind.YES_NO: lambda part: _YES_NO.get(part, part),
        Kind.VALID_UNTIL: _until,
        Kind.MONEY: _money,
        Kind.DIVISION: _division,
        Kind.DOMAIN: _domain,
    }
    by_source: dict[str, Callable[[str], Words]] = {
        "province": lambda part: _entry(rulebook.default().province, part),
        "entity_kind": lambda part: _entry(rulebook.default().entity_kind, part),
        "industry": lambda part: _entry(rulebook.default().preapproval, part),
    }
    return by_source.get(field.asks) or by_kind.get(field.kind) or str


def _code(table: str, part: str) -> Words:
    """Return a code's name; one that the table lacks is shown as it is."""
    for code in (part if (number := natural(part)) is None else number, part):
        try:
            return codes.table(table).get(code).text
        except UnknownCode:
            continue
    return part


def _entry(find: Callable[[str], object], part: str) -> Words:
    """Return the name of a row of the rulebook; an id that it lacks is shown as it is."""
    try:
        found = find(part)
    except UnknownEntry:
        return part
    named: Text = found.text  # type: ignore[attr-defined]
    return named


def _money(part: str) -> str:
    """Return an amount with its thousands set apart; what is no amount yet stays as typed."""
    amount = natural(part)
    return part if amount is None else f"¥ {amount:,}"


def _until(part: str) -> Words:
    """Return a last day in words; what is no day yet stays as typed."""
    if part == "long-term":
        return _LONG_TERM
    try:
        day = date.fromisoformat(part)
    except ValueError:
        return part
    return Text(f"{day.day} {day:%B} {day.year}", f"{day.year}年{day.month}月{day.day}日")


def _division(part: str) -> Words:
    try:
        return division.parse(part).name
    except NumberError:
        return part


def _domain(part: str) -> str:
    readable = domain_name.to_unicode(part)
    return part if readable == part else f"{readable} ({part})"
