"""What a foreign company learns before it types: may it, what to hand in, until when."""

from datetime import date

import pytest

from openbeian import rulebook
from openbeian.rulebook import Answers, ApprovalStatus, Edition, Form, Procedure
from openbeian.workdays import Due

TODAY = date(2026, 11, 24)
IN_SPRING = date(2026, 1, 30)
JOINT_VENTURE = Answers("joint_venture", "310000", "310000", commercial=True)


def ask(answers=JOINT_VENTURE, *, edition=Edition.FOUNDING, on=TODAY):
    return rulebook.default().eligibility(answers, edition=edition, on=on)


def words(texts):
    return [text.en for text in texts]


def test_the_founding_list_has_exactly_its_seven_items():
    result = ask(Answers("wfoe", "310000", "310000", commercial=False))
    asked = [(need.founding_item, need.kind, need.subject) for need in result.documents]
    assert asked == [
        (1, "domain_certificate", "services[1]"),
        (2, "owner_passport", "entity"),
        (2, "owner_residence_permit", "entity"),
        (3, "webmaster_photo", "services[1]"),
        (4, "application_form", "entity"),
        (5, "verification_form", "services[1]"),
        (6, "business_licence", "entity"),
        (7, "webmaster_mobile", "services[1]"),
    ]
    assert all(need.required for need in result.documents)
    assert [need.form for need in result.documents].count(Form.FIELD) == 1


def test_the_licence_asks_for_one_document_more():
    result = ask()
    assert [need.kind for need in result.licence_documents] == ["capital_proof"]
    assert "additional documents" in result.licence_documents[0].source


def test_a_domestic_owner_hands_in_the_resident_identity_card():
    result = ask(Answers("domestic_company", "310000", "310000", commercial=False))
    kinds = [need.kind for need in result.documents if need.founding_item == 2]
    assert kinds == ["owner_resident_id"]


@pytest.mark.parametrize(
    ("edition", "kinds"),
    [
        pytest.param(Edition.FOUNDING, ["owner_resident_id"], id="founding document"),
        pytest.param(Edition.CURRENT, ["owner_resident_id"], id="today"),
    ],
)
def test_what_the_owner_holds_decides_once_it_is_told(edition, kinds):
    answers = Answers("wfoe", "310000", "310000", commercial=False, owner_certificate=2)
    asked = [need for need in ask(answers, edition=edition).documents if need.required]
    assert [need.kind for need in asked if need.kind.startswith("owner_")] == kinds


def test_today_what_depends_on_the_owners_certificate_is_listed_but_open():
    result = ask(edition=Edition.CURRENT)
    open_kinds = [need.kind for need in result.documents if not need.required]
    assert open_kinds == ["owner_passport", "owner_residence_permit", "owner_resident_id"]


def test_the_filing_comes_first_then_the_licence():
    assert [each.procedure for each in ask().applications] == [
        Procedure.FILING,
        Procedure.LICENCE,
    ]
    assert ask().applications[0].title.zh == "ICP备案"


def test_who_cannot_have_the_licence_applies_for_the_filing_only():
    result = ask(Answers("wfoe", "310000", "310000", commercial=True))
    assert [each.procedure for each in result.applications] == [Procedure.FILING]
    assert "not eligible for a commercial licence" in result.licence.reason.en


def test_who_cannot_file_has_nothing_to_apply_for_and_no_calendar():
    result = ask(Answers("foreign_company_unregistered", "", "310000", commercial=True))
    assert (result.applications, result.calendar) == ((), ())
    assert result.licence == result.filing
    assert result.filing.source.startswith("Founding document")


def test_what_is_not_known_yet_is_told_as_a_condition():
    result = ask()
    assert words(result.filing.conditions) == [
        "The webmaster is a Chinese national.",
        "The webmaster has a mobile number of mainland China.",
        "The webmaster is photographed before the official backdrop.",
        "All documents are filed in Chinese.",
    ]
    assert words(result.licence.conditions) == [
        "The ICP filing is obtained first.",
        "The registered capital is at least RMB 100 million, with proof.",
    ]


def test_a_capital_that_is_enough_is_no_condition_any_more():
    answers = Answers("joint_venture", "310000", "310000", commercial=True, capital_cny=10**8)
    assert words(ask(answers).licence.conditions) == ["The ICP filing is obtained first."]


def test_the_conditions_of_the_law_are_told_for_the_licence_today():
    conditions = words(ask(edition=Edition.CURRENT).licence.conditions)
    assert conditions[1].startswith("Foreign share up to 50 %")
    assert conditions[2].startswith("The registered capital is at least RMB 1 million")


@pytest.mark.parametrize(
    ("industry", "document", "required", "high_failure"),
    [
        pytest.param("news", "preapproval_news", True, True, id="news"),
        pytest.param("publishing", "preapproval_publishing", True, True, id="publishing"),
        pytest.param("education", "preapproval_education", True, True, id="education"),
        pytest.param("healthcare", "preapproval_healthcare", True, True, id="healthcare"),
        pytest.param("drugs_devices", "preapproval_drugs_devices", True, True, id="medicines"),
        pytest.param("games", "internet_culture_licence", True, False, id="games"),
        pytest.param("religion", None, False, False, id="not named"),
    ],
)
def test_an_industry_is_told_its_approval(industry, document, required, high_failure):
    result = ask(Answers("wfoe", "310000", "310000", commercial=False, industries=(industry,)))
    (need,) = result.preapprovals
    assert (need.document, need.required, need.high_failure) == (document, required, high_failure)
    kinds = [need.kind for need in result.documents if need.required]
    assert (document in kinds) is required


def test_without_the_approval_nothing_can_be_submitted():
    result = ask(Answers("wfoe", "310000", "310000", commercial=False, industries=("news",)))
    assert "is obtained first" in result.filing.conditions[0].en
    assert result.preapprovals[0].status is ApprovalStatus.REQUIRED
    assert result.preapprovals[0].title.zh == "新闻"


def test_the_calendar_counts_working_days_from_submission():
    days = {step.id: step.due for step in ask(on=IN_SPRING).calendar}
    assert days == {
        "provider_review": Due(date(2026, 2, 3), provisional=False),
        "sms_verification": Due(date(2026, 2, 4), provisional=False),
        "administration_decision": Due(date(2026, 3, 5), provisional=False),
        "psb_filing": Due(date(2026, 4, 4), provisional=False),
        "licence_decision": Due(date(2026, 4, 2), provisional=False),
    }


def test_today_the_twenty_days_run_from_the_administrations_receipt():
    days = {step.id: step.due.date for step in ask(edition=Edition.CURRENT, on=IN_SPRING).calendar}
    assert days == {
        "provider_review": date(2026, 2, 3),
        "hand_over": date(2026, 2, 6),
        "sms_verification": date(2026, 2, 7),
        "administration_decision": date(2026, 3, 12),
        "psb_filing": date(2026, 4, 11),
        "licence_decision": date(2026, 5, 11),
    }


def test_zhejiang_takes_thirty_working_days_today():
    in_zhejiang = Answers("joint_venture", "330000", "330000", commercial=False)
    steps = ask(in_zhejiang, edition=Edition.CURRENT, on=IN_SPRING).calendar
    days = {step.id: step.due.date for step in steps}
    assert days["administration_decision"] == date(2026, 3, 26)
    assert "licence_decision" not in days
    founding = {step.id: step.due.date for step in ask(in_zhejiang, on=IN_SPRING).calendar}
    assert founding["administration_decision"] == date(2026, 3, 5)


def test_what_follows_a_provisional_day_is_provisional():
    days = {step.id: step.due for step in ask(on=date(2026, 12, 21)).calendar}
    assert not days["provider_review"].provisional
    assert days["administration_decision"].provisional
    assert days["psb_filing"].provisional


def test_before_2020_nobody_verified_by_sms():
    assert "sms_verification" not in [step.id for step in ask(on=date(2020, 8, 14)).calendar]


@pytest.mark.parametrize("edition", list(Edition))
def test_every_answer_says_where_the_editions_differ(edition):
    told = {difference.id: difference for difference in ask(edition=edition).differences}
    assert {"licence_min_capital", "licence_jv", "decision_clock", "psb_clock"} <= told.keys()
    assert "licence_wfoe" not in told
    assert "licence_ro" not in told
    assert told["licence_min_capital"].evidence.source.startswith("MIIT Order 42")


def test_a_difference_is_told_only_where_it_matters():
    plain = Answers("wfoe", "310000", "310000", commercial=False)
    assert "licence_min_capital" not in {each.id for each in ask(plain).differences}
    healthcare = Answers("wfoe", "310000", "310000", commercial=False, industries=("healthcare",))
    assert "preapproval_healthcare" in {each.id for each in ask(healthcare).differences}


def test_a_finding_says_why():
    result = ask(Answers("wfoe", "310000", "440000", commercial=False))
    (reason,) = result.reasons
    assert reason.message.en == (
        "The business is registered in Shanghai, but the application is for Guangdong."
    )
    assert reason.remedy.zh == "请在上海市申请备案。"
    assert reason.because == {
        "entity.individual": "false",
        "province": "440000",
        "entity.registered_province": "310000",
    }
    assert (reason.source, reason.as_of) == (
        'Founding document "What\'s ICP", application documents',
        "undated",
    )
