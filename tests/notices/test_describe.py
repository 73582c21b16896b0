"""The page of messages is what the catalogue says."""

from architecture.tree import ROOT
from openbeian.notices import describe


def test_the_page_is_made_from_the_catalogue() -> None:
    stored = (ROOT / "docs" / "notices.md").read_text(encoding="utf-8")
    assert stored == describe.page(), "run `make docs`"
