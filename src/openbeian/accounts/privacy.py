"""No browser and no proxy keeps what only one person may see."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class NothingIsKept:
    """Forbids keeping every answer to somebody signed in, and every page about accounts.

    Static files are answered before this is asked: they are the same for everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_about_accounts(request) or _is_signed_in(request):
            response["Cache-Control"] = "private, no-store"
        return response


def _is_about_accounts(request: HttpRequest) -> bool:
    return request.path_info.startswith(reverse("account_login").removesuffix("login/"))


def _is_signed_in(request: HttpRequest) -> bool:
    # a request that was answered before anybody asked who sent it has no user
    return hasattr(request, "user") and request.user.is_authenticated
