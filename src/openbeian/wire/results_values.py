"""A result code as a value."""

from dataclasses import dataclass
from enum import StrEnum

from openbeian.datafiles import Evidence
from openbeian.text import Text


class Family(StrEnum):
    """What a code is about; the families' numbers do not overlap."""

    CALL = "call"
    ICP = "icp"
    IP = "ip"
    DOMAIN = "domain"
    COMMON = "common"


class Meaning(StrEnum):
    """What a code says of the thing it answers.

    DONE; WAITING is no failure, the application stays as it is; OURS is a fault of our file,
    settings or records; REFUSED is mended in a field or by an act of the applicant.
    """

    DONE = "done"
    WAITING = "waiting"
    OURS = "ours"
    REFUSED = "refused"


class Actor(StrEnum):
    """Who acts next."""

    NOBODY = "nobody"
    SYSTEM = "system"
    PROVIDER = "provider"
    APPLICANT = "applicant"
    ADMINISTRATION = "administration"


@dataclass(frozen=True, slots=True)
class Result:
    """One code: `text` is what it says, `remedy` what whoever `acts` does about it.

    `same_file` is true where the file may be sent again as it is. `fields` are the patterns of
    the field paths that a record's code concerns, see `openbeian.declaration.paths`.
    """

    code: int
    family: Family
    text: Text
    meaning: Meaning
    acts: Actor
    same_file: bool
    remedy: Text
    fields: tuple[str, ...]
    evidence: Evidence
