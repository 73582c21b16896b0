"""What an administration says about a domain, a certificate or a filing password when asked.

An answer about a domain becomes an observation of the registry, with its date. It is asked again
only when that is too old to be relied on.
"""

from datetime import datetime

from openbeian.accounts.actors import Actor
from openbeian.authority.queries import connection
from openbeian.authority.services.connections import client_of
from openbeian.authority.soap_v3.client import Client
from openbeian.authority.soap_v3.errors import Garbage
from openbeian.errors import DomainError
from openbeian.procedure.permissions import Permission
from openbeian.registry.models import Elsewhere
from openbeian.registry.services.marks import LookUp, record_elsewhere, registrable
from openbeian.registry.verdict import fresh_for
from openbeian.text import Text
from openbeian.wire.replies import Filed, FilingPassword, FilingStatus, QueryKind

SOURCE = "isp_querybeianstatus"


class Halted(DomainError):
    """The interface of this administration is halted, or a person halted it a moment ago."""

    code = "authority.halted"
    message = Text(
        "The interface of the administration of {province} is halted.",
        "{province}管局接口已暂停。",
    )


def filed_elsewhere(*, domain: str, province: str, actor: Actor, at: datetime) -> Elsewhere:
    """Return what is known about a domain, asking the administration where that is too old.

    Raises NotPermitted, DomainUnfit, NotConnected, Halted, Unreachable, Garbage, Refused.
    """
    actor.require(Permission.AUTHORITY_RECORD)
    name = registrable(domain)
    known = Elsewhere.objects.in_force().filter(domain=name).first()
    if known is not None and at - known.as_of <= fresh_for():
        return known
    status = _asked(_client(province), QueryKind.DOMAIN, name)
    is_filed = status.filed is Filed.YES
    look_up = LookUp(
        source=f"{SOURCE} {province}",
        as_of=at,
        entity_number=status.entity_number if is_filed else "",
        service_number=status.service_number if is_filed else "",
    )
    return record_elsewhere(domain=name, look_up=look_up, actor=actor, at=at)


def certificate_status(
    *, kind: QueryKind, number: str, province: str, actor: Actor
) -> FilingStatus:
    """Return whether an entity is filed under a certificate number; nothing of it is kept.

    Raises NotPermitted, NotConnected, Halted, Unreachable, Garbage, Refused.
    """
    actor.require(Permission.AUTHORITY_RECORD)
    return _asked(_client(province), kind, number)


def filing_password_is_right(
    *, filing_number: str, password: str, province: str, actor: Actor
) -> bool:
    """Return whether a filing password (备案密码) is right; the administration counts the tries.

    Raises NotPermitted, Unsendable, NotConnected, Halted, Unreachable, Garbage, Refused (code 22
    after too many tries).
    """
    actor.require(Permission.AUTHORITY_RECORD)
    reply = _client(province).verify_filing_password(filing_number, password)
    return reply.password is FilingPassword.CORRECT


def _client(province: str) -> Client:
    row = connection(province)
    if row.halted:
        raise Halted(province=province)
    return client_of(row)


def _asked(client: Client, kind: QueryKind, condition: str) -> FilingStatus:
    """Return the answer, if it answers what was asked; raises Garbage and as the call does."""
    status = client.filing_status(kind, condition).status
    if status is None or (status.kind, status.condition.lower()) != (kind, condition.lower()):
        raise Garbage(why="another question")
    if status.filed is Filed.YES and not status.entity_number:
        raise Garbage(why="filed without a number")
    return status
