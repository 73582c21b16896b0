"""Dated facts in tab-separated files, each with its sources in its head, and their one reader."""

from importlib.resources import files


def rows(name: str) -> list[list[str]]:
    """Return the cells of a file's rows, without its comments and its heading."""
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]
