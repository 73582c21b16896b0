"""What may become of one attempt to hand a file over."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arrived:
    """The administration has the file."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nobody knows; ask before sending again."""


@dataclass(frozen=True, slots=True)
class Wait:
    """It did not take the file, and will later; without a code we held back ourselves."""

    code: int | None


@dataclass(frozen=True, slots=True)
class Missing:
    """It wants the files under these numbers first."""

    sequences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Declined:
    """It refused the call by a code that a person must act on."""

    code: int


@dataclass(frozen=True, slots=True)
class Contradicted:
    """What it says of our files is not what we sent."""


type Outcome = Arrived | Unanswered | Wait | Missing | Declined | Contradicted
