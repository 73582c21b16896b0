"""Two companies side by side see and get what each would alone (non-interference)."""

import pytest

from cases import Case, declared_by, found_company
from filings.verbs import VERBS
from openbeian.audit.queries import history, sentence
from openbeian.cases import turns
from openbeian.errors import DomainError
from openbeian.filings import queries
from openbeian.filings.services import begin

pytestmark = pytest.mark.django_db

# every step is tried, also those that are refused
SCRIPT = [
    "withdraw",
    "submit",
    "claim",
    "ask_for_correction",
    "edit",
    "submit",
    "pass_review",
    "hand_over",
    "record_sms_asked",
    "record_approval",
    "record_sms_passed",
    "record_refusal",
]
OF_THE_APPLICANT = {"withdraw", "submit", "edit"}


@pytest.fixture
def other(house):
    name = "上海另例贸易有限公司"
    applicant = found_company(name, email="bao@linglimaoyi.cn")
    return Case(house, applicant, declared_by(name, domain="lingli.cn", serial=7))


def step(case, verb):
    """Take one step and return how it ended."""
    actor = case.applicant if verb in OF_THE_APPLICANT else case.house.reviewer
    try:
        VERBS[verb](case, actor)
    except DomainError as refusal:
        return refusal.code
    return "done"


def view(case):
    """Return what the applicant sees of their application, without ids and times."""
    filing = queries.get(case.id, case.applicant)
    return {
        "state": (filing.state, filing.flags, filing.version),
        "moves": [move.name for move in turns.moves(filing, case.applicant)],
        "history": [sentence(event).en for event in history(filing.subject)],
        "corrections": [row.field for row in queries.open_corrections(filing)],
        "changes": [change.field for change in queries.changes(filing)],
    }


def test_a_company_sees_the_same_beside_another_as_alone(case, other):
    case.drafted()
    alone = [(step(case, verb), view(case)) for verb in SCRIPT]
    case.declined()
    second = Case(case.house, case.applicant, at=case.at).drafted()
    other.drafted()
    beside = []
    for verb, another in zip(SCRIPT, reversed(SCRIPT), strict=True):
        step(other, another)
        beside.append((step(second, verb), view(second)))
        step(other, verb)
    assert beside == alone
    assert {outcome for outcome, _ in alone} > {"done", "move.not_allowed"}


def test_two_companies_may_upload_the_same_bytes(case, other):
    path = "entity.documents[business_licence]"
    case.id = begin.begin(actor=case.applicant, at=case.at).pk
    other.id = begin.begin(actor=other.applicant, at=other.at).pk
    assert case.uploaded(path, "同一份文件") == other.uploaded(path, "同一份文件")
