"""How a form words what a declaration holds as ids, codes and dates."""

from collections.abc import Iterable
from datetime import date

from openbeian import codes, rulebook
from openbeian.codes import UnknownCode
from openbeian.declaration.values import Address, Person, Preapproval, Service, ServiceKind
from openbeian.forms.sheet import STRUCK, listed
from openbeian.numbers import NumberError, division, domain_name
from openbeian.rulebook import UnknownEntry
from openbeian.text import Text

LONG_TERM = "长期"

_NOUNS = {
    ServiceKind.WEBSITE: "网站",
    ServiceKind.APP: "APP",
    ServiceKind.MINI_PROGRAM: "小程序",
    ServiceKind.QUICK_APP: "快应用",
}


def chinese_date(day: date) -> str:
    """Return a date as Chinese forms write it.

    >>> chinese_date(date(2026, 3, 5))
    '2026年3月5日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def noun(kind: ServiceKind) -> str:
    """Return what a kind of service is called in a label, such as 网站."""
    return _NOUNS[kind]


def leader(kind: ServiceKind) -> Text:
    """Return what the person in charge of a kind of service is called.

    >>> leader(ServiceKind.WEBSITE).zh
    '网站负责人'
    """
    english = "Webmaster" if kind is ServiceKind.WEBSITE else "Service leader"
    return Text(english, f"{noun(kind)}负责人")


def code_name(table: str, code: int | str) -> str:
    """Return the Chinese name of a code; one that the table lacks is shown as it is.

    >>> code_name("certificate_types", 7), code_name("certificate_types", 999)
    ('护照', '代码999')
    """
    try:
        return codes.table(table).get(code).zh
    except UnknownCode:
        return f"代码{code}"


def code_names(table: str, values: Iterable[int]) -> str:
    """Return the Chinese names of several codes as a list.

    >>> code_names("languages", (1, 12))
    '中文简体、英语'
    """
    return listed([code_name(table, value) for value in values])


def until(day: date | None) -> str:
    """Return the end of a validity; None is long-term.

    >>> until(None)
    '长期'
    """
    return LONG_TERM if day is None else chinese_date(day)


def place(code: str) -> str:
    """Return a division by its full name; a code that was never one is shown as it is.

    >>> place("310115"), place("999999")
    ('上海市浦东新区', '999999')
    """
    try:
        return division.full_name(code)
    except NumberError:
        return code


def address(value: Address) -> str:
    """Return a postal address in one line, from the province down to the room."""
    return place(value.district or value.city or value.province) + value.detail


def administration(province: str) -> str:
    """Return the communications administration that decides for a province.

    >>> administration("310000")
    '上海市通信管理局'
    """
    return f"{place(province)}通信管理局"


def capital(yuan: int | None) -> str:
    """Return an amount of registered capital.

    >>> capital(120_000_000)
    '人民币120,000,000元'
    """
    return STRUCK if yuan is None else f"人民币{yuan:,}元"


def domain(name: str) -> str:
    """Return a domain as people read it, with its A-label where that differs.

    >>> domain("xn--fiq228c.cn"), domain("example.cn")
    ('中文.cn（xn--fiq228c.cn）', 'example.cn')
    """
    readable = domain_name.to_unicode(name)
    return name if readable == name else f"{readable}（{name}）"


def preapprovals(service: Service) -> str:
    """Return the approvals of a service with their numbers, or that none is concerned."""
    given = {row.category for row in service.preapprovals}
    missing = (Preapproval(row, "") for row in service.industries if row not in given)
    lines = [
        f"{_category(row.category)}：{row.number or STRUCK}"
        for row in (*service.preapprovals, *missing)
    ]
    return "\n".join(lines) or "不涉及"


def identified(person: Person) -> str:
    """Return a person's name with the certificate that identifies them."""
    certificate = person.certificate
    kind = code_name("certificate_types", certificate.type_id)
    return f"{person.name}　{kind}　{certificate.number}"


def contacts(person: Person) -> str:
    """Return how a person is reached: numbers in one line, the e-mail address below."""
    numbers = (
        ("手机", person.mobile),
        ("办公", person.office_phone),
        ("应急", person.emergency_phone),
    )
    line = "　".join(f"{kind} {number}" for kind, number in numbers if number)
    return f"{line}\n邮箱 {person.email}"


def _category(category: str) -> str:
    """Return the industry's Chinese name; one that the rulebook lacks is shown as it is."""
    try:
        return rulebook.default().preapproval(category).text.zh
    except UnknownEntry:
        return category
