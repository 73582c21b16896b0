"""What the codes of the interface mean: `msg_code` of a method's answer and `Jgdm` of a record.

Codes and their official wording: interface specification V3.0, see `data/results.yaml`; what
they mean for us, the field each concerns and the remedy are our own.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from openbeian.errors import DomainError
from openbeian.text import Text
from openbeian.wire.results_loader import load
from openbeian.wire.results_values import Actor, Family, Meaning, Result

__all__ = [
    "Actor",
    "Family",
    "Meaning",
    "Result",
    "UnknownResult",
    "all_results",
    "result",
]

OWN_FILE = Path(__file__).parent / "data" / "results.yaml"


class UnknownResult(DomainError):
    """The interface that we know has no such code; what it means must not be guessed."""

    code = "wire.unknown_result"
    message = Text(
        "The interface V3.0 has no code {number}. A person must read the answer.",
        "接口规范V3.0中没有代码{number}，须人工判读返回信息。",
    )


@cache
def all_results() -> Mapping[int, Result]:
    """Return every result by its code, in order."""
    return load(OWN_FILE)


def result(number: int) -> Result:
    """Return what a `msg_code` or `Jgdm` means; raises UnknownResult.

    >>> result(1005).fields
    ('services[*].domains[*].name',)
    >>> result(20).meaning
    <Meaning.WAITING: 'waiting'>
    """
    found = all_results().get(number)
    if found is None:
        raise UnknownResult(number=number)
    return found
