"""Why an answer is what it is: stable reason codes, the status each stands for, and its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from openbeian.datafiles import DataError, Faults, Row, read
from openbeian.text import Text

DATA = Path(__file__).resolve().parent / "data"


class DataFaulty(DataError):
    """The registry's own data files are not as they must be."""

    code = "registry.data_faulty"


class Status(StrEnum):
    """What a verification answer says about a host name."""

    FILED_HERE = "filed_here"
    FILED_ELSEWHERE = "filed_elsewhere"
    IN_PROCESS = "in_process"
    UNFILED = "unfiled"
    SUSPENDED = "suspended"
    BLOCKED = "blocked"
    NOT_REQUIRED = "not_required"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why; codes are part of the interface and never reused."""

    ACCESS_ENDED = "access_ended"
    ACCESS_IN_PROCESS = "access_in_process"
    APPLICATION_OPEN = "application_open"
    BLACK_LISTED = "black_listed"
    CANCELLED = "cancelled"
    EMPTY = "empty"
    EVIDENCE_STALE = "evidence_stale"
    FOUND_UNFILED = "found_unfiled"
    IP_LITERAL = "ip_literal"
    LINKED = "linked"
    MALFORMED = "malformed"
    NO_RECORD = "no_record"
    OUTSIDE_MAINLAND = "outside_mainland"
    PUBLIC_SUFFIX = "public_suffix"
    REMOVED = "removed"
    REVOKED = "revoked"
    SEEN_ELSEWHERE = "seen_elsewhere"
    SUSPENDED_BY_ADMINISTRATION = "suspended_by_administration"
    SUSPENDED_BY_PROVIDER = "suspended_by_provider"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a reason stands for, what it says and what comes next."""

    status: Status
    words: Text
    next_step: Text


def explain(reason: Reason) -> Explanation:
    """Return the explanation of a reason, from `data/reasons.yaml`."""
    return explanations()[reason]


@cache
def explanations() -> Mapping[Reason, Explanation]:
    """Return all explanations. Raises DataFaulty where a reason has none or a key is unknown."""
    faults = Faults()
    top = read(DATA / "reasons.yaml", faults)
    found = {
        Reason(row.choice("id", tuple(Reason))): _explanation(row) for row in top.rows("reasons")
    }
    top.close()
    for reason in sorted(set(Reason) - found.keys()):
        faults.add("reasons.yaml", f"{reason} is not explained")
    faults.stop(DataFaulty)
    return MappingProxyType(found)


def _explanation(row: Row) -> Explanation:
    explanation = Explanation(
        status=Status(row.choice("status", tuple(Status))),
        words=row.words("words"),
        next_step=row.words("next_step"),
    )
    row.close()
    return explanation
