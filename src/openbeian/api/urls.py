"""The addresses of the interface; each names its permission, or the house does not start."""

from functools import wraps

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.urls import URLPattern, include, path, re_path

from openbeian.accounts.access import View, public, requires
from openbeian.api import problems
from openbeian.api.routes import api
from openbeian.procedure.permissions import Permission

PERMISSIONS = {
    "openapi-json": Permission.PUBLIC,
    "verify": Permission.PUBLIC,
    "purchase": Permission.PUBLIC,
}


def _with_problems(view: View) -> View:
    """Return the view with a problem document for a method that it does not know."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            allowed = response["Allow"]
            response = problems.problem(problems.MethodUnknown(allowed=allowed), status=405)
            response["Allow"] = allowed
        response["Cache-Control"] = "no-store"
        return response

    return answer


def _guarded(pattern: URLPattern) -> URLPattern:
    """Put its permission on a route; KeyError for one that has none."""
    permission = PERMISSIONS[str(pattern.name)]
    pattern.callback = requires(permission)(_with_problems(pattern.callback))
    return pattern


_routes, _app, _namespace = api.urls
_named = [
    _guarded(route)
    for route in _routes
    if isinstance(route, URLPattern) and route.name != "api-root"
]

_root = path("", public(problems.not_found), name="api-root")  # the schema is told from here

urlpatterns = [
    path("v1/", include(([*_named, _root], _app), namespace=_namespace)),
    re_path(r"^.*$", public(problems.not_found)),
]
