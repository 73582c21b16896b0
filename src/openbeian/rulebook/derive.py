"""Works out the facts of a declaration, or of first answers, that the rules look at."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Protocol

from openbeian.declaration.values import Certificate, Declaration, Entity, Person, Service
from openbeian.numbers import mobile
from openbeian.rulebook.conditions import Fact, Facts
from openbeian.rulebook.facts import Subject
from openbeian.rulebook.results import Answers
from openbeian.rulebook.rules import Scope
from openbeian.rulebook.values import (
    ApprovalStatus,
    Edition,
    EntityKind,
    PreapprovalCategory,
    Province,
)
from openbeian.text import Text

_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_RESIDENT_ID, _PASSPORT = 2, 7
_FIRST_SERVICE = "services[1]"


class Book(Protocol):
    """What the facts need of the rulebook."""

    kinds: dict[str, EntityKind]
    provinces: dict[str, Province]
    preapprovals: dict[str, PreapprovalCategory]

    def province_facts(self, code: str, *, individual: bool, on: date) -> Facts:
        """Return what the province asks, as facts named `province.<key>`."""
        ...


class Deriver:
    """Derives facts for one edition and one day."""

    def __init__(self, book: Book, edition: Edition, on: date) -> None:
        self._book = book
        self._edition = edition
        self._on = on

    def declaration(self, declaration: Declaration) -> Iterator[Subject]:
        """Yield everything in a declaration that rules look at, the whole first."""
        entity = declaration.entity
        industries = tuple(
            dict.fromkeys(name for each in declaration.services for name in each.industries)
        )
        facts = {
            **self._shared(entity.kind, entity.registered_province, declaration.province),
            **self._entity(entity),
            **self._industries(industries),
            "commercial": any(service.commercial for service in declaration.services),
            "service_count": len(declaration.services),
        }
        yield Subject(Scope.DECLARATION, "", facts)
        yield self._person("entity.leader", "owner", entity.leader, facts)
        for path, words in (
            ("entity.name", entity.name),
            ("entity.certificate_address", entity.certificate_address),
            ("entity.address.detail", entity.address.detail),
            ("entity.investor", entity.investor),
        ):
            yield _text(path, words, facts)
        for service in declaration.services:
            yield from self._service(f"services[{service.id}]", service, entity, facts)

    def person(self, path: str, person: Person) -> Subject:
        """Return a person in charge as something that rules look at, whatever else is unknown."""
        role = "owner" if path.startswith("entity.") else "webmaster"
        return self._person(path, role, person, {})

    def answers(self, answers: Answers) -> Iterator[Subject]:
        """Yield what first answers tell, with one service and two persons yet unknown."""
        facts: dict[str, Fact] = {
            **self._shared(answers.entity_kind, answers.registered_province, answers.province),
            **self._industries(answers.industries),
            "commercial": answers.commercial,
        }
        if answers.capital_cny is not None:
            facts["entity.capital_cny"] = answers.capital_cny
        certificate = answers.owner_certificate or self._usual_certificate(facts)
        if certificate is not None:
            facts["entity.leader.certificate_type"] = certificate
        yield Subject(Scope.DECLARATION, "", facts)
        yield Subject(Scope.PERSON, "entity.leader", {**facts, "person.role": "owner"})
        service: Facts = {
            **facts,
            "service.commercial": answers.commercial,
            "service.industries": answers.industries,
            "service.industries_known": all(map(self._knows, answers.industries)),
        }
        yield Subject(Scope.SERVICE, _FIRST_SERVICE, service)
        webmaster = {**facts, "person.role": "webmaster"}
        yield Subject(Scope.PERSON, f"{_FIRST_SERVICE}.leader", webmaster)
        yield from self._each_industry(_FIRST_SERVICE, answers.industries, service, {})

    def _usual_certificate(self, facts: Facts) -> int | None:
        """Return what the owner usually holds, as the founding document takes it.

        Its list speaks to foreign applicants, whose owner has a passport; the owner of another
        entity has the resident identity card.
        """
        if self._edition is Edition.CURRENT or "entity.foreign" not in facts:
            return None
        return _PASSPORT if facts["entity.foreign"] else _RESIDENT_ID

    def _shared(self, kind_id: str, registered: str, province: str) -> dict[str, Fact]:
        kind = self._book.kinds.get(kind_id)
        facts: dict[str, Fact] = {
            "province": province,
            "province.known": province in self._book.provinces,
            "entity.kind": kind_id,
            "entity.kind_known": kind is not None,
            "entity.registered_province": registered,
        }
        for name, code in (("title", province), ("registered_title", registered)):
            known = self._book.provinces.get(code)
            facts[f"province.{name}"] = known.text if known else code
        if kind is not None:
            facts |= self._kind(kind)
            facts |= self._book.province_facts(province, individual=kind.individual, on=self._on)
        return facts

    def _kind(self, kind: EntityKind) -> dict[str, Fact]:
        facts: dict[str, Fact] = {
            "entity.title": kind.text,
            "entity.foreign": kind.foreign,
            "entity.individual": kind.individual,
        }
        for name, cells in (("filing", kind.filing), ("licence", kind.licence)):
            cell = cells[self._edition]
            facts[f"entity.{name}"] = cell.value.value
            facts[f"entity.{name}_basis"] = cell.basis
            facts[f"entity.{name}_source"] = cell.evidence.source
            facts[f"entity.{name}_as_of"] = cell.evidence.as_of
        return facts

    def _entity(self, entity: Entity) -> dict[str, Fact]:
        facts: dict[str, Fact] = {
            "entity.capital_cny": entity.registered_capital_cny,
            "entity.certificate_days_left": self._days_left(entity.certificate),
            "entity.certificate_until": _until(entity.certificate),
            "entity.leader.certificate_type": entity.leader.certificate.type_id,
        }
        kind = self._book.kinds.get(entity.kind)
        if kind is not None:
            fits = entity.certificate.type_id in kind.certificate_type_ids
            facts["entity.certificate_fits_kind"] = fits
        return facts

    def _industries(self, industries: tuple[str, ...]) -> dict[str, Fact]:
        known = [self._book.preapprovals[name] for name in industries if self._knows(name)]
        return {
            "industries": industries,
            "preapproval_needed": any(
                category.editions[self._edition].status is ApprovalStatus.REQUIRED
                for category in known
            ),
        }

    def _service(
        self, path: str, service: Service, entity: Entity, facts: Facts
    ) -> Iterator[Subject]:
        same_person = service.leader.certificate.number == entity.leader.certificate.number
        shares = (
            service.leader.mobile == entity.leader.mobile
            or service.leader.email.lower() == entity.leader.email.lower()
        )
        facts = {
            **facts,
            "service.kind": service.kind.value,
            "service.commercial": service.commercial,
            "service.industries": service.industries,
            "service.industries_known": all(map(self._knows, service.industries)),
            "service.domain_count": len(service.domains),
            "service.photo_on_backdrop": service.photo_on_backdrop,
            "service.leaders_share_contact": shares and not same_person,
        }
        yield Subject(Scope.SERVICE, path, facts)
        yield _text(f"{path}.name", service.name, facts)
        yield _text(f"{path}.remark", service.remark, facts)
        yield self._person(f"{path}.leader", "webmaster", service.leader, facts)
        for number, domain in enumerate(service.domains):
            holder: Facts = {
                "domain.is_further": number > 0,
                "domain.holder_is_entity": domain.holder.strip() == entity.name.strip(),
                "domain.holder_is_leader": domain.holder.strip() == entity.leader.name.strip(),
            }
            yield Subject(Scope.DOMAIN, f"{path}.domains[{domain.id}]", {**facts, **holder})
        numbers = {approval.category: approval.number for approval in service.preapprovals}
        given: dict[str, Facts] = {
            industry: {"industry.number_given": bool(numbers.get(industry, "").strip())}
            for industry in service.industries
        }
        yield from self._each_industry(path, service.industries, facts, given)

    def _each_industry(
        self, path: str, industries: tuple[str, ...], facts: Facts, given: Mapping[str, Facts]
    ) -> Iterator[Subject]:
        for industry in industries:
            if not self._knows(industry):
                continue
            category = self._book.preapprovals[industry]
            cell = category.editions[self._edition]
            own: Facts = {
                "industry.id": industry,
                "industry.status": cell.status.value,
                "industry.high_failure": cell.high_failure,
                "industry.title": category.text,
                "industry.authority": category.authority,
                "industry.approval": cell.approval or category.text,
                "industry.source": cell.evidence.source,
                "industry.as_of": cell.evidence.as_of,
                **given.get(industry, {}),
            }
            where = f"{path}.preapprovals[{industry}]"
            yield Subject(Scope.INDUSTRY, where, {**facts, **own})

    def _person(self, path: str, role: str, person: Person, facts: Facts) -> Subject:
        own: Facts = {
            "person.role": role,
            "person.nationality": person.nationality,
            "person.certificate_type": person.certificate.type_id,
            "person.certificate_days_left": self._days_left(person.certificate),
            "person.certificate_until": _until(person.certificate),
            "person.mobile_is_mainland": mobile.is_valid(person.mobile),
            "person.emergency_is_mobile": person.emergency_phone == person.mobile,
        }
        return Subject(Scope.PERSON, path, {**facts, **own})

    def _days_left(self, certificate: Certificate) -> int | None:
        """Return the days until the last valid one; None for a long-term certificate."""
        until = certificate.valid_until
        return None if until is None else (until - self._on).days

    def _knows(self, industry: str) -> bool:
        return industry in self._book.preapprovals


def _until(certificate: Certificate) -> Text | None:
    """Return the last valid day in words; None for a long-term certificate."""
    day = certificate.valid_until
    if day is None:
        return None
    return Text(f"{day.day} {day:%B} {day.year}", f"{day.year}年{day.month}月{day.day}日")


def _text(path: str, words: str, facts: Facts) -> Subject:
    own: Facts = {
        "text.filled": bool(words.strip()),
        "text.chinese": _CHINESE.search(words) is not None,
    }
    return Subject(Scope.TEXT, path, {**facts, **own})
