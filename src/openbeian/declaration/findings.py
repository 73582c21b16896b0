"""A finding: one thing that is wrong or worth a look, with its remedy and its source."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openbeian.text import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about one field.

    `rule` is the stable rule id, `field` a field path (see `declaration.paths`), `because` the
    facts that triggered it, by name. `blocking` findings stop a submission.
    """

    rule: str
    field: str
    message: Text
    remedy: Text
    source: str
    as_of: str
    blocking: bool
    because: Mapping[str, str] = dataclasses.field(default_factory=dict)


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that stop a submission, in order."""
    return tuple(finding for finding in findings if finding.blocking)
