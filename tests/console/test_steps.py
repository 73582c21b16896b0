"""Every step of the table as the provider makes it: in order, with bad input, at the wrong time."""

import pytest

from cases import ENTITY_NUMBER, REFUSAL, WAYS, Case, declared_by, found_company
from openbeian.audit.queries import history
from openbeian.cases.turns import moves
from openbeian.console import filing_actions, licence_actions
from openbeian.filings.models import Outcome
from openbeian.procedure.filing import ASK_FOR_CORRECTION, CLAIM, FILING
from openbeian.procedure.licence import LICENCE
from openbeian.procedure.permissions import Permission, Role, may
from openbeian.registry.models import Service

NUMBERS = {"entity_number": ENTITY_NUMBER, "service_1": f"{ENTITY_NUMBER}-1"}


def provided_for(procedure, actions):
    """Which moves of the provider's people have no action here, and which actions no move."""
    people = [role for role in Role if role not in {Role.APPLICANT, Role.SYSTEM}]
    theirs = {
        move.name for move in procedure.moves if any(may(role, move.permission) for role in people)
    }
    return theirs ^ {action.move.name for action in actions}


def test_every_move_of_the_provider_has_its_action_and_no_action_is_beside_the_table():
    assert provided_for(FILING, filing_actions.ACTIONS) == {ASK_FOR_CORRECTION.name}
    assert provided_for(LICENCE, licence_actions.ACTIONS) == set()


@pytest.mark.parametrize("role", ["reviewer", "senior", "operator", "auditor"])
@pytest.mark.parametrize("way", [way for way in WAYS if way != "draft"])
def test_the_buttons_are_the_moves_of_the_table(case, house, screen, way, role):
    case.brought_to(way)
    actor = getattr(house, role)
    filing = case.filing
    allowed = {move.title.en for move in moves(filing, actor)}
    if filing.reviewer_id is not None and role != "senior":
        allowed -= {CLAIM.title.en}
    page = screen(actor).get("case", case.id, status=200 if filing.version else 404)
    if filing.version:
        assert set(page.buttons) == allowed


@pytest.mark.parametrize(
    ("steps", "main"),
    [
        ((), "Pass"),
        (("passed",), "Record hand-over to the administration"),
        (("passed", "handed_over"), "Record the administration's receipt"),
        (("passed", "handed_over", "received"), "Record that the SMS verification began"),
        (
            ("passed", "handed_over", "received", "sms_asked"),
            "Record that the SMS verification passed",
        ),
        (
            ("passed", "handed_over", "received", "sms_asked", "sms_passed"),
            "Record the approval",
        ),
    ],
)
def test_the_main_button_is_what_comes_next(case, reviewer, steps, main):
    case.brought_to("provider_review").claimed()
    for step in steps:
        getattr(case, step)()
    page = reviewer.get("case", case.id)
    found = page.find("//div[@class='ob-acts']//*[contains(@class, 'govuk-button')]")
    primary = [one for one in found if "govuk-button--" not in one.get("class")]
    assert [" ".join(one.xpath("text()")).strip() for one in primary] == [main]


class TestAtOnce:
    @pytest.mark.parametrize(
        ("way", "step", "after"),
        [
            ("provider_review", "claim", ("provider_review", "The case is yours.")),
            ("provider_review", "pass_review", ("ready_to_submit", "Hand it over next.")),
            ("sms_verification", "record_sms_passed", ("at_administration", "passed")),
            ("sms_verification", "record_sms_failed", ("ready_to_submit", "handed over again")),
        ],
    )
    def test_a_button_makes_the_step_and_says_so(self, case, reviewer, way, step, after):
        state, said = after
        case.brought_to(way)
        page = reviewer.post(step, case.id)
        assert page.location == f"/console/filings/{case.id}/"
        assert case.filing.state == state
        assert said in reviewer.get("case", case.id).main

    def test_the_sms_verification_is_recorded_as_begun(self, case, reviewer):
        case.brought_to("ready_to_submit").handed_over()
        reviewer.post("record_sms_asked", case.id)
        assert "SMS verification" in reviewer.get("case", case.id).main

    def test_who_takes_a_case_is_its_reviewer(self, case, house, reviewer):
        reviewer.post("claim", case.brought_to("provider_review").id)
        assert case.filing.reviewer_id == house.reviewer.user_id

    def test_only_a_senior_is_offered_the_case_of_another(self, case, house, reviewer, senior):
        case.brought_to("provider_review").claimed()
        assert "Take the case" not in reviewer.get("case", case.id).buttons
        assert "Take the case" in senior.get("case", case.id).buttons
        senior.post("claim", case.id)
        assert case.filing.reviewer_id == house.senior.user_id
        assert "Take the case" not in senior.get("case", case.id).buttons

    def test_a_step_is_never_made_by_reading(self, case, reviewer):
        reviewer.get("pass_review", case.brought_to("provider_review").id, status=405)
        assert case.filing.state == "provider_review"


class TestDecline:
    def test_the_senior_declines_with_a_reason(self, case, senior):
        case.brought_to("provider_review")
        senior.get("decline", case.id)
        senior.post("decline", case.id, reason="不属于可备案范围。")
        assert case.filing.state == "declined"
        assert "不属于可备案范围。" in senior.get("case", case.id).main

    @pytest.mark.parametrize("reason", ["", "  \n "])
    def test_without_words_nothing_is_decided(self, case, senior, reason):
        case.brought_to("provider_review")
        page = senior.post("decline", case.id, reason=reason, status=422)
        assert page.errors("reason") == "Error: Fill this in."
        assert case.filing.state == "provider_review"

    def test_too_many_words_are_kept_on_the_page(self, case, senior):
        case.brought_to("provider_review")
        page = senior.post("decline", case.id, reason="长" * 2001, status=422)
        assert "2000" in page.errors("reason")
        assert page.words("//textarea") == ["长" * 2001]

    def test_a_reviewer_may_not(self, case, reviewer):
        reviewer.post("decline", case.brought_to("provider_review").id, status=403)


class TestHandOver:
    def test_the_package_is_the_same_for_the_same_version(self, case, reviewer):
        case.brought_to("ready_to_submit")
        first, second = (reviewer.post("package", case.id, status=200) for _ in range(2))
        assert first.content == second.content
        assert first.answer["Content-Disposition"].startswith("attachment; filename=")
        assert first.answer["X-Content-Type-Options"] == "nosniff"
        assert first.answer["Cache-Control"] == "private, no-store"

    def test_whoever_takes_it_is_in_the_log(self, case, house, reviewer):
        case.brought_to("ready_to_submit")
        reviewer.post("package", case.id, status=200)
        [event] = history(case.filing.subject).filter(kind="filing:package:download")
        assert event.actor_user_id == house.reviewer.user_id

    def test_what_is_recorded_is_the_hash_of_that_package(self, case, reviewer):
        case.brought_to("ready_to_submit")
        page = reviewer.get("hand_over", case.id)
        [package] = page.find("//input[@name='package']/@value")
        assert package in page.main
        reviewer.post("hand_over", case.id, package=package)
        outcome = case.filing.outcomes.get(kind=Outcome.Kind.HANDED_OVER)
        assert outcome.numbers == {"package": package}

    def test_another_package_than_that_of_the_page_is_not_recorded(self, case, reviewer):
        case.brought_to("ready_to_submit")
        page = reviewer.post("hand_over", case.id, package="0" * 64, status=409)
        assert page.code == "console.package_changed"
        assert case.filing.state == "ready_to_submit"

    def test_a_hash_that_is_none_is_refused(self, case, reviewer):
        case.brought_to("ready_to_submit")
        reviewer.post("hand_over", case.id, package="x", status=422)
        assert case.filing.state == "ready_to_submit"

    def test_an_operator_takes_no_package(self, case, house, screen):
        case.brought_to("ready_to_submit")
        screen(house.operator).post("package", case.id, status=403)


class TestReceipt:
    def test_the_number_is_recorded_once(self, case, reviewer):
        case.brought_to("ready_to_submit").handed_over()
        reviewer.post("record_receipt", case.id, receipt=" 31-2026-000417 ")
        outcome = case.filing.outcomes.get(kind=Outcome.Kind.RECEIVED)
        assert outcome.numbers == {"receipt": "31-2026-000417"}
        again = reviewer.post("record_receipt", case.id, receipt="2", status=409)
        assert again.code == "move.not_allowed"

    def test_an_empty_one_is_asked_for(self, case, reviewer):
        case.brought_to("ready_to_submit").handed_over()
        page = reviewer.post("record_receipt", case.id, receipt="", status=422)
        assert page.errors("receipt") == "Error: Fill this in."

    def test_one_of_invisible_signs_is_none(self, case, reviewer):
        case.brought_to("ready_to_submit").handed_over()
        page = reviewer.post("record_receipt", case.id, receipt="\x07", status=422)
        assert page.errors("receipt") == "Error: Enter the receipt number."


class TestApproval:
    def test_the_numbers_are_registered_in_official_spelling(self, case, reviewer):
        case.brought_to("at_administration")
        page = reviewer.get("record_approval", case.id)
        assert "示例合资科技官网 · shili-keji.cn" in page.main
        typed = {"entity_number": "沪icp备2026006107", "service_1": "沪ICP备2026006107号－1"}
        reviewer.post("record_approval", case.id, **typed)
        assert case.filing.state == "approved"
        assert Service.objects.get().number == f"{ENTITY_NUMBER}-1"

    @pytest.mark.parametrize(
        ("typed", "field", "said"),
        [
            pytest.param({"entity_number": ""}, "entity_number", "Fill this in", id="missing"),
            pytest.param(
                {"service_1": ""}, "service_1", "Fill this in", id="a website's is missing"
            ),
            pytest.param({"entity_number": "沪123"}, "entity_number", "number", id="unreadable"),
            pytest.param(
                {"service_1": "nonsense"}, "service_1", "number", id="a website's is unreadable"
            ),
            pytest.param(
                {"entity_number": "京ICP备2026006107号", "service_1": "京ICP备2026006107号-1"},
                "entity_number",
                "another province",
                id="of another province",
            ),
            pytest.param(
                {"service_1": "沪ICP备2026006108号-1"},
                "service_1",
                "does not continue the entity number",
                id="of another entity",
            ),
            pytest.param(
                {"entity_number": f"{ENTITY_NUMBER}-1"},
                "entity_number",
                "the number of a website",
                id="a website's in place of the entity's",
            ),
        ],
    )
    def test_a_wrong_number_is_told_beside_its_field(self, case, reviewer, typed, field, said):
        case.brought_to("at_administration")
        page = reviewer.post("record_approval", case.id, status=422, **(NUMBERS | typed))
        assert said in page.errors(field)
        kept = page.find(f"//input[@name='{field}']/@value")
        assert kept == ([typed[field]] if typed[field] else [])
        assert case.filing.state == "at_administration"

    def test_a_number_of_another_entity_is_told_beside_its_field(self, case, house, reviewer):
        name = "上海另例贸易有限公司"
        other = found_company(name, email="bao@lingli.cn")
        Case(house, other, declared_by(name, domain="lingli.cn", serial=7)).brought_to("approved")
        case.brought_to("at_administration")
        page = reviewer.post("record_approval", case.id, status=422, **NUMBERS)
        assert "another entity" in page.errors("entity_number")


class TestRefusal:
    def test_the_words_are_kept_and_lead_to_corrections(self, case, reviewer):
        case.brought_to("at_administration")
        reviewer.post("record_refusal", case.id, reason=REFUSAL)
        assert case.filing.state == "refused"
        assert case.filing.outcomes.get(kind=Outcome.Kind.REFUSED).words == REFUSAL
        assert REFUSAL in reviewer.get("ask_for_correction", case.id).main

    def test_it_needs_words(self, case, reviewer):
        case.brought_to("at_administration")
        page = reviewer.post("record_refusal", case.id, reason="", status=422)
        assert page.errors("reason") == "Error: Fill this in."


class TestWrongTime:
    @pytest.mark.parametrize("action", filing_actions.ACTIONS, ids=lambda action: action.name)
    def test_a_step_out_of_turn_is_a_conflict_that_leads_to_the_case(self, case, senior, action):
        case.brought_to("declined")
        given = {"reason": "x", "receipt": "x", "package": "0" * 64, **NUMBERS}
        page = senior.post(action.name, case.id, status=409, **given)
        assert page.code == "move.not_allowed"
        assert page.find("//main//a/@href") == [f"/console/filings/{case.id}/"]

    def test_a_form_out_of_turn_is_not_even_shown(self, case, reviewer):
        case.brought_to("provider_review")
        assert reviewer.get("record_approval", case.id, status=409).code == "move.not_allowed"

    def test_of_two_reviewers_the_second_gets_the_conflict(self, case, house, screen):
        case.brought_to("provider_review")
        first, second = screen(house.reviewer), screen(house.colleague)
        assert "Pass" in second.get("case", case.id).buttons
        first.post("pass_review", case.id)
        late = second.post("pass_review", case.id, status=409)
        assert late.code == "move.not_allowed"
        [link] = late.find("//main//a/@href")
        assert "Ready to submit" in second.client.get(link).content.decode()

    def test_a_case_is_taken_once(self, case, house, screen):
        case.brought_to("provider_review")
        screen(house.reviewer).post("claim", case.id)
        late = screen(house.colleague).post("claim", case.id, status=409)
        assert late.code == "filing.taken"

    def test_what_does_not_exist_is_not_found(self, reviewer):
        missing = "00000000-0000-4000-8000-000000000001"
        for action in filing_actions.ACTIONS:
            if may(Role.REVIEWER, action.move.permission):
                reviewer.post(action.name, missing, status=404)
        assert not may(Role.REVIEWER, Permission.REVIEW_DECLINE)
