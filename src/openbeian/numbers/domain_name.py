"""Domain name (域名) and who registered it: the public suffix and one label (可注册域名).

A filing is made for the registrable domain. `validate` reads a name as `host_name` does and refuses
one that is only a suffix; `registrable` is the quick look-up for host names at the gate.

>>> validate("例子．公司．cn")
'xn--fsqu00a.xn--55qx5d.cn'
>>> registrable("shop.example.com.cn"), registrable("com.cn")
('example.com.cn', None)
>>> to_unicode("xn--fsqu00a.xn--fiqs8s")
'例子.中国'
"""

import unicodedata
from dataclasses import dataclass

from openbeian.numbers import public_suffix
from openbeian.numbers.errors import InvalidComponent, accepts
from openbeian.numbers.host_name import compact, plain, to_ascii, to_unicode
from openbeian.text import Text

__all__ = [
    "DomainName",
    "OneLabel",
    "PublicSuffixGiven",
    "compact",
    "format",
    "is_public_suffix",
    "is_valid",
    "parse",
    "registrable",
    "registrable_of",
    "to_unicode",
    "validate",
]

_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO", "HANGUL"})


class OneLabel(InvalidComponent):
    """A name without a dot."""

    code = "numbers.domain_name.one_label"
    message = Text(
        "The ending is missing. Enter the whole name with its ending, such as {name}.com or "
        "{name}.cn.",
        "缺少域名后缀，请填写包含后缀的完整域名，如{name}.com或{name}.cn。",
    )


class PublicSuffixGiven(InvalidComponent):
    """A suffix under which others register their names."""

    code = "numbers.domain_name.public_suffix"
    message = Text(
        "{name} is an ending under which names are registered, not a name of yours. Enter your "
        "own, such as example.{name}.",
        "{name}是供注册使用的公共后缀，不是您注册的域名，请填写完整域名，如example.{name}。",
    )


@dataclass(frozen=True, slots=True)
class DomainName:
    """The parts of a name.

    `ascii` is the whole name in A-labels, `unicode` the same for people; `registrable` is what a
    filing is made for and `suffix` the public suffix, both in A-labels. `mixed_scripts` warns of
    a label that mixes scripts as imitations do (a Cyrillic а among Latin letters).
    """

    ascii: str
    unicode: str
    registrable: str
    suffix: str
    mixed_scripts: bool

    @property
    def is_registrable(self) -> bool:
        """Whether the name has nothing before the registrable domain."""
        return self.ascii == self.registrable


def validate(text: str) -> str:
    """Return the name in A-labels. Raises the errors of this module and of `host_name`."""
    name = to_ascii(text)
    if public_suffix.start(name) == 0:
        if "." not in name:
            raise OneLabel(name=to_unicode(name))
        raise PublicSuffixGiven(name=to_unicode(name))
    return name


def is_valid(text: str) -> bool:
    """Tell whether `validate` would accept this."""
    return accepts(validate, text)


def format(text: str) -> str:
    """Return the name as people read it, in its own script."""
    return to_unicode(validate(text))


def parse(text: str) -> DomainName:
    """Return the name's parts.

    >>> parse("例子.公司.cn").suffix
    'xn--55qx5d.cn'
    >>> parse("\u0430lipay.cn").mixed_scripts
    True
    """
    name = validate(text)
    suffix = public_suffix.start(name)
    shown = to_unicode(name)
    return DomainName(
        ascii=name,
        unicode=shown,
        registrable=name[name.rfind(".", 0, suffix - 1) + 1 :],
        suffix=name[suffix:],
        mixed_scripts=any(map(_mixes_scripts, shown.split("."))),
    )


def registrable(host: str) -> str | None:
    """Return the registrable domain (可注册域名) of a host name, or None for a public suffix.

    Takes about two microseconds for an ASCII host, whose labels it does not judge; anything else
    is read as `validate` reads it and may raise its errors.

    >>> registrable("x.github.io"), registrable("WWW.Example.CN.")
    ('github.io', 'example.cn')
    """
    return registrable_of(plain(host))


def registrable_of(name: str) -> str | None:
    """Return the registrable domain of a name that `plain` or `to_ascii` returned, or None.

    >>> registrable_of("www.xn--fsqu00a.xn--fiqs8s")
    'xn--fsqu00a.xn--fiqs8s'
    """
    suffix = public_suffix.start(name)
    return name[name.rfind(".", 0, suffix - 1) + 1 :] if suffix else None


def is_public_suffix(host: str) -> bool:
    """Tell whether others register names directly under this name; raises like `registrable`.

    >>> is_public_suffix("bj.cn"), is_public_suffix("github.io")
    (True, False)
    """
    return public_suffix.start(plain(host)) == 0


def _mixes_scripts(label: str) -> bool:
    """Tell whether letters of scripts stand together that no language mixes."""
    names = (unicodedata.name(char, "") for char in label if char.isalpha())
    scripts = {name.partition(" ")[0] for name in names}
    others = scripts - _EAST_ASIAN
    return len(others) > 1 or bool(scripts & _EAST_ASIAN and others - {"LATIN"})
