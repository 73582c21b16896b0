"""The glossary as a page for people, made from the data: `docs/glossary.md`."""

from collections.abc import Iterable

from openbeian.rulebook.book import Rulebook
from openbeian.rulebook.loader import default
from openbeian.rulebook.values import Term

_TITLES = {
    "party": "Parties 各方",
    "subject": "What is filed 备案对象",
    "data": "Data 信息项",
    "document": "Documents 材料",
    "operation": "Operations 业务",
    "interface": "Interface 接口",
    "after": "After approval and purchase 备案后与开通",
}


def glossary(book: Rulebook | None = None) -> str:
    """Return the page as Markdown; compared with the file by a test."""
    terms = (book or default()).terms.values()
    lines = [
        "# Glossary 术语表",
        "",
        "Made from `rulebook/data/glossary.yaml` by `make docs`. Code, interface and documents use",
        "the English of this page; where the State speaks, the Chinese is the original.",
    ]
    for category in dict.fromkeys(term.category for term in terms):
        lines += ["", f"## {_TITLES.get(category, category)}", "", *_table(terms, category)]
    return "\n".join(lines) + "\n"


def _table(terms: Iterable[Term], category: str) -> Iterable[str]:
    yield "| English | 中文 | pinyin | meaning |"
    yield "|---|---|---|---|"
    for term in sorted(terms, key=lambda term: term.text.en.lower()):
        if term.category == category:
            yield (f"| {term.text.en} | {term.text.zh} | {term.pinyin} | {term.definition.en} |")
