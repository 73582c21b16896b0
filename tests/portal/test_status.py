"""The status page: whose turn, the way with its dates, what comes next, and what can be done."""

import pytest

from cases import REFUSAL, WAYS, user_of
from examples import declaration
from openbeian.filings.models import Filing
from openbeian.filings.services import backdrop, reveal
from openbeian.notices.catalogue import TEMPLATES, Audience
from openbeian.outbox.services import deliver_due
from openbeian.portal import happened, messages_sent, what_next
from openbeian.procedure.filing import FILING, State
from openbeian.psb import services as psb


def path_of(page) -> list[tuple[str, str, str]]:
    """Return title, state and date of each station."""
    return [
        (
            step.xpath("string(.//*[@class='ob-path__title'])"),
            step.get("class").rpartition("--")[2],
            "".join(step.xpath(".//time/@datetime")),
        )
        for step in page.find("//li[contains(@class, 'ob-path__step')]")
    ]


def buttons(page) -> list[str]:
    return page.words("//main//*[contains(@class, 'govuk-button ') or @class='govuk-button']")


@pytest.mark.parametrize("state", list(WAYS))
def test_every_state_has_its_page_in_both_languages(case, visitor, company, state):
    case.brought_to(state)
    for language, title in (("en", "en"), ("zh-hans", "zh")):
        page = visitor(company, language=language).get("status", case.id)
        assert page.heading.startswith(getattr(case.filing.situation.title, title))
        assert case.filing.reference in page.main


def test_a_draft_can_be_gone_on_with_or_given_up(case, applicant):
    case.drafted()
    page = applicant.get("status", case.id)
    assert page.turn.startswith("Your turn · until 8 January 2027")
    assert buttons(page) == ["Go on with the application"]
    assert page.links("Give the application up") == [f"/applications/{case.id}/abandon/"]


def test_the_path_has_real_dates_behind_and_estimates_ahead(case, applicant):
    case.brought_to("provider_review")
    page = applicant.get("status", case.id)
    assert path_of(page) == [
        ("Prepare", "done", "2026-11-24"),
        ("Our review", "current", "2026-11-26"),
        ("SMS verification", "ahead", "2026-11-27"),
        ("Administration", "ahead", "2026-12-22"),
        ("ICP number", "ahead", "2026-12-22"),
        ("Public security", "ahead", "2027-01-21"),
    ]


def test_after_a_refusal_the_way_begins_again_at_our_review(case, applicant):
    case.brought_to("refused").asked()
    titles = [(title, state) for title, state, _day in path_of(applicant.get("status", case.id))]
    assert titles[:3] == [
        ("Prepare", "done"),
        ("Our review", "current"),
        ("SMS verification", "ahead"),
    ]


def test_during_a_correction_the_decision_is_expected_from_a_new_submission(case, applicant):
    case.brought_to("correction_requested")
    days = {title: day for title, _state, day in path_of(applicant.get("status", case.id))}
    assert days["Our review"] == "2027-01-08"
    assert days["SMS verification"] == "2027-01-11"
    assert days["Administration"] == "2027-02-08"


def test_whoever_sells_cannot_buy_hosting_before_the_licence(case, applicant):
    case.declaration = declaration(**{"services[1].commercial": True})
    case.brought_to("approved")
    assert "once the commercial licence is granted" in applicant.get("status", case.id).main


def test_whoever_sells_nothing_can_buy_hosting_now(case, applicant):
    case.brought_to("approved")
    page = applicant.get("status", case.id)
    assert "Hosting and CDN can be bought now" in page.main
    assert "once the commercial licence is granted" not in page.main


def test_where_an_application_stopped_is_marked_with_the_day(case, applicant):
    case.brought_to("declined")
    assert path_of(applicant.get("status", case.id))[1] == ("Our review", "stopped", "2026-11-24")


def test_before_the_sms_goes_out_the_decision_is_not_expected_from_it(case, applicant):
    case.brought_to("ready_to_submit").handed_over()
    path = path_of(applicant.get("status", case.id))
    assert path[2] == ("SMS verification", "current", "2026-11-25")
    [note] = applicant.get("status", case.id).words("//*[@class='ob-path__note']")
    assert note == "the codes are not sent yet"
    assert path[3] == ("Administration", "ahead", "2026-12-22")


def test_the_sms_verification_names_the_hour_and_what_to_enter(case, applicant):
    case.brought_to("sms_verification")
    page = applicant.get("status", case.id)
    assert page.turn.startswith("Your turn · until 25 November 2026, 17:30 · ")
    assert page.links("Open beian.miit.gov.cn") == ["https://beian.miit.gov.cn/"]
    assert buttons(page)[0] == "Open beian.miit.gov.cn"
    assert "Anna Beispiel · 139****0001" in page.main
    assert "王示例 · 138****0003" in page.main
    assert "The SMS comes from 12381" in page.main
    assert "The sixth wrong entry sends the application back." in page.main


def test_the_administration_s_reason_is_shown_word_for_word(case, applicant):
    case.brought_to("refused")
    page = applicant.get("status", case.id)
    assert page.words("//blockquote") == [REFUSAL]
    case.asked()
    page = applicant.get("status", case.id)
    assert page.words("//blockquote") == [REFUSAL]
    assert page.links("See what to correct") == [f"/applications/{case.id}/corrections/"]
    case.corrected()
    assert applicant.get("status", case.id).words("//blockquote") == []


def test_why_we_declined_is_shown_as_it_was_written(case, applicant):
    case.brought_to("provider_review").declined("所申请网站内容不属于可备案范围。")
    page = applicant.get("status", case.id)
    assert page.words("//blockquote") == ["所申请网站内容不属于可备案范围。"]


def test_with_the_number_the_turn_is_public_security(case, applicant):
    case.brought_to("approved")
    page = applicant.get("status", case.id)
    assert page.heading.startswith("Approved")
    assert page.turn.startswith("Your turn · until 24 December 2026")
    assert page.words("//*[@class='ob-number__said']") == ["沪ICP备2026006107号-1"]
    assert buttons(page)[:3] == ["Copy", "File with public security", "See your number"]


def test_with_the_public_security_number_the_way_is_done(case, applicant):
    case.brought_to("approved")
    psb.record_number(
        case_id=case.public_security().pk,
        actor=case.applicant,
        number="31011502000017",
        at=case.at,
    )
    page = applicant.get("status", case.id)
    assert {state for _title, state, _day in path_of(page)} == {"done"}
    assert path_of(page)[-1] == ("Public security", "done", "2026-11-24")
    assert page.turn.startswith("Nobody’s turn")


def test_what_is_done_with_public_security_is_asked_for_no_more(case, applicant):
    case.brought_to("approved")
    assert "File with public security within 30 days" in applicant.get("status", case.id).main
    psb.record_number(
        case_id=case.public_security().pk,
        actor=case.applicant,
        number="31011502000017",
        at=case.at,
    )
    page = applicant.get("status", case.id)
    assert "File with public security within 30 days" not in page.main
    assert "within 30 days" not in page.turn
    assert page.turn.endswith("Show it beside the ICP number on the home page.")


def test_fingerprints_are_for_nobody_to_read(case, applicant):
    case.brought_to("at_administration")
    fingerprint = "ab" * 32
    reveal.package(filing_id=case.id, actor=case.house.reviewer, sha256=fingerprint, at=case.at)
    page = applicant.get("status", case.id)
    assert "downloaded the package for the administration" in page.main
    assert fingerprint not in page.main
    assert "()" not in page.main


def test_what_happened_is_told_newest_first(case, applicant):
    case.brought_to("correction_requested")
    page = applicant.get("status", case.id)
    assert page.words("//ol[@class='ob-timeline']//*[@class='ob-timeline__what']") == [
        "We asked you to correct",
        "You submitted the application",
        "You began the application",
    ]


def test_the_whole_log_is_there_and_repetitions_are_one_line(case, applicant):
    case.drafted().edited({"services[1].remark": "一"}).edited({"services[1].remark": "二"})
    page = applicant.get("status", case.id)
    said = page.words("//ol[contains(@class, 'ob-timeline--small')]//*[@class='ob-timeline__what']")
    assert said == ["The applicant changed answers (3 times)", "The applicant began an application"]


def test_messages_are_those_to_the_applicant(case, applicant):
    case.brought_to("correction_requested")
    deliver_due(at=case.at)
    rows = applicant.get("status", case.id).words("//table//tbody/tr/th")
    assert rows == ["Correction requested", "Application submitted"]


def test_what_went_out_by_sms_and_e_mail_is_one_row(case, applicant, company):
    user = user_of(company)
    user.set_mobile("13800000003")
    user.save()
    case.brought_to("provider_review")
    deliver_due(at=case.at)
    assert applicant.get("status", case.id).words("//table//tbody/tr/*") == [
        "Application submitted",
        "Being sent",
        "E-mail and SMS",
        "24 November 2026, 12:30",
    ]


def test_every_message_to_an_applicant_has_a_title():
    applicants = {name for name, one in TEMPLATES.items() if Audience.APPLICANT in one.audiences}
    assert set(messages_sent.TITLES) == applicants


def test_no_message_is_said_in_words(case, applicant):
    case.drafted()
    assert "No message was sent yet." in applicant.get("status", case.id).main


def test_the_backdrop_is_offered_then_followed(case, applicant):
    case.drafted()
    assert applicant.get("status", case.id).links("Order a backdrop") == [
        f"/applications/{case.id}/backdrop/"
    ]
    case.backdrop_ordered()
    assert "Ordered on 24 November 2026." in applicant.get("status", case.id).main
    backdrop.post(filing_id=case.id, actor=case.house.reviewer, tracking="SF1020304050", at=case.at)
    assert "the carrier’s number is SF1020304050" in applicant.get("status", case.id).main


class TestTakingItBack:
    def test_it_is_asked_first(self, case, applicant):
        case.brought_to("provider_review")
        page = applicant.get("withdraw", case.id)
        assert page.heading == "Take the application back?"
        assert case.filing.state_now is State.PROVIDER_REVIEW

    def test_then_it_is_a_draft_again(self, case, applicant):
        case.brought_to("provider_review")
        page = applicant.post("withdraw", case.id)
        assert page.location == f"/applications/{case.id}/tasks/"
        assert case.filing.state_now is State.DRAFT

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_it_is_too_late_at_the_administration(self, case, applicant, method):
        case.brought_to("at_administration")
        page = getattr(applicant, method)("withdraw", case.id, status=409)
        assert page.code == "move.not_allowed"


class TestGivingItUp:
    def test_it_is_asked_first_with_what_it_costs(self, case, applicant):
        case.drafted()
        page = applicant.get("abandon", case.id)
        assert "This cannot be undone." in page.main
        assert case.filing.state_now is State.DRAFT

    def test_then_it_is_over(self, case, applicant):
        case.drafted()
        assert applicant.post("abandon", case.id).location == f"/applications/{case.id}/"
        assert case.filing.state_now is State.ABANDONED

    def test_what_is_under_review_is_taken_back_before(self, case, applicant):
        case.brought_to("provider_review")
        assert applicant.get("abandon", case.id, status=409).code == "move.not_allowed"


@pytest.mark.parametrize("route", ["status", "withdraw", "abandon", "corrections", "backdrop"])
def test_somebody_else_s_application_is_not_found(case, other, route):
    case.drafted()
    other.get(route, case.id, status=404)


@pytest.mark.parametrize("route", ["withdraw", "abandon", "backdrop"])
def test_nothing_can_be_done_to_somebody_else_s_application(case, other, route):
    case.drafted()
    other.post(route, case.id, status=404)
    assert Filing.objects.get().state_now is State.DRAFT


def test_a_reviewer_has_the_console_instead(case, visitor):
    case.drafted()
    visitor(case.house.reviewer).get("status", case.id, status=403)


def test_a_stranger_signs_in_first(case, visitor):
    case.drafted()
    page = visitor(None).get("status", case.id, status=302)
    assert page.location.startswith("/accounts/login/")


def test_every_step_of_the_table_but_the_silent_ones_has_words():
    silent = {"edit", "claim"}
    told = {name.removeprefix("filing:application:") for name in happened.MAIN}
    assert {move.name for move in FILING.moves} - silent <= told


@pytest.mark.parametrize("state", list(State))
def test_every_state_says_what_happens_next(state):
    assert what_next.sentences(Filing(state=state.value, flags=[]))
