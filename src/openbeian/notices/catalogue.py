"""Every message there is: for whom it is worded, which facts it needs, and how it travels."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from openbeian.errors import DomainError
from openbeian.notices.facts import PROVISIONAL, Facts, Shape, fits
from openbeian.text import Text


class Audience(StrEnum):
    """To whom a message is worded. `ACCOUNT` is a person as such: codes and passwords."""

    APPLICANT = "applicant"
    PROVIDER = "provider"
    OPERATOR = "operator"
    ACCOUNT = "account"


class TemplateUnknown(DomainError):
    """There are no such words, or none for this audience."""

    code = "notices.template_unknown"
    message = Text(
        "There is no message '{template}' for the audience '{audience}'.",
        "没有面向“{audience}”的通知模板“{template}”。",
    )


class FactMissing(DomainError):
    """A message cannot be written without this fact."""

    code = "notices.fact_missing"
    message = Text(
        "The message '{template}' needs the fact '{fact}'.",
        "通知模板“{template}”缺少必需内容“{fact}”。",
    )


class FactUnfit(DomainError):
    """A fact is not of the shape that its name stands for, or the message has no place for it."""

    code = "notices.fact_unfit"
    message = Text(
        "The message '{template}' cannot use the fact '{fact}' as given.",
        "通知模板“{template}”无法使用内容“{fact}”。",
    )


@dataclass(frozen=True, slots=True)
class Template:
    """One message: for whom, from which facts, by which ways.

    `by_sms` asks for an SMS beside the e-mail; `bilingual` repeats the letter below a rule in the
    other language; `urgent` marks the letter as important.
    """

    name: str
    audiences: frozenset[Audience]
    required: frozenset[str]
    optional: frozenset[str]
    by_sms: bool
    bilingual: bool
    urgent: bool

    def allows(self, fact: str) -> bool:
        """Return whether the message has a place for a fact of this name."""
        known = self.required | self.optional
        return fact in known or (
            fact.endswith(PROVISIONAL)
            and fact.removesuffix(PROVISIONAL) in known
            and SHAPES[fact.removesuffix(PROVISIONAL)] is Shape.DAY
        )

    def check(self, facts: Facts) -> None:
        """Raise FactMissing or FactUnfit unless the message can be written from these facts."""
        for fact in sorted(self.required - facts.keys()):
            raise FactMissing(template=self.name, fact=fact)
        for fact, value in facts.items():
            if not self.allows(fact) or not fits(shape_of(fact), value):
                raise FactUnfit(template=self.name, fact=fact)


SHAPES = {
    "administration": Shape.WORDS,
    "carrier": Shape.WORDS,
    "change": Shape.WORDS,
    "code": Shape.WORDS,
    "company": Shape.WORDS,
    "days": Shape.COUNT,
    "domain": Shape.WORDS,
    "due": Shape.DAY,
    "entity_number": Shape.WORDS,
    "hours": Shape.COUNT,
    "items": Shape.ITEMS,
    "kind": Shape.WORDS,
    "licence_number": Shape.WORDS,
    "message": Shape.WORDS,
    "number": Shape.WORDS,
    "psb_due": Shape.DAY,
    "psb_number": Shape.WORDS,
    "reason": Shape.WORDS,
    "reference": Shape.WORDS,
    "remedy": Shape.WORDS,
    "service_number": Shape.WORDS,
    "tracking": Shape.WORDS,
    "until": Shape.MOMENT,
    "url": Shape.WORDS,
}
# shown at the foot of every letter that has them
PARTICULARS = frozenset({"reference", "company", "domain", "number"})


def shape_of(fact: str) -> Shape:
    """Return the shape of a fact; a date that may still move has a flag beside it.

    >>> shape_of("due"), shape_of("due_provisional")
    (<Shape.DAY: 'day'>, <Shape.FLAG: 'flag'>)
    """
    return Shape.FLAG if fact.endswith(PROVISIONAL) else SHAPES[fact]


def template(name: str, *, audience: str) -> Template:
    """Return the message of a name. Raises TemplateUnknown if nobody has worded it so."""
    found = TEMPLATES.get(name)
    if found is None or audience not in found.audiences:
        raise TemplateUnknown(template=name, audience=audience)
    return found


_A, _P, _O, _U = Audience.APPLICANT, Audience.PROVIDER, Audience.OPERATOR, Audience.ACCOUNT


def _message(
    name: str,
    *,
    to: Iterable[Audience] = (_A,),
    needs: str = "",
    may: str = "",
    sms: bool = True,
    bilingual: bool = False,
    urgent: bool = False,
) -> Template:
    required = frozenset(needs.split())
    return Template(
        name=name,
        audiences=frozenset(to),
        required=required,
        optional=(frozenset(may.split()) | PARTICULARS) - required,
        by_sms=sms,
        bilingual=bilingual,
        urgent=urgent,
    )


_ALL = (
    # the application
    _message("application_submitted", needs="reference due"),
    _message("new_case", to=(_P,), needs="reference company due", sms=False),
    _message("correction_asked", needs="reference items", may="due", bilingual=True),
    _message("resubmitted", to=(_P,), needs="reference company", may="due", sms=False),
    _message("withdrawn", to=(_P,), needs="reference company", sms=False),
    _message("passed_review", needs="reference"),
    _message("handed_to_administration", needs="reference days due", may="administration"),
    _message("sms_verification_asked", needs="reference", may="until", bilingual=True, urgent=True),
    _message("sms_verification_reminder", needs="reference hours", bilingual=True, urgent=True),
    _message("sms_verification_failed", needs="reference", may="reason", bilingual=True),
    _message("approved", needs="reference entity_number service_number psb_due", bilingual=True),
    _message("change_approved", needs="reference number", bilingual=True),
    _message("cancellation_approved", needs="reference number", bilingual=True),
    _message("refused", needs="reference reason", may="remedy", bilingual=True),
    _message("declined", needs="reference reason", bilingual=True),
    _message("draft_expiring", needs="reference due"),
    _message("draft_expired", needs="reference"),
    _message("turn_reminder", to=(_A, _P), needs="reference days due"),
    _message("backdrop_posted", needs="reference", may="carrier tracking"),
    # public security
    _message("psb_reminder", needs="number days due"),
    _message("psb_overdue", needs="number due", bilingual=True),
    _message("psb_registered", needs="psb_number"),
    # the commercial licence
    _message("licence_submitted", needs="reference", may="due"),
    _message("licence_correction_asked", needs="reference reason", bilingual=True),
    _message("licence_handed_over", needs="reference due"),
    _message("licence_granted", needs="licence_number", bilingual=True),
    _message("licence_refused", needs="reference reason", bilingual=True),
    # what is registered
    _message("suspended", needs="number reason", bilingual=True, urgent=True),
    _message("lifted", needs="number", may="reason", bilingual=True),
    _message("cancelled", needs="number reason", bilingual=True),
    _message("revoked", needs="number reason", bilingual=True, urgent=True),
    _message("facts_check", needs="number due", bilingual=True),
    _message("facts_check_overdue", needs="number due", bilingual=True),
    _message("access_suspended", needs="domain reason", bilingual=True, urgent=True),
    _message("access_restored", needs="domain reason", bilingual=True),
    _message("access_removed", needs="domain reason", bilingual=True),
    # the house itself
    _message("message_failed", to=(_O,), needs="message kind reason", sms=False),
    _message("webhook_disabled", to=(_O,), needs="url reason", sms=False),
    _message("account_code", to=(_U,), needs="code", sms=False),
    _message("account_password", to=(_U,), needs="url", sms=False),
    _message("account_exists", to=(_U,), needs="url", sms=False),
    _message("account_unknown", to=(_U,), needs="url", sms=False),
    _message("account_changed", to=(_U,), needs="change url", sms=False),
)
TEMPLATES = {message.name: message for message in _ALL}
