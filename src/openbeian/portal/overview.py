"""Tables for the front pages: who may apply, which industries need what, and what one has."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from openbeian import rulebook
from openbeian.filings.models import Filing
from openbeian.licences.models import LicenceCase
from openbeian.procedure.engine import Situation
from openbeian.psb.models import PublicSecurityCase
from openbeian.registry.queries import RegisteredEntity
from openbeian.rulebook import ApprovalStatus, Edition, Standing
from openbeian.rulebook.values import PreapprovalCell, StandingCell
from openbeian.text import Text
from openbeian.ui.components import Cell, Column, Table, Tone
from openbeian.workdays import local_day

_FIRST = Text("ICP Filing", "ICP备案")
_SECOND = Text("Commercial licence", "ICP许可证")
_STANDING = {
    Standing.ELIGIBLE: (Text("Yes", "可以申请"), Tone.DONE),
    Standing.NOT_ELIGIBLE: (Text("No", "不可申请"), Tone.BLOCKED),
    Standing.CONDITIONAL: (Text("On conditions", "附条件"), Tone.WAITING),
    Standing.NOT_STATED: (Text("Not named", "未列明"), Tone.PLAIN),
}
_SUSPENDED = Text("Suspended", "已暂停")
_IN_FORCE = Text("In force", "有效")
_NEEDED = (ApprovalStatus.REQUIRED, ApprovalStatus.CERTIFICATE)


def kinds_of_entity(edition: Edition) -> Table:
    """Return the kinds of a foreign applicant that an edition names, with what each may have."""
    kinds = [kind for kind in rulebook.default().kinds.values() if kind.foreign]
    rows = [
        (Cell(kind.text), _standing(kind.filing[edition]), _standing(kind.licence[edition]))
        for kind in kinds
        if kind.filing[edition].value is not Standing.NOT_STATED and not kind.individual
    ]
    columns = (Column(Text("Kind of entity", "主办者类别")), Column(_FIRST), Column(_SECOND))
    return Table(
        Text("Who may have what", "各类主办者可申请事项"), columns, tuple(rows), caption_hidden=True
    )


def _standing(cell: StandingCell) -> Cell:
    said, tone = _STANDING[cell.value]
    return Cell(said, tone=tone)


def industries(edition: Edition) -> Table:
    """Return the industries that an edition lets nobody file for without an approval."""
    rows = tuple(
        (Cell(row.text), Cell(_needed(row.editions[edition], row.authority)))
        for row in rulebook.default().preapprovals.values()
        if row.editions[edition].status in _NEEDED
    )
    columns = (Column(Text("Industry", "行业")), Column(Text("Needed first", "须先取得")))
    return Table(Text("Approvals by industry", "前置审批事项"), columns, rows, caption_hidden=True)


def _needed(cell: PreapprovalCell, authority: Text) -> Text:
    """Return the certificate that is needed, or whose approval."""
    if cell.status is ApprovalStatus.CERTIFICATE and cell.approval is not None:
        return cell.approval
    return Text(f"Approval: {authority.en}", f"{authority.zh}的审批文件")


def screened(edition: Edition) -> list[Text]:
    """Return the other industries of the administration's list."""
    rows = rulebook.default().preapprovals.values()
    return [row.text for row in rows if row.editions[edition].status not in _NEEDED]


def registrations(
    entities: Iterable[RegisteredEntity], security: Iterable[PublicSecurityCase]
) -> Table:
    """Return the registered websites, each with its two numbers and how it stands."""
    cases = {case.icp_number: case for case in security}
    columns = (
        Column(Text("ICP number", "网站备案号")),
        Column(Text("Website", "网站")),
        Column(Text("Public security", "公安联网备案")),
        Column(Text("State", "状态")),
    )
    rows = tuple(_registrations(entities, cases))
    return Table(Text("Registered websites", "已备案网站"), columns, rows, caption_hidden=True)


def _registrations(
    entities: Iterable[RegisteredEntity], cases: dict[str, PublicSecurityCase]
) -> Iterator[tuple[Cell, ...]]:
    for entity in entities:
        for service in entity.services:
            case = cases.get(service.number)
            pending = case.situation.title if case else None
            suspended = bool(service.suspensions)
            yield (
                Cell(service.number, href=reverse("portal:registrations")),
                Cell(service.name),
                Cell(service.psb_number or pending),
                Cell(
                    _SUSPENDED if suspended else _IN_FORCE,
                    tone=Tone.BLOCKED if suspended else Tone.DONE,
                ),
            )


def licences(cases: Iterable[LicenceCase]) -> Table | None:
    """Return the applications for the licence, or None where there is none."""
    columns = (
        Column(Text("Reference", "编号")),
        Column(Text("Licence number", "许可证编号")),
        Column(Text("State", "状态")),
    )
    rows = tuple(
        (
            Cell(case.reference, href=reverse("portal:licence", args=[case.pk])),
            Cell(case.licence_number),
            _state(case.situation),
        )
        for case in cases
    )
    return Table(_SECOND, columns, rows, caption_hidden=True) if rows else None


def applications(filings: Iterable[Filing]) -> Table | None:
    """Return all applications, or None where there is none."""
    columns = (
        Column(Text("Reference", "编号")),
        Column(Text("Kind", "备案类型")),
        Column(Text("Website", "网站")),
        Column(Text("Begun", "发起日期")),
        Column(Text("State", "状态")),
    )
    rows = tuple(
        (
            Cell(filing.reference, href=reverse("portal:status", args=[filing.pk])),
            Cell(filing.kind_now.text),
            Cell(filing.domain),
            Cell(local_day(filing.created_at)),
            _state(filing.situation),
        )
        for filing in filings
    )
    return (
        Table(Text("Applications", "备案申请"), columns, rows, caption_hidden=True)
        if rows
        else None
    )


def _state(situation: Situation) -> Cell:
    return Cell(situation.title, tone=Tone.QUIET if situation.final else Tone.WAITING)
