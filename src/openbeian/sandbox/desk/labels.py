"""What the interface's elements are called by people, and the tables in which their ids stand."""

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType

from openbeian import codes
from openbeian.codes import UnknownCode
from openbeian.numbers import division
from openbeian.numbers.errors import NumberError
from openbeian.text import Text
from openbeian.ui.components import Words
from openbeian.wire.messages.meanings import AttachmentOwner, CancellationKind, ReportedBy

_OF_PROVIDER = ("IspZtid", "IspWzid", "IspYmid", "IspJrid", "IspIpid", "IspId", "Ssdxbs")
_OF_ADMINISTRATION = ("Ztid", "Wzid", "Ymid", "Jrid", "Ipid", "Id", "Jlid")
LABELS: Mapping[str, Text] = MappingProxyType(
    {
        "Zt_xx": Text("Entity", "主办者信息"),
        "Wz_xx": Text("Website", "网站信息"),
        "Ym_xx": Text("Domain", "域名信息"),
        "Jr_xx": Text("Access", "接入信息"),
        "Ip_xx": Text("IP addresses", "IP地址信息"),
        "Txdz": Text("Postal address", "通信地址"),
        "Zj": Text("Certificate", "证件"),
        "Fzr": Text("Person in charge of the entity", "主体负责人"),
        "Wz_Fzr": Text("Person in charge of the website", "网站负责人"),
        "Nrlx/Nrlx_xx": Text("Approval", "前置或专项审批"),
        "Fj": Text("Attachment", "附件"),
        "Fjxx": Text("Attachment", "附件"),
        "Fjssdx": Text("Belongs to", "附件所属对象"),
        "Ssdxlx": Text("Kind of record", "所属对象类型"),
        **{tag: Text("Provider's record", "企业端记录编号") for tag in _OF_PROVIDER},
        **{
            tag: Text("The administration's record", "省系统记录编号") for tag in _OF_ADMINISTRATION
        },
        "Bbfs": Text("Reported by", "报备方式"),
        "Dwmc": Text("Name of the unit", "主办单位名称"),
        "Dwxz": Text("Nature of the unit", "主办单位性质"),
        "Tzr": Text("Investor or superior unit", "投资人或主管单位"),
        "Shengid": Text("Province", "省"),
        "Shiid": Text("City", "市"),
        "Xianid": Text("District", "县（区）"),
        "Xxdz": Text("Street and number", "详细地址"),
        "Zjlx": Text("Certificate type", "证件类型"),
        "Zjhm": Text("Certificate number", "证件号码"),
        "Zjzs": Text("Address on the certificate", "证件住所"),
        "Fzr_xm": Text("Name", "姓名"),
        "Fzr_dhhm": Text("Office telephone", "办公电话"),
        "Fzr_sjhm": Text("Mobile number", "手机号码"),
        "Fzr_dzyj": Text("E-mail", "电子邮件"),
        "Fzr_zjlx": Text("Certificate type", "证件类型"),
        "Fzr_zjhm": Text("Certificate number", "证件号码"),
        "Wzmc": Text("Name of the website", "网站名称"),
        "Fwnr/Fwnr_id": Text("Service contents", "网站服务内容"),
        "Yylb/Yylb_id": Text("Languages", "网站语言类别"),
        "Wzfb/Fbdd": Text("Server location", "服务器放置地"),
        "Wzjrfs/Jrfs": Text("Access method", "接入方式"),
        "Nrlx_id": Text("Type of approval", "审批类型"),
        "Qzsph": Text("Approval number", "审批号"),
        "Spwj": Text("Scan of the approval", "审批文件扫描件"),
        "Ym": Text("Domain", "域名"),
        "Syurl": Text("Home page", "网站首页"),
        "Qsip": Text("First address", "起始IP"),
        "Zzip": Text("Last address", "终止IP"),
        "Bz": Text("Remark", "备注"),
        "Wz_Bz": Text("Remark", "备注"),
        "Fjnr": Text("File", "附件内容"),
        "Fjyt": Text("Purpose", "附件用途"),
        "Fjwjgs": Text("Format", "附件格式"),
        "Scbbsj": Text("First reported", "首次报备时间"),
        "Zjxgsj": Text("Last changed", "最近修改时间"),
        "Shrxm": Text("Officer", "审核人"),
        "Shsj": Text("Reviewed", "审核时间"),
        "Bbyhlx": Text("Reported by", "报备方式"),
        "Ispid": Text("Provider", "接入商编号"),
        "Baxh": Text("Filing number", "备案号"),
        "Ztbah": Text("Entity number", "主体备案号"),
        "Wzbah": Text("Service number", "网站备案号"),
        "Zxlb": Text("What is cancelled", "注销类别"),
        "Zxly": Text("Reason", "注销理由"),
        "Zxlybz": Text("Reason in words", "注销理由说明"),
    }
)
_TABLES = MappingProxyType(
    {
        "Dwxz": "entity_natures",
        "Zjlx": "certificate_types",
        "Fzr_zjlx": "certificate_types",
        "Fwnr_id": "service_contents",
        "Yylb_id": "languages",
        "Fbdd": "server_places",
        "Jrfs": "access_methods",
        "Nrlx_id": "preapproval_types",
        "Fjyt": "attachment_purposes",
    }
)
_MEANINGS: Mapping[type[IntEnum], Mapping[int, Text]] = MappingProxyType(
    {
        ReportedBy: {
            ReportedBy.ENTITY_ITSELF: Text("The entity itself", "自行报备"),
            ReportedBy.PROVIDER: Text("The provider", "接入商报备"),
        },
        AttachmentOwner: {
            AttachmentOwner.ENTITY: Text("Entity", "主体"),
            AttachmentOwner.SERVICE: Text("Website", "网站"),
        },
        CancellationKind: {
            CancellationKind.ENTITY: Text("The entity", "注销主体"),
            CancellationKind.SERVICE: Text("The website", "注销网站"),
            CancellationKind.ACCESS: Text("The access", "注销接入"),
        },
    }
)
_PLACES = frozenset({"Shengid", "Shiid", "Xianid"})


def label(path: str) -> Words:
    """Return what an element is called; one without a name of its own is shown by its tag."""
    return LABELS.get(path, path)


def named(tag: str, value: object) -> Words:
    """Return a value with the name that its table gives to it, or as it stands."""
    if isinstance(value, IntEnum):
        return _meant(value)
    if tag in _PLACES:
        return _place(str(value))
    table = _TABLES.get(tag)
    if table is None or not isinstance(value, int):
        return str(value)
    try:
        return codes.table(table).get(value).text
    except UnknownCode:
        return str(value)


def _meant(value: IntEnum) -> Words:
    plain = value.name.lower().replace("_", " ")
    return _MEANINGS.get(type(value), {}).get(value, plain)


def _place(code: str) -> Words:
    try:
        return division.full_name(code)
    except NumberError:
        return code
