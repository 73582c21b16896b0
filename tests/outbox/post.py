"""A post office outside the house: keeps what it accepted, and fails as it is told to."""

from collections import deque
from datetime import UTC, datetime

from openbeian.accounts.actors import Actor
from openbeian.procedure.permissions import Role

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
OPERATOR = Actor(user_id=1, organisation_id=None, role=Role.OPERATOR, name="operator")
EFFECTS = {"post.letter": "outbox.post.carry", "post.parcel": "outbox.post.carry"}


class PostOffice:
    """`calls` are (reference, payload, at) in order; `faults` are acted out one per call."""

    def __init__(self):
        self.calls = []
        self.faults = deque()

    @property
    def references(self):
        return [reference for reference, *_ in self.calls]


OFFICE = PostOffice()


def carry(effect, *, at):
    OFFICE.calls.append((effect.reference, effect.payload, at))
    fault = OFFICE.faults.popleft() if OFFICE.faults else None
    if isinstance(fault, BaseException):
        raise fault
    if fault is not None:
        fault(effect)
