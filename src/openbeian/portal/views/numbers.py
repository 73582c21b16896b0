"""What is registered for an organisation: its numbers as cards, how they stand, and its duties."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from openbeian.accounts import access
from openbeian.accounts.actors import Actor
from openbeian.config import clock
from openbeian.numbers import domain_name, psb_number
from openbeian.portal.frame import page
from openbeian.procedure.permissions import Permission
from openbeian.psb import queries as psb
from openbeian.psb.models import PublicSecurityCase
from openbeian.registry import queries as registry
from openbeian.registry.models import Access, FactsCheck, Licence, Party, Standing
from openbeian.registry.queries import RegisteredEntity, RegisteredService
from openbeian.registry.services.standing import PARTIES
from openbeian.registry.subjects import named
from openbeian.text import Text
from openbeian.ui.components import NumberCard, footer_snippet
from openbeian.workdays import local_day

ENTITY_NUMBER = Text("ICP number of the entity", "主体备案号")
SERVICE_NUMBER = Text("ICP number of the website", "网站备案号")
PSB_NUMBER = Text("Public-security number", "公安联网备案号")
SUSPENDED = Text("Suspended", "已暂停")
_PSB_SITE = "https://beian.mps.gov.cn/#/query/webSearch?"


@dataclass(frozen=True, slots=True)
class Objection:
    """A suspension: of what, by whom, since when and why, in the words of whoever put it."""

    item: Text
    by: Text
    since: date
    reason: str
    language: str


@dataclass(frozen=True, slots=True)
class Website:
    """One registered service with its cards, our accesses, and what is still owed for it."""

    id: int
    name: str
    domains: tuple[str, ...]
    linked: bool
    cards: tuple[NumberCard, ...]
    objections: tuple[Objection, ...]
    security: PublicSecurityCase | None
    accesses: tuple[Access, ...]


@dataclass(frozen=True, slots=True)
class Registration:
    """One registered entity with its websites and licences."""

    id: int
    name: str
    card: NumberCard
    websites: tuple[Website, ...]
    licences: tuple[Licence, ...]
    check: FactsCheck | None


@access.requires(Permission.FILING_READ)
@require_safe
def registrations(request: HttpRequest) -> HttpResponse:
    """Show the numbers of the reader's organisation."""
    actor, at = access.actor(request), clock.now()
    entities = registry.registered(organisation_id=actor.tenant, at=at)
    cases = _cases(actor)
    found = tuple(_registration(entity, cases) for entity in entities)
    may_apply = actor.may(Permission.FILING_EDIT)
    return page(request, "numbers/registrations.html", registrations=found, may_apply=may_apply)


def verify_url(domain: str) -> str:
    """Return the address at which anybody can verify a domain."""
    query = urlencode({"domain": domain})
    return f"{settings.OPENBEIAN_BASE_URL}{reverse('portal:domains')}?{query}"


def psb_url(number: str) -> str:
    """Return the address at which public security shows a number."""
    return f"{_PSB_SITE}{urlencode({'code': psb_number.parse(number).digits})}"


def _cases(actor: Actor) -> dict[str, PublicSecurityCase]:
    return {case.icp_number: case for case in psb.of_organisation(actor)}


def _registration(entity: RegisteredEntity, cases: dict[str, PublicSecurityCase]) -> Registration:
    domains = [domain.name for service in entity.services for domain in service.domains]
    return Registration(
        id=entity.id,
        name=entity.name,
        card=NumberCard(
            title=ENTITY_NUMBER,
            number=entity.number,
            holder=entity.name,
            issued_on=local_day(entity.since),
            verify_url=verify_url(next(iter(domains), "")),
        ),
        websites=tuple(
            _website(entity, service, cases.get(service.number)) for service in entity.services
        ),
        licences=entity.licences,
        check=entity.open_check,
    )


def _website(
    entity: RegisteredEntity, service: RegisteredService, case: PublicSecurityCase | None
) -> Website:
    domains = tuple(domain_name.to_unicode(domain.name) for domain in service.domains)
    return Website(
        id=service.id,
        name=service.name,
        domains=domains,
        linked=service.linked_since is not None,
        cards=tuple(_cards(entity, service, case, ", ".join(domains))),
        objections=tuple(_objection(standing) for standing in service.suspensions),
        security=case,
        accesses=tuple(access for access in service.accesses if access.here),
    )


def _cards(
    entity: RegisteredEntity,
    service: RegisteredService,
    case: PublicSecurityCase | None,
    domains: str,
) -> Iterable[NumberCard]:
    address = verify_url(next((domain.name for domain in service.domains), ""))
    yield NumberCard(
        title=SERVICE_NUMBER,
        number=service.number,
        holder=entity.name,
        subject=f"{service.name} · {domains}",
        issued_on=local_day(service.since),
        verify_url=address,
        snippet=footer_snippet(service.number),
        void=SUSPENDED if service.suspensions else "",
    )
    if service.psb_number:
        yield NumberCard(
            title=PSB_NUMBER,
            number=service.psb_number,
            holder=entity.name,
            subject=f"{service.name} · {domains}",
            issued_on=local_day(case.moved_at if case else service.since),
            verify_url=psb_url(service.psb_number),
            snippet=footer_snippet(service.psb_number, link=psb_url(service.psb_number)),
        )


def _objection(standing: Standing) -> Objection:
    return Objection(
        item=_item(standing),
        by=PARTIES[Party(standing.by)],
        since=local_day(standing.since),
        reason=standing.reason,
        language=standing.language,
    )


def _item(standing: Standing) -> Text:
    """Return what is suspended, in words."""
    rows = (standing.entity, standing.service, standing.domain, standing.access)
    return next(named(row) for row in rows if row is not None)
