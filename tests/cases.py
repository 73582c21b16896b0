"""Applications as far along as a test wants them, brought there through the services alone.

    house = found_house()
    case = Case(house, found_company()).brought_to("at_administration")

Every step takes an hour of the case's own clock, which starts on a Tuesday in November 2026.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from declaration.drafts import draft_of
from examples import COMPANY, DECLARATION, declaration
from openbeian.accounts.actors import Actor
from openbeian.accounts.models import Organisation, OrganisationKind, User
from openbeian.accounts.queries import actor_of
from openbeian.accounts.services import join
from openbeian.authority import queries as authority
from openbeian.declaration.values import Declaration
from openbeian.documents.services import receive
from openbeian.filings.findings import findings_of
from openbeian.filings.models import Filing
from openbeian.filings.services import (
    administration,
    applicant,
    backdrop,
    begin,
    concluding,
    edit,
    later,
    review,
)
from openbeian.filings.services import submit as submitting
from openbeian.numbers import uscc
from openbeian.outbox.services import deliver_due
from openbeian.procedure.permissions import Role
from openbeian.psb.models import PublicSecurityCase
from openbeian.registry.models import Entity
from openbeian.registry.subjects import Subject
from openbeian.text import Text
from papers import paper

AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
PROVIDER = "示例云计算（上海）有限公司"
ENTITY_NUMBER = "沪ICP备2026006107号"
REFUSAL = "主办者证件住所与营业执照不一致。"
POST_TO = "李示例 13800000009 上海市浦东新区示例路100号3楼"


@dataclass(frozen=True, slots=True)
class House:
    """The provider's people: one in each role, and a second reviewer."""

    reviewer: Actor
    colleague: Actor
    senior: Actor
    operator: Actor
    auditor: Actor


def found_house() -> House:
    """Make the provider with its people, whose addresses say what they are."""
    provider = Organisation.objects.create(name=PROVIDER, kind=OrganisationKind.PROVIDER)
    roles = {
        "reviewer": Role.REVIEWER,
        "colleague": Role.REVIEWER,
        "senior": Role.SENIOR_REVIEWER,
        "operator": Role.OPERATOR,
        "auditor": Role.AUDITOR,
    }
    return House(
        **{
            name: found_member(provider, f"{name}@provider.example", role)
            for name, role in roles.items()
        }
    )


def found_company(name: str = COMPANY, *, email: str = "lin@shili-keji.cn") -> Actor:
    """Make an applicant's organisation with one member."""
    return found_member(Organisation.objects.create(name=name), email, Role.APPLICANT)


def found_member(organisation: Organisation, email: str, role: Role) -> Actor:
    """Make a person and let them join an organisation."""
    user = User.objects.create_user(email, language="zh-hans")
    join(user=user, organisation=organisation, role=role)
    actor = actor_of(user)
    assert actor is not None
    return actor


def user_of(actor: Actor) -> User:
    """Return whom to sign in for an actor."""
    return User.objects.get(pk=actor.user_id)


def declared_by(name: str, *, domain: str, serial: int, site: str = "") -> Declaration:
    """Return the example as another company would declare it; `serial` makes its number."""
    body = f"91310115MA1K{serial:05d}"
    return declaration(
        **{
            "entity.name": name,
            "entity.certificate.number": body + uscc.check_character(body),
            "services[1].name": site or f"{name[2:6]}官网",
            "services[1].domains[1].name": domain,
            "services[1].domains[1].holder": name,
            "services[1].home_url": f"https://www.{domain}",
        }
    )


@dataclass(slots=True)
class Case:
    """One application on its way; each verb returns the case, so that they chain."""

    house: House
    applicant: Actor
    declaration: Declaration = DECLARATION
    at: datetime = AT
    entity_number: str = ENTITY_NUMBER
    id: object = None
    files: dict[str, str] = field(default_factory=dict)

    @property
    def filing(self) -> Filing:
        """The application as the database has it now."""
        return Filing.objects.get(pk=self.id)

    def brought_to(self, state: str) -> "Case":
        """Take every step on the way to a state, or to the flag `sms_verification`."""
        for step in WAYS[state]:
            step(self)
        return self

    def drafted(self) -> "Case":
        """Begin, upload every document and fill in every field."""
        self.id = begin.begin(actor=self.applicant, at=self._next()).pk
        return self.filled()

    def filled(self) -> "Case":
        """Upload every document and fill in every field of what was begun."""
        changes = {
            path: [self.uploaded(path)] if ".documents[" in path else words
            for path, words in draft_of(self.declaration).items()
        }
        return self.edited(changes)

    def uploaded(self, path: str, *lines: str) -> str:
        """Hand in a drawn document for a path and return its hash."""
        kind = path.rpartition("[")[2][:-1]
        name = self.declaration.entity.name
        said = lines or (name, self.declaration.entity.certificate.number)
        document = receive(
            organisation_id=self.applicant.tenant,
            actor=self.applicant,
            name=f"{kind}.jpg",
            content=paper(kind, *said),
            at=self.at,
        )
        self.files[path] = document.sha256
        return document.sha256

    def edited(self, changes: Mapping[str, str | list[str]]) -> "Case":
        edit.edit(filing_id=self.id, actor=self.applicant, changes=changes, at=self._next())
        return self

    def changing(self, changes: Mapping[str, str]) -> "Case":
        """Begin a change of what was approved, and lay these answers over what is registered."""
        entity = Entity.objects.in_force().get(organisation_id=self.applicant.tenant)
        begun = later.change(entity_id=entity.pk, actor=self.applicant, at=self._next())
        self.id = begun.pk
        return self.edited(changes).signed_again()

    def cancelling(self, subject: Subject) -> "Case":
        """Begin the cancellation of something registered."""
        begun = later.cancel(
            subject=subject, reason="no_longer_operated", actor=self.applicant, at=self._next()
        )
        self.id = begun.pk
        return self

    def submitted(self) -> "Case":
        submitting.submit(
            filing_id=self.id, actor=self.applicant, key=str(uuid4()), at=self._next()
        )
        return self

    def claimed(self, by: Actor | None = None) -> "Case":
        review.claim(filing_id=self.id, actor=by or self.house.reviewer, at=self._next())
        return self

    def passed(self) -> "Case":
        review.pass_review(filing_id=self.id, actor=self.house.reviewer, at=self._next())
        return self

    def asked(self, path: str = "entity.certificate_address") -> "Case":
        """Ask to correct one field, in the reviewer's own words."""
        ask = review.Ask(
            path,
            Text("It differs from the business licence.", "与营业执照记载不一致。"),
            Text("Copy it from the licence.", "请按营业执照填写。"),
        )
        review.ask_for_correction(
            filing_id=self.id, actor=self.house.reviewer, asks=[ask], at=self._next()
        )
        return self

    def corrected(self) -> "Case":
        """Answer the correction that `asked` asks for, sign the forms again, and submit again."""
        changed = self.edited({"entity.certificate_address": "上海市浦东新区示例路100号3幢302室"})
        return changed.signed_again().submitted()

    def signed_again(self) -> "Case":
        """Sign the forms anew that state what was changed since the last submission."""
        _, findings = findings_of(self.filing, self.at)
        forms = [found.field for found in findings if found.rule == "document.out_of_date"]
        again = f"signed again {self.at:%d %H}"
        return self.edited({path: [self.uploaded(path, again)] for path in forms})

    def declined(self, reason: str = "所申请网站内容不属于可备案范围。") -> "Case":
        review.decline(filing_id=self.id, actor=self.house.senior, reason=reason, at=self._next())
        return self

    def withdrawn(self) -> "Case":
        applicant.withdraw(filing_id=self.id, actor=self.applicant, at=self._next())
        return self

    def abandoned(self) -> "Case":
        applicant.abandon(filing_id=self.id, actor=self.applicant, at=self._next())
        return self

    def handed_over(self) -> "Case":
        package = authority.package(self.filing, actor=self.house.reviewer, at=self.at)
        administration.hand_over(
            filing_id=self.id, actor=self.house.reviewer, package=package.sha256, at=self._next()
        )
        return self

    def received(self, receipt: str = "31-2026-000417") -> "Case":
        administration.record_receipt(
            filing_id=self.id, actor=self.house.reviewer, receipt=receipt, at=self._next()
        )
        return self

    def sms_asked(self) -> "Case":
        administration.record_sms_asked(
            filing_id=self.id, actor=self.house.reviewer, at=self._next()
        )
        return self

    def sms_passed(self) -> "Case":
        administration.record_sms_passed(
            filing_id=self.id, actor=self.house.reviewer, at=self._next()
        )
        return self

    def approved(self) -> "Case":
        """Record the numbers, and carry out what that owes: the public-security case."""
        return self.approved_as(
            {
                service.id: f"{self.entity_number}-{service.id}"
                for service in self.declaration.services
            }
        )

    def approved_as(self, service_numbers: Mapping[int, str]) -> "Case":
        """Record these numbers of the services, and carry out what that owes."""
        administration.record_approval(
            filing_id=self.id,
            actor=self.house.reviewer,
            entity_number=self.entity_number,
            service_numbers=service_numbers,
            at=self._next(),
        )
        deliver_due(at=self.at)
        return self

    def changed(self) -> "Case":
        concluding.record_change(filing_id=self.id, actor=self.house.reviewer, at=self._next())
        return self

    def cancelled(self) -> "Case":
        concluding.record_cancellation(
            filing_id=self.id, actor=self.house.reviewer, at=self._next()
        )
        return self

    def refused(self, reason: str = REFUSAL) -> "Case":
        administration.record_refusal(
            filing_id=self.id, actor=self.house.reviewer, reason=reason, at=self._next()
        )
        return self

    def backdrop_ordered(self) -> "Case":
        backdrop.ask(filing_id=self.id, actor=self.applicant, recipient=POST_TO, at=self._next())
        return self

    def public_security(self) -> PublicSecurityCase:
        """The public-security case of the application's first website."""
        return PublicSecurityCase.objects.get(filing_id=self.id)

    def _next(self) -> datetime:
        self.at += HOUR
        return self.at


type Steps = tuple[Callable[[Case], Case], ...]

_SUBMITTED: Steps = (Case.drafted, Case.submitted)
_PASSED: Steps = (*_SUBMITTED, Case.claimed, Case.passed)
_HANDED: Steps = (*_PASSED, Case.handed_over, Case.received)
_VERIFIED: Steps = (*_HANDED, Case.sms_asked, Case.sms_passed)
WAYS: dict[str, Steps] = {
    "draft": (Case.drafted,),
    "provider_review": _SUBMITTED,
    "correction_requested": (*_SUBMITTED, Case.claimed, Case.asked),
    "resubmitted": (*_SUBMITTED, Case.claimed, Case.asked, Case.corrected),
    "ready_to_submit": _PASSED,
    "sms_verification": (*_HANDED, Case.sms_asked),
    "at_administration": _VERIFIED,
    "refused": (*_VERIFIED, Case.refused),
    "approved": (*_VERIFIED, Case.approved),
    "declined": (*_SUBMITTED, Case.declined),
    "abandoned": (Case.drafted, Case.abandoned),
}
