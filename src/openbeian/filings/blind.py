"""The blind index of applications: numbers of units and persons, in one spelling for each kind."""

from openbeian import vault
from openbeian.numbers import mobile, resident_id, uscc

# kept and searched in one spelling: spaces, hyphens and full-width digits do not matter
_SPELLED = {
    "unit": uscc.compact,
    "certificate": resident_id.compact,
    "mobile": mobile.compact,
}
KINDS = tuple(_SPELLED)
# whose number is a person's own
PERSONAL = ("certificate", "mobile")
# longer than any number with words around it
_LONGEST = 64


def term(kind: str, number: str) -> str:
    """Return what the index keeps of a number; equal for every spelling of it."""
    return vault.blind(_SPELLED[kind](number[:_LONGEST]), context=f"filings.{kind}")
