"""`{% load console %}`: what only the console's pages need."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def colon() -> str:
    """`{% colon %}`: between a name and what is said of it, in the reader's punctuation."""
    return "：" if _is_chinese() else ": "


@register.simple_tag
def comma() -> str:
    """`{% comma %}`: between things of a list, in the reader's punctuation."""
    return "、" if _is_chinese() else ", "


def _is_chinese() -> bool:
    return (get_language() or "en").startswith("zh")


@register.filter
def instant(value: datetime | None) -> str:
    """`{{ at|instant }}`: day and time of day in few characters, in Asia/Shanghai."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        date_format(local, "SHORT_DATETIME_FORMAT"),
    )
