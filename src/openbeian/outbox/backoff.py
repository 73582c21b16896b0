"""How often and how patiently an effect is tried again."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Policy:
    """`OPENBEIAN_OUTBOX` overrides any of these.

    The first retry comes soon, for most faults outside pass quickly; the pause then doubles up to
    five minutes. All attempts together last three and a half hours.
    """

    attempts: int = 48
    first_seconds: float = 5
    most_seconds: float = 300
    # must be longer than the slowest handler; a crash delays its effect by this much
    lease_seconds: float = 60

    @property
    def lease(self) -> timedelta:
        """For how long a claimed effect is out of reach of others."""
        return timedelta(seconds=self.lease_seconds)

    def pause(self, *, reference: str, attempt: int) -> timedelta:
        """Return the wait after a failed attempt (counted from 1).

        Spread by ± 20 %, so that what failed together does not come back together. The spread
        follows from the reference and the attempt alone: the same history gives the same times.
        """
        # the exponent is bounded only to keep the power from overflowing
        bare = min(self.first_seconds * 2 ** min(attempt - 1, 40), self.most_seconds)
        dice = int.from_bytes(sha256(f"{reference}#{attempt}".encode()).digest()[:4], "big")
        return timedelta(seconds=bare * (0.8 + 0.4 * dice / 2**32))


def policy() -> Policy:
    """Return the policy of the settings in force."""
    return Policy(**getattr(settings, "OPENBEIAN_OUTBOX", {}))
