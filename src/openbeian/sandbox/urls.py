"""Where the sandbox answers: each service at the interface's path, also below a province's code."""

from django.urls import path

from openbeian.sandbox.soap.services import PASSWORD, SERVICES
from openbeian.sandbox.soap.views import door

# the specification names both places for the filing password
_PLACES = [(service.path, service) for service in SERVICES] + [("verifyBamm", PASSWORD)]

urlpatterns = [
    route
    for place, service in _PLACES
    for route in (
        path(place, door, {"service": service}),
        path(f"<str:province>/{place}", door, {"service": service}),
    )
]
handler500 = "openbeian.sandbox.soap.views.failed"
