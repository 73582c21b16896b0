"""What we send, held against the published schemas, where an operator has a copy of them.

They are not ours to pass on, and our own bounds guard every message without them.
"""

from functools import cache
from pathlib import Path

from django.conf import settings
from lxml import etree

from openbeian.errors import DomainError
from openbeian.text import Text


class AgainstSchema(DomainError):
    """The published schema takes a record otherwise; the value, personal data, is not named."""

    code = "authority.against_schema"
    message = Text(
        "The published schema refuses the record at {path} ({fault}). Tell the operator: a bound"
        " of ours differs from the administration's.",
        "报文在{path}处不符合接口规范XSD（{fault}），请联系运维人员核对接口约束。",
    )


def check(xml: bytes) -> None:
    """Hold a file for upload against the schema; raises AgainstSchema. Without a copy, nothing."""
    folder: Path | None = settings.OPENBEIAN_INTERFACE_XSD
    if folder is None:
        return
    schema = _schema(folder / "upload.xsd")
    if not schema.validate(etree.fromstring(xml, etree.XMLParser(huge_tree=True))):
        fault = schema.error_log[0]  # type: ignore[index] # its types know no log
        raise AgainstSchema(path=fault.path, fault=fault.type_name)


@cache
def _schema(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(path))
