"""Connections to administrations: set, halted, released."""

from datetime import datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from openbeian.accounts.actors import SYSTEM, Actor
from openbeian.audit.facts import Fact
from openbeian.audit.kinds import Kind
from openbeian.audit.services import record
from openbeian.authority import kinds
from openbeian.authority.models import Administration, Upload
from openbeian.authority.services.calls import owe_call
from openbeian.authority.soap_v3.client import Client
from openbeian.authority.soap_v3.credentials import Credentials
from openbeian.errors import DomainError
from openbeian.numbers import division
from openbeian.procedure.permissions import Permission
from openbeian.text import Text
from openbeian.wire.envelope_credentials import RAND_LENGTH, password_hash


class EndpointUnfit(DomainError):
    """The address of an administration is none."""

    code = "authority.endpoint_unfit"
    message = Text(
        "'{endpoint}' is not the address of a service: write http://host or https://host.",
        "“{endpoint}”不是有效的接口地址，应为http://主机或https://主机。",
    )


class HoursUnfit(DomainError):
    """Reporting hours without a beginning or an end, or that end before they begin."""

    code = "authority.hours_unfit"
    message = Text(
        "State from when until when reports are taken on a day.", "请填写每日报备的起止时间。"
    )


class NotConnected(DomainError):
    """No interface is set for the province; the application goes by hand."""

    code = "authority.not_connected"
    message = Text(
        "No interface is set for the administration of {province}.",
        "尚未配置{province}管局接口。",
    )


@transaction.atomic(durable=True)
def connect(
    *,
    province: str,
    endpoint: str,
    credentials: Credentials,
    actor: Actor,
    at: datetime,
    hours: tuple[time, time] | None = None,
    first_sequence: int = 1,
) -> Administration:
    """Set how an administration is reached; a connection that exists is changed.

    `first_sequence` is the number of the next file, where another program has sent some before;
    it counts only for a new connection. Raises NotPermitted, NumberError, EndpointUnfit,
    HoursUnfit, Unsendable.
    """
    actor.require(Permission.SYSTEM_OPERATE)
    code = division.validate(province)
    _require_address(endpoint)
    if hours is not None and hours[0] >= hours[1]:
        raise HoursUnfit
    password_hash(credentials.password, "0" * RAND_LENGTH)
    known = Administration.objects.select_for_update().filter(province=code).first()
    row = known or Administration(
        province=code, created_at=at, next_sequence=max(1, first_sequence)
    )
    row.endpoint, row.isp_id, row.user_name = endpoint, credentials.isp_id, credentials.user_name
    row.opens_at, row.closes_at = hours or (None, None)
    row.set_secrets(password=credentials.password, keys=credentials.keys)
    row.save()
    _note(kinds.CONNECTED, row, actor, at, endpoint=endpoint, isp=credentials.isp_id)
    return row


@transaction.atomic(durable=True)
def halt(*, province: str, actor: Actor, at: datetime) -> Administration:
    """Let no further call to an administration begin. Raises NotPermitted, NotConnected."""
    actor.require(Permission.SYSTEM_OPERATE)
    row = locked(province)
    if not row.halted:
        row.halted = True
        row.save(update_fields=["halted"])
        _note(kinds.HALTED, row, actor, at, code=None, why="")
    return row


@transaction.atomic(durable=True)
def release(*, province: str, actor: Actor, at: datetime) -> Administration:
    """Let calls begin again, and a file that was rejected be tried again under its number.

    Raises NotPermitted, NotConnected.
    """
    actor.require(Permission.SYSTEM_OPERATE)
    row = locked(province)
    row.halted, row.failures, row.resume_at, row.waiting_code = False, 0, None, None
    row.save()
    row.uploads.filter(state=Upload.State.REJECTED).update(
        state=Upload.State.UNKNOWN, settled_at=None, code=None
    )
    _note(kinds.RELEASED, row, actor, at)
    owe_call(row, at=at)
    return row


def halt_by_house(row: Administration, *, why: str, at: datetime, code: int | None = None) -> None:
    """Halt a locked connection where going on would be a guess, or lock us out."""
    if not row.halted:
        row.halted = True
        row.save(update_fields=["halted"])
        _note(kinds.HALTED, row, SYSTEM, at, code=code, why=why)


def locked(province: str) -> Administration:
    """Return a connection, locked until the transaction ends; raises NotConnected."""
    row = Administration.objects.select_for_update().filter(province=province).first()
    if row is None:
        raise NotConnected(province=province)
    return row


def client_of(row: Administration, *, like: Client | None = None) -> Client:
    """Return a client for a connection; raises what `vault.open_sealed` raises.

    `like` is returned where it calls the same place in the same name: it has read the WSDL.
    """
    credentials = row.credentials
    if like is not None and like.is_for(row.endpoint, credentials):
        return like
    return Client(row.endpoint, credentials, seconds=settings.OPENBEIAN_AUTHORITY_CALL_SECONDS)


def _require_address(endpoint: str) -> None:
    parts = urlsplit(endpoint)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.username:
        raise EndpointUnfit(endpoint=endpoint)


def _note(kind: Kind, row: Administration, actor: Actor, at: datetime, **facts: Fact) -> None:
    record(
        kind,
        subject=(kinds.ADMINISTRATION, str(row.pk)),
        actor=actor,
        at=at,
        facts={"province": row.province, **facts},
    )
