"""The filing administration's code tables (基础代码): natures, certificates, contents and so on.

Source: the administration's entry page and interface specification V3.0, see
`data/code_tables.yaml`; the administration's own download (JCDM) replaces them.
"""

from functools import cache
from typing import ClassVar

from openbeian.codes.loader import COUNTRIES_FILE, CodesError, load
from openbeian.codes.tables import CodeId, Row, Table, UnknownCode
from openbeian.errors import DomainError
from openbeian.text import Text

__all__ = [
    "CodeId",
    "CodesError",
    "Row",
    "Table",
    "UnknownCode",
    "UnknownTable",
    "load",
    "names",
    "table",
]


class UnknownTable(DomainError):
    """There is no code table with this name."""

    code: ClassVar[str] = "codes.table"
    message: ClassVar[Text] = Text("There is no code table '{table}'.", "不存在代码表“{table}”。")


@cache
def _tables() -> dict[str, Table]:
    return load() | load(COUNTRIES_FILE)


def table(name: str) -> Table:
    """Return a code table by name; raises UnknownTable.

    >>> table("certificate_types").get(27).zh
    '外国企业常驻代表机构登记证'
    """
    try:
        return _tables()[name]
    except KeyError:
        raise UnknownTable(table=name) from None


def names() -> tuple[str, ...]:
    """Return the names of all code tables."""
    return tuple(_tables())
