"""Numbers that an entity holds beside its filing: public security, and the commercial licence."""

from collections.abc import Sequence
from datetime import date, datetime

from openbeian.accounts.actors import Actor
from openbeian.audit.services import record
from openbeian.errors import DomainError
from openbeian.numbers import licence_number, psb_number
from openbeian.registry import kinds
from openbeian.registry.models import Licence, PsbNumber
from openbeian.registry.models.registrations import Successor
from openbeian.registry.services.writing import refusing
from openbeian.registry.subjects import Subject, SubjectKind, lock
from openbeian.text import Text


class PsbNumberTaken(DomainError):
    """The number of the public-security filing belongs to another service."""

    code = "registry.psb_number_taken"
    message = Text(
        "{number} belongs to another website. Copy the number from your certificate again.",
        "{number}已属于其他网站，请核对公安联网备案号。",
    )


class LicenceNumberTaken(DomainError):
    """The licence belongs to another entity."""

    code = "registry.licence_number_taken"
    message = Text(
        "{number} belongs to another entity. Copy the number from the licence again.",
        "{number}已属于其他主体，请核对许可证编号。",
    )


def record_psb_number(*, service_id: int, number: str, actor: Actor, at: datetime) -> PsbNumber:
    """Register the public-security number of a service, in the caller's transaction.

    It supersedes the one before; the same number again changes nothing. Raises NumberError,
    NotRegistered, NoLongerInForce, PsbNumberTaken.
    """
    canonical = psb_number.validate(number)
    entity, _ = lock(Subject(SubjectKind.SERVICE, service_id))
    former = PsbNumber.objects.in_force().filter(service_id=service_id).first()
    if former is not None and former.number == canonical:
        return former
    with refusing(PsbNumberTaken(number=canonical)):
        if former is not None:
            former.end(at)
        row = PsbNumber.objects.create(service_id=service_id, number=canonical, since=at)
    _succeed(former, row)
    record(
        kinds.PSB_RECORDED,
        subject=(kinds.ENTITY, str(entity.pk)),
        actor=actor,
        at=at,
        facts={
            "number": row.service.number,
            "psb_number": canonical,
            "superseded": former.number if former else None,
        },
    )
    return row


def record_licence(
    *,
    entity_id: int,
    number: str,
    classes: Sequence[str],
    valid_until: date | None,
    actor: Actor,
    at: datetime,
) -> Licence:
    """Register a commercial licence of an entity, in the caller's transaction.

    A renewal under the same number supersedes the one before. Raises NumberError, NotRegistered,
    NoLongerInForce, LicenceNumberTaken.
    """
    canonical = licence_number.validate(number)
    entity, _ = lock(Subject(SubjectKind.ENTITY, entity_id))
    former = Licence.objects.in_force().filter(entity=entity, number=canonical).first()
    with refusing(LicenceNumberTaken(number=canonical)):
        if former is not None:
            former.end(at)
        row = Licence.objects.create(
            entity=entity,
            number=canonical,
            classes=list(classes),
            valid_until=valid_until,
            since=at,
        )
    _succeed(former, row)
    record(
        kinds.LICENCE_RECORDED,
        subject=(kinds.ENTITY, str(entity.pk)),
        actor=actor,
        at=at,
        facts={
            "number": entity.number,
            "licence": canonical,
            "valid_until": valid_until.isoformat() if valid_until else None,
        },
    )
    return row


def _succeed[Row: Successor](former: Row | None, row: Row) -> None:
    """Say in the former row which one superseded it."""
    if former is not None:
        former.superseded_by = row
        former.save(update_fields=["superseded_by"])
