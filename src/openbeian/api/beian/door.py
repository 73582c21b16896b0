"""Where these requests come in: at the root of the host, as the SDKs know no other path."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from openbeian.api.beian.views import ask


class Door:
    """Answers a request at `/` that names an action, and lets all others through.

    It stands before sessions and cookies: who asks here is known by a signature alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/" and "X-Acs-Action" in request.headers:
            return ask(request)
        return self.get_response(request)
