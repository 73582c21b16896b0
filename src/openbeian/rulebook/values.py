"""What the rulebook's files hold, as values: kinds, provinces, industries, documents and so on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from openbeian.datafiles import Evidence
from openbeian.rulebook.conditions import Condition
from openbeian.text import Text


class Edition(StrEnum):
    """Which text the rules follow: what was asked for, or what regulation says today."""

    FOUNDING = "founding-document"
    CURRENT = "current-regulation"


class Procedure(StrEnum):
    """What is applied for: the ICP filing (备案), the commercial licence (证), the PSB filing."""

    FILING = "filing"
    LICENCE = "licence"
    PSB = "psb"


class Standing(StrEnum):
    """Whether a kind of entity may have a filing or a licence."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    CONDITIONAL = "conditional"
    NOT_STATED = "not_stated"


class ApprovalStatus(StrEnum):
    """Whether an industry needs an approval before the filing."""

    REQUIRED = "required"
    CERTIFICATE = "certificate"
    CANCELLED = "cancelled"
    PROVINCE_DEPENDENT = "province_dependent"
    NOT_STATED = "not_stated"


class Form(StrEnum):
    """How a document is handed in: uploaded, filmed, entered as a field, or done as a task."""

    FILE = "file"
    VIDEO = "video"
    FIELD = "field"
    TASK = "task"


class Holder(StrEnum):
    """What a document belongs to."""

    ENTITY = "entity"
    SERVICE = "service"
    INDUSTRY = "industry"


@dataclass(frozen=True, slots=True)
class StandingCell:
    """One edition's word on one kind of entity, with its reason."""

    value: Standing
    basis: Text
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class EntityKind:
    """A kind of entity (主办者类别); ids of natures and certificates are those of `codes`."""

    id: str
    text: Text
    definition: Text
    nature_ids: tuple[int, ...]
    certificate_type_ids: tuple[int, ...]
    foreign: bool
    filing: Mapping[Edition, StandingCell]
    licence: Mapping[Edition, StandingCell]
    note: Text | None
    evidence: Evidence

    @property
    def individual(self) -> bool:
        """Whether the entity is a person (nature 5), not an organisation."""
        return 5 in self.nature_ids  # noqa: PLR2004 - the nature's own number


@dataclass(frozen=True, slots=True)
class ProvinceRule:
    """One thing that one administration, or the nation, asks; `value` has the key's type."""

    id: str
    key: str
    entity: str
    value: object
    application_kinds: tuple[str, ...]
    superseded: bool
    effective_from: date | None
    text: Text
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ProvinceKey:
    """A thing that administrations differ in, and the type of its values."""

    id: str
    type: str
    entity: str
    text: Text


@dataclass(frozen=True, slots=True)
class Province:
    """A provincial administration (通信管理局); `code` is GB/T 2260 of six digits."""

    id: str
    code: str
    abbreviation_filing: str
    abbreviation_licence: str
    abbreviation_variants: tuple[str, ...]
    text: Text
    short_zh: str
    authority: Text
    region: Text
    note: Text | None
    evidence: Evidence
    rules: tuple[ProvinceRule, ...]


@dataclass(frozen=True, slots=True)
class PreapprovalCell:
    """One edition's word on one industry; `document` is the kind that is handed in for it."""

    status: ApprovalStatus
    document: str | None
    high_failure: bool
    approval: Text | None
    basis: Text | None
    wording: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ProvinceNote:
    """What one province does with an industry."""

    province: str
    text: Text
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class PreapprovalCategory:
    """An industry whose content needs an approval (前置审批); ids are the administration's."""

    id: str
    administration_id: int | None
    op_id: int | None
    wechat_type: int | None
    text: Text
    authority: Text
    editions: Mapping[Edition, PreapprovalCell]
    keywords_documented: tuple[str, ...]
    keywords_suggested: tuple[str, ...]
    note: Text
    approval_validity_years: int | None
    province_notes: tuple[ProvinceNote, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """When one edition asks for a document; `item` is its number in the founding list."""

    when: Condition
    on_request: bool
    item: int | None
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class UploadLimit:
    """What an upload takes: formats by extension, size in bytes."""

    id: str
    formats: tuple[str, ...]
    max_bytes: int


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document; `category` names the industry of an approval document.

    `states` are patterns of the answers that a form of the house prints for somebody to sign.
    """

    id: str
    formerly: tuple[str, ...]
    text: Text
    hint: Text
    group: str
    supplied_by: str
    procedure: str
    holder: Holder
    category: str | None
    form: Form
    accepts: UploadLimit | None
    entity_kinds: tuple[str, ...]
    application_kinds: tuple[str, ...]
    required: Mapping[Edition, Requirement]
    attachment_purpose: int | None
    min_remaining_days: int | None
    max_age_days: int | None
    common_faults: tuple[str, ...]
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rejection:
    """A coded reason for a rejection or a correction; `fields` are patterns of field paths."""

    id: str
    group: str
    title: Text
    cause: Text
    remedy: Text
    target: str
    fields: tuple[str, ...]
    raised_by: tuple[str, ...]
    blocking: bool
    administration_codes: tuple[int, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field, as code, interface and the official text have it."""

    id: str
    text: Text
    pinyin: str
    category: str
    definition: Text


@dataclass(frozen=True, slots=True)
class Difference:
    """A statement of the founding document against current regulation, with the source."""

    id: str
    topic: str
    relation: str
    text: Text
    quote: str | None
    effective_from: date | None
    when: Condition
    see: tuple[str, ...]
    evidence: Evidence

    @property
    def differs(self) -> bool:
        """Whether the two do not say the same."""
        return self.relation not in ("same", "confirmed")
