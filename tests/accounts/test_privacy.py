"""Nothing that one person sees is kept by a browser or a proxy."""

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.people import found_person, signed_in
from cases import found_company, found_house, user_of

pytestmark = pytest.mark.django_db

PAGES = ["/", "/about/", "/applications/", "/api/v1/verify?domain=example.cn", "/no/such/page/"]


@pytest.fixture(autouse=True)
def a_fresh_count_of_attempts():
    cache.clear()


@pytest.fixture
def applicant(client):
    client.force_login(user_of(found_company()))
    return client


@pytest.mark.parametrize("page", [*PAGES, "/accounts/email/", "/console/"])
def test_an_answer_to_somebody_signed_in(applicant, page):
    assert applicant.get(page)["Cache-Control"] == "private, no-store"


def test_the_console(client):
    client.force_login(user_of(found_house().reviewer))
    assert client.get("/console/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "page", ["login/", "signup/", "password/reset/", "2fa/authenticate/", "no/such/page/"]
)
def test_a_page_about_accounts_even_for_strangers(client, page):
    assert client.get(f"/accounts/{page}")["Cache-Control"] == "private, no-store"


def test_a_form_that_is_refused_for_want_of_a_token():
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/accounts/login/", {})
    assert (answer.status_code, answer["Cache-Control"]) == (403, "private, no-store")


def test_the_answer_that_signs_somebody_in_and_the_one_that_signs_them_out(client):
    user = found_person()
    signed_in(user, client)
    for answer in (client.get("/"), client.post("/accounts/logout/")):
        assert answer["Cache-Control"] == "private, no-store"


def test_the_front_door_is_the_same_for_every_stranger(client):
    assert "no-store" not in client.get("/").get("Cache-Control", "")


def test_static_files_may_be_kept(applicant):
    kept = applicant.get("/static/ui/openbeian.css")
    kept.close()
    assert kept.status_code == 200
    assert "no-store" not in kept["Cache-Control"]
