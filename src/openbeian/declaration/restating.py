"""A Declaration as the draft that somebody would type to declare the same again."""

from openbeian.declaration.diff import flatten
from openbeian.declaration.draft import Raw, many
from openbeian.declaration.fields import Kind, by_pattern
from openbeian.declaration.paths import pattern_of
from openbeian.declaration.values import Declaration


def restated(declaration: Declaration) -> dict[str, Raw]:
    """Return a draft that says what a Declaration says."""
    found: dict[str, Raw] = {}
    for path, words in flatten(declaration).items():
        field = by_pattern().get(pattern_of(path))
        if words and field is not None:
            found[path] = list(many({path: words}, path)) if field.kind is Kind.FILES else words
    return found
