"""Everything that the page of one case shows, gathered in few queries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from openbeian import rulebook
from openbeian.accounts.actors import Actor
from openbeian.authority.queries import is_connected
from openbeian.cases.turns import moves
from openbeian.console import record
from openbeian.console.filing_actions import BY_MOVE, offered, over_interface
from openbeian.console.sheet import Noted, Paper, Sheet, anchor, finding_of, remarks, sheet
from openbeian.console.steps import Action, Button, buttons, is_own
from openbeian.console.transit import Transit, transit
from openbeian.console.turnline import turn
from openbeian.declaration.diff import Change
from openbeian.declaration.paths import PathUnreadable
from openbeian.documents import queries as documents
from openbeian.documents.models import Document
from openbeian.filings import queries
from openbeian.filings.models import Correction, Filing, Outcome
from openbeian.procedure.filing import ASK_FOR_CORRECTION, State
from openbeian.procedure.permissions import Permission
from openbeian.psb import queries as psb
from openbeian.psb.models import PublicSecurityCase
from openbeian.rulebook import Province
from openbeian.text import Text
from openbeian.ui import declared, pathway
from openbeian.ui.components import Step, Turn
from openbeian.ui.declared import Words

PATH = (
    Text("Prepare", "填报材料"),
    Text("Provider’s review", "接入服务商初审"),
    Text("SMS verification", "短信核验"),
    Text("Administration", "管局审核"),
    Text("ICP number", "核发备案号"),
    Text("Public security", "公安联网备案"),
)
OUTCOMES = {
    Outcome.Kind.HANDED_OVER: Text("Handed over", "已提交管局"),
    Outcome.Kind.RECEIVED: Text("Received", "管局已接收"),
    Outcome.Kind.SMS_ASKED: Text("SMS verification began", "短信核验已开始"),
    Outcome.Kind.SMS_PASSED: Text("SMS verification passed", "短信核验通过"),
    Outcome.Kind.SMS_FAILED: Text("SMS verification failed", "短信核验未通过"),
    Outcome.Kind.APPROVED: Text("Approved", "准予备案"),
    Outcome.Kind.REFUSED: Text("Refused", "管局驳回"),
    Outcome.Kind.DECLINED: Text("Declined", "初审不予通过"),
}
WHOLE = Text("The application as a whole", "整份备案申请")


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that differs from the version before, in words."""

    path: str
    label: Text
    before: tuple[Words, ...]
    after: tuple[Words, ...]
    replaced: bool

    @property
    def anchor(self) -> str:
        """The id of the field on the page."""
        return anchor(self.path)


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of the rules, with the name of its field and where it stands on the page."""

    noted: Noted

    @property
    def label(self) -> Text:
        """What the field is called; a finding about the whole has no field."""
        try:
            return declared.label(self.noted.finding.field)
        except PathUnreadable:
            return WHOLE

    @property
    def anchor(self) -> str:
        """The id of the field on the page."""
        return anchor(self.noted.finding.field)


@dataclass(frozen=True, slots=True)
class Asked:
    """Something asked of the applicant; open until a later version is submitted."""

    correction: Correction
    open: bool

    @property
    def label(self) -> Text:
        """What the field is called."""
        return declared.label(self.correction.field)

    @property
    def anchor(self) -> str:
        """The id of the field on the page."""
        return anchor(self.correction.field)

    @property
    def answered(self) -> int:
        """The version with the answer."""
        return self.correction.version + 1


@dataclass(frozen=True, slots=True)
class Shown:
    """A document of the version with those of its files that the reader may look at."""

    paper: Paper
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the administration was told or answered."""

    title: Text
    at: datetime
    version: int
    words: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case as it stands."""

    filing: Filing
    province: Province | None
    turn: Turn
    transit: Transit | None
    steps: tuple[Step, ...]
    buttons: tuple[Button, ...]
    own: bool
    sheet: Sheet
    findings: tuple[Found, ...]
    changes: tuple[Changed, ...]
    papers: tuple[Shown, ...]
    corrections: tuple[Asked, ...]
    outcomes: tuple[Recorded, ...]
    history: tuple[record.Happened, ...]
    messages: tuple[record.Sent, ...]
    public_security: PublicSecurityCase | None

    @property
    def open_corrections(self) -> tuple[Asked, ...]:
        """What the applicant is asked for and has not answered."""
        return tuple(one for one in self.corrections if one.open)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers that were issued: the entity's, then those of its websites."""
        issued = OUTCOMES[Outcome.Kind.APPROVED]
        return next((one.numbers for one in self.outcomes if one.title == issued), ())

    @property
    def can_ask(self) -> bool:
        """Whether a correction can be asked for now."""
        return any(button.name == ASK_FOR_CORRECTION.name for button in self.buttons)

    @property
    def before(self) -> int:
        """The version before this one."""
        return self.filing.version - 1


def gather(filing: Filing, actor: Actor, at: datetime, *, revealed: str = "") -> CaseFile:
    """Return the file of a case; the numbers of the person at `revealed` stand in clear."""
    version = queries.version(filing)
    declaration = queries.read(version)
    findings = [finding_of(row) for row in version.findings]
    corrections = [
        Asked(one, open=one.version == filing.version) for one in filing.corrections.order_by("pk")
    ]
    asked = [one.correction for one in corrections if one.open]
    changes = queries.changes(filing)
    laid_out = sheet(declaration, remarks(changes, findings, asked), revealed=revealed)
    files = _files(filing, laid_out, changes, actor)
    outcomes = list(filing.outcomes.order_by("pk"))
    public_security = psb.of_filing(filing.pk)
    possible = moves(filing, actor)
    on_its_way = transit(filing, outcomes, at)
    return CaseFile(
        filing=filing,
        province=rulebook.default().provinces.get(filing.province),
        turn=_turn(filing, on_its_way, at),
        transit=on_its_way,
        steps=pathway.steps(filing, outcomes, public_security, titles=PATH),
        buttons=tuple(buttons(offered(filing, possible, actor), _actions(filing, on_its_way))),
        own=is_own(filing, actor, possible),
        sheet=laid_out,
        findings=tuple(Found(Noted(*placed)) for placed in enumerate(findings)),
        changes=changed(changes, {sha256: file.name for sha256, file in files.items()}),
        papers=tuple(_papers(laid_out, files)),
        corrections=tuple(reversed(corrections)),
        outcomes=tuple(_recorded(outcome) for outcome in reversed(outcomes)),
        history=record.history(filing),
        messages=record.messages(filing),
        public_security=public_security,
    )


def _turn(filing: Filing, on_its_way: Transit | None, at: datetime) -> Turn:
    found = turn(filing, at)
    return replace(found, next=on_its_way.next) if on_its_way else found


def _actions(filing: Filing, on_its_way: Transit | None) -> Mapping[str, Action]:
    """Return how the moves are made here, now."""
    if on_its_way is not None:
        return over_interface(arrived=on_its_way.arrived)
    unsent = filing.state_now is State.READY_TO_SUBMIT
    return over_interface(arrived=False) if unsent and is_connected(filing.province) else BY_MOVE


def changed(changes: Iterable[Change], names: Mapping[str, str]) -> tuple[Changed, ...]:
    """Return changes in words; what the form does not ask for is left out.

    `names` are those of the files by their hash; without a name files are counted.
    """
    return tuple(_changed(change, names) for change in changes if _is_shown(change))


def _is_shown(change: Change) -> bool:
    try:
        declared.label(change.field)
    except PathUnreadable:
        return False
    return True


def _changed(change: Change, names: Mapping[str, str]) -> Changed:
    return Changed(
        path=change.field,
        label=declared.label(change.field),
        before=_side(change.field, change.before, names),
        after=_side(change.field, change.after, names),
        replaced=declared.is_document(change.field) and bool(change.before and change.after),
    )


def _side(path: str, flat: str, names: Mapping[str, str]) -> tuple[Words, ...]:
    """Return one side of a change; numbers of persons stay masked, files have their names."""
    if not flat:
        return ()
    if declared.is_document(path):
        files = flat.split(",")
        if all(sha256 in names for sha256 in files):
            return tuple(names[sha256] for sha256 in files)
        return (Text(f"{len(files)} file(s)", f"{len(files)}个文件"),)
    return (declared.mask(flat),) if declared.is_personal(path) else declared.words(path, flat)


def _files(
    filing: Filing, laid_out: Sheet, changes: Iterable[Change], actor: Actor
) -> Mapping[str, Document]:
    """Return the files of a version and those that went, only for whoever may look at them."""
    if not actor.may(Permission.REVIEW_DECIDE):
        return {}
    hashes = {sha256 for paper in laid_out.papers for sha256 in paper.files}
    gone = (one.before.split(",") for one in changes if ".documents[" in one.field)
    hashes |= {sha256 for files in gone for sha256 in files if sha256}
    return documents.several(organisation_id=filing.organisation_id, hashes=hashes)


def _papers(laid_out: Sheet, kept: Mapping[str, Document]) -> Iterator[Shown]:
    """Yield the documents of a version with those of their files that may be seen."""
    for paper in laid_out.papers:
        yield Shown(paper, tuple(kept[sha256] for sha256 in paper.files if sha256 in kept))


def _recorded(outcome: Outcome) -> Recorded:
    numbers = outcome.numbers
    services = numbers.get("services", {}).values()
    known = ("entity", "cancelled", "receipt", "package")
    plain = [numbers[name] for name in known if name in numbers]
    return Recorded(
        title=OUTCOMES[Outcome.Kind(outcome.kind)],
        at=outcome.at,
        version=outcome.version,
        words=outcome.words,
        numbers=(*plain, *services),
    )
