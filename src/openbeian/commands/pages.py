"""Generated pages of `docs/`: printed, written, or compared with what is there."""

import argparse
import sys
from pathlib import Path

from openbeian.commands.speech import say


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments that every command of a page has."""
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--write", type=Path, metavar="FILE")
    how.add_argument("--check", type=Path, metavar="FILE")


def serve(text: str, options: argparse.Namespace) -> int:
    """Print, write or compare a page; one that differs from its file is exit code 1."""
    if options.write:
        options.write.write_text(text, encoding="utf-8")
    elif options.check:
        return _compare(options.check, text)
    else:
        sys.stdout.write(text)
    return 0


def _compare(path: Path, text: str) -> int:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return 0
    say(
        f"{path} is not what the code says; run `make docs`.",
        f"{path} 与程序不一致，请运行 make docs。",
    )
    return 1
