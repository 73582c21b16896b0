"""`{% load console %}`: what only the console's pages need."""

from django import template
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
