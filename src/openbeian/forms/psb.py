"""The data sheet for the public-security filing (公安联网备案), to be copied into its portal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from openbeian.declaration.values import Declaration, Person, Service
from openbeian.forms import entries, words
from openbeian.forms.sheet import Cell, Section
from openbeian.forms.typesetting import typeset
from openbeian.text import Text

TITLE = Text("Data Sheet for the Public-Security Filing", "公安联网备案信息表")


# left empty for the applicant to fill in
BLANK = ""

_INTERACTIVE = {None: BLANK, True: "交互式", False: "非交互式"}


@dataclass(frozen=True, slots=True)
class PsbAnswers:
    """What the portal asks beyond the declaration; what is not known stays blank on the sheet.

    Where nobody is named, the person in charge of the service is the security leader, and the one
    of the entity the emergency contact.
    """

    registrar: str = ""
    opened_on: date | None = None
    interactive: bool | None = None
    security_leader: Person | None = None
    emergency_contact: Person | None = None


NOTHING_FURTHER = PsbAnswers()


def psb_data_pack(
    declaration: Declaration,
    service_id: int,
    *,
    icp_number: str,
    provider_name: str,
    on: date,
    due_on: date | None = None,
    answers: PsbAnswers = NOTHING_FURTHER,
) -> bytes:
    """Return the data sheet of one approved service as PDF/A.

    `icp_number` is that of the service and numbers the sheet; `due_on` is the last day for the
    filing. Raises NoSuchService.
    """
    return typeset(
        "psb",
        title=TITLE,
        reference=icp_number,
        on=on,
        sections=psb_sections(
            declaration,
            service_id,
            icp_number=icp_number,
            provider_name=provider_name,
            answers=answers,
        ),
        due=words.chinese_date(due_on) if due_on else BLANK,
    )


def psb_sections(
    declaration: Declaration,
    service_id: int,
    *,
    icp_number: str,
    provider_name: str,
    answers: PsbAnswers = NOTHING_FURTHER,
) -> tuple[Section, ...]:
    """Return the same data by section and label, for a page with buttons to copy each value.

    Raises NoSuchService.
    """
    service = entries.service_of(declaration, service_id)
    entity = entries.entity_section(declaration)
    number = Cell(
        Text("ICP number of the entity", "主体备案号"), _entity_number(icp_number), wide=True
    )
    return (
        Section(entity.title, (entity.cells[0], number, *entity.cells[1:])),
        entries.person_section(
            Text("Person in charge of the entity", "主体负责人信息"), declaration.entity.leader
        ),
        Section(
            Text("The service", f"{words.noun(service.kind)}信息"),
            tuple(_service(service, icp_number, answers)),
        ),
        Section(Text("Access", "网络接入信息"), tuple(_access(service, provider_name))),
        entries.person_section(
            Text("Person in charge of network security", "网络安全负责人"),
            answers.security_leader or service.leader,
        ),
        _emergency(answers.emergency_contact or declaration.entity.leader),
    )


def _entity_number(service_number: str) -> str:
    """Cut the service off: `沪ICP备2026012345号-1` belongs to `沪ICP备2026012345号`."""
    entity, cut, _ = service_number.partition("号-")
    return f"{entity}号" if cut else entity


def _service(service: Service, icp_number: str, answers: PsbAnswers) -> Iterator[Cell]:
    yield Cell(Text("Name", "名称"), service.name, wide=True)
    yield Cell(Text("ICP number of the service", "网站备案号"), icp_number, wide=True)
    yield Cell(
        Text("Domain", "域名"), _lines(words.domain(row.name) for row in service.domains), wide=True
    )
    holders = dict.fromkeys(domain.holder for domain in service.domains)
    yield Cell(Text("Holder of the domain", "域名持有者"), _lines(holders), wide=True)
    yield Cell(Text("Registrar", "域名注册服务机构"), answers.registrar)
    yield Cell(
        Text("Opened on", "开通日期"),
        words.chinese_date(answers.opened_on) if answers.opened_on else BLANK,
    )
    yield Cell(Text("Home page", "首页网址"), service.home_url, wide=True)
    yield Cell(
        Text("Interactive or not", "交互式／非交互式"), _INTERACTIVE[answers.interactive], wide=True
    )
    yield Cell(
        Text("Service content", "服务内容"),
        words.code_names("service_contents", service.content_ids),
    )
    yield Cell(Text("Languages", "语种"), words.code_names("languages", service.language_ids))
    yield Cell(Text("Industry approval", "前置审批"), words.preapprovals(service), wide=True)


def _access(service: Service, provider_name: str) -> Iterator[Cell]:
    yield Cell(Text("Access provider", "接入服务商"), provider_name, wide=True)
    yield from entries.access_section(Text("Access", "接入信息"), service).cells


def _emergency(person: Person) -> Section:
    return Section(
        Text("Emergency contact", "应急联络人"),
        (
            Cell(Text("Name", "姓名"), person.name),
            Cell(Text("Mobile", "手机号码"), person.mobile),
            Cell(Text("Emergency phone", "应急联系电话"), person.emergency_phone),
            Cell(Text("E-mail", "电子邮箱"), person.email),
        ),
    )


def _lines(values: Iterable[str]) -> str:
    return "\n".join(values)
