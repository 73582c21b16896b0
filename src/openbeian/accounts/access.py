"""The one gate of every page: a route names its permission or is refused."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from openbeian.accounts import two_steps
from openbeian.accounts.actors import Actor
from openbeian.accounts.models import User
from openbeian.accounts.queries import actor_of
from openbeian.procedure.permissions import Permission

type View = Callable[..., HttpResponseBase]

# views of libraries that cannot carry our mark, by the module they come from
LIBRARY_PERMISSIONS = {
    "allauth.": Permission.PUBLIC,
}


def requires(permission: Permission) -> Callable[[View], View]:
    """Mark a view with the permission that its caller must hold."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


public = requires(Permission.PUBLIC)


def permission_of(view: View) -> Permission | None:
    """Return the permission that a view names, or None where it forgot to."""
    marked: Permission | None = getattr(view, "permission", None)
    if marked is not None:
        return marked
    module = getattr(getattr(view, "view_class", view), "__module__", "")
    for prefix, permission in LIBRARY_PERMISSIONS.items():
        if module.startswith(prefix):
            return permission
    return None


class AccessMiddleware:
    """Puts `request.actor` on every request and denies what is not allowed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = (  # type: ignore[attr-defined]
            actor_of(request.user) if isinstance(request.user, User) else None
        )
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Let the request through, send somebody to the sign-in or its second step, or refuse."""
        permission = permission_of(view)
        if permission is Permission.PUBLIC:
            return None
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        if permission is not None and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        # who has signed in and acts for nobody gains nothing by signing in again
        if permission is None or actor is None or not actor.may(permission):
            raise PermissionDenied
        if two_steps.owes(actor):
            return two_steps.ask_to_set_up(request)
        return None


def actor(request: HttpRequest) -> Actor:
    """Return who is asking; a page that needs somebody is never reached without."""
    somebody: Actor | None = request.actor  # type: ignore[attr-defined]
    if somebody is None:
        raise PermissionDenied
    return somebody
