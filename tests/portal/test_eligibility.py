"""May I? One question at a time, answers by link, and what the rules say before any sign-up."""

import pytest
from django.conf import settings
from django.http import QueryDict
from django.urls import reverse

from openbeian import rulebook
from openbeian.portal import answers
from openbeian.portal.differences import TOPICS

JOINT_VENTURE = {
    "entity_kind": "joint_venture",
    "registered_province": "310000",
    "province": "310000",
    "commercial": "no",
    "industries": "none",
}
SELLING = {**JOINT_VENTURE, "commercial": "yes", "capital_cny": "120000000"}


@pytest.fixture
def stranger(visitor, db):
    return visitor(None)


def verdicts(page) -> list[str]:
    return page.words("//h2[@class='ob-verdict__title']")


def asked(page) -> str:
    """The question on the page, which its h1 holds."""
    return page.find("string(//input[@name='said']/@value)")


def follow(stranger, page):
    """Go where an answer leads, as a browser does."""
    address, _, query = page.location.partition("?")
    assert address == "/eligibility/"
    return stranger.get("eligibility", **QueryDict(query).dict())


def test_the_questions_come_one_by_one_and_end_in_an_answer(stranger):
    page = stranger.get("eligibility")
    met = []
    while question := asked(page):
        met.append(question)
        kept = {
            box.get("name"): box.get("value") for box in page.find("//main//input[@type='hidden']")
        }
        page = follow(
            stranger,
            stranger.get("eligibility", status=302, **{**kept, question: SELLING[question]}),
        )
    assert met == list(answers.QUESTIONS)
    assert verdicts(page) == [
        "ICP Filing ICP备案 You can apply",
        "ICP Commercial Licence ICP许可证 You can apply",
    ]


def test_whoever_sells_nothing_is_not_asked_for_the_capital(stranger):
    page = stranger.get("eligibility", status=302, **{**JOINT_VENTURE, "said": "industries"})
    assert "ask=" not in page.location
    assert verdicts(follow(stranger, page)) == ["ICP Filing ICP备案 You can apply"]


def test_a_link_holds_all_answers(stranger):
    page = stranger.get("eligibility", **JOINT_VENTURE)
    assert page.heading == "Yes, you may apply for an ICP filing"
    [copied] = page.find("//button/@data-copy")
    assert "entity_kind=joint_venture" in copied


def test_three_answers_are_enough_for_a_verdict(stranger):
    page = stranger.get(
        "eligibility", entity_kind="wfoe", registered_province="310000", commercial="no"
    )
    assert page.heading == "Yes, you may apply for an ICP filing"


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("wfoe", "Wholly foreign-owned enterprise (WFOE): not eligible for a commercial licence."),
        ("representative_office", "Representative office (RO): not eligible"),
    ],
)
def test_who_may_file_but_not_hold_the_licence_hears_why(stranger, kind, why):
    page = stranger.get("eligibility", **{**SELLING, "entity_kind": kind})
    assert verdicts(page)[1].endswith("You cannot apply")
    assert why in page.main


def test_where_current_regulation_decides_otherwise_the_verdict_says_so(stranger):
    page = stranger.get("eligibility", **{**SELLING, "entity_kind": "wfoe"})
    [otherwise] = page.words("//*[@class='ob-verdict__else']")
    assert otherwise.startswith(
        "Stricter than current regulation, which says: Foreign share up to 50 %"
    )
    assert "Source: Regulations on foreign-invested telecommunications enterprises" in otherwise


def test_too_little_capital_stands_in_the_way_of_the_licence_alone(stranger):
    page = stranger.get("eligibility", **{**SELLING, "capital_cny": "1,000,000"})
    assert page.heading == "Yes, you may apply for an ICP filing"
    [part] = page.words("//section[contains(h2, 'What stands in the way')]")
    assert "ICP Commercial Licence" in part
    assert "at least RMB 100 million" in part


def test_another_province_than_that_of_registration_is_refused_with_the_remedy(stranger):
    page = stranger.get("eligibility", **{**JOINT_VENTURE, "province": "320000"})
    assert page.heading == "No, not in this way"
    assert "Apply in Shanghai." in page.main
    assert "What to hand in" not in page.main
    assert not page.links("Create an account and begin")


def test_a_company_without_registration_in_china_is_told_at_once(stranger):
    page = stranger.get(
        "eligibility", status=302, entity_kind="foreign_company_unregistered", said="entity_kind"
    )
    page = follow(stranger, page)
    assert page.heading == "No, not in this way"
    assert page.words("//dt").count("Registered in 注册登记地") == 0


def test_an_industry_needs_its_approval_first_and_fails_more_often(stranger):
    page = stranger.get("eligibility", **{**JOINT_VENTURE, "industries": ["education", "games"]})
    [part] = page.words("//section[@id='approvals']")
    assert "The application cannot be submitted without this approval." in part
    assert "tend to experience a high failure rate" in part
    assert "Business License of Internet Culture" in part


def test_the_documents_are_those_of_the_founding_document(stranger):
    page = stranger.get("eligibility", **JOINT_VENTURE)
    titles = page.words("//section[@id='documents']//p[@class='ob-need__title']")
    assert [title.split(" ")[0] for title in titles] == [
        "Domain",
        "Passport",
        "Temporary",
        "Photo",
        "ICP",
        "Authenticity",
        "Certificate",
        "Chinese",
    ]


def test_the_calendar_counts_the_working_days_of_the_mainland(stranger):
    page = stranger.get("eligibility", **JOINT_VENTURE)
    days = page.find("//section[@id='calendar']//time/@datetime")
    assert days == ["2026-11-25", "2026-11-27", "2026-11-28", "2026-12-23", "2027-01-22"]


def test_every_verdict_says_why(stranger):
    page = stranger.get("eligibility", **SELLING)
    [why, _licence] = page.words("//section[contains(@class,'ob-verdict')]//details")
    assert why.startswith("Why? ICP Filing")
    assert why.endswith("SourceOur filing rulesAs ofundated")


def test_an_answer_says_in_what_our_rules_differ_and_where_each_difference_is_told(stranger):
    page = stranger.get("eligibility", **SELLING)
    [part] = page.words("//*[@id='differences']")
    assert "differ from current regulation" in part
    assert "Commercial licence, Persons in charge" in part
    [about] = page.find("//*[@id='differences']/a/@href")
    assert about == reverse("portal:about") + "#differences"


def test_a_finding_says_how_current_regulation_differs_with_the_source(stranger):
    page = stranger.get("eligibility", **{**SELLING, "capital_cny": "5000000"})
    [why] = page.words("//li[@class='ob-finding'][@data-rule='licence.capital']//dl")
    assert "Differs from current regulationOur filing rules ask for RMB 100 million." in why
    assert "(Measures on telecom business permits (MIIT Order 42, 2017)" in why


def test_the_page_about_icp_tells_every_difference_once_and_folded(stranger):
    page = stranger.get("about")
    [part] = page.words("//*[@id='differences']/details")
    assert "By current regulation value-added services need RMB 1 million" in part
    assert "Source: Measures on telecom business permits (MIIT Order 42, 2017)" in part
    assert page.find("//*[@id='differences']/details/@open") == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_customer_reads_of_our_research(visitor, db, language):
    reader = visitor(None, language=language)
    for route, given in (("about", {}), ("eligibility", {**SELLING, "entity_kind": "wfoe"})):
        said = reader.get(route, **given).content.decode()
        for word in ("ounding document", "创始文档", "doc_0", "Huawei", "Tencent", "Alibaba"):
            assert word not in said


def test_under_current_regulation_the_answers_follow_it(stranger, settings):
    settings.OPENBEIAN_EDITION = "current-regulation"
    page = stranger.get("eligibility", **{**SELLING, "entity_kind": "wfoe"})
    assert page.find("//*[@id='differences']") == []
    assert page.words("//*[@class='ob-verdict__else']") == []
    assert "Differs from current regulation" not in page.main
    assert stranger.get("about").find("//*[@id='differences']") == []


def test_every_topic_of_a_difference_has_a_title():
    assert {row.topic for row in rulebook.default().differences.values()} <= TOPICS.keys()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"said": "entity_kind"}, "Choose one."),
        ({"said": "entity_kind", "entity_kind": "martian"}, "Select a valid choice."),
        ({**JOINT_VENTURE, "said": "industries", "industries": []}, "Choose at least one."),
        (
            {**JOINT_VENTURE, "said": "industries", "industries": ["none", "news"]},
            "but not both",
        ),
        (
            {**SELLING, "said": "capital_cny", "capital_cny": "a lot"},
            "Enter a whole amount in yuan",
        ),
    ],
    ids=["nothing chosen", "nothing offered", "no box ticked", "none beside one", "no amount"],
)
def test_a_bad_answer_is_asked_again_with_the_rest_kept(stranger, given, said):
    page = stranger.get("eligibility", status=422, **given)
    assert said in page.words("//div[@class='govuk-error-summary']")[0]
    assert page.find("//title/text()")[0].startswith("Error:")
    kept = {box.get("name") for box in page.find("//main//input[@type='hidden']")}
    assert set(given) - {given["said"]} <= kept


def test_who_does_not_know_the_capital_leaves_it_open(stranger):
    page = stranger.get(
        "eligibility", status=302, **{**SELLING, "said": "capital_cny", "capital_cny": " "}
    )
    page = follow(stranger, page)
    assert "Registered capital 注册资本" in page.words("//dt")
    assert "not stated" in page.main


def test_what_an_address_says_wrongly_counts_as_not_answered(stranger):
    page = stranger.get("eligibility", entity_kind="martian", commercial="perhaps")
    assert asked(page) == "entity_kind"


def test_an_answer_is_changed_without_losing_the_others(stranger):
    page = stranger.get("eligibility", **SELLING)
    [change] = [
        link for link in page.find("//dl//a/@href") if link.endswith("ask=registered_province")
    ]
    query = QueryDict(change.partition("?")[2])
    page = stranger.get("eligibility", **query.dict())
    assert asked(page) == "registered_province"
    assert page.find("//option[@selected]/@value") == ["310000"]
    kept = {box.get("name") for box in page.find("//main//input[@type='hidden']")}
    assert kept == {"entity_kind", "province", "commercial", "industries", "capital_cny", "said"}


def test_you_apply_where_you_are_registered_unless_you_say_otherwise(stranger):
    page = stranger.get(
        "eligibility", entity_kind="wfoe", registered_province="440000", ask="province"
    )
    assert page.find("//option[@selected]/@value") == ["440000"]


def test_the_rarer_kinds_are_folded_away_until_one_is_chosen(stranger):
    page = stranger.get("eligibility")
    assert page.find("//details[contains(@class, 'ob-rare')]/@open") == []
    page = stranger.get("eligibility", entity_kind="law_practice", ask="entity_kind")
    assert page.find("//details[contains(@class, 'ob-rare')]/@open") == [""]


def test_in_chinese_the_answer_is_chinese(visitor, db):
    page = visitor(None, language="zh-hans").get("eligibility", **SELLING)
    assert page.heading == "可以申请ICP备案"
    assert verdicts(page) == ["ICP备案 可以申请", "ICP许可证 可以申请"]
    assert "须提交的材料" in page.main


def test_the_answers_outlast_the_sign_up_and_fill_the_application_in(company, visitor):
    person = visitor(company)
    person.get("eligibility", **{**SELLING, "industries": "education"})
    desk = person.get("dashboard")
    assert "What you answered" in desk.main
    begun = person.post("begin")
    page = person.client.get(begun.location.replace("/tasks/", "/entity/"))
    content = page.content.decode()
    assert '<option value="joint_venture" selected>' in content
    assert "120000000" in content
    assert "上海示例合资科技有限公司" in content


def test_who_has_signed_in_begins_from_the_answer(applicant):
    page = applicant.get("eligibility", **JOINT_VENTURE)
    assert page.find("//form[@action='/applications/begin/']//button")


def test_the_address_names_nobody(stranger):
    page = stranger.get("eligibility", **SELLING)
    links = page.find("//main//a/@href")
    assert all("@" not in link for link in links)


def test_the_house_asks_by_its_own_edition():
    assert rulebook.Edition(settings.OPENBEIAN_EDITION) is rulebook.Edition.FOUNDING


def test_another_province_is_asked_for_with_one_click(db, visitor):
    stranger = visitor(None)
    asked = {
        "entity_kind": "joint_venture",
        "registered_province": "310000",
        "province": "320000",
        "commercial": "no",
        "industries": "none",
    }
    page = stranger.get("eligibility", **asked)
    [link] = page.links("Apply in Shanghai instead")
    there = stranger.client.get(link)
    assert "Apply in Shanghai instead" not in there.content.decode()
    assert not stranger.get("eligibility", **{**asked, "province": "310000"}).links("instead")


def test_after_a_no_the_desk_offers_the_answer_and_no_application(applicant):
    query = {
        "entity_kind": "joint_venture",
        "registered_province": "310000",
        "province": "320000",
        "commercial": "no",
        "industries": "none",
    }
    applicant.get("eligibility", **query)
    page = applicant.get("dashboard")
    assert "With these answers no ICP filing is possible" in page.main
    assert not page.find("//form[contains(@action, '/begin/')]")
    [answer] = page.links("See the answer")
    assert "province=320000" in answer
