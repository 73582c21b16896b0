"""What each action answers, from the registry's own verdicts."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from openbeian.accessors.services import Action
from openbeian.api.beian.refusals import FieldMissing, FieldUnfit
from openbeian.gate import hosts
from openbeian.registry import queries
from openbeian.registry.answers import Answer, answers
from openbeian.registry.reasons import Reason

type Fields = Mapping[str, str]
type Data = str | dict[str, Any] | list[dict[str, Any]]

MOST_DOMAINS = 100
MOST_ON_A_PAGE = 100
_LAST_PAGE = 1_000_000

# numbers are part of the interface: never changed, never used for another reason
REASON_CODES: Mapping[Reason, int] = {
    Reason.LINKED: 0,
    Reason.OUTSIDE_MAINLAND: 1,
    Reason.SEEN_ELSEWHERE: 101,
    Reason.ACCESS_ENDED: 102,
    Reason.ACCESS_IN_PROCESS: 103,
    Reason.APPLICATION_OPEN: 201,
    Reason.NO_RECORD: 301,
    Reason.FOUND_UNFILED: 302,
    Reason.CANCELLED: 303,
    Reason.REVOKED: 304,
    Reason.REMOVED: 305,
    Reason.SUSPENDED_BY_ADMINISTRATION: 401,
    Reason.SUSPENDED_BY_PROVIDER: 402,
    Reason.BLACK_LISTED: 501,
    Reason.EVIDENCE_STALE: 601,
    Reason.EMPTY: 602,
    Reason.MALFORMED: 603,
    Reason.TOO_LONG: 604,
    Reason.IP_LITERAL: 605,
    Reason.PUBLIC_SUFFIX: 606,
}


def perform(action: Action, fields: Fields, *, at: datetime) -> Data:
    """Return the data that an action answers. Raises FieldMissing, FieldUnfit."""
    return _ACTIONS[action](fields, at)


def _main_domain(fields: Fields, _at: datetime) -> Data:
    read = hosts.read(_required(fields, "Domain"))
    if read.fault is not None:
        raise FieldUnfit(name="Domain")
    return read.registrable


def _status(fields: Fields, at: datetime) -> Data:
    asked = _required(fields, "Domain")
    return _told(asked, answers([asked], at=at)[0])


def _statuses(fields: Fields, at: datetime) -> Data:
    asked = _listed(fields, "Domains")
    found = answers(asked, at=at)
    return [_told(name, answer) for name, answer in zip(asked, found, strict=True)]


def _list(fields: Fields, at: datetime) -> Data:
    page = _whole(fields, "PageNo", default=1, most=_LAST_PAGE)
    size = _whole(fields, "PageSize", default=20, most=MOST_ON_A_PAGE)
    names = queries.linked_domains(at=at, of=_registrable(fields))
    return {"Domains": list(names[(page - 1) * size : page * size])}


_ACTIONS: Mapping[Action, Callable[[Fields, datetime], Data]] = {
    Action.GET_MAIN_DOMAIN: _main_domain,
    Action.QUERY_LIST: _list,
    Action.QUERY_STATUS: _status,
    Action.QUERY_STATUSES: _statuses,
}


def _told(asked: str, answer: Answer) -> dict[str, Any]:
    return {
        "Domain": asked[:253],
        "Status": answer.status.value,
        "ReasonCode": REASON_CODES[answer.reason],
        "Reason": answer.words.zh,
    }


def _required(fields: Fields, name: str) -> str:
    if not fields.get(name):
        raise FieldMissing(name=name)
    return fields[name]


def _listed(fields: Fields, name: str) -> list[str]:
    """Return a list, whose members come as `Name.1`, `Name.2` and so on."""
    if f"{name}.{MOST_DOMAINS + 1}" in fields:
        raise FieldUnfit(name=f"{name}.{MOST_DOMAINS + 1}")
    found = [fields[key] for i in range(MOST_DOMAINS) if (key := f"{name}.{i + 1}") in fields]
    if not found:
        raise FieldMissing(name=f"{name}.1")
    return found


def _whole(fields: Fields, name: str, *, default: int, most: int) -> int:
    text = fields.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):
        raise FieldUnfit(name=name)
    if not 1 <= int(text) <= most:
        raise FieldUnfit(name=name)
    return int(text)


def _registrable(fields: Fields) -> str:
    """Return the domain that a list is narrowed to, or nothing."""
    asked = fields.get("Domain", "")
    if not asked:
        return ""
    read = hosts.read(asked)
    if read.fault is not None:
        raise FieldUnfit(name="Domain")
    return read.registrable
