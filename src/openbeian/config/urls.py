"""Every address of the house, by face."""

from django.urls import include, path

from openbeian.accounts.views import set_language

urlpatterns = [
    path("i18n/setlang/", set_language, name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("api/", include("openbeian.api.urls")),
    path("console/", include("openbeian.console.urls")),
    path("", include("openbeian.ui.urls")),
    path("", include("openbeian.portal.urls")),
]

handler400 = "openbeian.ui.refusals.bad_request"
handler403 = "openbeian.ui.refusals.permission_denied"
handler404 = "openbeian.ui.refusals.not_found"
handler429 = "openbeian.ui.refusals.too_many"
handler500 = "openbeian.ui.refusals.server_error"
