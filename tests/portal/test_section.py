"""A section of the form: everything typed is kept, and what is wrong is said beside its field."""

import pytest
from django.test import Client
from django.urls import reverse

from cases import user_of
from examples import COMPANY
from openbeian.filings import queries
from openbeian.filings.models import Filing

WRONG_NUMBER = "91310115MA1K4E7T9X"


@pytest.fixture
def begun(applicant):
    applicant.post("begin")
    return Filing.objects.get()


def draft_of(filing) -> dict:
    return queries.draft(Filing.objects.get(pk=filing.pk))


def beside(page, field_id: str) -> str:
    """Return what is said beside a field."""
    return " ".join(page.words(f"//*[@id='{field_id}_error']"))


def typed(page) -> dict[str, list[str]]:
    """Return what stands in the form, by field."""
    [form] = page.find("//form[@data-unsaved]")
    found: dict[str, list[str]] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    found.pop("csrfmiddlewaretoken", None)
    return found


@pytest.mark.parametrize("name", ["entity", "entity-leader", "service", "service-leader", "access"])
def test_a_complete_section_goes_on_to_the_next(case, applicant, name):
    case.drafted()
    page = applicant.get("section", case.id, name)
    order = ["entity-leader", "service", "service-leader", "access", "documents"]
    following = order[["entity", *order].index(name)]
    answer = applicant.post("section", case.id, name, **typed(page))
    assert answer.location == f"/applications/{case.id}/{following}/"


def test_sending_a_page_as_it_came_changes_nothing(case, applicant):
    case.drafted()
    before = draft_of(case.filing)
    for name in ("entity", "entity-leader", "service", "service-leader", "access"):
        page = applicant.get("section", case.id, name)
        applicant.post("section", case.id, name, **typed(page))
    after = draft_of(case.filing)
    as_words = {
        path: ",".join(raw) if isinstance(raw, list) else raw for path, raw in after.items()
    }
    was = {path: ",".join(raw) if isinstance(raw, list) else raw for path, raw in before.items()}
    assert as_words == was


def test_a_wrong_answer_is_kept_and_said_beside_its_field(begun, applicant):
    page = applicant.post(
        "section",
        begun.pk,
        "entity",
        status=422,
        **{
            "entity.name": "Example Ltd",
            "entity.certificate.type_id": "1",
            "entity.certificate.number": WRONG_NUMBER,
            "entity.address.detail": "示例路100号",
        },
    )
    assert beside(page, "f-entity-name").endswith("Write it as on the Chinese document.")
    assert "The last character contradicts the other 17" in beside(
        page, "f-entity-certificate-number"
    )
    assert page.find("//input[@name='entity.certificate.number']/@value") == [WRONG_NUMBER]
    assert page.find("//input[@name='entity.address.detail']/@value") == ["示例路100号"]
    kept = draft_of(begun)
    assert kept["entity.name"] == "Example Ltd"
    assert kept["entity.certificate.number"] == WRONG_NUMBER


def test_every_error_on_top_leads_to_its_field(begun, applicant):
    page = applicant.post("section", begun.pk, "entity-leader", status=422)
    targets = page.find("//div[@class='govuk-error-summary']//a/@href")
    assert targets
    assert all(page.find(f"//*[@id='{target[1:]}']") for target in targets)
    assert page.find("//title/text()")[0].startswith("Error:")
    assert page.links("Go on, and mend it later") == [f"/applications/{begun.pk}/service/"]


def test_a_half_filled_section_is_saved_without_a_word(begun, applicant):
    answer = applicant.post(
        "section", begun.pk, "entity-leader", then="leave", **{"entity.leader.name": "Anna"}
    )
    assert answer.location == f"/applications/{begun.pk}/tasks/"
    assert draft_of(begun)["entity.leader.name"] == "Anna"
    assert (
        "Saved. You can come back at any time."
        in applicant.client.get(answer.location).content.decode()
    )


def test_a_first_look_at_a_section_blames_nobody(begun, applicant):
    page = applicant.get("section", begun.pk, "entity-leader")
    assert not page.find("//*[contains(@class, 'govuk-error-message')]")


def test_what_was_typed_wrongly_is_still_marked_on_coming_back(begun, applicant):
    applicant.post(
        "section", begun.pk, "entity-leader", then="leave", **{"entity.leader.mobile": "12"}
    )
    page = applicant.get("section", begun.pk, "entity-leader")
    assert beside(page, "f-entity-leader-mobile")
    assert beside(page, "f-entity-leader-name") == ""


def test_who_comes_from_the_check_sees_what_is_missing(begun, applicant):
    page = applicant.get("section", begun.pk, "entity-leader", check="1")
    assert beside(page, "f-entity-leader-name") == (
        "Error: Not filled in: Name of the person in charge of the entity."
    )


def test_what_a_rule_finds_stands_beside_its_field_with_the_remedy(case, applicant):
    case.drafted().edited({"province": "320000"})
    page = applicant.get("section", case.id, "entity")
    assert "Apply in Shanghai." in beside(page, "f-province")


def test_the_choices_follow_the_kind_of_entity(case, applicant):
    case.drafted().edited({"entity.kind": "representative_office"})
    page = applicant.get("section", case.id, "entity")
    offered = page.find("//select[@name='entity.certificate.type_id']/option/@value")
    assert offered == ["", "27", "1"]  # what was chosen before is shown, not lost


def test_the_places_follow_the_one_chosen_above(case, applicant):
    case.drafted()
    page = applicant.get("section", case.id, "entity")
    districts = page.words("//select[@name='entity.address.district']/option")
    assert "浦东新区" in districts
    assert "海淀区" not in districts


def test_an_industry_asks_for_the_number_of_its_approval(case, applicant):
    case.drafted().edited({"services[1].access[1].ip_addresses": ""})
    page = applicant.get("section", case.id, "service")
    answers = {**typed(page), "services-1.industries": ["education"]}
    page = applicant.post("section", case.id, "service", status=200, **answers)
    assert "From your answers follow further questions" in page.main
    label = page.words("//label[@for='f-services-1-preapprovals-education-number']")
    assert label[0].startswith("Number of the approval: Education")
    answers = {**typed(page), "services-1.preapprovals-education.number": "沪教审〔2026〕12号"}
    applicant.post("section", case.id, "service", **answers)
    assert draft_of(case.filing)["services[1].preapprovals[education].number"] == (
        "沪教审〔2026〕12号"
    )


def test_without_the_approval_the_field_says_that_nothing_can_be_submitted(case, applicant):
    case.drafted()
    answers = typed(applicant.get("section", case.id, "service"))
    answers["services-1.industries"] = ["education"]
    page = applicant.post("section", case.id, "service", status=422, **answers)
    said = beside(page, "f-services-1-preapprovals-education-number")
    assert "Without it the application cannot be submitted." in said


def test_ticking_nothing_empties_a_list(case, applicant):
    case.drafted()
    page = applicant.get("section", case.id, "service")
    answers = {**typed(page), "services-1.language_ids": []}
    page = applicant.post("section", case.id, "service", status=422, **answers)
    assert "services[1].language_ids" not in draft_of(case.filing)
    assert beside(page, "f-services-1-language-ids")


def test_fields_of_other_sections_are_not_taken_from_a_page(case, applicant):
    case.drafted()
    page = applicant.get("section", case.id, "access")
    applicant.post("section", case.id, "access", **{**typed(page), "entity.name": "别的有限公司"})
    assert draft_of(case.filing)["entity.name"] == COMPANY


def test_a_field_is_checked_as_it_is_left_and_nothing_is_stored(case, applicant):
    case.drafted()
    answers = typed(applicant.get("section", case.id, "entity"))
    answer = applicant.client.post(
        f"{reverse('portal:check', args=[case.id, 'entity'])}?field=entity.certificate.number",
        {**answers, "entity.certificate.number": WRONG_NUMBER},
    )
    content = answer.content.decode()
    assert 'id="f-entity-certificate-number_error"' in content
    assert WRONG_NUMBER in content
    assert "<html" not in content
    assert draft_of(case.filing)["entity.certificate.number"] != WRONG_NUMBER


def test_a_right_answer_takes_the_error_away(case, applicant):
    case.drafted().edited({"entity.name": "Example Ltd"})
    answers = typed(applicant.get("section", case.id, "entity"))
    answer = applicant.client.post(
        f"{reverse('portal:check', args=[case.id, 'entity'])}?field=entity.name",
        {**answers, "entity.name": COMPANY},
    )
    assert "govuk-error-message" not in answer.content.decode()


def test_a_field_on_which_others_depend_brings_them_all(case, applicant):
    case.drafted()
    answers = typed(applicant.get("section", case.id, "entity"))
    answer = applicant.client.post(
        f"{reverse('portal:check', args=[case.id, 'entity'])}?field=entity.address.province",
        {**answers, "entity.address.province": "440000"},
    )
    content = answer.content.decode()
    assert "广州市" in content
    assert 'name="entity.name"' in content


@pytest.mark.parametrize(
    "query", ["", "?field=entity.secret", "?field=entity.leader.name"], ids=["none", "odd", "other"]
)
def test_no_other_field_is_checked(case, applicant, query):
    case.drafted()
    answer = applicant.client.post(reverse("portal:check", args=[case.id, "entity"]) + query, {})
    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["documents-of-state", "entity_leader", "anything"])
def test_a_section_that_there_is_not_is_not_found(case, applicant, name):
    case.drafted()
    assert applicant.get("section", case.id, name, status=404)


def test_who_may_not_be_the_webmaster_is_said_as_soon_as_the_section_is_saved(case, applicant):
    """Long before everything else is filled in: it is the one thing that cannot be mended late."""
    case.drafted().edited({"entity.name": "", "services[1].leader.nationality": "DE"})
    page = applicant.get("section", case.id, "service-leader")
    assert "must be a Chinese national" in beside(page, "f-services-1-leader-nationality")
    listed = applicant.get("tasks", case.id)
    assert "1 to correct" in listed.main


def test_after_the_submission_a_section_is_a_conflict_with_its_code(case, applicant):
    case.brought_to("provider_review")
    assert applicant.post("section", case.id, "entity", status=409).code == "move.not_allowed"


def test_a_correction_opens_only_what_was_asked(case, applicant):
    case.brought_to("correction_requested")
    page = applicant.get("section", case.id, "entity")
    assert set(typed(page)) == {"entity.certificate_address"}
    answer = applicant.post(
        "section",
        case.id,
        "entity",
        **{"entity.certificate_address": "上海市浦东新区示例路100号3幢", "entity.name": "别的公司"},
    )
    assert answer.location == f"/applications/{case.id}/corrections/"
    assert draft_of(case.filing)["entity.name"] == COMPANY
    assert draft_of(case.filing)["entity.certificate_address"].endswith("3幢")


def test_a_section_in_which_nothing_was_asked_leads_back(case, applicant):
    case.brought_to("correction_requested")
    assert applicant.get("section", case.id, "access", status=302).location == (
        f"/applications/{case.id}/tasks/"
    )


def test_somebody_elses_section_is_not_there(case, other, company):
    case.drafted()
    assert other.get("section", case.id, "entity", status=404)
    assert other.post("section", case.id, "entity", status=404, **{"entity.name": "盗"})
    assert other.client.post(reverse("portal:check", args=[case.id, "entity"])).status_code == 404


def test_a_form_without_its_token_is_not_taken(case, company):
    case.drafted()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_of(company))
    answer = client.post(reverse("portal:section", args=[case.id, "entity"]), {"entity.name": "甲"})
    assert answer.status_code == 403
    assert draft_of(case.filing)["entity.name"] == COMPANY


def test_in_chinese_labels_and_errors_are_chinese(begun, visitor, company):
    page = visitor(company, language="zh-hans").post(
        "section", begun.pk, "entity", status=422, **{"entity.name": "Example Ltd"}
    )
    assert beside(page, "f-entity-name") == "错误： 此项须使用中文填写，请与中文证件保持一致。"
    assert page.words("//label[@for='f-entity-name']") == ["主办者名称"]


def test_in_english_the_chinese_term_stands_beside_the_label(begun, applicant):
    page = applicant.get("section", begun.pk, "entity")
    assert page.words("//label[@for='f-entity-name']") == ["Name of the entity 主办者名称"]


def test_no_address_on_the_page_names_a_person(case, applicant):
    case.drafted()
    page = applicant.get("section", case.id, "entity-leader")
    addresses = page.find("//@href | //@action | //@*[name()='hx-post']")
    assert not [one for one in addresses if "13900000001" in one or "Anna" in one]


def test_pages_with_somebodys_answers_are_kept_by_no_browser(case, applicant):
    case.drafted()
    page = applicant.get("section", case.id, "entity-leader")
    assert page.answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["entity", "service"])
def test_a_section_asks_little_of_the_database(
    case, applicant, django_assert_max_num_queries, name
):
    case.drafted()
    answers = typed(applicant.get("section", case.id, name))
    with django_assert_max_num_queries(15):
        applicant.get("section", case.id, name)
    with django_assert_max_num_queries(25):
        applicant.post("section", case.id, name, **answers)
