"""What can be wrong with the rulebook's files, and with an id that it is asked for."""

from typing import ClassVar

from openbeian.datafiles import DataError
from openbeian.errors import DomainError
from openbeian.text import Text


class RulebookError(DataError):
    """The rulebook's files do not hold together; `faults` names every fault with file and id."""

    code: ClassVar[str] = "rulebook.faulty"
    message: ClassVar[Text] = Text(
        "The rulebook has {count} fault(s): {list}", "规则库存在{count}处错误：{list}"
    )


class UnknownEntry(DomainError):
    """The rulebook has no row with this id."""

    code: ClassVar[str] = "rulebook.unknown"
    message: ClassVar[Text] = Text(
        "The rulebook has no entry '{id}' in {list}.", "规则库的{list}中没有“{id}”。"
    )
