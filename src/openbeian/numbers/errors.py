"""The four ways in which a number can be wrong; each module refines them with its own words."""

from collections.abc import Callable

from openbeian.errors import DomainError
from openbeian.text import Text


class NumberError(DomainError):
    """A number was refused. `code` is `numbers.<module>.<what>`; facts never hold the number."""

    code = "numbers.number"
    message = Text("Check this number and enter it again.", "请核对号码后重新填写。")


class InvalidFormat(NumberError):
    """Characters or an order of characters that such a number cannot have."""

    code = "numbers.format"
    message = Text(
        "This does not have the form of such a number. Copy it from the document again.",
        "号码格式不正确，请对照证件重新填写。",
    )


class InvalidLength(NumberError):
    """Too few or too many characters."""

    code = "numbers.length"
    message = Text(
        "This number has too few or too many characters. Copy it from the document again.",
        "号码位数不正确，请对照证件重新填写。",
    )


class InvalidChecksum(NumberError):
    """The check character contradicts the others, so at least one was mistyped."""

    code = "numbers.checksum"
    message = Text(
        "The check character contradicts the rest: a character is mistyped. Compare each one.",
        "校验码与号码其他部分不符，存在误填字符，请逐位核对。",
    )


class InvalidComponent(NumberError):
    """A part, such as a date or a province, that does not exist."""

    code = "numbers.component"
    message = Text(
        "A part of this number does not exist. Compare it with the document.",
        "号码中某一部分不存在，请对照证件核对。",
    )


def accepts(validate: Callable[[str], str], text: str) -> bool:
    """Tell whether `validate` returns a number for this text instead of refusing it."""
    try:
        validate(text)
    except NumberError:
        return False
    return True
