"""The page of answers is what the registry says."""

from architecture.tree import ROOT
from openbeian.registry import describe


def test_the_page_is_made_from_the_data() -> None:
    stored = (ROOT / "docs" / "answers.md").read_text(encoding="utf-8")
    assert stored == describe.page(), "run `make docs`"
