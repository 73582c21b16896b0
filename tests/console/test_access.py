"""Who may open what: every page and every button of the console, by role."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from cases import found_member, user_of
from openbeian.accounts.access import permission_of
from openbeian.accounts.models import Organisation
from openbeian.procedure.permissions import Permission, Role, may

ROLES = ["reviewer", "senior", "operator", "auditor"]
SOME = {
    "case_id": uuid4(),
    "after": uuid4(),
    "sha256": "0" * 64,
    "width": 960,
    "kind": "entity",
    "subject_id": 1,
    "verb": "suspend",
    "entity_id": 1,
    "standing_id": 1,
    "effect_id": 1,
    "domain": "example.cn",
    "province": "310000",
    "download_id": 1,
}
CONSOLE = next(found for found in get_resolver().url_patterns if str(found.pattern) == "console/")


def _flat(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _flat(pattern.url_patterns)
        else:
            yield pattern


ROUTES = {pattern.name: permission_of(pattern.callback) for pattern in _flat(CONSOLE.url_patterns)}


def address(route: str) -> str:
    """Return some address of a route, whatever it wants to know."""
    [(_, wanted)] = get_resolver().namespace_dict["console"][1].reverse_dict.getlist(route)[0][0]
    return reverse(f"console:{route}", kwargs={name: SOME[name] for name in wanted})


def test_every_page_names_a_permission_that_somebody_must_hold():
    assert {name for name, permission in ROUTES.items() if permission is None} == set()
    assert Permission.PUBLIC not in ROUTES.values()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_the_sign_in(db, method):
    for route in ROUTES:
        answer = getattr(Client(), method)(address(route))
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (
            302,
            reverse("account_login"),
        ), route


@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_works_for_an_applicant(company, method):
    client = Client()
    client.force_login(user_of(company))
    answers = {route: getattr(client, method)(address(route)).status_code for route in ROUTES}
    assert answers == dict.fromkeys(ROUTES, 403)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_role_reaches_exactly_what_its_permissions_allow(house, role, method):
    actor = getattr(house, role)
    client = Client()
    client.force_login(user_of(actor))
    refused = {
        route for route in ROUTES if getattr(client, method)(address(route)).status_code == 403
    }
    assert refused == {
        route for route, permission in ROUTES.items() if not may(actor.role, permission)
    }


def test_a_form_without_its_token_changes_nothing(house):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_of(house.senior))
    reading = {"queue", "case"}
    answers = {
        route: client.post(address(route)).status_code for route in ROUTES if route not in reading
    }
    assert set(answers.values()) == {403}


def test_who_left_the_provider_is_out_at_once(house, screen):
    desk = screen(house.reviewer)
    desk.get("queue")
    user_of(house.reviewer).memberships.all().delete()
    desk.get("queue", status=403)


@pytest.mark.parametrize(
    ("role", "desks"),
    [
        ("reviewer", ["Queue", "Backdrops", "Licences", "Public security", "Registry", "Domains"]),
        (
            "auditor",
            [
                "Queue",
                "Backdrops",
                "Licences",
                "Public security",
                "Registry",
                "Domains",
                "Audit log",
            ],
        ),
        (
            "operator",
            [
                *("Queue", "Backdrops", "Licences", "Public security", "Registry", "Domains"),
                *("Administrations", "House"),
            ],
        ),
    ],
)
def test_the_navigation_shows_only_what_can_be_opened(house, screen, role, desks):
    page = screen(getattr(house, role)).get("queue")
    assert page.words("//nav[contains(@class, 'ob-nav')]//a") == desks
    assert page.words("//nav[contains(@class, 'ob-nav')]//a[@aria-current]") == ["Queue"]


def test_a_member_of_the_provider_without_a_desk_of_theirs_sees_none(house, screen):
    provider = Organisation.objects.get(kind="provider")
    applicant = found_member(provider, "guest@provider.example", Role.APPLICANT)
    screen(applicant).get("queue", status=403)
