"""The fields of a website, its access and its files, as the form words them."""

from openbeian.declaration.field import Field, Kind, Section
from openbeian.text import Text

SERVICE = (
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
            "平台及第三方销售者备案后须另行申请ICP许可证。",
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

ACCESS = (
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
            "每行一个地址，以接入服务商分配的地址为准。",
        ),
        limit=2000,
    ),
)

PHOTO = Field(
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

FILES = (
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
