"""The facts that rules look at, under the same names for a declaration and for first answers.

What is not known is left out, which leaves conditions undecided; what is known to be empty is
None. `FACTS` names them all, so that a rule cannot ask for a fact that does not exist.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openbeian.rulebook.conditions import Facts
from openbeian.rulebook.rules import Scope

FACTS: Mapping[Scope, tuple[str, ...]] = {
    Scope.DECLARATION: (
        "province",
        "province.known",
        "province.title",
        "province.registered_title",
        "entity.kind",
        "entity.kind_known",
        "entity.title",
        "entity.foreign",
        "entity.individual",
        "entity.filing",
        "entity.filing_basis",
        "entity.filing_source",
        "entity.filing_as_of",
        "entity.licence",
        "entity.licence_basis",
        "entity.licence_source",
        "entity.licence_as_of",
        "entity.registered_province",
        "entity.capital_cny",
        "entity.certificate_fits_kind",
        "entity.certificate_days_left",
        "entity.certificate_until",
        "entity.leader.certificate_type",
        "commercial",
        "industries",
        "preapproval_needed",
        "service_count",
    ),
    Scope.SERVICE: (
        "service.kind",
        "service.commercial",
        "service.industries",
        "service.industries_known",
        "service.domain_count",
        "service.photo_on_backdrop",
        "service.leaders_share_contact",
    ),
    Scope.DOMAIN: ("domain.is_further", "domain.holder_is_entity", "domain.holder_is_leader"),
    Scope.INDUSTRY: (
        "industry.id",
        "industry.status",
        "industry.high_failure",
        "industry.number_given",
        "industry.title",
        "industry.authority",
        "industry.approval",
        "industry.source",
        "industry.as_of",
    ),
    Scope.PERSON: (
        "person.role",
        "person.nationality",
        "person.certificate_type",
        "person.certificate_days_left",
        "person.certificate_until",
        "person.mobile_is_mainland",
        "person.emergency_is_mobile",
    ),
    Scope.TEXT: ("text.filled", "text.chinese"),
    Scope.DOCUMENT: (
        "document.kind",
        "document.required",
        "document.given",
        "document.out_of_date",
        "document.title",
        "document.hint",
        "document.source",
        "document.as_of",
    ),
}
_WIDER = {
    Scope.DOMAIN: (Scope.SERVICE, Scope.DECLARATION),
    Scope.INDUSTRY: (Scope.SERVICE, Scope.DECLARATION),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that rules look at: its scope, its field path, and its facts."""

    scope: Scope
    path: str
    facts: Facts


def available(scope: Scope, province_keys: Iterable[str]) -> frozenset[str]:
    """Return the names of all facts that a rule of this scope may ask for."""
    scopes = (scope, *_WIDER.get(scope, (Scope.DECLARATION,)))
    names = {name for each in scopes for name in FACTS[each]}
    return frozenset(names | {f"province.{key}" for key in province_keys})
