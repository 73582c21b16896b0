"""What a check found: a code of the interface (Jgdm), and what it is about where that helps."""

from dataclasses import dataclass

from openbeian.wire.gbk import ENCODING
from openbeian.wire.messages.parts import ResultCode
from openbeian.wire.results import result

_LONGEST = 255


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a record; `about` names the thing, such as a domain."""

    code: int
    about: str = ""

    @property
    def words(self) -> str:
        """The official wording of the code, with what it is about."""
        said = result(self.code).text.zh
        return f"{said}：{self.about}" if self.about else said

    def as_code(self) -> ResultCode:
        """Return the finding as an answer carries it."""
        return ResultCode(code=self.code, description=sendable(self.words)[:_LONGEST])


def sendable(text: str) -> str:
    """Return words with a question mark for what GBK cannot carry: they quote what came in."""
    return text.encode(ENCODING, "replace").decode(ENCODING)
