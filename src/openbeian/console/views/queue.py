"""The queue: which cases there are, whose turn it is, how much time is left, and the next one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from openbeian import rulebook, workdays
from openbeian.accounts import access
from openbeian.accounts.actors import Actor
from openbeian.config import clock
from openbeian.console.frame import only_posted, page
from openbeian.console.turnline import turn
from openbeian.filings import queries
from openbeian.filings.models import Filing
from openbeian.filings.services import reveal
from openbeian.procedure.filing import FILING, SITUATIONS, State
from openbeian.procedure.permissions import Permission
from openbeian.text import Text
from openbeian.ui.components import Turn

UNKNOWN = Text("—", "—")
PER_PAGE = 40
# what waits for us comes first
_ORDER = (
    State.PROVIDER_REVIEW,
    State.READY_TO_SUBMIT,
    State.REFUSED,
    State.AT_ADMINISTRATION,
    State.CORRECTION_REQUESTED,
    State.DRAFT,
)
MOST_FOUND = 100
# what may hold a number of a person travels in the body of a request, never in an address
_MAY_HOLD_A_NUMBER = re.compile(r"(?:[0-9０-９][^0-9０-９]{0,2}){6}")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked to see; whatever is unknown counts as not asked."""

    state: str
    province: str
    mine: bool
    search: str = ""

    def address(self, **changes: str) -> str:
        """Return the address of the queue with some filters changed."""
        wanted = {
            "state": self.state,
            "province": self.province,
            "who": "mine" if self.mine else "",
            "q": self.search,
            **changes,
        }
        return f"?{urlencode({name: value for name, value in wanted.items() if value})}"


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the queue."""

    filing: Filing
    state: Text
    province: Text
    turn: Turn
    submitted: date | None


@dataclass(frozen=True, slots=True)
class Tab:
    """A state to choose, with how many cases are in it."""

    said: Text
    count: int
    href: str
    current: bool
    key: str = ""


@require_safe
@access.requires(Permission.REVIEW_READ)
def queue(request: HttpRequest) -> HttpResponse:
    """List the cases, filtered and paged."""
    words = request.GET.get("q", "").strip()
    if _MAY_HOLD_A_NUMBER.search(words):
        return redirect("console:queue")
    filters = _filters(request.GET, words)
    found = Paginator(_found(filters, access.actor(request)), PER_PAGE)
    chosen = found.get_page(request.GET.get("page"))
    return _listing(request, filters, chosen.object_list, chosen, typed=filters.search)


@only_posted("console:queue")
@access.requires(Permission.REVIEW_READ)
def search(request: HttpRequest) -> HttpResponse:
    """Find cases; a single one is opened at once."""
    words = request.POST.get("q", "").strip()
    filters, actor = _filters(request.POST, words), access.actor(request)
    reveal.found_by_number(search=words, actor=actor, at=clock.now())
    found = _found(filters, actor)[: MOST_FOUND + 1]
    if words and len(found) == 1:
        return redirect("console:case", case_id=found[0].pk)
    if not _MAY_HOLD_A_NUMBER.search(words):
        return redirect(reverse("console:queue") + filters.address().removesuffix("?"))
    # no link of this page may carry the number on
    unnamed = replace(filters, search="")
    return _listing(request, unnamed, found[:MOST_FOUND], typed=words)


@require_safe
@access.requires(Permission.REVIEW_READ)
def next_case(request: HttpRequest, after: UUID | None = None) -> HttpResponse:
    """Go to the most urgent case that waits for the reader, or to the queue if there is none."""
    following = queries.next_for(access.actor(request), after=after)
    if following is None:
        return redirect("console:queue")
    return redirect("console:case", case_id=following.pk)


def _listing(
    request: HttpRequest,
    filters: Filters,
    found: Iterable[Filing],
    page_of_many: Page[Filing] | None = None,
    *,
    typed: str,
) -> HttpResponse:
    actor, at = access.actor(request), clock.now()
    counts = queries.by_state(province=filters.province, mine=actor if filters.mine else None)
    return page(
        request,
        "queue.html",
        filters=filters,
        typed=typed,
        rows=[_row(filing, at) for filing in found],
        page_of_many=page_of_many,
        open_tabs=_open_tabs(filters, counts),
        closed_tabs=_closed_tabs(filters, counts),
        provinces=_provinces(),
    )


def _filters(asked: Mapping[str, str], words: str) -> Filters:
    state, province = asked.get("state", ""), asked.get("province", "")
    return Filters(
        state=state if state in set(State) else "",
        province=province if province in rulebook.default().provinces else "",
        mine=asked.get("who") == "mine",
        search=words,
    )


def _found(filters: Filters, actor: Actor) -> QuerySet[Filing]:
    return queries.queue(
        state=filters.state,
        province=filters.province,
        search=filters.search,
        mine=actor if filters.mine else None,
    )


def _row(filing: Filing, at: datetime) -> Row:
    province = rulebook.default().provinces.get(filing.province)
    return Row(
        filing=filing,
        state=filing.situation.title,
        province=province.text if province else UNKNOWN,
        turn=turn(filing, at),
        submitted=workdays.local_day(filing.submitted_at) if filing.submitted_at else None,
    )


def _open_tabs(filters: Filters, counts: Mapping[State, int]) -> list[Tab]:
    """Return the tabs of what is open, all of it first, each with a digit as its shortcut."""
    states = [state for state in State if not FILING.is_final(state)]
    whole = Tab(
        Text("All open", "全部待办"),
        sum(counts[state] for state in states),
        filters.address(state=""),
        current=not filters.state,
        key="0",
    )
    shown = [state for state in states if state is not State.DRAFT or counts[state]]
    order = sorted(shown, key=_ORDER.index)
    tabs = [_tab(filters, state, counts, str(key)) for key, state in enumerate(order, start=1)]
    return [whole, *tabs]


def _closed_tabs(filters: Filters, counts: Mapping[State, int]) -> list[Tab]:
    """Return the tabs of what is settled, without those that hold nothing."""
    settled = (state for state in State if FILING.is_final(state))
    return [
        _tab(filters, state, counts) for state in settled if counts[state] or filters.state == state
    ]


def _tab(filters: Filters, state: State, counts: Mapping[State, int], key: str = "") -> Tab:
    return Tab(
        SITUATIONS[state].title,
        counts[state],
        filters.address(state=state.value),
        current=filters.state == state,
        key=key,
    )


def _provinces() -> list[tuple[str, Text]]:
    return [(code, province.text) for code, province in rulebook.default().provinces.items()]
