"""What a field of the form is: its words, how it is read, and what depends on it."""

from dataclasses import dataclass
from enum import StrEnum

from openbeian.text import Text


class Kind(StrEnum):
    """How a raw value is read; each has one reader in `declaration.readers`."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    NUMBERED_CHOICE = "numbered_choice"
    CHOICES = "choices"
    NUMBERED_CHOICES = "numbered_choices"
    YES_NO = "yes_no"
    VALID_UNTIL = "valid_until"
    MONEY = "money"
    MOBILE = "mobile"
    PHONE = "phone"
    EMAIL = "email"
    UNIT_NUMBER = "unit_number"
    PERSON_NUMBER = "person_number"
    DIVISION = "division"
    DOMAIN = "domain"
    URL = "url"
    IP_ADDRESSES = "ip_addresses"
    FILES = "files"


class Section(StrEnum):
    """The pages of the form, in the order in which they are asked."""

    ENTITY = "entity"
    ENTITY_LEADER = "entity_leader"
    SERVICE = "service"
    SERVICE_LEADER = "service_leader"
    ACCESS = "access"
    DOCUMENTS = "documents"


SECTION_TITLES = {
    Section.ENTITY: Text("The entity", "主办者信息"),
    Section.ENTITY_LEADER: Text("Person in charge of the entity", "主体负责人信息"),
    Section.SERVICE: Text("The website", "互联网信息服务（网站）信息"),
    Section.SERVICE_LEADER: Text("The webmaster", "网站负责人信息"),
    Section.ACCESS: Text("Access", "接入信息"),
    Section.DOCUMENTS: Text("Documents", "备案材料"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `limit` is the longest text in characters, `personal` data of a person.

    `asks` names where choices come from; `reopens` names fields whose truth depends on this one,
    so that a correction opens them together.
    """

    pattern: str
    section: Section
    label: Text
    kind: Kind
    hint: Text | None = None
    required: bool = True
    limit: int = 255
    chinese: bool = False
    personal: bool = False
    asks: str = ""
    reopens: tuple[str, ...] = ()
