"""Which fields of a Declaration hold characters that cannot be sent."""

from openbeian.declaration.diff import flatten
from openbeian.declaration.findings import Finding
from openbeian.declaration.paths import pattern_of
from openbeian.declaration.values import Declaration
from openbeian.text import Text
from openbeian.wire.gbk import REMEDY, named, unsendable
from openbeian.wire.upload_carried import NOT_CARRIED

RULE = "wire.unsendable"
SOURCE = "MIIT, enterprise interface specification V3.0 (Oct 2013): files are encoded in GBK"
AS_OF = "2013-10"

_MESSAGE = Text(
    "The administration's system cannot take: {characters}.",
    "通信管理局系统无法接收以下字符：{characters}。",
)


def unsendable_fields(declaration: Declaration) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (field path, characters outside GBK) of each field that has any, in form order."""
    return tuple(
        (path, found)
        for path, words in flatten(declaration).items()
        if pattern_of(path) not in NOT_CARRIED and (found := unsendable(words))
    )


def findings(declaration: Declaration) -> tuple[Finding, ...]:
    """Return a blocking finding for each field that cannot be sent, in form order."""
    return tuple(_finding(path, found) for path, found in unsendable_fields(declaration))


def _finding(path: str, characters: tuple[str, ...]) -> Finding:
    return Finding(
        rule=RULE,
        field=path,
        message=_MESSAGE.format(characters=named(characters)),
        remedy=REMEDY,
        source=SOURCE,
        as_of=AS_OF,
        blocking=True,
        because={"characters": "".join(characters)},
    )
