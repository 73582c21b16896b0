"""Many invented companies, each with a complete draft that waits to be submitted.

Made through the services, as a person's clicks would: for crowds, kills and benchmarks.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PIL import Image

from declaration.drafts import draft_of
from examples import COMPANY, COMPANY_NUMBER
from openbeian.accounts.actors import Actor
from openbeian.accounts.models import Organisation, OrganisationKind, User
from openbeian.accounts.queries import actor_of
from openbeian.accounts.services import found_organisation, join
from openbeian.declaration.draft import Draft
from openbeian.documents.services import receive
from openbeian.filings.services.begin import begin
from openbeian.numbers import uscc
from openbeian.procedure.permissions import Role


@dataclass(frozen=True, slots=True)
class Ready:
    """One company: who acts for it, its application, and the numbers it will be given."""

    actor: Actor
    filing_id: UUID
    domain: str
    entity_number: str

    @property
    def service_number(self) -> str:
        return f"{self.entity_number}-1"


def reviewer() -> Actor:
    """Return the provider's one reviewer, who hears of every submission."""
    provider = Organisation.objects.create(name="接入服务商", kind=OrganisationKind.PROVIDER)
    user = User.objects.create_user("reviewer@provider.example")
    join(user=user, organisation=provider, role=Role.REVIEWER)
    return actor_of(user)


def companies(count: int, *, at: datetime) -> Iterator[Ready]:
    """Make companies 1 to `count`; one picture serves as every document of a company."""
    stream = io.BytesIO()
    Image.new("RGB", (800, 600), (120, 150, 180)).save(stream, "JPEG")
    for number in range(1, count + 1):
        yield _company(number, stream.getvalue(), at)


def _company(number: int, picture: bytes, at: datetime) -> Ready:
    user = User.objects.create_user(f"applicant-{number}@company.example")
    found_organisation(user=user, name=f"{COMPANY}{number}", mobile=f"138{number:08d}")
    actor = actor_of(user)
    document = receive(
        organisation_id=actor.tenant, actor=actor, name="picture.jpg", content=picture, at=at
    )
    domain = f"company-{number}.cn"
    draft = _draft(number, domain, document.sha256)
    filing = begin(actor=actor, at=at, draft=draft)
    return Ready(actor, filing.pk, domain, f"沪ICP备2026{number:06d}号")


def _draft(number: int, domain: str, sha256: str) -> Draft:
    draft = {
        path: [sha256] if ".documents[" in path else words for path, words in draft_of().items()
    }
    body = f"{COMPANY_NUMBER[:9]}{number:08d}"
    return draft | {
        "entity.name": f"{COMPANY}{number}",
        "entity.certificate.number": body + uscc.check_character(body),
        "services[1].name": f"示例{number}官网",
        "services[1].domains[1].name": domain,
        "services[1].domains[1].holder": f"{COMPANY}{number}",
        "services[1].home_url": f"https://www.{domain}",
    }
