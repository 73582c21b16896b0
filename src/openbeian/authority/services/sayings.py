"""What an administration can say about an application; a contradiction, nobody acts on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openbeian.authority.models import UploadRecord
from openbeian.errors import DomainError
from openbeian.text import Text
from openbeian.wire.results import Result


class Contradiction(DomainError):
    """A record speaks against what we know, or about what we never sent."""

    code = "authority.contradiction"
    message = Text(
        "Record {position} contradicts what we know: {what}.",
        "第{position}条记录与已知情况不符：{what}。",
    )


@dataclass(frozen=True, slots=True)
class Approval:
    """The numbers and the administration's ids for an application."""

    record: UploadRecord
    entity_number: str
    service_numbers: Mapping[int, str]
    administration_ids: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """That a change or a cancellation was carried out."""

    record: UploadRecord


@dataclass(frozen=True, slots=True)
class Ids:
    """The administration's ids of what a change brought, by field path."""

    record: UploadRecord
    administration_ids: Mapping[str, int]


type Answer = Approval | Agreement | Ids


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an application was refused: an officer's words, and codes with what came beside them."""

    record: UploadRecord
    opinions: tuple[str, ...] = ()
    results: tuple[tuple[Result, str], ...] = ()

    @staticmethod
    def of_all(refusals: Sequence["Refusal"]) -> "Refusal":
        """Return one refusal for all that one file says about an application."""
        opinions = dict.fromkeys(word for each in refusals for word in each.opinions)
        results = dict.fromkeys(pair for each in refusals for pair in each.results)
        return Refusal(refusals[0].record, tuple(opinions), tuple(results))
