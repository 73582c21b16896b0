"""What every page of an administration shares."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language

from openbeian.numbers.province import by_code
from openbeian.sandbox import clock
from openbeian.sandbox.desk.words import SAID
from openbeian.sandbox.models import Administration
from openbeian.text import Text

_TAGS = {"en": "en", "zh-hans": "zh-Hans"}
_PAGES = ("inbox", "registry", "lists", "sms", "query", "messages", "faults")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the navigation."""

    said: Text
    href: str
    current: bool


def page(
    request: HttpRequest,
    template: str,
    administration: Administration,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Return a page of an administration; no browser keeps it, for it names people."""
    frame = {
        "said": SAID,
        "administration": administration,
        "administration_name": name_of(administration),
        "navigation": _navigation(request.path, administration),
        **_language(),
    }
    response = render(request, f"sandbox/{template}", {**frame, **context}, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def opened(province: str) -> Administration:
    """Return the administration of a province; raises Http404."""
    found = Administration.objects.filter(province=province).first()
    if found is None:
        raise Http404
    return found


def name_of(administration: Administration) -> Text:
    """Return an administration's name in both languages."""
    found = by_code(administration.province)
    province = found.en if found else administration.province
    return Text(f"Communications Administration of {province}", str(administration))


def _navigation(here: str, administration: Administration) -> list[Item]:
    items = []
    for name in _PAGES:
        href = reverse(f"desk:{name}", args=[administration.province])
        items.append(Item(SAID[name], href, current=here.startswith(href)))
    return items


def _language() -> dict[str, Any]:
    current = get_language() or settings.LANGUAGE_CODE
    return {
        "page_language": _TAGS.get(current, current),
        "other_languages": [
            {"code": code, "tag": _TAGS.get(code, code), "name": name}
            for code, name in settings.LANGUAGES
            if code != current
        ],
        "demo_today": localtime(clock.now()).date(),
    }
