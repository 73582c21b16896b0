"""What is a person's own is shown only against a row in the log: numbers, documents, an address."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from openbeian.accounts.actors import Actor
from openbeian.audit.facts import Fact
from openbeian.audit.kinds import Kind
from openbeian.audit.queries import history
from openbeian.audit.services import record
from openbeian.declaration.fields import SECTION_TITLES, field_at
from openbeian.declaration.values import Declaration
from openbeian.errors import DomainError
from openbeian.filings import kinds, queries
from openbeian.filings.models import Backdrop, Filing
from openbeian.filings.sealing import open_declaration
from openbeian.filings.services.access import lock
from openbeian.filings.services.backdrop import NothingToPost, recipient_of
from openbeian.procedure.permissions import Permission
from openbeian.text import Text

NUMBERS = {
    "certificate": Text("certificate number", "证件号码"),
    "mobile": Text("mobile number", "手机号码"),
}


class NobodyThere(DomainError):
    """The application names no person in charge at this path."""

    code = "filing.nobody_there"
    message = Text("There is no such person in this application.", "该备案申请中没有该负责人。")


@transaction.atomic(durable=True)
def numbers(*, filing_id: UUID, actor: Actor, person: str, at: datetime) -> Declaration:
    """Return the latest Declaration for showing one person's numbers, as `entity.leader`.

    Raises NotPermitted, NoSuchFiling, OwnCase, NobodyThere.
    """
    actor.require(Permission.REVIEW_DECIDE)
    filing = lock(filing_id, actor)
    declaration = _declaration(filing)
    if person not in people(declaration):
        raise NobodyThere
    part = SECTION_TITLES[field_at(f"{person}.name").section]
    _note(kinds.PERSONAL_REVEALED, filing, actor, at, {"part": part, "version": filing.version})
    return declaration


@transaction.atomic(durable=True)
def found_by_number(*, search: str, actor: Actor, at: datetime) -> None:
    """Note on each case that a search by a person's whole number leads to it.

    Raises NotPermitted.
    """
    actor.require(Permission.REVIEW_READ)
    for kind, filings in queries.with_personal_number(search).items():
        for filing in filings:
            _note(kinds.FOUND_BY_NUMBER, filing, actor, at, {"part": NUMBERS[kind]})


@transaction.atomic(durable=True)
def documents(*, filing_id: UUID, actor: Actor, at: datetime) -> None:
    """Note that somebody looks at the documents, once for each version and person.

    Raises NotPermitted, NoSuchFiling, OwnCase.
    """
    actor.require(Permission.REVIEW_DECIDE)
    filing = lock(filing_id, actor)
    if not has_viewed(filing, actor):
        _note(kinds.DOCUMENTS_VIEWED, filing, actor, at, {"version": filing.version})


@transaction.atomic(durable=True)
def document(*, filing_id: UUID, actor: Actor, title: Text, sha256: str, at: datetime) -> None:
    """Note that an original was taken out of the house. Raises as `documents`."""
    actor.require(Permission.REVIEW_DECIDE)
    filing = lock(filing_id, actor)
    facts: dict[str, Fact] = {"document": title, "sha256": sha256}
    _note(kinds.DOCUMENT_DOWNLOADED, filing, actor, at, facts)


@transaction.atomic(durable=True)
def package(*, filing_id: UUID, actor: Actor, sha256: str, at: datetime) -> None:
    """Note that the package for the administration was taken. Raises as `documents`."""
    actor.require(Permission.AUTHORITY_DOWNLOAD)
    filing = lock(filing_id, actor)
    _note(kinds.PACKAGE_DOWNLOADED, filing, actor, at, {"package": sha256})


@transaction.atomic(durable=True)
def address(*, filing_id: UUID, actor: Actor, at: datetime) -> tuple[Backdrop, str]:
    """Return the open order of a backdrop with its address in clear, for the label.

    Raises NotPermitted, NoSuchFiling, OwnCase, NothingToPost.
    """
    actor.require(Permission.REVIEW_CLAIM)
    filing = lock(filing_id, actor)
    order = filing.backdrops.filter(posted_at=None).first()
    if order is None:
        raise NothingToPost
    _note(kinds.ADDRESS_REVEALED, filing, actor, at, {})
    return order, recipient_of(order)


def has_viewed(filing: Filing, actor: Actor) -> bool:
    """Return whether this person's look at the latest version is in the log already."""
    seen = history(filing.subject).filter(kind=kinds.DOCUMENTS_VIEWED.name)
    return seen.filter(actor_user_id=actor.user_id, facts__version=filing.version).exists()


def people(declaration: Declaration) -> tuple[str, ...]:
    """Return the paths of the persons in charge that a Declaration names."""
    leaders = (f"services[{service.id}].leader" for service in declaration.services)
    return ("entity.leader", *leaders)


def _declaration(filing: Filing) -> Declaration:
    if not filing.version:
        raise NobodyThere
    return open_declaration(filing.versions.get(number=filing.version))


def _note(kind: Kind, filing: Filing, actor: Actor, at: datetime, facts: dict[str, Fact]) -> None:
    record(kind, subject=filing.subject, actor=actor, at=at, facts=facts)
