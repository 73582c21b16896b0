"""What cases say of themselves is what the messages about them need."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from notices.conftest import AT
from notices.samples import COMPANY, VALUES
from openbeian.filings.models import Filing
from openbeian.licences.models import LicenceCase
from openbeian.notices.catalogue import template as worded
from openbeian.notices.payload import read
from openbeian.psb.models import PublicSecurityCase

ID = UUID("7f0c9a52-4c2b-4a77-9d5e-0f6a3b1c2d4e")
DUE = date(2026, 12, 22)
NUMBER = VALUES["number"]
CASES = {
    "filing": Filing(
        id=ID, reference="OB-2026-000123", title=COMPANY, domain="shili-keji.cn", due_on=DUE
    ),
    "licence": LicenceCase(
        id=ID,
        reference="OL-2026-000007",
        entity_number=VALUES["entity_number"],
        licence_number=VALUES["licence_number"],
        due_on=DUE,
    ),
    "psb": PublicSecurityCase(
        id=ID,
        icp_number=NUMBER,
        domain="shili-keji.cn",
        psb_number=VALUES["psb_number"],
        due_on=DUE,
    ),
}
# what a verb adds to what its case says
ADDED = {
    "approved": ("entity_number", "service_number"),
    "backdrop_posted": ("tracking",),
    "cancellation_approved": ("number",),
    "change_approved": ("number",),
    "correction_asked": ("items",),
    "declined": ("reason",),
    "licence_correction_asked": ("reason",),
    "licence_refused": ("reason",),
    "refused": ("reason",),
}
REMINDERS = {
    "filing": ("draft_expiring", "sms_verification_reminder", "backdrop_posted"),
    "licence": (),
    "psb": ("psb_reminder",),
}
ORDERS = [
    (name, template, audience)
    for name, case in CASES.items()
    for template, audience in (
        *((t.template, t.audience.value) for move in case.procedure.moves for t in move.tells),
        *((reminder, "applicant") for reminder in REMINDERS[name]),
    )
]


@pytest.mark.parametrize(("name", "template", "audience"), ORDERS)
def test_every_message_of_a_case_can_be_written(name, template, audience) -> None:
    case = CASES[name]
    case.due_at = AT + timedelta(hours=24)
    facts = {
        **case.notice_facts(template, AT),
        **{fact: VALUES[fact] for fact in ADDED.get(template, ())},
    }
    worded(template, audience=audience).check(facts)


@pytest.mark.parametrize(
    ("left", "hours"), [(timedelta(hours=12), 12), (timedelta(minutes=20), 1), (-timedelta(1), 1)]
)
def test_a_reminder_never_says_that_no_hour_is_left(left, hours) -> None:
    case = Filing(id=ID, reference="OB-2026-000123", due_on=DUE, due_at=AT + left)
    assert case.notice_facts("sms_verification_reminder", AT)["hours"] == hours


def test_a_case_without_a_company_yet_leaves_it_out() -> None:
    facts = Filing(id=ID, reference="OB-2026-000123", due_on=DUE).notice_facts("draft_expired", AT)
    order = read(
        {
            "event": 7,
            "template": "draft_expired",
            "audience": "applicant",
            "organisation": str(ID),
            "reviewer": None,
            "subject_type": "filing",
            "subject_id": str(ID),
        },
        facts,
    )
    assert order.facts == {"reference": "OB-2026-000123"}
