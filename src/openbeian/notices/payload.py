"""The payload of a `notice.tell` effect.

Whoever owes a message puts this into the outbox, in the transaction of the event it tells of:

    outbox.services.put(
        kind="notice.tell",
        reference=f"tell:{event.id}:{template}:{audience}",
        payload={
            "event": event.id,                # the audit event that is told of
            "template": "correction_asked",   # a name of `catalogue.TEMPLATES`
            "audience": "applicant",          # or "provider", "operator"
            "organisation": str(applicant),   # the applicant's; None only for operators
            "reviewer": None,                 # a user id: of the provider, only this person
            "subject_type": "filing",
            "subject_id": str(filing.id),
        },
        sealed={"reference": "…", "items": [{"field": …, "what": …, "remedy": …}]},
        at=at,
    )

The sealed part are the facts of the template, in the shapes of `facts.Shape`; docs/notices.md
lists them. A fact that is empty counts as not given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from openbeian.errors import DomainError
from openbeian.notices import catalogue
from openbeian.notices.catalogue import Audience, Template
from openbeian.notices.facts import Facts
from openbeian.text import Text

KIND = "notice.tell"
_KEYS = frozenset(
    {"event", "template", "audience", "organisation", "reviewer", "subject_type", "subject_id"}
)


class TellMalformed(DomainError):
    """The payload of a `notice.tell` is not of the shape above."""

    code = "notices.tell_malformed"
    message = Text(
        "The order to send a message is malformed: {key}.", "发送通知的指令格式有误：{key}。"
    )


@dataclass(frozen=True, slots=True)
class Tell:
    """An order to tell an audience of an event."""

    event: str
    template: Template
    audience: Audience
    organisation_id: UUID | None
    reviewer_id: int | None
    subject_type: str
    subject_id: str
    facts: Facts

    def to_payload(self) -> dict[str, str | int | None]:
        """Return the order as it stands in the outbox, without its facts."""
        return {
            "event": self.event,
            "template": self.template.name,
            "audience": self.audience.value,
            "organisation": str(self.organisation_id) if self.organisation_id else None,
            "reviewer": self.reviewer_id,
            "subject_type": self.subject_type,
            "subject_id": self.subject_id,
        }


def read(payload: Mapping[str, Any], facts: Facts) -> Tell:
    """Read an order. Raises TellMalformed, TemplateUnknown, FactMissing, FactUnfit."""
    for key in sorted(_KEYS.symmetric_difference(payload.keys())):
        raise TellMalformed(key=key)
    audience = _audience(payload["audience"])
    template = catalogue.template(_word(payload, "template"), audience=audience)
    given = {name: value for name, value in facts.items() if value not in ("", None)}
    template.check(given)
    return Tell(
        event=_word(payload, "event"),
        template=template,
        audience=audience,
        organisation_id=_organisation(payload["organisation"], audience),
        reviewer_id=_reviewer(payload["reviewer"]),
        subject_type=_word(payload, "subject_type"),
        subject_id=_word(payload, "subject_id"),
        facts=given,
    )


def _word(payload: Mapping[str, Any], key: str) -> str:
    value = payload[key]
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise TellMalformed(key=key)
    return str(value)


def _audience(value: object) -> Audience:
    if value not in (Audience.APPLICANT, Audience.PROVIDER, Audience.OPERATOR):
        raise TellMalformed(key="audience")
    return Audience(str(value))


def _organisation(value: object, audience: Audience) -> UUID | None:
    if value is None and audience is not Audience.APPLICANT:
        return None
    try:
        return UUID(str(value))
    except ValueError as fault:
        raise TellMalformed(key="organisation") from fault


def _reviewer(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise TellMalformed(key="reviewer")
    return value
