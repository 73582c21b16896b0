"""A host name as people type it, read into A-labels: IDNA 2008 (RFC 5891), mapped by UTS 46.

Accepts any script, full-width dots and a final dot. Refuses, each with its own advice, what people
enter in the place of a name: addresses, ports, e-mail, wildcards, invisible characters.

>>> to_ascii("ＷＷＷ．例子。中国")
'www.xn--fsqu00a.xn--fiqs8s'
"""

import ipaddress
import re
import unicodedata

import idna

from openbeian.numbers import tidy
from openbeian.numbers.errors import InvalidComponent, InvalidFormat, InvalidLength, NumberError
from openbeian.text import Text

_LONGEST_NAME = 253
_LONGEST_LABEL = 63
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
# What a host name on the wire may look like: underscores occur below the registered name.
_HOST = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?",
    re.ASCII,
)
_AFTER_NAME = re.compile(r"[/\\?#]")
_DOTS = str.maketrans("。｡．", "...")
_ASCII_MARGINS = "." + "".join(char for char in map(chr, range(128)) if char.isspace())
_DIGITS = frozenset("0123456789")
_ACE = "xn--"


class UrlGiven(InvalidFormat):
    """A web address instead of a name."""

    code = "numbers.host_name.url"
    message = Text(
        "Enter the domain name only, without http:// and without what follows the name: {host}.",
        "请只填写域名，不要填写http://及域名之后的内容，例如：{host}。",
    )


class MailAddressGiven(InvalidFormat):
    """An e-mail address instead of a name."""

    code = "numbers.host_name.mail_address"
    message = Text(
        "This is an e-mail address. Enter the domain name of the website, without @.",
        "所填内容为电子邮箱地址，请填写网站域名，不要包含“@”。",
    )


class PortGiven(InvalidFormat):
    """A name with a port."""

    code = "numbers.host_name.port"
    message = Text(
        "Enter the domain name without the colon and the port after it.",
        "请只填写域名，不要填写冒号及端口号。",
    )


class WildcardGiven(InvalidFormat):
    """A name with an asterisk."""

    code = "numbers.host_name.wildcard"
    message = Text(
        "Enter the domain name without an asterisk: a filing covers all names below it.",
        "请填写不含“*”的域名：备案覆盖该域名下的全部子域名。",
    )


class IpAddressGiven(InvalidComponent):
    """An IP address."""

    code = "numbers.host_name.ip_address"
    message = Text(
        "This is an IP address. Enter a registered domain name, such as example.com.cn.",
        "所填内容为IP地址，请填写已注册的域名，如example.com.cn。",
    )


class InvisibleCharacter(InvalidFormat):
    """A character that cannot be seen, such as one that turns the writing direction."""

    code = "numbers.host_name.invisible"
    message = Text(
        "There is an invisible character ({character}) at position {position}. Type the name "
        "instead of pasting it.",
        "第{position}位存在不可见字符（{character}），请手工输入域名，勿直接粘贴。",
    )


class NotLabel(InvalidFormat):
    """A part between dots that no registry gives out."""

    code = "numbers.host_name.label"
    message = Text(
        "“{label}” cannot be part of a domain name: between the dots there are letters, digits and "
        "inner hyphens. Correct it.",
        "“{label}”不符合域名规则：各段只能由文字、字母、数字和中间的连字符组成，请更正。",
    )


class LabelTooLong(InvalidLength):
    """A part of more than 63 places."""

    code = "numbers.host_name.label_length"
    message = Text(
        "The part that begins with “{label}” is too long: at most 63 places are possible.",
        "以“{label}”开头的一段过长：域名每段最长63位，请更正。",
    )


class EmptyLabel(InvalidFormat):
    """Two dots together, a dot in front, or nothing at all."""

    code = "numbers.host_name.empty_label"
    message = Text(
        "A part of the name is missing: there is a dot with nothing before it. Enter the whole "
        "name, such as example.com.cn.",
        "域名不完整：存在前面没有内容的点，请填写完整域名，如example.com.cn。",
    )


class NameTooLong(InvalidLength):
    """More than 253 places."""

    code = "numbers.host_name.length"
    message = Text(
        "A domain name has at most 253 places, this one {length}. Enter the registered name only.",
        "域名最长253位，现为{length}位，请只填写所注册的域名。",
    )


def compact(text: str) -> str:
    """Return the name as typed, in lower case, with plain dots and without the final one.

    Raises `TooLong` beyond 1000 characters.

    >>> compact(" Example．COM。 ")
    'example.com'
    """
    if len(text) > tidy.LONGEST:
        raise tidy.TooLong(length=len(text))
    if text.isascii():  # what is done below, for characters that need no mapping
        return text.lower().strip().rstrip(_ASCII_MARGINS)
    name = unicodedata.normalize("NFKC", text.translate(_DOTS)).translate(_DOTS).lower()
    name = unicodedata.normalize("NFKC", name)
    first, last = 0, len(name)
    while first < last and _is_margin(name[first]):
        first += 1
    while first < last and (_is_margin(name[last - 1]) or name[last - 1] == "."):
        last -= 1
    return name[first:last]


def _is_margin(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) == "Cf"


def _refuse_other_things(name: str) -> None:
    """Raise for what is not a name but something that people enter in its place."""
    if _AFTER_NAME.search(name):
        raise UrlGiven(host=_host_within(name))
    if "@" in name:
        raise MailAddressGiven
    if _is_address(name.strip("[]")):
        raise IpAddressGiven
    if ":" in name:
        raise PortGiven
    if "*" in name:
        raise WildcardGiven
    for position, char in enumerate(name, start=1):
        if unicodedata.category(char) in {"Cf", "Cc"} and char not in "\u200c\u200d":
            raise InvisibleCharacter(position=position, character=tidy.name_of(char))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        # 127.1 and 0x7f.1 reach an address too; no top-level domain begins with a digit.
        return name.rpartition(".")[2][:1] in _DIGITS
    return True


def _host_within(address: str) -> str:
    host = _AFTER_NAME.split(address.partition("://")[2] or address)[0]
    host = host.rpartition("@")[2].partition(":")[0]
    named = "." in host and _HOST.fullmatch(host) and not _is_address(host)
    return host if named else "example.com.cn"


def _label_to_ascii(label: str) -> str:
    """Return one label, mapped, as an A-label, or raise what is wrong with it."""
    name = label
    if not label.isascii() or label.startswith(_ACE):
        try:
            name = idna.uts46_remap(label, std3_rules=True)
            name = idna.alabel(name).decode("ascii") if name else ""
        except (idna.IDNAError, UnicodeError) as error:
            raise _label_error(label) from error
    if not name:
        raise EmptyLabel
    if not _LABEL.fullmatch(name):
        raise _label_error(label)
    return name


def _label_error(label: str) -> NumberError:
    encoded = label if label.isascii() else _ACE + label.encode("punycode").decode("ascii")
    if len(encoded) > _LONGEST_LABEL:
        return LabelTooLong(label=_shown(label[:12]))
    return NotLabel(label=_shown(label))


def _shown(label: str) -> str:
    return "".join(char if char.isprintable() else tidy.name_of(char) for char in label)


def to_ascii(text: str) -> str:
    """Return a name in A-labels, whatever it ends with. Raises the errors of this module."""
    name = compact(text)
    _refuse_other_things(name)
    labels = ".".join(map(_label_to_ascii, name.split(".")))
    if len(labels) > _LONGEST_NAME:
        raise NameTooLong(length=len(labels))
    return labels


def plain(host: str) -> str:
    """Return a host in A-labels; labels of an ASCII host are not judged, others as in `to_ascii`.

    >>> plain("My_Host.Example.COM.")
    'my_host.example.com'
    """
    name = host.lower().removesuffix(".") if host.isascii() else ""
    if len(name) <= _LONGEST_NAME and _HOST.fullmatch(name) and name[-1] not in _DIGITS:
        return name
    return to_ascii(host)


def to_unicode(host: str) -> str:
    """Return a name in A-labels as people read it; what cannot be decoded stays as it is.

    >>> to_unicode("www.xn--fsqu00a.cn"), to_unicode("xn--a.cn")
    ('www.例子.cn', 'xn--a.cn')
    """
    return ".".join(map(_to_label, host.split("."))) if _ACE in host else host


def _to_label(label: str) -> str:
    if not label.startswith(_ACE):
        return label
    try:
        return idna.ulabel(label)
    except (idna.IDNAError, UnicodeError):
        return label
