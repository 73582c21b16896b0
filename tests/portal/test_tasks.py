"""Beginning an application, and the list of what is left to do for it."""

import pytest

from openbeian.filings.models import Filing
from openbeian.filings.services import review
from openbeian.text import Text

NAMES = ["entity", "entity-leader", "service", "service-leader", "access"]


def tasks(page) -> dict[str, str]:
    """Return the status of each task by the address it leads to, or by its title."""
    found = {}
    for item in page.find("//li[contains(@class, 'govuk-task-list__item')]"):
        link = item.xpath("string(.//a/@href)")
        title = item.xpath("string(.//div[contains(@class, 'name-and-hint')]/div)").strip()
        status = item.xpath("string(.//strong)").strip()
        found[link.rstrip("/").rpartition("/")[2] or title.split(" ")[0]] = status
    return found


def test_beginning_twice_finds_the_same_application(applicant):
    first = applicant.post("begin")
    again = applicant.post("begin")
    assert first.location == again.location
    assert Filing.objects.count() == 1
    page = applicant.client.get(again.location).content.decode()
    assert "You have this application open." in page


def test_an_application_begins_with_the_name_given_at_sign_up(applicant):
    begun = applicant.post("begin")
    content = applicant.client.get(begun.location.replace("tasks", "entity")).content.decode()
    assert "上海示例合资科技有限公司" in content


def test_nobody_begins_by_following_a_link(applicant):
    assert applicant.client.get("/applications/begin/").status_code == 405


def test_a_new_application_has_everything_before_it(applicant):
    page = applicant.client.get(applicant.post("begin").location)
    filing = Filing.objects.get()
    listed = tasks(applicant.get("tasks", filing.pk))
    assert page.status_code == 200
    assert listed["entity-leader"] == "Not started"
    assert listed["Documents"] == "Cannot start yet"
    assert listed["Check"] == "Cannot start yet"


def test_a_complete_draft_is_ready(case, applicant):
    case.drafted()
    page = applicant.get("tasks", case.id)
    assert tasks(page) == {
        **dict.fromkeys(NAMES, "Done"),
        "documents": "Done",
        "review": "Ready",
    }
    assert page.find("//progress/@value") == ["6"]


def test_what_is_missing_and_what_is_wrong_is_counted(case, applicant):
    case.drafted().edited(
        {"entity.name": "Example Ltd", "entity.leader.mobile": "", "entity.leader.email": ""}
    )
    page = applicant.get("tasks", case.id)
    listed = tasks(page)
    assert listed["entity"] == "1 to correct"
    assert listed["entity-leader"] == "In progress: 2 left"
    assert listed["Check"] == "Cannot start yet"
    assert not page.links("Check and submit")


def test_what_a_rule_finds_counts_as_to_correct(case, applicant):
    case.drafted().edited({"province": "320000"})
    listed = tasks(applicant.get("tasks", case.id))
    assert listed["entity"] == "1 to correct"
    assert listed["Check"] == "Cannot start yet"


def test_documents_are_counted_by_what_is_required(case, applicant):
    case.drafted().edited({"services[1].documents[webmaster_photo]": []})
    page = applicant.get("tasks", case.id)
    assert tasks(page)["documents"] == "1 missing"
    assert "6 of 7 uploaded" in page.main


def test_while_a_correction_is_open_the_list_leads_to_its_reasons(case, applicant):
    case.brought_to("correction_requested")
    page = applicant.get("tasks", case.id)
    assert page.links("Read what we asked you to correct") == [
        f"/applications/{case.id}/corrections/"
    ]


def test_the_first_thing_that_is_not_done_is_gone_on_with(case, applicant):
    begun = Filing.objects.get(pk=applicant.post("begin").location.split("/")[2])
    page = applicant.get("tasks", begun.pk)
    assert page.links("Continue: The entity") == [f"/applications/{begun.pk}/entity/"]


def test_when_everything_is_done_the_submission_is_what_comes_next(case, applicant):
    case.drafted()
    page = applicant.get("tasks", case.id)
    [button] = page.find("//main//a[contains(@class, 'govuk-button')]")
    assert (button.text_content().strip(), button.get("href")) == (
        "Check and submit",
        f"/applications/{case.id}/review/",
    )


def test_sections_and_parts_are_counted_alike(case, applicant):
    case.drafted()
    assert applicant.get("tasks", case.id).find("//progress/@max") == ["6"]
    assert "Section 1 of 6" in applicant.get("section", case.id, "entity").main
    assert "Section 6 of 6" in applicant.get("documents", case.id).main


class TestWhileACorrectionIsOpen:
    def test_what_is_asked_counts_and_what_is_closed_has_no_link(self, case, applicant):
        case.brought_to("correction_requested")
        page = applicant.get("tasks", case.id)
        assert tasks(page) == {
            "entity": "1 to correct",
            **dict.fromkeys(["Person", "The", "Access", "Documents"], "Stays as submitted"),
            "Check": "Cannot start yet",
        }
        assert page.find("//progress/@value") == ["5"]
        assert page.links("Continue: The entity") == [f"/applications/{case.id}/entity/"]

    def test_after_a_change_the_forms_are_asked_for_and_then_it_is_ready(self, case, applicant):
        case.brought_to("correction_requested")
        case.edited({"entity.certificate_address": "上海市浦东新区示例路100号3幢302室"})
        listed = tasks(applicant.get("tasks", case.id))
        assert (listed["entity"], listed["documents"]) == ("Done", "2 to correct")
        case.signed_again()
        listed = tasks(applicant.get("tasks", case.id))
        assert (listed["documents"], listed["review"]) == ("Done", "Ready")

    def test_a_refused_document_is_counted_with_the_documents(self, case, applicant):
        case.brought_to("provider_review").claimed().asked("entity.documents[business_licence]")
        assert tasks(applicant.get("tasks", case.id))["documents"] == "1 to correct"


@pytest.mark.parametrize("state", ["provider_review", "approved", "abandoned"])
def test_what_is_not_to_be_edited_has_its_status_instead(case, applicant, state):
    case.brought_to(state)
    assert applicant.get("tasks", case.id, status=302).location == f"/applications/{case.id}/"


def test_in_chinese_the_list_is_chinese(case, visitor, company):
    case.drafted()
    page = visitor(company, language="zh-hans").get("tasks", case.id)
    assert set(tasks(page).values()) == {"已完成", "可以提交"}
    assert "主办者信息" in page.main
    assert "轮到您 · 办理期限至2027年1月8日" in page.turn


@pytest.mark.parametrize("route", ["tasks", "documents", "review", "form"])
def test_the_pages_of_an_application_are_its_own_applicants(case, other, visitor, route):
    case.drafted()
    assert other.get(route, case.id, status=404)
    stranger = visitor(None).get(route, case.id, status=302)
    assert stranger.location.startswith("/accounts/login/?next=/applications/")


@pytest.mark.parametrize("route", ["tasks", "documents", "review", "form"])
def test_the_provider_has_a_face_of_its_own(case, house, visitor, route):
    case.drafted()
    assert visitor(house.reviewer).get(route, case.id, status=403)


@pytest.mark.parametrize("route", ["tasks", "documents", "review"])
def test_a_page_of_an_application_asks_little_of_the_database(
    case, applicant, django_assert_max_num_queries, route
):
    case.drafted()
    with django_assert_max_num_queries(15):
        applicant.get(route, case.id)


def test_the_section_of_a_correction_says_what_was_asked(case, applicant):
    case.brought_to("provider_review").claimed()
    ask = review.Ask(
        "entity.leader.mobile",
        Text("Nobody answers.", "电话无人接听。"),
        Text("Give another number.", "请提供其他号码。"),
    )
    review.ask_for_correction(
        filing_id=case.id, actor=case.house.reviewer, asks=[ask], at=case._next()
    )
    page = applicant.get("section", case.id, "entity-leader")
    assert "Nobody answers. Give another number." in page.main
