"""What cannot be done gets a page that says what happened, what it means, and the next step."""

import pytest
from django.core.exceptions import BadRequest
from django.test import Client

from openbeian.accounts.actors import NotPermitted
from openbeian.filings.services.access import NoSuchFiling
from openbeian.ui import refusals, views

pytestmark = [pytest.mark.urls("ui.small_house"), pytest.mark.django_db]


@pytest.mark.parametrize(
    ("language", "heading", "words"),
    [
        ("en", "This cannot be done now", "The club opens at 9."),
        ("zh-hans", "当前状态不能进行该操作", "俱乐部9点开门。"),
    ],
)
def test_a_domain_error_is_a_conflict_with_its_code(page_at, said, language, heading, words):
    page = page_at("/closed/", language=language, status=409)
    assert said(page.xpath("//h1")[0]) == heading
    assert words in said(page)
    assert page.xpath("//main//@data-code") == ["club.closed"]
    assert "club.closed" not in said(page.xpath("//main")[0])


def test_want_of_permission_is_forbidden_with_its_own_words(rf) -> None:
    answer = refusals.refused(rf.get("/"), NotPermitted())
    assert answer.status_code == 403
    assert "Your role does not allow this" in answer.content.decode()


def test_what_is_unknown_is_not_found_whoever_it_belongs_to(rf) -> None:
    answer = refusals.refused(rf.get("/"), NoSuchFiling())
    assert answer.status_code == 404
    assert "There is no such application." in answer.content.decode()


@pytest.mark.parametrize(
    ("referer", "href"),
    [
        pytest.param("http://testserver/cases/7/", "http://testserver/cases/7/", id="our page"),
        pytest.param("http://elsewhere.example/", "/", id="somebody else's page"),
        pytest.param("", "/", id="no page"),
    ],
)
def test_a_conflict_leads_back_to_the_page_it_came_from(client, settings, referer, href) -> None:
    settings.OPENBEIAN_BASE_URL = "http://testserver"
    answer = client.get("/closed/", headers={"Referer": referer})
    assert f'<a class="govuk-link" href="{href}">See where the case stands' in answer.text


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/forbidden/", 403, "You may not see this page"),
        ("/nowhere/", 404, "There is no page at this address"),
    ],
)
def test_django_s_own_refusals_look_the_same(page_at, said, address, status, heading) -> None:
    page = page_at(address, status=status)
    assert said(page.xpath("//h1")[0]) == heading
    assert not page.xpath("//nav")


def test_a_damaged_request(rf, said) -> None:
    answer = refusals.bad_request(rf.get("/"), BadRequest())
    assert answer.status_code == 400
    assert "nothing was changed" in answer.content.decode()


def test_a_form_that_was_open_too_long(settings) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/i18n/setlang/", {"language": "en"})
    assert answer.status_code == 403
    assert "This page was open too long" in answer.text


def test_a_busy_database_asks_to_wait(client) -> None:
    answer = client.get("/locked/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert "服务繁忙或正在维护" in answer.text
    assert "The service is busy" in answer.text


def test_a_fault_of_ours_is_told_in_both_languages(client) -> None:
    client.raise_request_exception = False
    answer = client.get("/broken/")
    assert answer.status_code == 500
    assert "Something on our side failed" in answer.text
    assert "系统出现故障" in answer.text


@pytest.mark.parametrize("address", ["/closed/", "/locked/"])
def test_htmx_shows_a_refusal_in_place_of_the_main_part(client, address) -> None:
    answer = client.get(address)
    assert answer["HX-Retarget"] == "#main"
    assert answer["HX-Reselect"] == "#main > *"


@pytest.mark.parametrize("name", views.REFUSALS)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_refusal_says_the_next_step(page_at, name, language) -> None:
    shown = views.REFUSALS[name]
    page = page_at(f"/styleguide/refusals/{name}/", language=language, status=shown.status)
    assert page.xpath("//main//a[starts-with(@href, '/')]")
    assert shown.heading.within(language) in page.xpath("//h1")[0].text_content()


def test_the_style_guide_knows_no_other_refusals(page_at) -> None:
    page_at("/styleguide/refusals/gone/", status=404)
