"""How a raw word becomes a value: one reader per kind of field, refusing with a remedy."""

import ipaddress
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from openbeian.declaration.certificates import read_person_number, read_unit_number
from openbeian.declaration.draft import Draft, Raw, many, words
from openbeian.declaration.fields import Field, Kind
from openbeian.errors import DomainError
from openbeian.numbers import division, domain_name, mobile
from openbeian.text import Text

LONG_TERM = ("long-term", "长期")
MOST_ADDRESSES = 64
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")
_PHONE = re.compile(
    r"(?:\+?86-?)?(?:0[0-9]{2,3}-?)?[0-9]{7,8}(?:-[0-9]{1,6})?|1[0-9]{10}", re.ASCII
)
_EMAIL = re.compile(r"[^@\s]{1,64}@(?=.{3,190}\Z)[^@\s.]+(?:\.[^@\s.]+)+")
# what is routed nowhere: RFC 1122, 1918, 3927, 5771, 6598, and their like in RFC 4193 and 4291
_PRIVATE = tuple(
    map(
        ipaddress.ip_network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
            *("172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3"),
            *("::/127", "fc00::/7", "fe80::/10", "ff00::/8"),
        ),
    )
)
_HOME = re.compile(
    r"(?:https?://)?(?P<host>[^/?#:]+)(?::[0-9]{1,5})?(?:/[^\s]*)?", re.ASCII | re.IGNORECASE
)


class ValueRefused(DomainError):
    """The base of what a reader says about an unusable word."""

    code = "value.unusable"
    message = Text("This cannot be used as it stands.", "填写内容无法使用。")


class TooLong(ValueRefused):
    code = "value.too_long"
    message = Text(
        "This is longer than {limit} characters. Shorten it.", "内容超过{limit}个字符，请缩短。"
    )


class ControlCharacters(ValueRefused):
    code = "value.control_characters"
    message = Text(
        "This contains invisible characters. Type it instead of pasting it.",
        "内容含有不可见字符，请手工输入，不要粘贴。",
    )


class NotChinese(ValueRefused):
    code = "value.not_chinese"
    message = Text(
        "This must be in Chinese. Write it as on the Chinese document.",
        "此项须使用中文填写，请与中文证件保持一致。",
    )


class NotAChoice(ValueRefused):
    code = "value.not_a_choice"
    message = Text("Choose one of the answers offered.", "请从给出的选项中选择。")


class NotADate(ValueRefused):
    code = "value.not_a_date"
    message = Text(
        "Enter a date as year-month-day, for example 2031-05-20, or 'long-term'.",
        "请按“年-月-日”填写日期，如2031-05-20；长期有效的填“长期”。",
    )


class NotAnAmount(ValueRefused):
    code = "value.not_an_amount"
    message = Text(
        "Enter a whole amount in yuan, digits only, for example 1000000.",
        "请以元为单位填写整数金额，如1000000。",
    )


class NotAPhone(ValueRefused):
    code = "value.not_a_phone"
    message = Text(
        "Enter a telephone number with area code, for example 021-50501234.",
        "请填写含区号的电话号码，如021-50501234。",
    )


class NotAnEmail(ValueRefused):
    code = "value.not_an_email"
    message = Text(
        "Enter an e-mail address, for example name@example.cn.",
        "请填写电子邮箱，如name@example.cn。",
    )


class NotAnAddress(ValueRefused):
    code = "value.not_an_ip_address"
    message = Text(
        "'{word}' is not an IP address. Enter one address a line, for example 203.0.113.10.",
        "“{word}”不是IP地址，请每行填写一个地址，如203.0.113.10。",
    )


class PrivateAddress(ValueRefused):
    code = "value.private_ip_address"
    message = Text(
        "'{word}' is a private address, which nobody reaches from outside. Enter the public"
        " address of the server.",
        "“{word}”为内网地址，请填写服务器的公网IP地址。",
    )


class TooManyAddresses(ValueRefused):
    code = "value.too_many_ip_addresses"
    message = Text("Enter at most {limit} addresses.", "最多填写{limit}个地址。")


class NotAHomePage(ValueRefused):
    code = "value.not_a_home_page"
    message = Text(
        "Enter the address of the home page, for example www.example.cn.",
        "请填写网站首页网址，如www.example.cn。",
    )


class NotRegistrable(ValueRefused):
    code = "value.not_registrable"
    message = Text(
        "File the registered domain itself: here {registrable}.",
        "请填写所注册的域名本身：{registrable}。",
    )


def read(field: Field, path: str, draft: Draft) -> Any:  # the value's type is the field's own
    """Return the value of one filled field; raises ValueRefused or NumberError."""
    return _READERS[field.kind](field, draft[path], path, draft)


type _Reader = Callable[[Field, Raw, str, Draft], Any]


def _line(field: Field, raw: Raw) -> str:
    text = unicodedata.normalize("NFC", raw if isinstance(raw, str) else ",".join(raw)).strip()
    if len(text) > field.limit:
        raise TooLong(limit=field.limit)
    keep = "\n\t\r" if field.kind in {Kind.LONG_TEXT, Kind.IP_ADDRESSES} else ""
    if any(
        unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co"} for sign in text if sign not in keep
    ):
        raise ControlCharacters
    return text


def _text(field: Field, raw: Raw, _path: str, _draft: Draft) -> str:
    text = _line(field, raw)
    if field.chinese and not _HAN.search(text):
        raise NotChinese
    return text


def _choice(field: Field, raw: Raw, _path: str, _draft: Draft) -> str:
    text = _line(field, raw)
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", text, re.ASCII):
        raise NotAChoice
    return text


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text, re.ASCII):
        raise NotAChoice
    return int(text)


def _numbered_choice(field: Field, raw: Raw, _path: str, _draft: Draft) -> int:
    return _number(_line(field, raw))


def _choices(field: Field, _raw: Raw, path: str, draft: Draft) -> tuple[str, ...]:
    return tuple(_choice(field, word, path, draft) for word in dict.fromkeys(many(draft, path)))


def _numbered_choices(_field: Field, _raw: Raw, path: str, draft: Draft) -> tuple[int, ...]:
    return tuple(sorted({_number(word) for word in many(draft, path)}))


def _yes_no(field: Field, raw: Raw, _path: str, _draft: Draft) -> bool:
    text = _line(field, raw)
    if text not in {"yes", "no"}:
        raise NotAChoice
    return text == "yes"


def _valid_until(field: Field, raw: Raw, _path: str, _draft: Draft) -> date | None:
    text = _line(field, raw).lower()
    if text in LONG_TERM:
        return None
    match = re.fullmatch(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?", text, re.ASCII)
    if match is None:
        raise NotADate
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise NotADate from None


def _money(field: Field, raw: Raw, _path: str, _draft: Draft) -> int:
    text = re.sub(r"[,，\s]", "", unicodedata.normalize("NFKC", _line(field, raw)))
    if not re.fullmatch(r"[0-9]{1,15}", text, re.ASCII):
        raise NotAnAmount
    return int(text)


def _mobile(field: Field, raw: Raw, _path: str, _draft: Draft) -> str:
    return mobile.validate(_line(field, raw))


def _phone(field: Field, raw: Raw, _path: str, _draft: Draft) -> str:
    text = re.sub(r"[\s()（）]", "", unicodedata.normalize("NFKC", _line(field, raw)))
    if not _PHONE.fullmatch(text):
        raise NotAPhone
    return text


def _email(field: Field, raw: Raw, _path: str, _draft: Draft) -> str:
    text = _line(field, raw)
    if not _EMAIL.fullmatch(text):
        raise NotAnEmail
    return text


def _unit_number(field: Field, raw: Raw, path: str, draft: Draft) -> str:
    return read_unit_number(_line(field, raw), _certificate_type(path, draft))


def _person_number(field: Field, raw: Raw, path: str, draft: Draft) -> str:
    return read_person_number(_line(field, raw), _certificate_type(path, draft))


def _certificate_type(path: str, draft: Draft) -> str:
    return words(draft, path.removesuffix("number") + "type_id")


def _division(field: Field, raw: Raw, _path: str, _draft: Draft) -> str:
    return division.validate(_line(field, raw))


def _domain(field: Field, raw: Raw, _path: str, _draft: Draft) -> str:
    name = domain_name.validate(_line(field, raw))
    registrable = domain_name.registrable(name)
    if registrable != name:
        raise NotRegistrable(registrable=registrable)
    return name


def _url(field: Field, raw: Raw, _path: str, _draft: Draft) -> str:
    text = _line(field, raw)
    match = _HOME.fullmatch(text)
    if match is None or not domain_name.is_valid(match["host"]):
        raise NotAHomePage
    return text


def _ip_addresses(field: Field, raw: Raw, _path: str, _draft: Draft) -> tuple[str, ...]:
    typed = re.split(r"[\s,，;；]+", _line(field, raw))
    if len(typed) > MOST_ADDRESSES:
        raise TooManyAddresses(limit=MOST_ADDRESSES)
    return tuple(_ip_address(word) for word in dict.fromkeys(typed) if word)


def _ip_address(word: str) -> str:
    try:
        address = ipaddress.ip_address(word)
    except ValueError:
        raise NotAnAddress(word=word[:45]) from None
    if any(address in network for network in _PRIVATE):
        raise PrivateAddress(word=str(address))
    return str(address)


_READERS: dict[Kind, _Reader] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.NUMBERED_CHOICE: _numbered_choice,
    Kind.CHOICES: _choices,
    Kind.NUMBERED_CHOICES: _numbered_choices,
    Kind.YES_NO: _yes_no,
    Kind.VALID_UNTIL: _valid_until,
    Kind.MONEY: _money,
    Kind.MOBILE: _mobile,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.UNIT_NUMBER: _unit_number,
    Kind.PERSON_NUMBER: _person_number,
    Kind.DIVISION: _division,
    Kind.DOMAIN: _domain,
    Kind.URL: _url,
    Kind.IP_ADDRESSES: _ip_addresses,
}
