"""Gives out filing numbers, each once: 主体备案号 by province and year, suffixes by entity."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localtime

from openbeian.numbers import icp_number
from openbeian.numbers.icp_number import ServiceKind
from openbeian.sandbox.models import Administration, Entity, NumberSequence
from openbeian.sandbox.refusals import NumbersExhausted

HIGHEST_SERIAL = 999_999


def entity_number(administration: Administration, at: datetime) -> str:
    """Return the next number of a province, such as 沪ICP备2026000001号; raises NumbersExhausted.

    The caller holds a transaction: whoever asks at the same time waits for its end, so a number
    is neither given twice nor lost.
    """
    year = localtime(at).year
    with transaction.atomic():
        NumberSequence.objects.get_or_create(administration=administration, year=year)
        sequences = NumberSequence.objects.filter(administration=administration, year=year)
        sequences.update(last=F("last") + 1)
        serial = sequences.get().last
        if serial > HIGHEST_SERIAL:
            raise NumbersExhausted(year=year)
    return icp_number.compose(province=administration.province, year=year, serial=serial)


def service_number(entity: Entity) -> str:
    """Return the next number of an entity's websites; the caller holds a transaction.

    All kinds of services share the sequence, and a suffix is not given again after a cancellation.
    """
    entities = Entity.objects.filter(pk=entity.pk)
    entities.update(last_service=F("last_service") + 1)
    entity.refresh_from_db(fields=["last_service"])
    suffix = icp_number.Service(entity.last_service, ServiceKind.WEBSITE)
    return f"{entity.number}{suffix}"
