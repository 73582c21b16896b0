"""The messages that an organisation got about a case: which, by which way, when, how it went."""

from django.db.models import QuerySet

from openbeian.accounts.actors import Actor
from openbeian.notices import queries
from openbeian.notices.catalogue import Audience
from openbeian.notices.models import Channel, Notice, State
from openbeian.text import Text
from openbeian.ui.components import Cell, Column, Table, Tone

TITLES = {
    "application_submitted": Text("Application submitted", "备案申请已提交"),
    "correction_asked": Text("Correction requested", "请修改备案信息"),
    "passed_review": Text("Our review is passed", "接入服务商初审通过"),
    "handed_to_administration": Text("Submitted to the administration", "已提交通信管理局"),
    "sms_verification_asked": Text("SMS verification", "请完成短信核验"),
    "sms_verification_reminder": Text("Reminder: SMS verification", "短信核验提醒"),
    "sms_verification_failed": Text("SMS verification failed", "短信核验未通过"),
    "approved": Text("ICP number issued", "备案号已核发"),
    "change_approved": Text("Change approved", "备案变更已通过"),
    "cancellation_approved": Text("Cancelled as asked", "注销已办结"),
    "refused": Text("Refused by the administration", "管局驳回"),
    "declined": Text("Application declined", "初审不予通过"),
    "draft_expiring": Text("The draft is about to expire", "备案申请即将过期"),
    "draft_expired": Text("The draft has expired", "备案申请已过期"),
    "turn_reminder": Text("Reminder: your turn", "待办提醒"),
    "backdrop_posted": Text("Photo backdrop posted", "核验幕布已寄出"),
    "psb_reminder": Text("Reminder: public-security filing", "公安联网备案提醒"),
    "psb_overdue": Text("Public-security filing overdue", "公安联网备案已逾期"),
    "psb_registered": Text("Public-security number recorded", "公安联网备案号已登记"),
    "licence_submitted": Text("Licence application submitted", "许可证申请已提交"),
    "licence_correction_asked": Text("Licence: correction requested", "许可证申请需修改"),
    "licence_handed_over": Text("Licence: submitted to the administration", "许可证申请已提交管局"),
    "licence_granted": Text("Licence granted", "许可证已核发"),
    "licence_refused": Text("Licence refused", "不予许可"),
    "suspended": Text("Registration suspended", "备案已暂停"),
    "lifted": Text("Suspension lifted", "备案已恢复"),
    "cancelled": Text("Registration cancelled", "备案已注销"),
    "revoked": Text("Registration revoked", "备案已被注销"),
    "facts_check": Text("Are your facts still true?", "备案信息核对"),
    "facts_check_overdue": Text("Overdue: are your facts still true?", "备案信息核对已逾期"),
    "access_suspended": Text("Access suspended", "接入已暂停"),
    "access_restored": Text("Access restored", "接入已恢复"),
    "access_removed": Text("Access removed", "接入已取消"),
}
_CHANNELS = {
    Channel.EMAIL: Text("E-mail", "邮件"),
    Channel.SMS: Text("SMS", "短信"),
}
_AND = Text("{first} and {second}", "{first}、{second}")
_STATES = {
    State.WAITING: (Text("Being sent", "发送中"), Tone.WAITING),
    State.SENT: (Text("Sent", "已发送"), Tone.DONE),
    State.FAILED: (Text("Not delivered", "未送达"), Tone.BLOCKED),
}
_COLUMNS = (
    Column(Text("Message", "通知内容")),
    Column(Text("State", "状态")),
    Column(Text("By", "方式")),
    Column(Text("When", "时间")),
)


def table(subject: tuple[str, str], actor: Actor) -> Table:
    """Return the messages about a case to the actor's organisation, newest first.

    What several members got, or one by several ways, is one row as long as it went alike.
    """
    alike: dict[tuple[str, str, str], list[Notice]] = {}
    for notice in _told(subject, actor):
        alike.setdefault((notice.event, notice.template, notice.state), []).append(notice)
    return Table(
        caption=Text("Messages", "通知记录"),
        columns=_COLUMNS,
        rows=tuple(_row(notices) for notices in reversed(alike.values())),
        caption_hidden=True,
        nothing=Text("No message was sent yet.", "尚未发送通知。"),
    )


def _told(subject: tuple[str, str], actor: Actor) -> QuerySet[Notice]:
    mine = {"audience": Audience.APPLICANT, "organisation_id": actor.tenant}
    return queries.for_subject(subject).filter(**mine)


def _row(notices: list[Notice]) -> tuple[Cell, ...]:
    last = notices[-1]
    said, tone = _STATES[State(last.state)]
    used = {notice.channel for notice in notices}
    ways = [name for channel, name in _CHANNELS.items() if channel in used]
    return (
        Cell(TITLES[last.template]),
        Cell(said, tone=tone),
        Cell(_AND.format(first=ways[0], second=ways[1]) if ways[1:] else ways[0]),
        Cell(last.settled_at or last.created_at),
    )
