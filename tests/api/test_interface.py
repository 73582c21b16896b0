"""The interface describes itself, and every route of it names its permission."""

import pytest
from django.urls import URLPattern, path

from openbeian.accounts.access import permission_of
from openbeian.api import urls
from openbeian.procedure.permissions import Permission
from openbeian.registry.reasons import Reason, Status


@pytest.fixture
def document(client):
    return client.get("/api/v1/openapi.json").json()


def test_it_lists_its_routes(document):
    assert set(document["paths"]) == {"/api/v1/verify", "/api/v1/purchase"}
    assert document["info"]["title"] == "Openbeian"


def test_it_lists_every_status_and_reason(document):
    schemas = document["components"]["schemas"]
    assert set(schemas["Status"]["enum"]) == set(Status)
    assert set(schemas["Reason"]["enum"]) == set(Reason)


def test_it_says_that_refusals_are_problem_documents(document):
    responses = document["paths"]["/api/v1/verify"]["get"]["responses"]
    assert set(responses["422"]["content"]) == {"application/problem+json"}
    assert set(responses["200"]["content"]) == {"application/json"}


def test_it_has_no_viewer_from_somebody_elses_server(client):
    assert client.get("/api/v1/docs").status_code == 404


def test_every_route_is_public_and_says_so():
    others = [route for route in urls.urlpatterns if isinstance(route, URLPattern)]
    routes = [*urls._named, urls._root, *others]
    assert len(routes) == 5
    for route in routes:
        assert route.callback.permission is Permission.PUBLIC
        assert permission_of(route.callback) is Permission.PUBLIC


def test_a_route_without_a_permission_stops_the_start():
    with pytest.raises(KeyError):
        urls._guarded(path("new", urls.problems.not_found, name="new"))
