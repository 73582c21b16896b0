"""The first questions: asked in the address, so that an answer can be sent on by a link.

Nothing in them is about a person. Until an application begins with them they are kept in the
session as well, so that they outlast the sign-up.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

from openbeian import rulebook
from openbeian.declaration.draft import Raw
from openbeian.rulebook import Answers, Edition, EntityKind, Standing

KIND, REGISTERED, PROVINCE = "entity_kind", "registered_province", "province"
COMMERCIAL, INDUSTRIES, CAPITAL = "commercial", "industries", "capital_cny"
QUESTIONS = (KIND, REGISTERED, PROVINCE, COMMERCIAL, INDUSTRIES, CAPITAL)
NONE, UNSTATED = "none", "unstated"
_IN_SESSION = "first_answers"
_AMOUNT = re.compile(r"[0-9]{1,15}", re.ASCII)
_BETWEEN_DIGITS = re.compile(r"[,，\s]")


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """What was answered so far; None is not answered, an empty capital is not stated."""

    entity_kind: str | None = None
    registered_province: str | None = None
    province: str | None = None
    commercial: bool | None = None
    industries: tuple[str, ...] | None = None
    capital_cny: int | str | None = None

    def without(self, question: str) -> "FirstAnswers":
        """Return the answers with one taken back, to ask it again."""
        return replace(self, **{question: None})

    def open_questions(self) -> Iterator[str]:
        """Yield what is not answered; the capital matters only where something is sold."""
        if cannot_file(self.entity_kind):
            return
        for question in QUESTIONS:
            matters = question != CAPITAL or self.commercial is not False
            if matters and getattr(self, question) is None:
                yield question

    def pairs(self) -> list[tuple[str, str]]:
        """Return the answers as they stand in an address or in hidden fields."""
        said = [(name, getattr(self, name)) for name in (KIND, REGISTERED, PROVINCE)]
        if self.commercial is not None:
            said.append((COMMERCIAL, "yes" if self.commercial else "no"))
        if self.industries is not None:
            said += [(INDUSTRIES, name) for name in self.industries or (NONE,)]
        if self.capital_cny is not None:
            said.append((CAPITAL, str(self.capital_cny or UNSTATED)))
        return [(name, value) for name, value in said if value is not None]

    def address(self) -> str:
        """Return the answers as the query of an address."""
        return f"?{urlencode(self.pairs())}"

    def complete(self) -> Answers | None:
        """Return the answers as the rulebook takes them.

        None while one of the three that decide is open: who, where, and whether something is sold.
        """
        if cannot_file(self.entity_kind):
            # what is not registered in China is registered in no province: any will do
            place = next(iter(rulebook.default().provinces))
            return Answers(str(self.entity_kind), place, place, commercial=False)
        if not self.entity_kind or not self.registered_province or self.commercial is None:
            return None
        return Answers(
            entity_kind=self.entity_kind,
            registered_province=self.registered_province,
            province=self.province or self.registered_province,
            commercial=self.commercial,
            industries=self.industries or (),
            capital_cny=self.capital_cny if isinstance(self.capital_cny, int) else None,
        )


def taken(asked: QueryDict) -> FirstAnswers:
    """Return what an address answers; an answer that is none of those offered counts as none."""
    book = rulebook.default()
    return FirstAnswers(
        entity_kind=_one_of(asked, KIND, book.kinds),
        registered_province=_one_of(asked, REGISTERED, book.provinces),
        province=_one_of(asked, PROVINCE, book.provinces),
        commercial={"yes": True, "no": False}.get(asked.get(COMMERCIAL, "")),
        industries=_industries(asked, book.preapprovals),
        capital_cny=amount(asked.get(CAPITAL, "")),
    )


def amount(typed: str) -> int | str | None:
    """Return whole yuan, an empty word for "not stated", or None for what is no amount.

    >>> amount("1,000,000"), amount("unstated"), amount("a lot")
    (1000000, '', None)
    """
    if typed == UNSTATED:
        return ""
    digits = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", typed))
    return int(digits) if _AMOUNT.fullmatch(digits) else None


def remember(session: MutableMapping[str, Any], answers: FirstAnswers) -> None:
    """Keep the answers for whoever signs up in this browser."""
    session[_IN_SESSION] = urlencode(answers.pairs())


def recall(session: Mapping[str, Any]) -> FirstAnswers:
    """Return the answers that were kept in this browser."""
    return taken(QueryDict(session.get(_IN_SESSION, "")))


def to_draft(answers: FirstAnswers, company: str) -> dict[str, Raw]:
    """Return what the answers, and the name given at sign-up, say of an application."""
    said: dict[str, Raw | None] = {
        "entity.name": company,
        "entity.kind": answers.entity_kind,
        "entity.registered_province": answers.registered_province,
        "province": answers.province or answers.registered_province,
        "entity.address.province": answers.registered_province,
        "services[1].industries": list(answers.industries or ()),
        **_of_kind(rulebook.default().kinds.get(answers.entity_kind or "")),
    }
    if answers.commercial is not None:
        said["services[1].commercial"] = "yes" if answers.commercial else "no"
    if isinstance(answers.capital_cny, int):
        said["entity.registered_capital_cny"] = str(answers.capital_cny)
    return {path: raw for path, raw in said.items() if raw}


def cannot_file(kind_id: str | None) -> bool:
    """Return whether no edition lets a kind of entity file: it has no registration in China."""
    kind = rulebook.default().kinds.get(kind_id or "")
    cells = kind.filing.values() if kind else ()
    return kind is not None and all(cell.value is Standing.NOT_ELIGIBLE for cell in cells)


def may_file(answers: FirstAnswers, edition: Edition, on: date) -> bool | None:
    """Return whether the answers allow a filing; None while they are not all given."""
    complete = answers.complete()
    if complete is None:
        return None
    found = rulebook.default().eligibility(complete, edition=edition, on=on)
    return found.filing.eligible is not False


def _of_kind(kind: EntityKind | None) -> dict[str, Raw | None]:
    """Return what a kind of entity leaves no choice in."""
    if kind is None:
        return {}
    only = {
        "entity.nature_id": kind.nature_ids,
        "entity.certificate.type_id": kind.certificate_type_ids,
    }
    return {path: str(ids[0]) for path, ids in only.items() if len(ids) == 1}


def _one_of(asked: QueryDict, name: str, known: Mapping[str, object]) -> str | None:
    said = asked.get(name, "")
    return said if said in known else None


def _industries(asked: QueryDict, known: Mapping[str, object]) -> tuple[str, ...] | None:
    said = asked.getlist(INDUSTRIES)
    chosen = tuple(name for name in known if name in said)
    return chosen if chosen or NONE in said else None
