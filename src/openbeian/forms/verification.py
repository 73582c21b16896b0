"""The authenticity verification form (备案信息真实性核验单), one for each service."""

from collections.abc import Iterator
from datetime import date

from openbeian.declaration.values import Declaration, Service
from openbeian.forms import entries, words
from openbeian.forms.sheet import STRUCK, Cell, Section, listed
from openbeian.forms.typesetting import typeset
from openbeian.text import Text

# what a verifier ticks beside a cell: 一致/不一致, 有效/无效, 已采集/未采集
SAME, REACHABLE, TAKEN = "same", "reachable", "taken"
IN_CHARGE_OF_ENTITY = Text("Person in charge of the entity", "主体负责人")


def verification_form(
    declaration: Declaration, service_id: int, *, provider_name: str, reference: str, on: date
) -> bytes:
    """Return the verification form of one service as PDF/A, for its verifier to tick and sign.

    `provider_name` is the access provider that checks. Raises NoSuchService.
    """
    service = entries.service_of(declaration, service_id)
    called = words.noun(service.kind)
    return typeset(
        "verification",
        title=Text("Filing Authenticity Verification Form", f"{called}备案信息真实性核验单"),
        reference=reference,
        on=on,
        sections=sections(declaration, service, provider_name),
        provider=provider_name,
        noun=called,
        leader=f"Signature of the {words.leader(service.kind).en.lower()}",
    )


def sections(declaration: Declaration, service: Service, provider_name: str) -> tuple[Section, ...]:
    """Return what is verified, section by section."""
    called = words.noun(service.kind)
    return (
        Section(Text("The entity", "主办者信息"), tuple(_entity(declaration))),
        Section(Text("Contacts", "联系方式"), tuple(_contacts(declaration, service))),
        Section(Text("The service", f"{called}信息"), tuple(_service(service))),
        Section(Text("Access", "接入信息"), tuple(_access(service, provider_name))),
    )


def _entity(declaration: Declaration) -> Iterator[Cell]:
    entity = declaration.entity
    kind = words.code_name("certificate_types", entity.certificate.type_id)
    yield Cell(Text("Name of the entity", "主办者名称"), entity.name)
    yield Cell(Text("Certificate", "主办者证件"), f"{kind}　{entity.certificate.number}")
    yield Cell(Text("Address on the certificate", "证件住所"), entity.certificate_address)
    yield Cell(IN_CHARGE_OF_ENTITY, words.identified(entity.leader))
    yield Cell(Text("Postal address", "通信地址"), words.address(entity.address))


def _contacts(declaration: Declaration, service: Service) -> Iterator[Cell]:
    leaders = (
        (IN_CHARGE_OF_ENTITY, declaration.entity.leader),
        (words.leader(service.kind), service.leader),
    )
    for who, person in leaders:
        yield Cell(who, words.contacts(person), check=REACHABLE)


def _service(service: Service) -> Iterator[Cell]:
    called = words.noun(service.kind)
    yield Cell(Text("Name of the service", f"{called}名称"), service.name)
    yield Cell(Text("Domain and holder", "域名及持有者"), entries.domains(service))
    yield Cell(Text("Home page", "首页网址"), service.home_url or STRUCK)
    yield Cell(
        Text("Content and languages", "服务内容、语种"),
        f"{words.code_names('service_contents', service.content_ids)}；"
        f"{words.code_names('languages', service.language_ids)}",
    )
    yield Cell(Text("Industry approval", "前置审批"), words.preapprovals(service))
    leader = words.leader(service.kind)
    yield Cell(leader, words.identified(service.leader))
    yield Cell(
        Text("Photo of that person", f"{leader.zh}照片"),
        "在规定幕布前拍摄" if service.photo_on_backdrop else "未使用规定幕布",
        check=TAKEN,
    )


def _access(service: Service, provider_name: str) -> Iterator[Cell]:
    yield Cell(Text("Access provider", "接入服务商"), provider_name)
    for access in service.access:
        place = words.code_names("server_places", access.server_place_ids)
        yield Cell(
            Text("Access method, place", "接入方式、放置地"),
            f"{words.code_names('access_methods', access.method_ids)}；{place}",
        )
        yield Cell(Text("IP addresses", "IP地址"), listed(access.ip_addresses))
