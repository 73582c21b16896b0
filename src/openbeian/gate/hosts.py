"""Host names as they come: from a form, a Host header, a certificate or a log.

Upper case, a final dot, a port, Unicode or A-labels, full-width characters and one wildcard label
are understood; whatever else comes is a fault with a name, never an exception.
"""

import ipaddress
import re
from enum import StrEnum
from typing import NamedTuple

from openbeian.numbers import domain_name, host_name
from openbeian.numbers.errors import NumberError
from openbeian.numbers.tidy import TooLong

_BRACKETED = re.compile(r"\[([^\[\]]*)\](?::[0-9]{0,5})?", re.ASCII)
_WITH_PORT = re.compile(r"([^:]*):([0-9]{0,5})", re.ASCII)
_WILDCARD = "*."
_SHOWN = 253
_LAST_PORT = 65535
_DIGITS = frozenset("0123456789")


class Fault(StrEnum):
    """Why something is no host name that could be registered; reason codes of an answer too."""

    EMPTY = "empty"
    IP_LITERAL = "ip_literal"
    MALFORMED = "malformed"
    PUBLIC_SUFFIX = "public_suffix"
    TOO_LONG = "too_long"


class Host(NamedTuple):
    """A host name as understood: `name` and its `registrable` domain in A-labels, or a `fault`.

    Without a fault the name holds nothing but `a-z 0-9 _ - .` and one leading asterisk at most.
    """

    name: str
    registrable: str
    fault: Fault | None = None


def read(text: str) -> Host:
    """Return the host name in a text; never raises.

    >>> read("WWW.Example.com.cn.:8443")
    Host(name='www.example.com.cn', registrable='example.com.cn', fault=None)
    >>> read("*.例子.中国").registrable
    'xn--fsqu00a.xn--fiqs8s'
    >>> [read(text).fault.value for text in ("[2001:db8::1]:443", "com.cn", "http://x.cn/", " ")]
    ['ip_literal', 'public_suffix', 'malformed', 'empty']
    """
    try:
        return _host(_without_port(host_name.compact(text)))
    except _NoHost as refusal:
        fault = refusal.fault
    except host_name.IpAddressGiven:
        fault = Fault.IP_LITERAL
    except (TooLong, host_name.NameTooLong):
        fault = Fault.TOO_LONG
    except NumberError:
        fault = Fault.MALFORMED
    return Host(text.strip()[:_SHOWN], "", fault)


class _NoHost(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault)


def _without_port(name: str) -> str:
    """Return a name without its port and its final dot, or raise for an address."""
    if not name:
        raise _NoHost(Fault.EMPTY)
    if ":" not in name and name[0] != "[" and name[-1] not in _DIGITS:
        return name  # as nearly all come: neither a port nor an address
    bracketed = _BRACKETED.fullmatch(name)
    if _is_address(bracketed[1] if bracketed else name):
        raise _NoHost(Fault.IP_LITERAL)
    with_port = _WITH_PORT.fullmatch(name)
    if with_port is None:
        return name
    if int(with_port[2] or 0) > _LAST_PORT:
        raise _NoHost(Fault.MALFORMED)
    return host_name.compact(with_port[1])


def _host(name: str) -> Host:
    """Return the host of a name in lower case; raises NumberError for what is none."""
    bare = name.removeprefix(_WILDCARD)
    plain = host_name.plain(bare)
    registrable = domain_name.registrable_of(plain)
    if registrable is None:
        raise _NoHost(Fault.PUBLIC_SUFFIX)
    return Host(plain if bare == name else f"{_WILDCARD}{plain}", registrable)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
