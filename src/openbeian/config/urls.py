"""Every address of the house, by face."""

from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
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
