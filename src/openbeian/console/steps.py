"""How the provider makes a move of a table: the service, the form if it asks, and the button."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from openbeian.accounts.actors import Actor
from openbeian.cases.models import Case
from openbeian.console.forms.decisions import StepForm
from openbeian.errors import DomainError
from openbeian.procedure.engine import Move
from openbeian.text import Text

_PLACES = {"primary": 0, "secondary": 1, "warning": 2}


@dataclass(frozen=True, slots=True)
class Step:
    """One step to be made: on which case, by whom, when, with what was filled in."""

    case: Any
    actor: Actor
    at: datetime
    form: Any = None

    @property
    def given(self) -> Mapping[str, Any]:
        """What was filled in."""
        cleaned: Mapping[str, Any] = self.form.cleaned_data
        return cleaned


@dataclass(frozen=True, slots=True)
class Action:
    """How a move is made here. `beside` are refusals that belong into the form, not a conflict.

    `title` is for the button, where the move is called otherwise.
    """

    move: Move[Any]
    perform: Callable[[Step], object]
    done: Text
    form: type[StepForm] | None = None
    beside: tuple[type[DomainError], ...] = ()
    kind: str = "secondary"
    key: str = ""
    title: Text | None = None

    @property
    def name(self) -> str:
        """The last part of the address."""
        return self.move.name


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a case page.

    One that `posts` makes the step at once, one that `ticks` takes the ticked fields along to its
    page, every other one leads to a page that asks first.
    """

    name: str
    title: Text
    kind: str
    key: str
    posts: bool = False
    ticks: bool = False


def by_id(service: Callable[..., object], case_id: str) -> Callable[[Step], object]:
    """Return how a service is called that takes the case's id under this name, and no more."""
    return lambda step: service(**{case_id: step.case.pk}, actor=step.actor, at=step.at)


def taking(service: Callable[..., object], case_id: str, *fields: str) -> Callable[[Step], object]:
    """Return how a service is called that takes these fields of the form as well."""
    return lambda step: service(
        **{case_id: step.case.pk},
        actor=step.actor,
        at=step.at,
        **{field: step.given[field] for field in fields},
    )


def buttons(moves: Iterable[Move[Any]], actions: Mapping[str, Action]) -> list[Button]:
    """Return the buttons of these moves, the main thing first.

    Of several main things that are possible, the first in the order of the table comes next.
    """
    found = [_button(move, actions) for move in moves]
    main = [button for button in found if button.kind == "primary"]
    found = [replace(one, kind="secondary") if one in main[1:] else one for one in found]
    found.sort(key=lambda button: _PLACES[button.kind])
    if found and found[0].kind == "secondary" and found[0].ticks:
        found[0] = replace(found[0], kind="primary")
    return found


def _button(move: Move[Any], actions: Mapping[str, Action]) -> Button:
    if move.name not in actions:
        return Button(move.name, move.title, "secondary", "c", ticks=True)
    action = actions[move.name]
    title = action.title or move.title
    return Button(action.name, title, action.kind, action.key, posts=action.form is None)


def is_own(case: Case, actor: Actor, possible: Iterable[Move[Any]]) -> bool:
    """Return whether nothing is possible only because the case is the actor's own."""
    found = case.procedure.open_to(actor.role, case.state_now, case.flags_now)
    return bool(found) and not tuple(possible)
