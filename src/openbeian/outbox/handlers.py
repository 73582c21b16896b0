"""The contract between the outbox and whoever carries an effect out.

`OPENBEIAN_EFFECTS` names a handler for each kind of effect:

    def tell(effect: Effect, *, at: datetime) -> None: ...

Returning means done. A handler is called again with the same reference after a crash, so it gives
the reference to the outside party, or looks first whether the effect was already had. No
transaction is open while it runs; it opens its own, short ones.
"""

from datetime import datetime, timedelta
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from openbeian.errors import DomainError
from openbeian.outbox.models import Effect
from openbeian.text import Text


class TryAgain(Exception):
    """Not now: the outside party is away or asks to wait (for `after`, if it says so).

    The reason is kept with the effect and read by operators: no personal data in it.
    """

    def __init__(self, reason: str, *, after: timedelta | None = None) -> None:
        self.reason = reason
        self.after = after
        super().__init__(reason)


class GiveUp(Exception):
    """Never: no further attempt can succeed. No personal data in the reason."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class EffectUnknown(DomainError):
    """A kind of effect that has no handler."""

    code = "outbox.effect_unknown"
    message = Text(
        "There is no handler for effects of the kind {kind}.", "未配置类型为 {kind} 的外部操作。"
    )


class Handler(Protocol):
    """Carries one effect out."""

    def __call__(self, effect: Effect, /, *, at: datetime) -> object: ...


def handler_for(kind: str) -> Handler:
    """Return the handler of a kind. Raises EffectUnknown; ImportError if its path is wrong."""
    require(kind)
    handler: Handler = import_string(settings.OPENBEIAN_EFFECTS[kind])
    return handler


def require(kind: str) -> None:
    """Raise EffectUnknown unless the settings name a handler for the kind."""
    if kind not in settings.OPENBEIAN_EFFECTS:
        raise EffectUnknown(kind=kind)
