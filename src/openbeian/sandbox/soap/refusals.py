"""Why a message is no call of a method: answered as a SOAP fault."""

from openbeian.errors import DomainError
from openbeian.text import Text


class NotACall(DomainError):
    """The base of what can be wrong with a message."""

    code = "sandbox.soap"
    message = Text("The message is no call of this service.", "报文不是本服务的有效调用。")


class NotXml(NotACall):
    """The message is not well-formed XML, or declares a document type."""

    code = "sandbox.soap_not_xml"
    message = Text(
        "The message is not well-formed XML without a document type.",
        "报文不是格式良好的XML，或含有文档类型声明。",
    )


class NotSoap(NotACall):
    """The message has another shape than Envelope, Body, method, parameters."""

    code = "sandbox.soap_not_soap"
    message = Text(
        "The message is no SOAP envelope with one method in its body.",
        "报文不是仅含一个方法的SOAP信封。",
    )


class MessageTooLarge(NotACall):
    """The message is longer than any that carries one data file."""

    code = "sandbox.soap_too_large"
    message = Text("The message is larger than {most} bytes.", "报文超过{most}字节。")


class NoSuchMethod(NotACall):
    """The service has no method of this name."""

    code = "sandbox.soap_method"
    message = Text("This service has no such method.", "本服务没有该方法。")


class ParameterMissing(NotACall):
    """A parameter of the method is absent."""

    code = "sandbox.soap_parameter_missing"
    message = Text("The parameter {name} is missing.", "缺少参数{name}。")


class ParameterNotWhole(NotACall):
    """A parameter that is no whole number of its type."""

    code = "sandbox.soap_parameter_not_whole"
    message = Text("The parameter {name} is no whole number.", "参数{name}不是整数。")
