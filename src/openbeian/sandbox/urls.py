"""Where the sandbox answers: services at the interface's paths, also below a province; pages."""

from django.urls import include, path
from django.views.i18n import set_language

from openbeian.sandbox.soap.services import PASSWORD, SERVICES
from openbeian.sandbox.soap.views import door

# the specification names both places for the filing password
_PLACES = [(service.path, service) for service in SERVICES] + [("verifyBamm", PASSWORD)]

_DOORS = [
    route
    for place, service in _PLACES
    for route in (
        path(place, door, {"service": service}),
        path(f"<str:province>/{place}", door, {"service": service}),
    )
]
urlpatterns = [
    *_DOORS,
    path("i18n/setlang/", set_language, name="set_language"),
    path("", include("openbeian.sandbox.desk.urls")),
]
handler500 = "openbeian.sandbox.soap.views.failed"
