"""What is recorded about a domain by its name: black lists, and what is filed elsewhere."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openbeian.accounts.actors import Actor
from openbeian.audit.services import record
from openbeian.errors import DomainError
from openbeian.gate import hosts
from openbeian.procedure.permissions import Permission
from openbeian.registry import kinds, numbering
from openbeian.registry.models import BlackListedDomain, Elsewhere
from openbeian.registry.services.standing import ReasonMissing
from openbeian.registry.services.writing import refusing
from openbeian.text import Text


class DomainUnfit(DomainError):
    """What was given is not a domain that somebody could register."""

    code = "registry.domain_unfit"
    message = Text(
        "This is not a domain that somebody can register. Enter one such as example.cn.",
        "所填内容不是可注册的域名，请填写完整域名，例如example.cn。",
    )


class AlreadyBlackListed(DomainError):
    """The domain is on the black list already."""

    code = "registry.already_black_listed"
    message = Text("{domain} is on the black list already.", "{domain}已在黑名单中。")


class NotBlackListed(DomainError):
    """The domain is not on the black list."""

    code = "registry.not_black_listed"
    message = Text("{domain} is not on the black list.", "{domain}不在黑名单中。")


class EvidenceFromTheFuture(DomainError):
    """What the administration said cannot be later than now."""

    code = "registry.evidence_from_the_future"
    message = Text(
        "The date of the look-up lies in the future. Enter when the administration said it.",
        "查询时间晚于当前时间，请填写实际查询时间。",
    )


class SourceMissing(DomainError):
    """Evidence without a source is none."""

    code = "registry.source_missing"
    message = Text("State where this was looked up.", "请填写查询来源。")


class NumbersDiffer(DomainError):
    """The two numbers that were found are not of one entity."""

    code = "registry.numbers_differ"
    message = Text(
        "The service number does not continue the entity number. Copy both again.",
        "网站备案号与主体备案号不一致，请核对。",
    )


@dataclass(frozen=True, slots=True)
class LookUp:
    """What the administration said about a domain: its numbers, or nothing where it knew none.

    `service_number` may stay empty; `source` says how it was looked up, `as_of` when.
    """

    source: str
    as_of: datetime
    entity_number: str = ""
    service_number: str = ""


@transaction.atomic(durable=True)
def blacklist(
    *, domain: str, reason: str, source: str, actor: Actor, at: datetime
) -> BlackListedDomain:
    """Put a domain on the black list.

    Raises NotPermitted, DomainUnfit, ReasonMissing, SourceMissing, AlreadyBlackListed.
    """
    actor.require(Permission.REGISTRY_STANDING)
    return _list(domain, reason, source, actor, at)


@transaction.atomic(durable=True)
def unblacklist(*, domain: str, reason: str, actor: Actor, at: datetime) -> BlackListedDomain:
    """Take a domain off the black list.

    Raises NotPermitted, DomainUnfit, ReasonMissing, NotBlackListed.
    """
    actor.require(Permission.REGISTRY_STANDING)
    name = registrable(domain)
    words = _stated(reason, ReasonMissing())
    row = BlackListedDomain.objects.in_force().select_for_update().filter(domain=name).first()
    if row is None:
        raise NotBlackListed(domain=name)
    return _clear(row, words, actor, at)


@transaction.atomic(durable=True)
def follow_list(
    *, domain: str, listed: bool, reason: str, source: str, actor: Actor, at: datetime
) -> BlackListedDomain | None:
    """Follow what a list of the administration says of a domain; None where nothing changes.

    What somebody else put on the black list stays there, whatever this list says.
    Raises NotPermitted, DomainUnfit, ReasonMissing, SourceMissing.
    """
    actor.require(Permission.AUTHORITY_RECORD)
    on_it = BlackListedDomain.objects.in_force().select_for_update()
    row = on_it.filter(domain=registrable(domain)).first()
    if listed:
        return _list(domain, reason, source, actor, at) if row is None else None
    if row is None or row.source != source:
        return None
    return _clear(row, _stated(reason, ReasonMissing()), actor, at)


def _list(domain: str, reason: str, source: str, actor: Actor, at: datetime) -> BlackListedDomain:
    name = registrable(domain)
    words, list_name = _stated(reason, ReasonMissing()), _stated(source, SourceMissing())
    row = BlackListedDomain(domain=name, source=list_name, since=at)
    row.set_reason(words)
    with refusing(AlreadyBlackListed(domain=name)):
        row.save(force_insert=True)
    facts = {"source": list_name, "reason": words}
    record(kinds.BLACK_LISTED, subject=(kinds.DOMAIN, name), actor=actor, at=at, facts=facts)
    return row


def _clear(row: BlackListedDomain, words: str, actor: Actor, at: datetime) -> BlackListedDomain:
    row.end(at)
    subject = (kinds.DOMAIN, row.domain)
    record(kinds.CLEARED, subject=subject, actor=actor, at=at, facts={"reason": words})
    return row


@transaction.atomic(durable=True)
def record_elsewhere(*, domain: str, look_up: LookUp, actor: Actor, at: datetime) -> Elsewhere:
    """Record what the administration says of a domain; it supersedes what was recorded before.

    Raises NotPermitted, DomainUnfit, SourceMissing, EvidenceFromTheFuture, NumberError,
    NumbersDiffer.
    """
    actor.require(Permission.AUTHORITY_RECORD)
    name = registrable(domain)
    source = _stated(look_up.source, SourceMissing())
    if look_up.as_of > at:
        raise EvidenceFromTheFuture
    entity_number, service_number = _numbers(look_up)
    for former in Elsewhere.objects.in_force().select_for_update().filter(domain=name):
        former.end(at)
    row = Elsewhere.objects.create(
        domain=name,
        filed=bool(entity_number),
        entity_number=entity_number,
        service_number=service_number,
        source=source,
        as_of=look_up.as_of,
        since=at,
    )
    record(
        kinds.SEEN_ELSEWHERE,
        subject=(kinds.DOMAIN, name),
        actor=actor,
        at=at,
        facts={
            "number": service_number or entity_number or Text("no registration", "无备案记录"),
            "source": source,
            "as_of": look_up.as_of.isoformat(),
        },
    )
    return row


def registrable(domain: str) -> str:
    """Return the registrable domain of a name in any shape. Raises DomainUnfit."""
    host = hosts.read(domain)
    if host.fault is not None:
        raise DomainUnfit(fault=host.fault)
    return host.registrable


def _stated(words: str, missing: DomainError) -> str:
    if not words.strip():
        raise missing
    return words.strip()


def _numbers(look_up: LookUp) -> tuple[str, str]:
    """Return main and service number in canonical form; either spelling may name the service."""
    read = [
        numbering.read(typed) for typed in (look_up.entity_number, look_up.service_number) if typed
    ]
    if len({number.main for number in read}) > 1:
        raise NumbersDiffer
    main = read[0].main if read else ""
    service = next((str(number) for number in reversed(read) if number.service), "")
    return main, service
