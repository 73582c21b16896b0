"""Which domains an open application names, so that a look-up says "in process"."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from openbeian.errors import DomainError
from openbeian.registry.models import Domain, InProcess
from openbeian.registry.services.writing import refusing
from openbeian.text import Text


class DomainTaken(DomainError):
    """The domain is registered already, so it cannot be registered again."""

    code = "registry.domain_taken"
    message = Text(
        "{domain} is registered already. Its present registration must be cancelled first; if the"
        " domain came to you from somebody else, the administration does so on your request.",
        "{domain}已备案，须先注销原备案信息。域名系受让取得的，可凭域名证书向通信管理局申请注销原备案。",
    )


class DomainInProcess(DomainError):
    """Another open application names the domain; one of the two must end first."""

    code = "registry.domain_in_process"
    message = Text(
        "Another application for {domain} is under way here. If the domain is yours, write to us:"
        " the other application must end first.",
        "{domain}已有在途备案申请。如该域名归贵单位所有，请与我们联系，待在途申请终结后再提交。",
    )


def begin(
    *, domains: Collection[str], filing_id: UUID, at: datetime, holder: UUID | None = None
) -> None:
    """Make exactly these registrable domains (A-labels) the ones that the application names.

    In the caller's transaction, which tells of it; doing it twice changes nothing. A registration
    of the organisation `holder` is no hindrance. Raises DomainTaken, DomainInProcess.
    """
    taken = Domain.objects.in_force().filter(name__in=domains)
    if holder is not None:
        taken = taken.exclude(service__entity__organisation_id=holder)
    for domain in taken.order_by("name")[:1]:
        raise DomainTaken(domain=domain.name)
    named = {row.domain: row for row in InProcess.objects.in_force().filter(filing_id=filing_id)}
    for name in sorted(named.keys() - set(domains)):
        named[name].end(at)
    for name in sorted(set(domains) - named.keys()):
        with refusing(DomainInProcess(domain=name)):
            InProcess.objects.create(domain=name, filing_id=filing_id, since=at)


def end(*, filing_id: UUID, at: datetime) -> None:
    """End what the application has in process, in the caller's transaction; twice is once."""
    begin(domains=(), filing_id=filing_id, at=at)
