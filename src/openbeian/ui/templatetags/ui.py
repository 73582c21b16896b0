"""`{% load ui %}`: the components of the design system, and words in the reader's language."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.forms import BoundField, Form
from django.template.context import RequestContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from openbeian import rulebook
from openbeian.rulebook import Difference, Edition
from openbeian.text import Text
from openbeian.ui import components, qr
from openbeian.ui.renderer import visible_errors
from openbeian.ui.words import both as both_words
from openbeian.ui.words import plain_both
from openbeian.ui.words import words as own_words

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.http import QueryDict

register = template.Library()

type Context = dict[str, Any]


@register.filter
def words(value: Any) -> Any:
    """`{{ text|words }}`: a `Text` in the reader's language."""
    return own_words(value) if isinstance(value, Text) else value


@register.filter
def both(value: Any) -> Any:
    """`{{ text|both }}`: a statutory term, its Chinese beside the English."""
    return both_words(value) if isinstance(value, Text) else value


@register.filter
def term(value: Any) -> Any:
    """`{{ text|term }}`: as `both`, without markup: for titles and attributes."""
    return plain_both(value) if isinstance(value, Text) else value


@register.filter
def cited(source: str) -> str:
    """`{{ finding.source|cited }}`: a source by the name that people who file know it by."""
    return own_words(rulebook.default().cited(source))


@register.filter
def dated(as_of: str) -> str:
    """`{{ finding.as_of|dated }}`: the date of a source: a day, a month, a year, or none."""
    known = [int(part) for part in as_of.split("-")] if as_of[:1].isdigit() else []
    if not known:
        return gettext("undated")
    first = date(*[*known, 1, 1][:3])
    return date_format(first, ("YEAR_FORMAT", "YEAR_MONTH_FORMAT", "DATE_FORMAT")[len(known) - 1])


@register.filter
def differing(rule: str) -> Difference | None:
    """`{{ finding.rule|differing }}`: where our filing rules differ from regulation in a rule."""
    if Edition(settings.OPENBEIAN_EDITION) is Edition.CURRENT:
        return None
    return rulebook.default().difference_behind(rule)


@register.filter
def day(value: date | datetime | None) -> str:
    """`{{ due|day }}`: a date as people of the reader's language write it, machine-readable too."""
    if value is None:
        return ""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat(), date_format(local, "DATE_FORMAT")
    )


@register.filter
def short_day(value: date) -> str:
    """`{{ due|short_day }}`: a date where there is little room."""
    return format_html(
        '<time datetime="{}">{}</time>', value.isoformat(), date_format(value, "SHORT_DATE_FORMAT")
    )


@register.filter
def moment(value: datetime | None) -> str:
    """`{{ at|moment }}`: a date with its time of day, in Asia/Shanghai."""
    return _moment(value, "DATETIME_FORMAT")


@register.filter
def short_moment(value: datetime | None) -> str:
    """`{{ at|short_moment }}`: a date with its time of day where there is little room."""
    return _moment(value, "SHORT_DATETIME_FORMAT")


def _moment(value: datetime | None, form: str) -> str:
    if value is None:
        return ""
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        date_format(local, form),
    )


@register.filter
def shown(value: Any) -> Any:
    """Any value of a summary list or a table, as HTML: words, dates, lines, or a dash."""
    if value is None or value == "":
        return SafeString('<span class="ob-none">—</span>')
    if isinstance(value, Text):
        return own_words(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return format_html_join(SafeString("<br>"), "{}", ((shown(line),) for line in value))
    return value


@register.inclusion_tag("ui/components/turn_line.html")
def turn_line(turn: components.Turn) -> Context:
    """`{% turn_line turn %}`: whose turn, until when, what next; on top of every case."""
    return {"turn": turn}


@register.inclusion_tag("ui/components/path.html")
def path(steps: Sequence[components.Step]) -> Context:
    """`{% path steps %}`: draft → provider → SMS → administration → number → PSB."""
    return {"steps": steps}


@register.inclusion_tag("ui/components/number_card.html")
def number_card(card: components.NumberCard) -> Context:
    """`{% number_card card %}`: the number as on a plaque."""
    return {"card": card, "qr": qr.svg(card.verify_url)}


@register.inclusion_tag("ui/components/findings.html")
def findings(found: components.FindingList) -> Context:
    """`{% findings list %}`: must mend, then look at."""
    return {"found": found}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(*forms: Form) -> Context:
    """`{% error_summary form other_form %}`: all errors, each a link to its field."""
    return {"errors": visible_errors(forms)}


@register.simple_tag
def field(bound: BoundField, *, heading: bool = False) -> SafeString:
    """`{% field form.name heading=True %}`: a field group; `heading` makes its label the h1."""
    bound.page_heading = heading  # type: ignore[attr-defined]
    return bound.as_field_group()


@register.inclusion_tag("ui/components/task_list.html")
def task_list(tasks: Sequence[components.Task], name: str = "task") -> Context:
    """`{% task_list tasks %}`: what is to be done and how far each is; `name` makes ids unique."""
    return {"tasks": tasks, "name": name}


@register.inclusion_tag("ui/components/summary_list.html")
def summary_list(rows: Sequence[components.SummaryRow], title: components.Words = "") -> Context:
    """`{% summary_list rows title %}`: labels and values; with a title it becomes a card."""
    return {"rows": rows, "title": title, "changeable": any(row.href for row in rows)}


@register.inclusion_tag("ui/components/table.html")
def data_table(table: components.Table) -> Context:
    """`{% data_table table %}`: a table with caption, or the words for an empty one."""
    rows = [list(zip(table.columns, row, strict=True)) for row in table.rows]
    return {"table": table, "rows": rows}


@register.inclusion_tag("ui/components/tag.html")
def status_tag(said: components.Words, tone: str = "plain") -> Context:
    """`{% status_tag words "waiting" %}`: a state in a word or two; tones of `components.Tone`."""
    return {"said": said, "tone": components.Tone(tone)}


@register.inclusion_tag("ui/components/progress.html")
def progress(value: int, most: int, label: components.Words) -> Context:
    """`{% progress 3 7 label %}`: how much is done."""
    return {"value": value, "most": most, "label": label}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: RequestContext, page: "Page[Any]", parameter: str = "page") -> Context:
    """`{% pagination page_obj %}`: links that keep the rest of the query."""
    asked: QueryDict = context["request"].GET

    def link(number: int) -> str:
        query = asked.copy()
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    around = page.paginator.get_elided_page_range(page.number, on_each_side=1)
    return {
        "page": page,
        "previous": link(page.previous_page_number()) if page.has_previous() else "",
        "next": link(page.next_page_number()) if page.has_next() else "",
        "links": [(number, link(number) if isinstance(number, int) else "") for number in around],
    }


@register.inclusion_tag("ui/components/banner.html")
def banner(said: components.Words, tone: str = "plain", title: components.Words = "") -> Context:
    """`{% banner words "done" %}`: something happened that the reader must know."""
    return {"said": said, "tone": components.Tone(tone), "title": title}


@register.inclusion_tag("ui/components/button.html")
def button(
    said: components.Words,
    *,
    href: str = "",
    kind: str = "primary",
    name: str = "",
    value: str = "",
    form: str = "",
    key: str = "",
) -> Context:
    """`{% button words kind="secondary" href=url %}`: one primary action a page, in jade.

    Kinds: primary, secondary, warning (cannot be undone). `key` is a shortcut in the console.
    """
    return {
        "said": said,
        "href": href,
        "kind": kind,
        "name": name,
        "value": value,
        "form": form,
        "key": key,
    }


@register.inclusion_tag("ui/components/warning.html")
def warning(said: components.Words) -> Context:
    """`{% warning words %}`: what it costs to get this wrong."""
    return {"said": said}


@register.inclusion_tag("ui/components/empty.html")
def empty_state(
    title: components.Words, next_step: components.Words = "", href: str = "", action: str = ""
) -> Context:
    """`{% empty_state title next_step href action %}`: nothing here, and what to do about it."""
    return {"title": title, "next_step": next_step, "href": href, "action": action}


@register.inclusion_tag("ui/components/loading.html")
def loading(name: str) -> Context:
    """`{% loading "found" %}`, with `hx-indicator="#found"` on what asks: shown while it waits."""
    return {"name": name}


@register.inclusion_tag("ui/components/copy.html")
def copy_button(text: str, label: components.Words = "") -> Context:
    """`{% copy_button text %}`: copies with JavaScript, absent without."""
    return {"text": text, "label": label}


@register.inclusion_tag("ui/components/autosave.html")
def autosave_status() -> Context:
    """`{% autosave_status %}` inside `<form data-autosave="address">`."""
    return {}


@register.inclusion_tag("ui/components/upload.html")
def upload_progress() -> Context:
    """`{% upload_progress %}` inside `<form data-upload enctype="multipart/form-data">`."""
    return {}


@register.inclusion_tag("ui/components/nav_link.html", takes_context=True)
def nav_link(
    context: RequestContext, name: str, said: components.Words, count: int | None = None
) -> Context:
    """`{% nav_link "portal:cases" words %}`: an item of the navigation, marked where we are."""
    address = reverse(name)
    here: str = context["request"].path
    current = here == address or (address != "/" and here.startswith(address))
    return {"href": address, "said": said, "current": current, "here": here, "count": count}


@register.simple_block_tag
def details(content: str, summary: components.Words, *, open: bool = False) -> SafeString:  # noqa: A002 - the attribute's name
    """`{% details words %}…{% enddetails %}`: what not everybody needs to read."""
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        SafeString(" open") if open else "",
        own_words(summary),
        content,
    )


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """`{% inset %}…{% endinset %}`: a paragraph that stands out."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)
