"""Why a message cannot be written or was not understood: always the path, never the value.

A path reads like `ICP/XZBA/Baxx[3]/Zt_xx/Dwmc`: tags of the interface, records counted from 1.
Values stay out of every fact, because they are personal data.
"""

from openbeian.errors import DomainError
from openbeian.text import Text


class MessageRefused(DomainError):
    """A message was refused; `facts["path"]` says where."""

    code = "wire.message"
    message = Text("The message is refused at {path}.", "报文不符合接口规范：{path}。")


class NotXml(MessageRefused):
    """The bytes are not one well-formed XML document."""

    code = "wire.not_xml"
    message = Text(
        "The file {path} is not well-formed XML (line {line}). Fetch or build it again.",
        "文件{path}不是格式良好的XML（第{line}行），请重新获取或生成。",
    )


class ForbiddenMarkup(MessageRefused):
    """A document type, and with it entities, has no place in the interface."""

    code = "wire.forbidden_markup"
    message = Text(
        "The file declares a document type or entities at {path}; the interface has none.",
        "文件在{path}处声明了文档类型或实体，接口规范不允许。",
    )


class TooLarge(MessageRefused):
    """More bytes than one file may have."""

    code = "wire.too_large"
    message = Text(
        "The file {path} is larger than {most} bytes. Split it.",
        "文件{path}超过{most}字节，请拆分。",
    )


class TooManyRecords(MessageRefused):
    """More records than one file may have."""

    code = "wire.too_many_records"
    message = Text(
        "The file holds more than {most} records at {path}. Split it.",
        "文件在{path}处超过{most}条记录，请拆分。",
    )


class RecordTooLarge(MessageRefused):
    """More elements than one record may have."""

    code = "wire.record_too_large"
    message = Text(
        "The record {path} has more than {most} elements.", "记录{path}的元素超过{most}个。"
    )


class TooDeep(MessageRefused):
    """Elements are nested deeper than any message of the interface."""

    code = "wire.too_deep"
    message = Text(
        "Elements are nested deeper than {most} levels at {path}.",
        "元素在{path}处嵌套超过{most}层。",
    )


class WrongVersion(MessageRefused):
    """The root names no version, or one that this adapter does not speak."""

    code = "wire.version"
    message = Text(
        "The file at {path} is not of version {version} of the interface.",
        "{path}的接口版本不是{version}。",
    )


class UnknownElement(MessageRefused):
    """An element that the interface does not have at this place."""

    code = "wire.unknown_element"
    message = Text(
        "The interface has no element {path}. Remove it.", "接口规范中没有元素{path}，请删除。"
    )


class NotSpoken(MessageRefused):
    """A part of the interface that is none of a hosting provider's business."""

    code = "wire.not_spoken"
    message = Text(
        "{path} belongs to the interface, but not to the part that this program speaks.",
        "{path}属于接口规范，但本系统未实现该部分。",
    )


class UnknownAttribute(MessageRefused):
    """An attribute that the interface does not have at this place."""

    code = "wire.unknown_attribute"
    message = Text(
        "The interface has no attribute {path}. Remove it.", "接口规范中没有属性{path}，请删除。"
    )


class StrayText(MessageRefused):
    """Letters between elements, where no value can stand."""

    code = "wire.stray_text"
    message = Text(
        "There is text between the elements of {path}. Remove it.",
        "{path}的子元素之间存在多余文字，请删除。",
    )


class MissingElement(MessageRefused):
    """An element that the interface demands is absent, or too few of it are there."""

    code = "wire.missing_element"
    message = Text("The element {path} is missing.", "缺少必填元素{path}。")


class TooManyElements(MessageRefused):
    """An element stands there more often than it may."""

    code = "wire.too_many_elements"
    message = Text(
        "The element {path} may stand here at most {most} time(s).",
        "元素{path}最多出现{most}次。",
    )


class NotExactlyOne(MessageRefused):
    """None of a choice, or more than one."""

    code = "wire.not_exactly_one"
    message = Text(
        "{path} needs exactly one of: {choices}.", "{path}须且仅须填写其中一项：{choices}。"
    )


class OutOfOrder(MessageRefused):
    """Records of one file do not come in the order in which the file holds them."""

    code = "wire.out_of_order"
    message = Text(
        "A record for {path} comes after the records that follow it in the file. Sort them first.",
        "{path}的记录顺序有误，须按文件结构的先后次序写入。",
    )


class WrongLength(MessageRefused):
    """Text that is shorter or longer than the element takes."""

    code = "wire.length"
    message = Text(
        "{path} takes {least} to {most} characters, not {length}.",
        "{path}长度须为{least}至{most}个字符，现为{length}个。",
    )


class OutsideGbk(MessageRefused):
    """A character that cannot be written in GBK, or in XML at all."""

    code = "wire.character"
    message = Text(
        "{path} holds the character {character}, which the interface cannot carry.",
        "{path}含有接口无法传送的字符“{character}”。",
    )


class NotWhole(MessageRefused):
    """Letters where a whole number belongs."""

    code = "wire.not_whole"
    message = Text("{path} must be a whole number.", "{path}须为整数。")


class OutOfRange(MessageRefused):
    """A whole number that the element does not take."""

    code = "wire.out_of_range"
    message = Text("{path} must lie between {least} and {most}.", "{path}须在{least}至{most}之间。")


class UnknownMeaning(MessageRefused):
    """A code to which the interface gives no meaning."""

    code = "wire.unknown_meaning"
    message = Text(
        "The interface gives no meaning to the code {value} in {path}.",
        "接口规范未定义{path}的代码{value}。",
    )


class NotDay(MessageRefused):
    """No calendar day in the form yyyy-mm-dd."""

    code = "wire.not_day"
    message = Text(
        "{path} must be a day in the form yyyy-mm-dd.", "{path}须为yyyy-mm-dd格式的日期。"
    )


class NotBase64(MessageRefused):
    """An attachment whose letters are not base64, or that is empty."""

    code = "wire.not_base64"
    message = Text("{path} must hold a file in base64.", "{path}须为base64编码的文件内容。")
