"""The choice of a language, which also decides in which language messages are written."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views import i18n
from django.views.decorators.http import require_POST

from openbeian.accounts.access import public
from openbeian.accounts.models import User
from openbeian.accounts.services import remember_language


@public
@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Switch the pages, as Django does it, and remember the choice of whoever is signed in."""
    language = request.POST.get("language", "")
    if isinstance(request.user, User) and language in dict(settings.LANGUAGES):
        remember_language(user=request.user, language=language)
    return i18n.set_language(request)
