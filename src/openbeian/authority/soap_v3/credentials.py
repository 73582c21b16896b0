"""What proves to an administration who calls."""

from dataclasses import dataclass, field

from openbeian.wire.envelope import Keys


@dataclass(frozen=True, slots=True)
class Credentials:
    """What an administration gave out to a provider: who it is, and its secrets."""

    isp_id: int
    user_name: str
    password: str = field(repr=False)
    keys: Keys | None = field(default=None, repr=False)
