"""What every page's frame needs: languages, the provider's name, the demo's date."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from openbeian.config import clock

LANGUAGE_TAGS = {"en": "en", "zh-hans": "zh-Hans"}


def house(_request: HttpRequest) -> dict[str, Any]:
    """Return the frame's values; `demo_today` is None in production."""
    current = get_language() or settings.LANGUAGE_CODE
    return {
        "page_language": LANGUAGE_TAGS.get(current, current),
        "other_languages": [
            {"code": code, "tag": LANGUAGE_TAGS.get(code, code), "name": name}
            for code, name in settings.LANGUAGES
            if code != current
        ],
        "provider": settings.OPENBEIAN_PROVIDER,
        "own_number": getattr(settings, "OPENBEIAN_OWN_NUMBER", ""),
        "demo_today": _demo_today(),
    }


def _demo_today() -> date | None:
    if settings.OPENBEIAN_MODE == "production":
        return None
    return timezone.localtime(clock.now()).date()
