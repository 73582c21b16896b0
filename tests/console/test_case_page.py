"""One screen a case: the declaration, what is said about it, its documents and its record."""

from dataclasses import replace

import pytest

from cases import REFUSAL, Case, declared_by, found_company, found_member
from console.reading import Page
from examples import COMPANY, COMPANY_NUMBER, OWNER, WEBMASTER, declaration
from openbeian.accounts.models import Organisation
from openbeian.audit.queries import history
from openbeian.declaration.values import Domain
from openbeian.outbox.services import deliver_due
from openbeian.procedure.permissions import Role

NUMBERS = [
    number
    for person in (OWNER, WEBMASTER)
    for number in (
        person.certificate.number,
        person.mobile,
        person.office_phone,
        person.email,
        person.emergency_phone,
    )
]
SAID = "//dd[contains(@class, 'ob-said')]"


def line(page, anchor: str) -> str:
    """What stands in one line of the declaration."""
    [words] = page.words(f"//*[@id='{anchor}']")
    return words


def events(case, kind):
    return list(history(case.filing.subject).filter(kind=kind))


class TestDeclaration:
    def test_every_field_has_its_chinese_label_and_its_answer_in_words(self, case, reviewer):
        page = reviewer.get("case", case.brought_to("provider_review").id)
        assert line(page, "entity-name") == f"Name of the entity 主办者名称 {COMPANY}"
        kind = "Kind of entity 主办者类别 Joint venture 中外合资（合作）企业"
        assert line(page, "entity-kind") == kind
        assert COMPANY_NUMBER in line(page, "entity-certificate-number")
        assert line(page, "services-1-language_ids").endswith("中文简体 , English 英语")
        assert line(page, "services-1-industries").endswith("—")

    def test_the_sections_stand_in_the_order_of_the_form(self, case, reviewer):
        page = reviewer.get("case", case.brought_to("provider_review").id)
        assert page.words("//form[@id='sheet']//h2") == [
            "The entity 主办者信息",
            "Person in charge of the entity 主体负责人信息",
            "The website 互联网信息服务（网站）信息",
            "The webmaster 网站负责人信息",
            "Access 接入信息",
        ]

    def test_the_turn_line_and_the_path_stand_on_top(self, case, reviewer):
        page = reviewer.get("case", case.brought_to("provider_review").id)
        [turn] = page.words("//p[contains(@class, 'ob-turn')]")
        assert "Our turn · until 26 November 2026 (1 working day left) · pass it" in turn
        steps = page.words("//ol[@class='ob-path']/li")
        assert len(steps) == 6
        assert steps[1].startswith("Provider’s review now about 26 Nov 2026")

    def test_a_draft_is_the_applicants_own_affair(self, case, reviewer):
        reviewer.get("case", case.brought_to("draft").id, status=404)

    def test_a_case_that_was_withdrawn_shows_its_last_version(self, case, reviewer):
        page = reviewer.get("case", case.brought_to("provider_review").withdrawn().id)
        assert "The applicant’s turn" in page.main
        assert page.buttons == []

    def test_nothing_keeps_a_copy_of_the_page(self, case, reviewer):
        page = reviewer.get("case", case.brought_to("provider_review").id)
        assert page.answer["Cache-Control"] == "private, no-store"

    def test_the_numbers_that_were_issued_stand_in_the_head(self, case, reviewer):
        page = reviewer.get("case", case.brought_to("approved").id)
        [numbers] = page.words("//p[@class='ob-casehead__numbers']")
        assert numbers == "沪ICP备2026006107号 · 沪ICP备2026006107号-1"

    def test_what_the_province_asks_can_be_unfolded(self, case, reviewer):
        page = reviewer.get("case", case.brought_to("provider_review").id)
        assert "What Shanghai Communications Administration asks" in page.main

    def test_the_page_reads_in_chinese(self, case, house, screen):
        case.brought_to("provider_review")
        page = screen(house.reviewer, language="zh-hans").get("case", case.id)
        assert line(page, "entity-kind") == "主办者类别 中外合资（合作）企业"
        assert page.buttons == ["初审通过", "领取", "退回修改"]


class TestPersonalNumbers:
    @pytest.mark.parametrize("role", ["reviewer", "senior", "operator", "auditor"])
    def test_they_are_masked_for_everybody(self, case, house, screen, role):
        case.brought_to("resubmitted")
        content = screen(getattr(house, role)).get("case", case.id).content.decode()
        assert [number for number in NUMBERS if number in content] == []
        assert "310***********6428" in content

    def test_those_of_one_person_are_shown_on_request_and_the_log_says_to_whom(
        self, case, house, reviewer
    ):
        case.brought_to("provider_review")
        page = reviewer.post("reveal", case.id, person="services[1].leader", status=200)
        content = page.content.decode()
        shown = [number for number in NUMBERS if number in content]
        assert shown == NUMBERS[5:]
        [event] = events(case, "filing:personal:reveal")
        assert event.actor_user_id == house.reviewer.user_id
        assert event.facts == {
            "part": {"en": "The webmaster", "zh": "网站负责人信息"},
            "version": 1,
        }

    def test_they_are_masked_again_the_next_time(self, case, reviewer):
        case.brought_to("provider_review")
        reviewer.post("reveal", case.id, person="entity.leader", status=200)
        assert OWNER.mobile not in reviewer.get("case", case.id).content.decode()
        assert reviewer.get("reveal", case.id, status=302).location.endswith(f"{case.id}/")

    def test_of_nobody_there_is_nothing_to_show(self, case, reviewer):
        case.brought_to("provider_review")
        page = reviewer.post("reveal", case.id, person="services[9].leader", status=409)
        assert page.code == "filing.nobody_there"
        assert events(case, "filing:personal:reveal") == []

    @pytest.mark.parametrize("role", ["operator", "auditor"])
    def test_who_does_not_review_sees_none(self, case, house, screen, role):
        case.brought_to("provider_review")
        desk = screen(getattr(house, role))
        assert "Show the numbers" not in desk.get("case", case.id).main
        desk.post("reveal", case.id, person="entity.leader", status=403)

    def test_a_changed_number_is_masked_before_and_after(self, case, reviewer):
        case.brought_to("provider_review").claimed().asked("entity.leader.mobile")
        case.edited({"entity.leader.mobile": "13900000077"}).signed_again().submitted()
        content = reviewer.get("case", case.id).content.decode()
        assert "139****0001" in content
        assert "139****0077" in content
        assert [number for number in (OWNER.mobile, "13900000077") if number in content] == []


class TestWhatIsSaid:
    @pytest.fixture
    def found(self, house, company) -> Case:
        """A case in which a rule found something that does not block."""
        declared = declaration(**{"services[1].domains[1].holder": "别家（上海）有限公司"})
        return Case(house, company, declared).brought_to("provider_review")

    def test_a_finding_stands_beside_its_field_with_its_source(self, found, reviewer):
        page = reviewer.get("case", found.id)
        assert "1 thing the rules found" in page.main
        beside = line(page, "services-1-domains-1-holder")
        assert "The holder named on the domain's certificate is not the entity." in beside
        assert "Ask for this correction Why? domain.holder_is_entity" in beside

    def test_one_click_makes_a_correction_of_it(self, found, reviewer):
        page = reviewer.get("case", found.id)
        link = page.find(f"{SAID}//a/@href")[0]
        composer = Page(reviewer.client.get(link))
        [finding] = found.filing.versions.get().findings
        said = [
            finding[part][language] for part in ("message", "remedy") for language in ("en", "zh")
        ]
        assert composer.words("//textarea") == said

    def test_without_findings_the_page_says_so(self, case, reviewer):
        page = reviewer.get("case", case.brought_to("provider_review").id)
        assert "The rules found nothing to look at." in page.main

    def test_what_changed_stands_on_top_and_beside_its_field(self, case, reviewer):
        page = reviewer.get("case", case.brought_to("resubmitted").id)
        assert "3 changes since version 1" in page.main
        changed = line(page, "entity-certificate_address")
        assert changed.endswith("示例路100号3幢302室 was 上海市浦东新区示例路100号3楼")

    def test_a_file_that_was_replaced_is_named_before_and_after(self, case, reviewer):
        path = "services[1].documents[webmaster_photo]"
        case.brought_to("provider_review").claimed().asked(path)
        case.edited({path: [case.uploaded(path, "another picture")]}).submitted()
        page = reviewer.get("case", case.id)
        [change] = page.words("//ul[@class='ob-note__list']/li[contains(., '→')]")
        assert change.endswith("webmaster_photo.jpg → webmaster_photo.jpg (replaced)")

    def test_who_sees_no_documents_reads_how_many_were_replaced(self, case, house, screen):
        path = "services[1].documents[webmaster_photo]"
        case.brought_to("provider_review").claimed().asked(path)
        case.edited({path: [case.uploaded(path, "another picture")]}).submitted()
        page = screen(house.auditor).get("case", case.id)
        [change] = page.words("//ul[@class='ob-note__list']/li[contains(., '→')]")
        assert "webmaster_photo.jpg" not in change
        assert change.endswith("(replaced)")

    def test_what_was_asked_stands_beside_its_field_until_it_is_answered(self, case, reviewer):
        page = reviewer.get("case", case.brought_to("correction_requested").id)
        assert "1 thing asked of the applicant" in page.main
        assert "Asked: It differs from the business licence." in line(
            page, "entity-certificate_address"
        )
        case.corrected()
        again = reviewer.get("case", case.id)
        assert "asked of the applicant" not in again.main
        assert "answered in version 2" in again.main

    def test_the_administrations_opinion_stands_on_top(self, case, reviewer):
        page = reviewer.get("case", case.brought_to("refused").id)
        assert f"The administration’s opinion {REFUSAL}" in page.main


class TestRecord:
    def test_the_history_tells_who_did_what(self, case, reviewer):
        page = reviewer.get("case", case.brought_to("ready_to_submit").id)
        rows = page.words("//ol[@aria-label='History']/li")
        assert rows[0].endswith("The reviewer passed the review reviewer@provider.example")
        assert rows[-1].endswith("The applicant began an application")

    def test_equal_events_in_a_row_are_one(self, case, reviewer):
        case.brought_to("draft")
        for name in ("示例合资官网", "示例合资科技"):
            case.edited({"services[1].name": name})
        page = reviewer.get("case", case.submitted().id)
        rows = page.words("//ol[@aria-label='History']/li")
        assert any(row.endswith("changed answers (3 times)") for row in rows)

    def test_outcomes_and_messages_are_listed(self, case, reviewer):
        case.brought_to("at_administration")
        deliver_due(at=case.at)
        page = reviewer.get("case", case.id)
        outcomes = page.words("//ol[@aria-label='Administration']/li")
        assert [row[19:].split(" ")[0] for row in outcomes]
        assert outcomes[-2].endswith("Received 管局已接收 31-2026-000417")
        messages = page.words("//ol[@aria-label='Messages']/li")
        assert any("on its way E-mail" in row and case.filing.reference in row for row in messages)


class TestOwnCase:
    def test_nobody_handles_what_their_own_organisation_filed(self, house, screen):
        provider = Organisation.objects.get(kind="provider")
        applicant = found_member(provider, "legal@provider.example", Role.APPLICANT)
        own = Case(house, applicant).brought_to("provider_review")
        desk = screen(house.reviewer)
        page = desk.get("case", own.id)
        assert page.buttons == []
        assert "This is a case of your own or of your organisation." in page.main
        assert desk.post("pass_review", own.id, status=409).code == "case.own"
        assert desk.get("next", status=302).location == "/console/"


def test_the_heaviest_case_asks_few_questions_of_the_database(
    case, reviewer, django_assert_max_num_queries
):
    case.brought_to("resubmitted").passed().handed_over().received().sms_asked().sms_passed()
    case.approved()
    deliver_due(at=case.at)
    with django_assert_max_num_queries(15):
        reviewer.get("case", case.id)


def test_a_case_of_several_websites_names_each(house, reviewer):
    name = "上海另例贸易有限公司"
    declared = declared_by(name, domain="lingli.cn", serial=7, site="另例官网")
    second = declaration(**{"services[1].name": "另例商城"}).services[0]
    second = replace(second, id=2, domains=(Domain(1, "lingli-shop.cn", name),))
    both = replace(declared, services=(*declared.services, second))
    case = Case(house, found_company(name, email="bao@lingli.cn"), both)
    page = reviewer.get("case", case.brought_to("provider_review").id)
    assert "The website 互联网信息服务（网站）信息 另例官网" in page.words(
        "//form[@id='sheet']//h2"
    )
    assert "The webmaster 网站负责人信息 另例商城" in page.words("//form[@id='sheet']//h2")
