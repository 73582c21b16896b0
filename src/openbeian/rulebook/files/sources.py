"""Reads `sources.yaml`: how a citation of the files is named to people who file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from openbeian.datafiles import Row
from openbeian.rulebook.files.parts import by_id
from openbeian.text import Text

# a title ends where the researcher's own remarks begin
_TITLE_ENDS = re.compile(r" \(|, ")


@dataclass(frozen=True, slots=True)
class Sources:
    """The names by the words that a citation begins with."""

    names: Mapping[str, Text]

    def name(self, citation: str) -> Text:
        """Return the name of a source; a citation that is not known is its own name."""
        known = [begins for begins in self.names if citation.startswith(begins)]
        if not known:
            return Text(citation, citation)
        begins = max(known, key=len)
        title = _TITLE_ENDS.split(citation.removeprefix(begins), maxsplit=1)[0]
        return self.names[begins].format(title=title)


def read_sources(file: Row) -> Sources:
    """Return the file's content."""
    return Sources(by_id(file, "sources", _name, name="begins"))


def _name(row: Row) -> Text:
    row.text("begins")
    return row.own_words()
