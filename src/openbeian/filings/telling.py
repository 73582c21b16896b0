"""What a notice of an application says beside its own words: particulars and dates."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from openbeian.procedure.filing import ADMINISTRATION_WORKING_DAYS
from openbeian.procedure.psb import DUE_DAYS
from openbeian.workdays import local_day

if TYPE_CHECKING:
    from openbeian.filings.models import Filing

_WITH_DUE = frozenset(
    {
        "application_submitted",
        "correction_asked",
        "draft_expiring",
        "handed_to_administration",
        "new_case",
        "resubmitted",
    }
)


def facts(filing: "Filing", template: str, at: datetime) -> dict[str, Any]:
    """Return the facts that a template has a place for, in the shapes of docs/notices.md."""
    particulars = {
        "reference": filing.reference,
        "company": filing.title,
        "domain": filing.domain,
    }
    known: dict[str, Any] = {name: words for name, words in particulars.items() if words}
    if template in _WITH_DUE and filing.due_on is not None:
        known |= {"due": filing.due_on.isoformat(), "due_provisional": filing.due_provisional}
    if template == "handed_to_administration":
        known["days"] = ADMINISTRATION_WORKING_DAYS
    if template == "sms_verification_asked" and filing.due_at is not None:
        known["until"] = filing.due_at.isoformat()
    if template == "sms_verification_reminder" and filing.due_at is not None:
        known["hours"] = max(1, int((filing.due_at - at).total_seconds() // 3600))
    if template == "approved":
        known["psb_due"] = (local_day(at) + timedelta(days=DUE_DAYS)).isoformat()
    return known
