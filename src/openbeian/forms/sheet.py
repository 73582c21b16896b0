"""The parts of a form: labelled cells in sections, the same for paper and for copying by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openbeian.text import Text

# A field that the form leaves out on purpose is struck through, as on paper.
STRUCK = "／"


@dataclass(frozen=True, slots=True)
class Cell:
    """One labelled value; `wide` takes the whole width, `check` names what a verifier ticks."""

    label: Text
    value: str
    wide: bool = False
    check: str = "same"


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of cells, in the order of the form."""

    title: Text
    cells: tuple[Cell, ...]


def rows(cells: Iterable[Cell]) -> tuple[tuple[Cell, ...], ...]:
    """Pack cells into rows of one wide or two narrow ones; a narrow one left over stands alone.

    >>> label = Text("a", "甲")
    >>> [len(row) for row in rows([Cell(label, "1"), Cell(label, "2"), Cell(label, "3")])]
    [2, 1]
    """
    packed: list[tuple[Cell, ...]] = []
    waiting: Cell | None = None
    for cell in cells:
        if waiting is None and not cell.wide:
            waiting = cell
        elif waiting is None:
            packed.append((cell,))
        elif cell.wide:
            packed += [(waiting,), (cell,)]
            waiting = None
        else:
            packed.append((waiting, cell))
            waiting = None
    return tuple(packed if waiting is None else [*packed, (waiting,)])


def listed(values: Sequence[str]) -> str:
    """Join values as a Chinese list, or strike the field through where there are none.

    >>> listed(["中文简体", "英语"])
    '中文简体、英语'
    >>> listed([])
    '／'
    """
    return "、".join(values) or STRUCK
