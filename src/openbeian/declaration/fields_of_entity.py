"""The fields of the entity (主办者) and of a person in charge (负责人), as the form words them."""

from openbeian.declaration.field import Field, Kind, Section
from openbeian.text import Text


def person(prefix: str, section: Section, who: Text) -> tuple[Field, ...]:
    """Return the fields of a person in charge at `prefix`, worded for who they are."""
    return (*_identity(prefix, section, who), *_contact(prefix, section, who))


def _of(who: Text, en: str, zh: str) -> Text:
    return Text(f"{en} of the {who.en}", f"{who.zh}{zh}")


def _identity(prefix: str, section: Section, who: Text) -> tuple[Field, ...]:
    number = f"{prefix}.certificate.number"
    return (
        Field(
            f"{prefix}.name",
            section,
            _of(who, "Name", "姓名"),
            Kind.TEXT,
            Text("As printed on the certificate.", "与证件一致。"),
            limit=128,
            personal=True,
            reopens=(number,),
        ),
        Field(
            f"{prefix}.nationality",
            section,
            _of(who, "Nationality", "国籍（地区）"),
            Kind.CHOICE,
            asks="nationality",
            reopens=(f"{prefix}.certificate.type_id",),
        ),
        Field(
            f"{prefix}.certificate.type_id",
            section,
            _of(who, "Kind of certificate", "证件类型"),
            Kind.NUMBERED_CHOICE,
            asks="person_certificate",
            reopens=(number,),
        ),
        Field(
            number,
            section,
            _of(who, "Certificate number", "证件号码"),
            Kind.PERSON_NUMBER,
            limit=64,
            personal=True,
        ),
        Field(
            f"{prefix}.certificate.valid_until",
            section,
            _of(who, "Last day of validity of the certificate", "证件有效期至"),
            Kind.VALID_UNTIL,
            Text(
                "The last day on the certificate, for example 2033-05-31, or 'long-term' (长期).",
                "证件所载截止日期，如2033-05-31；长期有效的填“长期”。",
            ),
        ),
    )


def _contact(prefix: str, section: Section, who: Text) -> tuple[Field, ...]:
    return (
        Field(
            f"{prefix}.mobile",
            section,
            _of(who, "Mobile number", "手机号码"),
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
            _of(who, "Office telephone", "办公电话"),
            Kind.PHONE,
            Text("With area code, for example 021-50501234.", "含区号，如021-50501234。"),
            personal=True,
        ),
        Field(
            f"{prefix}.email",
            section,
            _of(who, "E-mail address", "电子邮箱"),
            Kind.EMAIL,
            limit=128,
            personal=True,
        ),
        Field(
            f"{prefix}.emergency_phone",
            section,
            _of(who, "Emergency telephone", "应急联系电话"),
            Kind.PHONE,
            Text(
                "Another number than the mobile, reachable at any hour.",
                "须与手机号码不同，全天可接通。",
            ),
            personal=True,
        ),
    )


ENTITY = (
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
            "The last day of the business term, for example 2033-05-31, or 'long-term' (长期).",
            "营业期限截止日期，如2033-05-31；长期有效的填“长期”。",
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
        Text(
            "Leave empty where the city has no districts, as in Dongguan.",
            "不设区县的城市（如东莞市）不填。",
        ),
        required=False,
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
            "以元为单位；申请ICP许可证时须填写。",
        ),
        required=False,
    ),
)
