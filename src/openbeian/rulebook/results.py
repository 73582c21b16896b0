"""What the rulebook is asked with before sign-up, and what it answers."""

from dataclasses import dataclass

from openbeian.declaration.findings import Finding
from openbeian.rulebook.values import ApprovalStatus, Difference, Edition, Form, Procedure
from openbeian.text import Text
from openbeian.workdays import Due


@dataclass(frozen=True, slots=True)
class Answers:
    """The first questions: ids of the rulebook, province codes of six digits, capital in yuan.

    `commercial` is whether goods or services are sold to the public through the website.
    `capital_cny` and `owner_certificate`, the type of certificate that the person in charge of
    the entity holds, are None while not answered, as in a draft that is not complete.
    """

    entity_kind: str
    registered_province: str
    province: str
    commercial: bool
    industries: tuple[str, ...] = ()
    capital_cny: int | None = None
    owner_certificate: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentNeed:
    """One document to hand in for `subject`, the path prefix `entity` or `services[1]`.

    `required` is false where it depends on what is not known yet. Formats are extensions;
    a need that is no file, such as the webmaster's mobile number, has none.
    """

    kind: str
    subject: str
    title: Text
    hint: Text
    required: bool
    formats: tuple[str, ...]
    max_bytes: int
    source: str
    as_of: str
    founding_item: int | None
    form: Form


@dataclass(frozen=True, slots=True)
class PreapprovalNeed:
    """An industry that was named, and the approval that it needs or may need."""

    category: str
    title: Text
    authority: Text
    approval: Text | None
    status: ApprovalStatus
    high_failure: bool
    note: Text
    document: str | None
    source: str
    as_of: str

    @property
    def required(self) -> bool:
        """Whether nothing can be submitted without it."""
        return self.status in (ApprovalStatus.REQUIRED, ApprovalStatus.CERTIFICATE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something can be had: yes, no, or not stated (None); why; and what it takes."""

    eligible: bool | None
    reason: Text
    source: str
    as_of: str
    conditions: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Application:
    """One thing to apply for, in the order in which they follow each other."""

    procedure: Procedure
    title: Text


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the calendar; `due` is None where its start is not known."""

    id: str
    title: Text
    note: Text
    due: Due | None
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Everything that the first answers decide, for one edition and day."""

    edition: Edition
    filing: Verdict
    licence: Verdict
    applications: tuple[Application, ...]
    reasons: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    documents: tuple[DocumentNeed, ...]
    licence_documents: tuple[DocumentNeed, ...]
    preapprovals: tuple[PreapprovalNeed, ...]
    calendar: tuple[Step, ...]
    differences: tuple[Difference, ...]
