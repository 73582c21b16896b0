"""The numbers that people type into a filing, each in a module of its own with the same verbs.

Every module offers `compact` (the same characters, tidied), `validate` (the canonical form, or a
`NumberError` that says what is wrong and how to mend it), `is_valid`, `format` (the form shown to
people) and `parse` (a frozen value with the number's parts). Refusing a real number is worse than
accepting a wrong one, so a module checks what its standard fixes and nothing that may change.

Letters and digits arrive full-width, with stray spaces, with dashes of every kind and with
invisible characters from a copied page; all of these are mended on input. What only looks like a
Latin letter or a digit is refused and named by its code point.
"""

from openbeian.numbers.errors import (
    InvalidChecksum,
    InvalidComponent,
    InvalidFormat,
    InvalidLength,
    NumberError,
)

__all__ = [
    "InvalidChecksum",
    "InvalidComponent",
    "InvalidFormat",
    "InvalidLength",
    "NumberError",
]
