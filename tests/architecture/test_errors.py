"""Every refusal has its own code and says in both languages what is wrong."""

import importlib
import re
import string
from collections import Counter
from collections.abc import Iterator

from architecture.tree import ROOT, modules
from openbeian.errors import DomainError

CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def every_error(base: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    """Yield our errors that are raised: those with a code of their own, or with no heirs."""
    for error in base.__subclasses__():
        ours = error.__module__.startswith("openbeian.")
        if ours and ("code" in vars(error) or not error.__subclasses__()):
            yield error
        yield from every_error(error)


def load_everything() -> None:
    """Import every module, so that every error class exists."""
    for path in modules():
        parts = path.relative_to(ROOT / "src").with_suffix("").parts
        if parts[-1] != "__main__":
            importlib.import_module(".".join(parts).removesuffix(".__init__"))


load_everything()
ERRORS = sorted(set(every_error()), key=lambda error: error.__qualname__)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_are_errors_to_judge() -> None:
    assert ERRORS


def test_no_two_errors_share_a_code() -> None:
    shared = {code: n for code, n in Counter(error.code for error in ERRORS).items() if n > 1}
    assert shared == {}


def test_a_code_is_dotted_lower_case() -> None:
    assert [error for error in ERRORS if not CODE.fullmatch(error.code)] == []


def test_a_message_is_in_both_languages() -> None:
    assert [
        error
        for error in ERRORS
        if not CHINESE.search(error.message.zh) or error.message.en == error.message.zh
    ] == []


def test_both_languages_name_the_same_facts() -> None:
    assert [e for e in ERRORS if fields(e.message.en) != fields(e.message.zh)] == []
