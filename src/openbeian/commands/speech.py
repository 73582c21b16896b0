"""Words on the terminal, in the terminal's language."""

import os

from openbeian.text import Text


def said(text: Text) -> str:
    """Return the words in the language that the terminal's locale names; English by default."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return text.within(os.environ[name])
    return text.en


def say(en: str, zh: str) -> None:
    """Print one line now, even when the output is a pipe."""
    print(said(Text(en, zh)), flush=True)
