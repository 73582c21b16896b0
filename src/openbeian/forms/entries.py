"""The sections that the forms share: entity, persons, service and access, from a declaration."""

from openbeian.declaration.values import Access, Declaration, Person, Service
from openbeian.errors import DomainError
from openbeian.forms import words
from openbeian.forms.sheet import STRUCK, Cell, Section, listed
from openbeian.text import Text


class NoSuchService(DomainError):
    """A form was asked for a service that the declaration does not hold."""

    code = "forms.no_such_service"
    message = Text(
        "The declaration has no service {service_id}.", "备案申报中没有编号为{service_id}的服务。"
    )


def service_of(declaration: Declaration, service_id: int) -> Service:
    """Return one service of a declaration. Raises NoSuchService."""
    for service in declaration.services:
        if service.id == service_id:
            return service
    raise NoSuchService(service_id=service_id)


def entity_section(declaration: Declaration) -> Section:
    """Return what is stated of the entity (主办者)."""
    entity = declaration.entity
    return Section(
        Text("The entity", "主办者信息"),
        (
            Cell(Text("Name of the entity", "主办者名称"), entity.name, wide=True),
            Cell(
                Text("Nature", "主办者性质"),
                words.code_name("entity_natures", entity.nature_id),
            ),
            Cell(
                Text("Registered capital", "注册资本"), words.capital(entity.registered_capital_cny)
            ),
            Cell(
                Text("Certificate", "证件类型"),
                words.code_name("certificate_types", entity.certificate.type_id),
            ),
            Cell(Text("Certificate number", "证件号码"), entity.certificate.number),
            Cell(Text("Valid until", "证件有效期至"), words.until(entity.certificate.valid_until)),
            Cell(Text("Registered in", "注册登记地"), words.place(entity.registered_province)),
            Cell(
                Text("Address on the certificate", "证件住所"),
                entity.certificate_address,
                wide=True,
            ),
            Cell(Text("Postal address", "通信地址"), words.address(entity.address), wide=True),
            Cell(
                Text("Investor or superior", "投资者或主管单位"),
                entity.investor or STRUCK,
                wide=True,
            ),
        ),
    )


def person_section(title: Text, person: Person) -> Section:
    """Return what is stated of a person in charge (负责人)."""
    return Section(
        title,
        (
            Cell(Text("Name", "姓名"), person.name),
            Cell(
                Text("Nationality", "国籍（地区）"),
                words.code_name("countries", person.nationality),
            ),
            Cell(
                Text("Certificate", "证件类型"),
                words.code_name("certificate_types", person.certificate.type_id),
            ),
            Cell(Text("Certificate number", "证件号码"), person.certificate.number),
            Cell(Text("Valid until", "证件有效期至"), words.until(person.certificate.valid_until)),
            Cell(Text("Mobile", "手机号码"), person.mobile),
            Cell(Text("Office phone", "办公电话"), person.office_phone or STRUCK),
            Cell(Text("Emergency phone", "应急联系电话"), person.emergency_phone or STRUCK),
            Cell(Text("E-mail", "电子邮箱"), person.email, wide=True),
        ),
    )


def service_section(title: Text, service: Service) -> Section:
    """Return what is stated of a service (互联网信息服务)."""
    called = words.noun(service.kind)
    return Section(
        title,
        (
            Cell(Text("Name of the service", f"{called}名称"), service.name, wide=True),
            Cell(Text("Kind of service", "服务类型"), called),
            Cell(
                Text("Sells directly", "是否直接销售"),
                "是" if service.commercial else "否",
            ),
            Cell(Text("Domain", "域名"), domains(service), wide=True),
            Cell(Text("Home page", "首页网址"), service.home_url or STRUCK, wide=True),
            Cell(
                Text("Service content", "服务内容"),
                words.code_names("service_contents", service.content_ids),
            ),
            Cell(Text("Languages", "语种"), words.code_names("languages", service.language_ids)),
            Cell(Text("Industry approval", "前置审批"), words.preapprovals(service), wide=True),
            Cell(Text("Remark", "备注"), service.remark or STRUCK, wide=True),
        ),
    )


def access_section(title: Text, service: Service) -> Section:
    """Return how the service is connected, one access after the other."""
    return Section(title, tuple(cell for access in service.access for cell in _access(access)))


def _access(access: Access) -> tuple[Cell, ...]:
    return (
        Cell(
            Text("Access method", "接入方式"), words.code_names("access_methods", access.method_ids)
        ),
        Cell(
            Text("Place of the servers", "服务器放置地"),
            words.code_names("server_places", access.server_place_ids),
        ),
        Cell(Text("IP addresses", "IP地址"), listed(access.ip_addresses), wide=True),
    )


def domains(service: Service) -> str:
    """Return the domains of a service with their holders, one a line."""
    lines = (f"{words.domain(row.name)}　持有者：{row.holder or STRUCK}" for row in service.domains)
    return "\n".join(lines) or STRUCK
