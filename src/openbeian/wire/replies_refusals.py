"""Why the answer of a method was not understood: the element, never its value.

An answer that cannot be read leaves open what the other side did: the caller asks
`isp_querypreviousupload` or calls again, and does not guess.
"""

from openbeian.errors import DomainError
from openbeian.text import Text


class ReplyRefused(DomainError):
    """The base of what can be wrong with an answer."""

    code = "wire.reply"
    message = Text("The answer was not understood.", "无法识别接口返回信息。")


class ReplyNotXml(ReplyRefused):
    """The answer is no `<return>` document."""

    code = "wire.reply_not_xml"
    message = Text(
        "The answer is no XML document with the root 'return'.",
        "接口返回信息不是以return为根元素的XML文档。",
    )


class ReplyForbidden(ReplyRefused):
    """The answer declares a document type, and could thereby define entities."""

    code = "wire.reply_forbidden"
    message = Text(
        "The answer declares a document type; the interface has none.",
        "接口返回信息含有文档类型声明，接口规范不允许。",
    )


class ReplyTooLarge(ReplyRefused):
    """The answer is longer or deeper than any that carries one data file."""

    code = "wire.reply_too_large"
    message = Text(
        "The answer is larger than one data file can make it.", "接口返回信息超出允许的大小。"
    )


class ReplyIncomplete(ReplyRefused):
    """An element without which the answer says nothing is absent."""

    code = "wire.reply_incomplete"
    message = Text("The answer lacks {element}.", "接口返回信息缺少{element}。")


class ReplyAmbiguous(ReplyRefused):
    """An element that can be said once is said more often."""

    code = "wire.reply_ambiguous"
    message = Text("The answer says {element} more than once.", "接口返回信息中{element}重复出现。")


class ReplyNumberWrong(ReplyRefused):
    """An element holds no whole number, or one without a meaning."""

    code = "wire.reply_number"
    message = Text(
        "{element} of the answer holds no number that the interface knows.",
        "接口返回信息中{element}的取值不在接口规范范围内。",
    )


class ReplyUnwritable(ReplyRefused):
    """A word that XML cannot carry."""

    code = "wire.reply_unwritable"
    message = Text(
        "{element} holds a character that XML cannot carry.", "{element}含有XML无法传送的字符。"
    )
