"""A tennis club keeps a log: the log must not depend on what the house records in it."""

from datetime import UTC, datetime
from uuid import UUID

from openbeian.accounts.actors import Actor
from openbeian.audit.kinds import Kind
from openbeian.procedure.permissions import Role
from openbeian.text import Text

NOON = datetime(2026, 3, 2, 4, 0, 0, 123456, tzinfo=UTC)
CLUB = UUID("6f1c2f62-6f3e-4a55-9f0f-0d4c0e2a1b11")
SECRETARY = Actor(user_id=7, organisation_id=CLUB, role=Role.REVIEWER, name="office@club.example")
COURT = ("court", "3")

BOOKED = Kind(
    "club:court:booked",
    Text("{actor} booked court {subject} for {hours}", "{actor}预订了{subject}号场地：{hours}"),
    facts=frozenset({"paid", "note"}),
    committed=frozenset({"member_mobile"}),
)
