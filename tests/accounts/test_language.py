"""Whoever chooses a language on a page gets their messages in it."""

import pytest

from cases import found_company, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("accounts.doors")]


def choose(client, language, **more):
    return client.post("/i18n/setlang/", {"language": language, "next": "/", **more})


@pytest.fixture
def member(client):
    user = user_of(found_company())
    client.force_login(user)
    return user


def test_a_member_is_written_to_in_the_chosen_language(client, member):
    for language in ("en", "zh-hans"):
        answer = choose(client, language)
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert client.cookies["django_language"].value == language
        member.refresh_from_db()
        assert member.language == language


@pytest.mark.parametrize("language", ["fr", "", "zh-hant", "x" * 50])
def test_a_language_that_the_house_does_not_speak_is_not_remembered(client, member, language):
    choose(client, language)
    member.refresh_from_db()
    assert member.language == "zh-hans"


def test_a_stranger_chooses_for_the_pages_alone(client):
    assert choose(client, "zh-hans").status_code == 302
    assert client.cookies["django_language"].value == "zh-hans"


def test_a_choice_is_never_a_link(client, member):
    assert client.get("/i18n/setlang/?language=en&next=/").status_code == 405
    member.refresh_from_db()
    assert member.language == "zh-hans"


def test_nobody_is_led_away(client):
    answer = choose(client, "en", next="https://elsewhere.example/")
    assert answer["Location"] == "/"
