"""Host names as they come: from a form, a Host header, a certificate or a log.

Upper case, a final dot, a port, Unicode or A-labels, full-width characters and one wildcard label
are understood; whatever else comes is a fault with a name, never an exception.
"""

import ipaddress
import re
from dataclasses import dataclass

from openbeian.numbers import domain_name, host_name
from openbeian.numbers.errors import NumberError
from openbeian.numbers.tidy import TooLong
from openbeian.registry.reasons import Reason

_BRACKETED = re.compile(r"\[([^\[\]]*)\](?::[0-9]{0,5})?", re.ASCII)
_WITH_PORT = re.compile(r"([^:]*):([0-9]{0,5})", re.ASCII)
_WILDCARD = "*."
_SHOWN = 253
_LAST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Host:
    """A host name as understood: `name` and its `registrable` domain in A-labels, or a `fault`."""

    name: str
    registrable: str
    fault: Reason | None = None


def read(text: str) -> Host:
    """Return the host name in a text; never raises.

    >>> read("WWW.Example.com.cn.:8443")
    Host(name='www.example.com.cn', registrable='example.com.cn', fault=None)
    >>> read("*.例子.中国").registrable
    'xn--fsqu00a.xn--fiqs8s'
    >>> [read(text).fault.value for text in ("[2001:db8::1]:443", "com.cn", "http://x.cn/", " ")]
    ['ip_literal', 'public_suffix', 'malformed', 'empty']
    """
    shown = text.strip()[:_SHOWN]
    try:
        name = _without_port(host_name.compact(text))
        return _host(name)
    except _Fault as fault:
        return Host(shown, "", fault.reason)
    except host_name.IpAddressGiven:
        return Host(shown, "", Reason.IP_LITERAL)
    except (TooLong, host_name.NameTooLong):
        return Host(shown, "", Reason.TOO_LONG)
    except NumberError:
        return Host(shown, "", Reason.MALFORMED)


class _Fault(Exception):
    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason)


def _without_port(name: str) -> str:
    """Return a name without its port and its final dot, or raise for an address."""
    if not name:
        raise _Fault(Reason.EMPTY)
    bracketed = _BRACKETED.fullmatch(name)
    if _is_address(bracketed[1] if bracketed else name):
        raise _Fault(Reason.IP_LITERAL)
    with_port = _WITH_PORT.fullmatch(name)
    if with_port is None:
        return name
    if int(with_port[2] or 0) > _LAST_PORT:
        raise _Fault(Reason.MALFORMED)
    return host_name.compact(with_port[1])


def _host(name: str) -> Host:
    """Return the host of a name in lower case; raises NumberError for what is none."""
    bare = name.removeprefix(_WILDCARD)
    registrable = domain_name.registrable(bare)
    if registrable is None:
        raise _Fault(Reason.PUBLIC_SUFFIX)
    plain = host_name.plain(bare)
    return Host(plain if bare == name else f"{_WILDCARD}{plain}", registrable)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
