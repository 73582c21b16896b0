"""Show a `Text` to the person who reads: in their language, or with the Chinese term beside it."""

from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from openbeian.text import Text


def words(text: Text | str) -> str:
    """Return the text in the reader's language; plain strings pass through."""
    if isinstance(text, Text):
        return text.within(get_language() or "en")
    return text


def both(text: Text) -> SafeString:
    """Return a statutory term as HTML: the Chinese stands beside the English for an English reader.

    A Chinese reader needs the Chinese only; what is the same in both is said once.
    """
    if (get_language() or "en").startswith("zh") or _is_same(text):
        return format_html("{}", text.zh)
    return format_html('{} <span class="ob-term" lang="zh-Hans">{}</span>', text.en, text.zh)


def plain_both(text: Text) -> str:
    """Return a statutory term without markup, for titles and choices."""
    if (get_language() or "en").startswith("zh") or _is_same(text):
        return text.zh
    return f"{text.en} {text.zh}"


def _is_same(text: Text) -> bool:
    """Whether both languages use one word, as for places and for WAP."""
    return text.en.casefold() == text.zh.casefold()


# for what is written once and read in many languages: labels, hints and choices of form fields
words_lazy = lazy(words, str)
both_lazy = lazy(both, SafeString)
plain_both_lazy = lazy(plain_both, str)
