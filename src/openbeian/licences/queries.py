"""Reads: the licence cases of an organisation and of the provider's desk, and what they ask."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from openbeian import rulebook
from openbeian.accounts.actors import Actor
from openbeian.cases import access
from openbeian.declaration.values import Declaration
from openbeian.errors import DomainError
from openbeian.filings import queries as filings
from openbeian.filings.models import Filing, Outcome
from openbeian.licences.models import LicenceCase
from openbeian.procedure.filing import State as FilingState
from openbeian.procedure.filing_kinds import FilingKind
from openbeian.registry.models import Entity
from openbeian.rulebook import Answers, DocumentNeed, Eligibility
from openbeian.text import Text
from openbeian.workdays import local_day


class NoSuchCase(DomainError):
    """The case does not exist, or belongs to somebody else: the answer is the same."""

    code = "licence.unknown"
    message = Text("There is no such licence case.", "未找到该许可证申请。")


class FilingFirst(DomainError):
    """The licence presupposes an ICP filing in force."""

    code = "licence.filing_first"
    message = Text(
        "To apply for the ICP Commercial Licence you must first obtain an ICP Filing.",
        "申请ICP许可证前须先完成ICP备案。",
    )


def of_organisation(actor: Actor) -> QuerySet[LicenceCase]:
    """Return the cases of the actor's organisation, newest first."""
    return LicenceCase.objects.filter(organisation_id=actor.tenant).order_by("-created_at")


def all_open() -> QuerySet[LicenceCase]:
    """Return every case that is not settled, the most urgent first, for the provider."""
    states = [state.value for state in LicenceCase.procedure.active_states()]
    return LicenceCase.objects.filter(state__in=states).order_by("due_on", "pk")


def get(case_id: UUID, actor: Actor) -> LicenceCase:
    """Return a case that the actor may see; raises NoSuchCase."""
    return access.find(LicenceCase.objects.all(), case_id, actor, unknown=NoSuchCase)


def prospect(actor: Actor, at: datetime) -> Eligibility:
    """Return what the rules say of a licence for the organisation as it is filed.

    The capital counts as not stated: it is asked in the application. Raises FilingFirst.
    """
    filing, _entity = filed(actor)
    return eligibility(filings.declaration(filing), None, at)


def filed(actor: Actor) -> tuple[Filing, Entity]:
    """Return the organisation's latest application whose entity is still registered.

    Raises FilingFirst.
    """
    mine = Filing.objects.filter(organisation_id=actor.tenant, state=FilingState.APPROVED.value)
    mine = mine.exclude(kind__in=[kind.value for kind in FilingKind if kind.cancels])
    for filing in mine.order_by("-decided_at"):
        issued = filing.outcomes.get(kind=Outcome.Kind.APPROVED).numbers["entity"]
        entity = Entity.objects.in_force().filter(number=issued).first()
        if entity is not None:
            return filing, entity
    raise FilingFirst


def declared(case: LicenceCase) -> Declaration:
    """Return what was declared in the filing that the case rests on."""
    return filings.declaration(Filing.objects.get(pk=case.filing_id))


def needs(case: LicenceCase, at: datetime) -> tuple[DocumentNeed, ...]:
    """Return the documents that the licence asks for beside those of the filing."""
    return eligibility(declared(case), case.capital_cny, at).licence_documents


def eligibility(declaration: Declaration, capital_cny: int | None, at: datetime) -> Eligibility:
    """Return what the rulebook says of a licence for the declared entity."""
    answers = Answers(
        entity_kind=declaration.entity.kind,
        registered_province=declaration.entity.registered_province,
        province=declaration.province,
        commercial=True,
        industries=tuple(
            industry for service in declaration.services for industry in service.industries
        ),
        capital_cny=capital_cny,
    )
    edition = rulebook.Edition(settings.OPENBEIAN_EDITION)
    return rulebook.default().eligibility(answers, edition=edition, on=local_day(at))
