"""Who may ask, and how much: keys, each with a rate that a request of many names may overdraw.

A key fills at its rate up to its burst. A request passes while anything is in it, and takes one for
each name, if need be into debt: so a list of 10,000 names is answered once and then waited for.
"""

import hashlib
import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock

from openbeian.errors import DomainError
from openbeian.gate.settings import Key
from openbeian.text import Text

_BEARER = "Bearer "


class KeyUnknown(DomainError):
    """The request carries no key, or one that is not known."""

    code = "gate.key_unknown"
    message = Text(
        "State your key in the header Authorization: Bearer.",
        "请在请求头 Authorization: Bearer 中提供有效密钥。",
    )


class AskedTooMuch(DomainError):
    """The key has asked more names than its rate allows."""

    code = "gate.asked_too_much"
    message = Text(
        "This key has asked too much. Ask again in {seconds} s.",
        "该密钥的查询频率超过限制，请于{seconds}秒后重试。",
    )

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(seconds=seconds)


@dataclass(slots=True)
class _Purse:
    """What is left to a key."""

    rate: float
    most: float
    left: float
    at: float

    def take(self, names: int, now: float) -> float:
        """Take names out, and return 0; or how many seconds it lasts until one may be taken."""
        self.left = min(self.most, self.left + (now - self.at) * self.rate)
        self.at = now
        if self.left < 1:
            return (1 - self.left) / self.rate
        self.left -= names
        return 0.0


class Limits:
    """The keys of a gate. Each of its workers grants the share of one worker."""

    def __init__(
        self, keys: Iterable[Key], *, workers: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._lock = Lock()
        now = clock()
        self._purses = {
            key.sha256: _Purse(key.per_second / workers, most, most, now)
            for key in keys
            for most in (max(key.burst / workers, 1.0),)
        }

    def charge(self, authorization: str, names: int) -> None:
        """Charge a request for its names. Raises KeyUnknown, AskedTooMuch."""
        if not self._purses:
            return
        given = authorization.removeprefix(_BEARER).strip().encode()
        purse = self._purses.get(hashlib.sha256(given).hexdigest())
        if purse is None or not authorization.startswith(_BEARER):
            raise KeyUnknown
        with self._lock:
            wait = purse.take(names, self._clock())
        if wait:
            raise AskedTooMuch(math.ceil(wait))
