"""Arms faults, and draws the one that befalls a call."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, Sum

from openbeian.errors import DomainError
from openbeian.sandbox.models import Administration, Fault, FaultKind
from openbeian.text import Text

MOST_TIMES = 10_000
MOST_SECONDS = 600.0
MOST_SHIFT = 400 * 24 * 3600.0


class FaultUnknown(DomainError):
    """A fault that nobody can arm: of another kind, or too often, or too long."""

    code = "sandbox.fault_refused"
    message = Text(
        "Name one of the faults, 1 to {times} times, a delay of at most {seconds} seconds, or a"
        " clock that is wrong by at most {shift}.",
        "请选择故障类型，次数为1至{times}，延迟不超过{seconds}秒，时钟偏差不超过{shift}秒。",
    )


@transaction.atomic(durable=True)
def arm(
    administration: Administration,
    *,
    kind: str,
    times: int = 1,
    method: str = "",
    seconds: float = 0.0,
) -> Fault:
    """Arm a fault for the next calls of a method, or of any; raises FaultUnknown."""
    if kind not in FaultKind or not 1 <= times <= MOST_TIMES or not _lasts(kind, seconds):
        raise FaultUnknown(times=MOST_TIMES, seconds=int(MOST_SECONDS), shift=int(MOST_SHIFT))
    return Fault.objects.create(
        administration=administration, kind=kind, left=times, method=method, seconds=seconds
    )


def _lasts(kind: str, seconds: float) -> bool:
    """Return whether a fault may take so long, or so far."""
    if kind == FaultKind.CLOCK_SHIFT:
        return 0 < abs(seconds) <= MOST_SHIFT
    return 0 <= seconds <= MOST_SECONDS


@transaction.atomic(durable=True)
def disarm(administration: Administration) -> None:
    """Take away every fault that is left."""
    Fault.objects.filter(administration=administration).delete()


@transaction.atomic(durable=True)
def draw(administration: Administration, method: str) -> Fault | None:
    """Return the fault that befalls a call, the one armed first, and count it off."""
    armed = Fault.objects.select_for_update().exclude(kind=FaultKind.CLOCK_SHIFT)
    befalling = armed.filter(Q(method="") | Q(method=method), administration=administration)
    fault = befalling.order_by("pk").first()
    if fault is None:
        return None
    fault.left -= 1
    if fault.left:
        fault.save(update_fields=["left"])
    else:
        Fault.objects.filter(pk=fault.pk).delete()
    return fault


def clock_shift(administration: Administration) -> timedelta:
    """Return how far an administration's clock is ahead of everybody else's."""
    wrong = Fault.objects.filter(administration=administration, kind=FaultKind.CLOCK_SHIFT)
    return timedelta(seconds=wrong.aggregate(Sum("seconds"))["seconds__sum"] or 0)
