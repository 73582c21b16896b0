"""Stops the start when a kind of effect has no handler that can be imported."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from openbeian.outbox.handlers import handler_for


@register("outbox")
def every_effect_has_a_handler(**_options: Any) -> list[CheckMessage]:
    """Report `OPENBEIAN_EFFECTS` entries that do not import."""
    faults: list[CheckMessage] = []
    for kind in settings.OPENBEIAN_EFFECTS:
        try:
            handler_for(kind)
        except ImportError as fault:
            faults.append(Error(f"OPENBEIAN_EFFECTS[{kind!r}]: {fault}", id="outbox.E001"))
    return faults
