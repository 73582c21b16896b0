"""Addresses of a program with one door for each kind of visitor."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views import View
from django.views.decorators.http import require_POST

from openbeian.accounts.access import actor, public, requires
from openbeian.accounts.views import set_language
from openbeian.procedure.permissions import Permission


@public
def hall(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("come in")


@public
def hall_with_a_name(request: HttpRequest) -> HttpResponse:
    return HttpResponse(actor(request).name)


@requires(Permission.FILING_EDIT)
def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse(actor(request).name)


@requires(Permission.ACCOUNT_MANAGE)
def self(request: HttpRequest) -> HttpResponse:
    return HttpResponse(actor(request).role)


@requires(Permission.REVIEW_DECIDE)
@require_POST
def office(request: HttpRequest) -> HttpResponse:
    return HttpResponse(actor(request).role)


def forgotten(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("nobody was asked for")


class ForgottenClass(View):
    def get(self, _request: HttpRequest) -> HttpResponse:
        return HttpResponse("nobody was asked for")


urlpatterns = [
    path("", hall),
    path("named/", hall_with_a_name),
    path("desk/", desk),
    path("self/", self),
    path("office/", office),
    path("forgotten/", forgotten),
    path("forgotten/class/", ForgottenClass.as_view()),
    path("i18n/setlang/", set_language, name="set_language"),
    path("accounts/", include("allauth.urls")),
]
handler403 = "openbeian.ui.refusals.permission_denied"
