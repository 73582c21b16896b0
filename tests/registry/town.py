"""What the registry's tests share: the moment, the people, and hands that register and look up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction

from examples import DECLARATION, SERVICE
from openbeian.accounts.actors import Actor
from openbeian.accounts.models import Organisation
from openbeian.declaration.values import Declaration, Domain, Service
from openbeian.notices import payload
from openbeian.outbox.models import Effect
from openbeian.procedure.permissions import Role
from openbeian.registry.answers import answer
from openbeian.registry.models import Party
from openbeian.registry.services import Cause, LookUp, amend, process, record_elsewhere, register

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
DOMAIN = "shili-keji.cn"
ENTITY_NUMBER = "沪ICP备2026006107号"
SERVICE_NUMBER = "沪ICP备2026006107号-1"
FILING = UUID("00000000-0000-4000-8000-000000000001")
OTHER_FILING = UUID("00000000-0000-4000-8000-000000000002")

COMPANY = UUID("00000000-0000-4000-8000-0000000000aa")
STRANGERS = UUID("00000000-0000-4000-8000-0000000000bb")
PROVIDER = UUID("00000000-0000-4000-8000-0000000000cc")

APPLICANT = Actor(1, COMPANY, Role.APPLICANT, "Anna")
STRANGER = Actor(2, STRANGERS, Role.APPLICANT, "Bao")
REVIEWER = Actor(3, PROVIDER, Role.REVIEWER, "Chen")
SENIOR = Actor(4, PROVIDER, Role.SENIOR_REVIEWER, "Deng")

ADMINISTRATION_SAYS = Cause(Party.ADMINISTRATION, "网站内容与备案不符", "zh-hans")
PROVIDER_SAYS = Cause(Party.PROVIDER, "The site could not be reached for a month", "en")


def found_organisations() -> None:
    """Make the three organisations that the actors act for."""
    Organisation.objects.create(id=COMPANY, name="上海示例合资科技有限公司", kind="applicant")
    Organisation.objects.create(id=STRANGERS, name="上海另例贸易有限公司", kind="applicant")
    Organisation.objects.create(id=PROVIDER, name="示例云", kind="provider")


def website(number: int = 1, domain: str = DOMAIN, **changes: object) -> Service:
    """Return a declared website with one domain."""
    domains = (Domain(id=1, name=domain, holder="上海示例合资科技有限公司"),)
    return replace(SERVICE, **{"id": number, "domains": domains, **changes})


def declared(*services: Service, number: str = "") -> Declaration:
    """Return a declaration of these services, by the entity with this certificate number."""
    entity = DECLARATION.entity
    if number:
        entity = replace(entity, certificate=replace(entity.certificate, number=number))
    return replace(DECLARATION, entity=entity, services=services or (website(),))


def enter(
    declaration: Declaration | None = None,
    *,
    organisation=COMPANY,
    entity_number=ENTITY_NUMBER,
    numbers=None,
    at=NOON,
    actor=REVIEWER,
):
    """Register a declaration in a transaction of its own; services are numbered by their ids."""
    declaration = declaration or declared()
    default = {service.id: f"{entity_number}-{service.id}" for service in declaration.services}
    with transaction.atomic():
        return register.register(
            declaration=declaration,
            organisation_id=organisation,
            entity_number=entity_number,
            service_numbers=numbers or default,
            filing_id=FILING,
            actor=actor,
            at=at,
        )


def change(declaration: Declaration, *, numbers=None, at=NOON + DAY, organisation=COMPANY):
    """Amend what is registered in a transaction of its own."""
    default = {service.id: f"{ENTITY_NUMBER}-{service.id}" for service in declaration.services}
    with transaction.atomic():
        return amend.amend(
            declaration=declaration,
            organisation_id=organisation,
            entity_number=ENTITY_NUMBER,
            service_numbers=default if numbers is None else numbers,
            filing_id=OTHER_FILING,
            actor=REVIEWER,
            at=at,
        )


def apply_for(*domains: str, filing=FILING, at=NOON, holder=None) -> None:
    """Put domains in process for an application, in a transaction of its own."""
    with transaction.atomic():
        process.begin(domains=domains, filing_id=filing, at=at, holder=holder)


def look_up(domain=DOMAIN, *, number="京ICP备2021000001号-1", at=NOON, as_of=None) -> None:
    """Record what the administration said of a domain."""
    said = LookUp("公共查询", as_of or at, service_number=number)
    record_elsewhere(domain=domain, look_up=said, actor=REVIEWER, at=at)


def told() -> list[tuple[str, dict[str, object]]]:
    """Return template and facts of all messages owed to the company, as notices reads them."""
    orders = [
        payload.read(effect.payload, effect.secret())
        for effect in Effect.objects.filter(kind=payload.KIND).order_by("pk")
    ]
    assert {(order.organisation_id, order.audience) for order in orders} <= {(COMPANY, "applicant")}
    return [(order.template.name, dict(order.facts)) for order in orders]


def reason(host: str = DOMAIN, *, at=NOON + HOUR, product=None) -> str:
    """Return the reason of the answer for a host."""
    return answer(host, at=at, product=product).reason.value
