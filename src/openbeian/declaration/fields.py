"""The catalogue of what can be declared: one row per field, read by forms, checks, diffs and PDFs.

Labels follow the administrations' wording. `asks` names where choices come from; `reopens` names
fields whose truth depends on this one, so that a correction opens them together.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from openbeian.declaration import paths
from openbeian.declaration.paths import PathUnreadable
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
    """One field: `limit` is the longest text in characters, `personal` data of a person."""

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


def _person(prefix: str, section: Section, who: Text) -> tuple[Field, ...]:
    def label(en: str, zh: str) -> Text:
        return Text(f"{en} of the {who.en}", f"{who.zh}{zh}")

    number = f"{prefix}.certificate.number"
    return (
        Field(
            f"{prefix}.name",
            section,
            label("Name", "姓名"),
            Kind.TEXT,
            Text("As printed on the certificate.", "与证件一致。"),
            limit=128,
            personal=True,
            reopens=(number,),
        ),
        Field(
            f"{prefix}.nationality",
            section,
            label("Nationality", "国籍（地区）"),
            Kind.CHOICE,
            asks="nationality",
            reopens=(f"{prefix}.certificate.type_id",),
        ),
        Field(
            f"{prefix}.certificate.type_id",
            section,
            label("Kind of certificate", "证件类型"),
            Kind.NUMBERED_CHOICE,
            asks="person_certificate",
            reopens=(number,),
        ),
        Field(
            number,
            section,
            label("Certificate number", "证件号码"),
            Kind.PERSON_NUMBER,
            limit=64,
            personal=True,
        ),
        Field(
            f"{prefix}.certificate.valid_until",
            section,
            label("Last day of validity of the certificate", "证件有效期至"),
            Kind.VALID_UNTIL,
            Text(
                "The last day on the certificate, or 'long-term' (长期).",
                "证件所载截止日期，或填“长期”。",
            ),
        ),
        Field(
            f"{prefix}.mobile",
            section,
            label("Mobile number", "手机号码"),
            Kind.MOBILE,
            Text(
                "A mobile number of mainland China; the ministry's SMS goes to it.",
                "中国内地手机号码，用于接收工信部核验短信。",
            ),
            personal=True,
        ),
        Field(
            f"{prefix}.office_phone",
            section,
            label("Office telephone", "办公电话"),
            Kind.PHONE,
            Text("With area code, for example 021-50501234.", "含区号，如021-50501234。"),
            personal=True,
        ),
        Field(
            f"{prefix}.email",
            section,
            label("E-mail address", "电子邮箱"),
            Kind.EMAIL,
            limit=128,
            personal=True,
        ),
        Field(
            f"{prefix}.emergency_phone",
            section,
            label("Emergency telephone", "应急联系电话"),
            Kind.PHONE,
            Text(
                "Another number than the mobile, reachable at any hour.",
                "须与手机号码不同，全天可接通。",
            ),
            personal=True,
        ),
    )


_ENTITY = (
    Field(
        "province",
        Section.ENTITY,
        Text("Province of application", "备案省份"),
        Kind.CHOICE,
        Text(
            "You apply in the province where the business is registered.",
            "须在主办者注册登记所在省份备案。",
        ),
        asks="province",
    ),
    Field(
        "entity.kind",
        Section.ENTITY,
        Text("Kind of entity", "主办者类别"),
        Kind.CHOICE,
        asks="entity_kind",
        reopens=("entity.nature_id", "entity.certificate.type_id"),
    ),
    Field(
        "entity.name",
        Section.ENTITY,
        Text("Name of the entity", "主办者名称"),
        Kind.TEXT,
        Text("Exactly as on its certificate, in Chinese.", "须与证件完全一致，使用中文。"),
        chinese=True,
        reopens=("entity.certificate.number",),
    ),
    Field(
        "entity.nature_id",
        Section.ENTITY,
        Text("Nature of the entity", "主办者性质"),
        Kind.NUMBERED_CHOICE,
        asks="nature",
        reopens=("entity.certificate.type_id",),
    ),
    Field(
        "entity.certificate.type_id",
        Section.ENTITY,
        Text("Kind of certificate", "主办者证件类型"),
        Kind.NUMBERED_CHOICE,
        asks="entity_certificate",
        reopens=("entity.certificate.number",),
    ),
    Field(
        "entity.certificate.number",
        Section.ENTITY,
        Text("Certificate number", "主办者证件号码"),
        Kind.UNIT_NUMBER,
        Text(
            "For a business licence the unified social credit code of 18 characters.",
            "营业执照请填写18位统一社会信用代码。",
        ),
        limit=64,
    ),
    Field(
        "entity.certificate.valid_until",
        Section.ENTITY,
        Text("Last day of validity of the certificate", "证件有效期至"),
        Kind.VALID_UNTIL,
        Text(
            "The last day of the business term, or 'long-term' (长期).",
            "营业期限截止日期，或填“长期”。",
        ),
    ),
    Field(
        "entity.certificate_address",
        Section.ENTITY,
        Text("Address on the certificate", "主办者证件住所"),
        Kind.TEXT,
        Text("Exactly as printed, in Chinese.", "与证件所载住所一致，使用中文。"),
        limit=1024,
        chinese=True,
    ),
    Field(
        "entity.registered_province",
        Section.ENTITY,
        Text("Province of business registration", "注册登记省份"),
        Kind.CHOICE,
        asks="province",
        reopens=("province",),
    ),
    Field(
        "entity.address.province",
        Section.ENTITY,
        Text("Postal address: province", "通信地址：省（自治区、直辖市）"),
        Kind.DIVISION,
        asks="division",
        reopens=("entity.address.city", "entity.address.district"),
    ),
    Field(
        "entity.address.city",
        Section.ENTITY,
        Text("Postal address: city", "通信地址：市（地区、自治州）"),
        Kind.DIVISION,
        asks="division",
        reopens=("entity.address.district",),
    ),
    Field(
        "entity.address.district",
        Section.ENTITY,
        Text("Postal address: district", "通信地址：区（县）"),
        Kind.DIVISION,
        asks="division",
    ),
    Field(
        "entity.address.detail",
        Section.ENTITY,
        Text("Postal address: street and number", "通信地址：详细地址"),
        Kind.TEXT,
        Text("In Chinese, down to the room.", "使用中文，填写至门牌号。"),
        limit=1024,
        chinese=True,
    ),
    Field(
        "entity.investor",
        Section.ENTITY,
        Text("Investor or superior unit", "投资者或上级主管单位"),
        Kind.TEXT,
        required=False,
    ),
    Field(
        "entity.registered_capital_cny",
        Section.ENTITY,
        Text("Registered capital (RMB)", "注册资本（人民币元）"),
        Kind.MONEY,
        Text(
            "In whole yuan. Asked for the commercial licence.",
            "以元为单位；申请经营许可证时须填写。",
        ),
        required=False,
    ),
)

_SERVICE = (
    Field(
        "services[*].name",
        Section.SERVICE,
        Text("Name of the website", "网站名称"),
        Kind.TEXT,
        Text(
            "In Chinese, at least three characters, related to the unit or the content.",
            "使用中文，不少于三个汉字，与单位名称或内容相关。",
        ),
        chinese=True,
    ),
    Field(
        "services[*].domains[*].name",
        Section.SERVICE,
        Text("Domain name", "网站域名"),
        Kind.DOMAIN,
        Text(
            "The domain that is registered, without 'www', for example example.cn.",
            "填写所注册的域名，不含“www”，如example.cn。",
        ),
        reopens=("services[*].domains[*].holder", "services[*].home_url"),
    ),
    Field(
        "services[*].domains[*].holder",
        Section.SERVICE,
        Text("Holder on the domain certificate", "域名证书所载持有者"),
        Kind.TEXT,
        Text("Should be the entity itself.", "应为主办者本单位。"),
    ),
    Field(
        "services[*].home_url",
        Section.SERVICE,
        Text("Address of the home page", "网站首页网址"),
        Kind.URL,
        Text("For example www.example.cn.", "如www.example.cn。"),
    ),
    Field(
        "services[*].content_ids",
        Section.SERVICE,
        Text("Service content", "服务内容"),
        Kind.NUMBERED_CHOICES,
        asks="service_content",
    ),
    Field(
        "services[*].language_ids",
        Section.SERVICE,
        Text("Languages of the website", "网站语种"),
        Kind.NUMBERED_CHOICES,
        asks="language",
    ),
    Field(
        "services[*].commercial",
        Section.SERVICE,
        Text("Does the website sell goods or services?", "是否通过网站直接销售商品或服务？"),
        Kind.YES_NO,
        Text(
            "Platforms and third-party sellers need the ICP Commercial Licence after the filing.",
            "平台及第三方销售者备案后须另行申请经营许可证。",
        ),
    ),
    Field(
        "services[*].industries",
        Section.SERVICE,
        Text("Industries that need an approval first", "是否涉及前置审批行业"),
        Kind.CHOICES,
        Text(
            "Choose all that the website touches, or none.",
            "请勾选网站涉及的全部行业；不涉及的不勾选。",
        ),
        required=False,
        asks="industry",
    ),
    Field(
        "services[*].preapprovals[*].number",
        Section.SERVICE,
        Text("Number of the approval", "前置审批文件号"),
        Kind.TEXT,
        required=False,
    ),
    Field(
        "services[*].remark",
        Section.SERVICE,
        Text("Remark", "备注"),
        Kind.LONG_TEXT,
        required=False,
        limit=1024,
    ),
)

_ACCESS = (
    Field(
        "services[*].access[*].method_ids",
        Section.ACCESS,
        Text("Access method", "网站接入方式"),
        Kind.NUMBERED_CHOICES,
        asks="access_method",
    ),
    Field(
        "services[*].access[*].server_place_ids",
        Section.ACCESS,
        Text("Place of the servers", "服务器放置地"),
        Kind.NUMBERED_CHOICES,
        asks="server_place",
    ),
    Field(
        "services[*].access[*].ip_addresses",
        Section.ACCESS,
        Text("IP addresses", "网站IP地址"),
        Kind.IP_ADDRESSES,
        Text(
            "One address a line, as given by us when you ordered the server.",
            "每行一个地址，以接入商分配的地址为准。",
        ),
        limit=2000,
    ),
)

_PHOTO = Field(
    "services[*].photo_on_backdrop",
    Section.SERVICE_LEADER,
    Text(
        "Was the photo of the webmaster taken on the official backdrop?",
        "网站负责人核验照片是否以规定幕布为背景拍摄？",
    ),
    Kind.YES_NO,
    Text(
        "We post the backdrop to any place in China free of charge.",
        "幕布可免费邮寄至中国境内任意地址。",
    ),
)

_FILES = (
    Field(
        "entity.documents[*]",
        Section.DOCUMENTS,
        Text("Document of the entity", "主办者材料"),
        Kind.FILES,
        required=False,
    ),
    Field(
        "services[*].documents[*]",
        Section.DOCUMENTS,
        Text("Document of the website", "网站材料"),
        Kind.FILES,
        required=False,
    ),
)

FIELDS: tuple[Field, ...] = (
    *_ENTITY,
    *_person(
        "entity.leader",
        Section.ENTITY_LEADER,
        Text("person in charge of the entity", "主体负责人"),
    ),
    *_SERVICE,
    *_person(
        "services[*].leader",
        Section.SERVICE_LEADER,
        Text("webmaster", "网站负责人"),
    ),
    _PHOTO,
    *_ACCESS,
    *_FILES,
)


@cache
def by_pattern() -> dict[str, Field]:
    """Return the catalogue by pattern."""
    return {field.pattern: field for field in FIELDS}


def field_at(path: str) -> Field:
    """Return the field that a concrete path belongs to; raises PathUnreadable."""
    try:
        return by_pattern()[paths.pattern_of(path)]
    except KeyError:
        raise PathUnreadable(path=path) from None


def reopened_with(path: str) -> tuple[str, ...]:
    """Return the paths that a correction of this path opens as well, itself first."""
    opened = [path]
    for path_open in opened:
        for pattern in field_at(path_open).reopens:
            other = paths.fill(pattern, paths.keys(path_open))
            if other not in opened:
                opened.append(other)
    return tuple(opened)
