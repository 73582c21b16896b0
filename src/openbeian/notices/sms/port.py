"""What a vendor of SMS must be able to do, and what vendors share."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from openbeian.errors import DomainError
from openbeian.outbox.handlers import GiveUp, TryAgain
from openbeian.text import Text

CONNECT_SECONDS = 5
READ_SECONDS = 15

type SmsSettings = Mapping[str, str]


class SettingMissing(DomainError):
    """A backend needs a setting that is not given, or cannot read it."""

    code = "notices.sms_setting_missing"
    message = Text(
        "The setting {setting} is missing or unreadable.", "缺少或无法读取配置项 {setting}。"
    )


@dataclass(frozen=True, slots=True)
class Sms:
    """One short message. `mobile` is a mainland number of 11 digits; `language` is en or zh.

    A vendor sends what was registered with it: `template` and `language` name the registered text,
    `variables` fill it in their order. `text` is the same, ready to read.
    """

    reference: str
    mobile: str
    template: str
    language: str
    text: str
    variables: tuple[tuple[str, str], ...]


class SmsBackend(Protocol):
    """A vendor. It is made anew for each message, from `OPENBEIAN_SMS`."""

    def __init__(self, options: SmsSettings) -> None:
        """Read the settings. Raises SettingMissing."""

    def send(self, sms: Sms, *, at: datetime) -> str:
        """Return the vendor's number for the message once the vendor has accepted it.

        Raises GiveUp only where the vendor's answer is known to be final for this number or text;
        TryAgain, with the raw code, for everything else.
        """
        ...


def setting(options: SmsSettings, name: str) -> str:
    """Return `OPENBEIAN_SMS_<NAME>`. Raises SettingMissing."""
    full = f"OPENBEIAN_SMS_{name}"
    if not options.get(full):
        raise SettingMissing(setting=full)
    return options[full]


def registered(options: SmsSettings, sms: Sms) -> str:
    """Return the vendor's id of the registered text, from `OPENBEIAN_SMS_TEMPLATES`.

    That is JSON such as {"approved.zh": "SMS_470000001", "approved.en": "SMS_470000002"}. Raises
    TryAgain where the text is not registered yet: the operator can still do so.
    """
    try:
        ids = json.loads(setting(options, "TEMPLATES"))
        return str(ids[f"{sms.template}.{sms.language}"])
    except (ValueError, TypeError) as fault:
        raise SettingMissing(setting="OPENBEIAN_SMS_TEMPLATES") from fault
    except KeyError as fault:
        raise TryAgain(f"{sms.template}.{sms.language} has no registered template") from fault


def verdict(code: str, *, said: str, final: frozenset[str], mobile: str) -> GiveUp | TryAgain:
    """Return what a vendor's refusal means, with its raw code and without the number."""
    words = f"{code} {said.replace(mobile, '…')}"[:240]
    return GiveUp(words) if code in final else TryAgain(words)
