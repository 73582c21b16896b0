"""The ICP application form (互联网信息服务备案申请表), to be signed and sealed."""

from collections.abc import Iterator
from datetime import date

from openbeian.declaration.values import Declaration, Service
from openbeian.forms import entries, words
from openbeian.forms.sheet import Section
from openbeian.forms.typesetting import typeset
from openbeian.text import Text

TITLE = Text("Application Form for ICP Filing", "互联网信息服务备案申请表")


def application_form(declaration: Declaration, *, reference: str, on: date) -> bytes:
    """Return the application form of a declaration as PDF/A; one form for all its services.

    `reference` is printed as the number of the form, `on` as its date (Asia/Shanghai).
    """
    return typeset(
        "application",
        title=TITLE,
        reference=reference,
        on=on,
        sections=sections(declaration),
        administration=words.administration(declaration.province),
    )


def sections(declaration: Declaration) -> tuple[Section, ...]:
    """Return what the form holds, section by section."""
    leader = Text("Person in charge of the entity", "主体负责人信息")
    of_services = (
        section
        for position, service in enumerate(declaration.services, start=1)
        for section in _of_service(service, _mark(position, len(declaration.services)))
    )
    return (
        entries.entity_section(declaration),
        entries.person_section(leader, declaration.entity.leader),
        *of_services,
    )


def _of_service(service: Service, mark: str) -> Iterator[Section]:
    leader = words.leader(service.kind)
    yield entries.service_section(Text(f"The service{mark}", f"互联网信息服务信息{mark}"), service)
    yield entries.person_section(
        Text(f"{leader.en}{mark}", f"{leader.zh}信息{mark}"), service.leader
    )
    yield entries.access_section(Text(f"Access{mark}", f"接入信息{mark}"), service)


def _mark(position: int, count: int) -> str:
    return "" if count == 1 else f"（{position}/{count}）"
