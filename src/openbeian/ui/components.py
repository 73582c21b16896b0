"""What the components show: one small value each, built by a face and drawn by `{% load ui %}`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.html import escape

from openbeian.declaration.findings import Finding
from openbeian.text import Text

MIIT_FILING_SITE = "https://beian.miit.gov.cn/"

type Words = Text | str
"""A `Text` is shown in the reader's language; a plain string is a fact, or already translated."""


class Tone(StrEnum):
    """What a colour stands for; the words beside it say the same."""

    PLAIN = "plain"
    DONE = "done"
    WAITING = "waiting"
    BLOCKED = "blocked"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is, until when, and what happens next.

    `working_days_left` counts from the reader's today: 0 is the last day, below 0 is late.
    `until_moment` is the exact end of a turn that is counted in hours; no days are counted then.
    `provisional` marks a date in a year whose holidays are not announced yet.
    `yours` is true where the reader has to act; `closed` where nobody has.
    """

    whose: Words
    next: Words
    until: date | None = None
    working_days_left: int | None = None
    until_moment: datetime | None = None
    provisional: bool = False
    yours: bool = False
    closed: bool = False

    @property
    def days_late(self) -> int:
        """Working days past the date, or 0."""
        return max(0, -(self.working_days_left or 0))


class StepState(StrEnum):
    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"
    STOPPED = "stopped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Step:
    """One station of the path; `day` is the real date behind, or the estimated one ahead."""

    title: Words
    state: StepState
    day: date | None = None
    note: Words = ""

    @property
    def estimated(self) -> bool:
        """Whether the date is a guess."""
        return self.state in {StepState.CURRENT, StepState.AHEAD}


@dataclass(frozen=True, slots=True)
class NumberCard:
    """A registration number as on a plaque.

    `snippet` is the HTML for the foot of the applicant's own pages, `verify_url` is the address
    in the QR code. `void` names why the number no longer holds: suspended, cancelled, revoked.
    """

    title: Words
    number: str
    holder: str
    issued_on: date
    verify_url: str
    subject: str = ""
    snippet: str = ""
    void: Words = ""


def footer_snippet(number: str, *, link: str = MIIT_FILING_SITE) -> str:
    """Return the HTML that belongs at the foot of a filed website (网站底部悬挂备案号)."""
    return f'<a href="{escape(link)}" target="_blank" rel="noreferrer">{escape(number)}</a>'


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with the words for its field and the place where it is mended, if any."""

    finding: Finding
    label: Words
    href: str = ""


@dataclass(frozen=True, slots=True)
class FindingList:
    """Findings in reading order: what must be mended before what deserves a look."""

    must_mend: tuple[FindingRow, ...]
    look_at: tuple[FindingRow, ...]

    def __bool__(self) -> bool:
        return bool(self.must_mend or self.look_at)


def finding_list(
    findings: Iterable[Finding],
    *,
    label: Callable[[str], Words],
    href: Callable[[str], str] = lambda _path: "",
) -> FindingList:
    """Sort findings for reading; `label` and `href` are asked with a field path each."""
    rows = [FindingRow(one, label(one.field), href(one.field)) for one in findings]
    return FindingList(
        must_mend=tuple(row for row in rows if row.finding.blocking),
        look_at=tuple(row for row in rows if not row.finding.blocking),
    )


@dataclass(frozen=True, slots=True)
class Task:
    """One row of a task list; without `href` it cannot be started yet."""

    title: Words
    status: Words
    tone: Tone = Tone.PLAIN
    href: str = ""
    hint: Words = ""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One row of a summary list. A value of several lines is a sequence.

    `action` is the words of the link (Change), shown where `href` is given.
    `changed_from` shows what stood here before.
    """

    label: Words
    value: Words | date | Sequence[Words] | None
    href: str = ""
    action: Words = ""
    changed_from: Words = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; numbers stand right in tabular figures."""

    title: Words
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: words, optionally a link or a tone."""

    words: Words | date | int | None
    href: str = ""
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; the first cell of each row is its header."""

    caption: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption_hidden: bool = False
    nothing: Words = ""
