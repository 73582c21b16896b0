"""Where and in which language messages reach a person: their own to change, and on record."""

from datetime import datetime

from django.db import transaction

from openbeian.accounts.actors import Actor
from openbeian.accounts.models import User
from openbeian.audit.facts import Subject
from openbeian.audit.kinds import Kind, register
from openbeian.audit.services import record
from openbeian.procedure.permissions import Permission
from openbeian.text import Text

LANGUAGES = {"en": Text("English", "英文"), "zh-hans": Text("Chinese", "中文")}
MOBILE_CHANGED = register(
    Kind(
        "account:mobile:changed",
        Text(
            "{actor} changed the mobile number that SMS messages go to",
            "{actor}修改了接收短信通知的手机号码",
        ),
        committed=frozenset({"mobile"}),
    )
)
LANGUAGE_CHANGED = register(
    Kind(
        "account:language:changed",
        Text(
            "{actor} chose the language of their messages: {language}",
            "{actor}选择了通知语言：{language}",
        ),
    )
)


@transaction.atomic
def change(*, actor: Actor, mobile: str, language: str, at: datetime) -> None:
    """Keep a person's own mobile number, or none, and the language of their messages.

    `mobile` is as `numbers.mobile.validate` returns it. What is as it was leaves no trace. Raises
    NotPermitted.
    """
    actor.require(Permission.ACCOUNT_MANAGE)
    user = User.objects.select_for_update().get(pk=actor.person)
    subject: Subject = ("user", str(user.pk))
    if user.mobile != mobile:
        user.set_mobile(mobile)
        facts = {"mobile": mobile}
        record(MOBILE_CHANGED, subject=subject, actor=actor, at=at, facts=facts)
    if user.language != language:
        user.language = language
        words = {"language": LANGUAGES[language]}
        record(LANGUAGE_CHANGED, subject=subject, actor=actor, at=at, facts=words)
    user.save(update_fields=["mobile_sealed", "language"])
