"""What each table says: every state, role and flag, written out."""

from itertools import product
from pathlib import Path

import pytest

from openbeian.procedure import describe
from openbeian.procedure.engine import Party
from openbeian.procedure.filing import FILING, Flag, State
from openbeian.procedure.licence import LICENCE
from openbeian.procedure.permissions import GRANTS, Permission, Role
from openbeian.procedure.psb import PSB

PROCEDURES = [FILING, LICENCE, PSB]
NAMES = [procedure.name for procedure in PROCEDURES]
R = Role
S = State

EXPECTED = {
    (R.APPLICANT, S.DRAFT): "edit submit abandon",
    (R.APPLICANT, S.CORRECTION_REQUESTED): "edit resubmit abandon",
    (R.APPLICANT, S.PROVIDER_REVIEW): "withdraw",
    (R.APPLICANT, S.READY_TO_SUBMIT): "withdraw",
    (R.REVIEWER, S.PROVIDER_REVIEW): "claim pass_review ask_for_correction",
    (R.REVIEWER, S.READY_TO_SUBMIT): "claim ask_for_correction hand_over",
    (R.REVIEWER, S.AT_ADMINISTRATION): (
        "claim record_receipt record_sms_asked record_approval record_refusal"
    ),
    (R.REVIEWER, S.REFUSED): "claim ask_for_correction",
    (R.SENIOR_REVIEWER, S.PROVIDER_REVIEW): "claim pass_review ask_for_correction decline",
    (R.SENIOR_REVIEWER, S.READY_TO_SUBMIT): "claim ask_for_correction hand_over",
    (R.SENIOR_REVIEWER, S.AT_ADMINISTRATION): (
        "claim record_receipt record_sms_asked record_approval record_refusal"
    ),
    (R.SENIOR_REVIEWER, S.REFUSED): "claim ask_for_correction decline",
    (R.SYSTEM, S.DRAFT): "expire",
    (R.SYSTEM, S.CORRECTION_REQUESTED): "expire",
    (R.SYSTEM, S.PROVIDER_REVIEW): "ask_for_correction",
    (R.SYSTEM, S.READY_TO_SUBMIT): "ask_for_correction hand_over",
    (R.SYSTEM, S.AT_ADMINISTRATION): (
        "record_receipt record_sms_asked record_approval record_refusal"
    ),
    (R.SYSTEM, S.REFUSED): "ask_for_correction",
}


@pytest.mark.parametrize(
    ("role", "state"), list(product(Role, State)), ids=lambda member: member.value
)
def test_each_role_has_exactly_these_buttons_in_each_state(role, state):
    names = [move.name for move in FILING.open_to(role, state, ())]
    assert names == EXPECTED.get((role, state), "").split()


@pytest.mark.parametrize(
    ("flags", "names"),
    [
        ({Flag.RECEIVED}, "claim record_sms_asked record_approval record_refusal"),
        (
            {Flag.SMS_PENDING},
            "claim record_receipt record_sms_passed record_sms_failed record_refusal",
        ),
        ({Flag.SMS_PASSED}, "claim record_receipt record_approval record_refusal"),
        ({Flag.RECEIVED, Flag.SMS_PASSED}, "claim record_approval record_refusal"),
    ],
    ids=["received", "sms pending", "sms passed", "received and passed"],
)
def test_flags_open_and_close_the_reviewers_records(flags, names):
    moves = FILING.open_to(Role.REVIEWER, State.AT_ADMINISTRATION, flags)
    assert [move.name for move in moves] == names.split()


def test_while_the_ministrys_sms_is_open_it_is_the_applicants_turn():
    assert FILING.situation(S.AT_ADMINISTRATION, ()).turn is Party.ADMINISTRATION
    assert FILING.situation(S.AT_ADMINISTRATION, {Flag.SMS_PENDING}).turn is Party.APPLICANT


def test_nothing_leads_out_of_a_final_state_and_every_other_state_has_an_exit():
    for procedure in PROCEDURES:
        for state in procedure.situations:
            leaves = [move for move in procedure.moves if state in move.sources and move.target]
            assert bool(leaves) is not procedure.is_final(state), (procedure.name, state)


def test_every_state_can_be_reached():
    for procedure in PROCEDURES:
        targets = {move.target for move in procedure.moves} | {procedure.initial}
        assert targets >= set(procedure.situations), procedure.name


@pytest.mark.parametrize("procedure", PROCEDURES, ids=NAMES)
def test_every_move_has_a_name_of_its_own(procedure):
    names = [move.name for move in procedure.moves]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("procedure", PROCEDURES, ids=NAMES)
def test_a_decision_against_the_applicant_needs_a_reason(procedure):
    for move in procedure.moves:
        against = move.name in {"decline", "record_refusal", "ask_for_correction"}
        assert move.needs_reason is against, move.name


def test_there_are_no_more_than_ten_states():
    assert all(len(procedure.situations) <= 10 for procedure in PROCEDURES)


def test_no_applicant_holds_a_permission_of_the_provider():
    ours = {grant for grant in Permission if grant.startswith(("review:", "authority:"))}
    assert ours.isdisjoint(GRANTS[Role.APPLICANT])


def test_only_senior_reviewers_decline():
    may = [role for role in Role if Permission.REVIEW_DECLINE in GRANTS[role]]
    assert may == [Role.SENIOR_REVIEWER]


def test_the_permissions_are_alphabetical_and_named_scope_resource_action():
    values = [permission.value for permission in Permission]
    assert values == sorted(values)
    assert all(value.count(":") == 2 for value in values)


def test_every_permission_is_granted_to_somebody():
    granted = frozenset().union(*GRANTS.values())
    assert granted == frozenset(Permission)


def test_the_page_of_the_procedure_is_up_to_date():
    page = Path(__file__).resolve().parents[2] / "docs" / "procedure.md"
    assert page.read_text(encoding="utf-8") == describe.page(), "run `make docs`"
