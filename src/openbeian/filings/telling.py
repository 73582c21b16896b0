"""What a notice of an application says beside its own words: particulars and dates."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from openbeian.cases.models import Case
from openbeian.procedure.filing import ADMINISTRATION_WORKING_DAYS
from openbeian.procedure.psb import DUE_DAYS
from openbeian.workdays import local_day

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


def facts(
    case: Case, particulars: Mapping[str, str], template: str, at: datetime
) -> dict[str, Any]:
    """Return the facts that a template has a place for, in the shapes of docs/notices.md."""
    known: dict[str, Any] = {name: words for name, words in particulars.items() if words}
    if template in _WITH_DUE and case.due_on is not None:
        known |= {"due": case.due_on.isoformat(), "due_provisional": case.due_provisional}
    if template == "handed_to_administration":
        known["days"] = ADMINISTRATION_WORKING_DAYS
    if template == "sms_verification_asked" and case.due_at is not None:
        known["until"] = case.due_at.isoformat()
    if template == "sms_verification_reminder" and case.due_at is not None:
        known["hours"] = max(1, int((case.due_at - at).total_seconds() // 3600))
    if template == "approved":
        known["psb_due"] = (local_day(at) + timedelta(days=DUE_DAYS)).isoformat()
    return known
