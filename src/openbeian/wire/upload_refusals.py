"""What a Declaration may say and the interface V3.0 cannot carry; each refusal names the field."""

from openbeian.errors import DomainError
from openbeian.text import Text


class NotCarried(DomainError):
    """The base of what V3.0 cannot carry; `facts["field"]` is the Declaration's field path."""

    code = "wire.not_carried"
    message = Text(
        "The administration's interface V3.0 cannot carry {field}.", "管局接口V3.0无法承载{field}。"
    )


class OnlyWebsites(NotCarried):
    """V3.0 is of 2013 and knows no app, mini-program or quick app."""

    code = "wire.not_carried.service_kind"
    message = Text(
        "{field} is no website. The administration's interface V3.0 carries websites only: file "
        "apps and mini-programs on the administration's own pages.",
        "{field}不是网站。管局接口V3.0仅支持网站，APP、小程序、快应用须在管局页面填报。",
    )


class OnlyIpv4(NotCarried):
    """An address is one unsigned number of 32 bits in V3.0."""

    code = "wire.not_carried.ipv6"
    message = Text(
        "{field} holds the IPv6 address {address}; the administration's interface V3.0 carries "
        "IPv4 only. Name the IPv4 address of the service.",
        "{field}含IPv6地址{address}，管局接口V3.0仅支持IPv4，请填写该服务的IPv4地址。",
    )


class CertificateTooNew(NotCarried):
    """A change carries the first eleven types of certificate only, unlike a first filing."""

    code = "wire.not_carried.certificate"
    message = Text(
        "{field} is {type_id}; a change carries the types of certificate from 1 to {most} only. "
        "Change the filing on the administration's own pages.",
        "{field}为{type_id}，变更备案仅支持证件类型1至{most}，请在管局页面办理变更。",
    )


class NotKnown(NotCarried):
    """A record that the administration has not given an id or a number, as far as we know."""

    code = "wire.not_carried.not_known"
    message = Text(
        "The administration's id of {field} is not known. Load the filed data first.",
        "尚未取得{field}在管局系统中的标识，请先下载备案数据。",
    )


class ApprovalNotCarried(NotCarried):
    """An approval without a scan, or in a category to which the administration gives no id."""

    code = "wire.not_carried.approval"
    message = Text(
        "{field} needs a scan and a content type of the administration to be sent.",
        "{field}须附审批文件扫描件，并对应管局内容类型代码。",
    )


class RangeTooWide(DomainError):
    """A range of addresses that a Declaration, which names each address, does not take."""

    code = "wire.range_too_wide"
    message = Text(
        "The range from {first} to {last} is no list of at most {most} addresses.",
        "IP地址段{first}至{last}不是不超过{most}个地址的列表。",
    )
