"""The demo's people: invented, with a password that everybody may know; never in production."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from openbeian.accounts.models import Membership, Organisation, OrganisationKind, User
from openbeian.accounts.services import found_organisation, join, remember_language
from openbeian.errors import DomainError
from openbeian.procedure.permissions import Role
from openbeian.text import Text

DOMAIN = "@demo.example"
PASSWORD = "lantern-river-2026"  # noqa: S105 - printed at every start of the demo


class NotADemo(DomainError):
    """Demo accounts were asked for in a house that is not a demo."""

    code = "demo.refused"
    message = Text("A production house has no demo accounts.", "生产环境不创建演示账号。")


@dataclass(frozen=True, slots=True)
class Account:
    """One demo account and what it is for."""

    email: str
    role: Role
    purpose: Text


ACCOUNTS = (
    Account(
        "applicant@demo.example",
        Role.APPLICANT,
        Text("the company that files", "备案申请单位"),
    ),
    Account("reviewer@demo.example", Role.REVIEWER, Text("the provider's reviewer", "初审人员")),
    Account(
        "senior@demo.example",
        Role.SENIOR_REVIEWER,
        Text("the senior reviewer: declines, suspends", "高级审核员：初审不予通过、暂停"),
    ),
    Account("operator@demo.example", Role.OPERATOR, Text("runs the house", "运维人员")),
    Account("auditor@demo.example", Role.AUDITOR, Text("reads the log", "审计员")),
)
STAFF_LANGUAGE = "zh-hans"
APPLICANT_COMPANY = "上海晨曦互动科技有限公司"
APPLICANT_MOBILE = "13800138000"


def seed() -> tuple[Account, ...]:
    """Make the accounts that are not there yet; safe to repeat. Raises NotADemo."""
    if settings.OPENBEIAN_MODE == "production":
        raise NotADemo
    for account in ACCOUNTS:
        _make(account)
    return ACCOUNTS


def open_accounts() -> QuerySet[User]:
    """Return the demo's people who can sign in."""
    return User.objects.filter(email__iendswith=DOMAIN, is_active=True)


def close() -> int:
    """Let none of the demo's people sign in any more, in any house; return how many they were."""
    return open_accounts().update(is_active=False)


@transaction.atomic
def _make(account: Account) -> None:
    if User.objects.filter(email=account.email).exists():
        return
    user = User.objects.create_user(account.email, PASSWORD)
    EmailAddress.objects.create(user=user, email=account.email, verified=True, primary=True)
    if account.role is Role.APPLICANT:
        found_organisation(user=user, name=APPLICANT_COMPANY, mobile=APPLICANT_MOBILE)
    else:
        join(user=user, organisation=_provider(), role=account.role)
        remember_language(user=user, language=STAFF_LANGUAGE)


def _provider() -> Organisation:
    present = Membership.objects.filter(organisation__kind=OrganisationKind.PROVIDER).first()
    if present is not None:
        return present.organisation
    return Organisation.objects.create(
        name=settings.OPENBEIAN_PROVIDER, kind=OrganisationKind.PROVIDER
    )
