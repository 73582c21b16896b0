"""The source as files and syntax trees, for tests that judge its shape."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "openbeian"
PURE = ("numbers", "workdays", "codes", "declaration", "procedure", "rulebook", "wire", "forms")
FACES = ("ui", "portal", "console", "api")
NOT_OURS = {"var", "vendor", "__pycache__", "htmlcov"}

type Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(*packages: str) -> list[Path]:
    """Return our modules, migrations left out; of some packages, or of all."""
    folders = [SOURCE / package for package in packages] or [SOURCE]
    found = (path for folder in folders for path in folder.rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def suite_modules() -> list[Path]:
    """Return the modules of the suite."""
    return sorted((ROOT / "tests").rglob("*.py"))


def text_files() -> Iterator[tuple[Path, str]]:
    """Yield every readable file of the repository, except what others wrote or was built."""
    for folder, folders, names in ROOT.walk():
        folders[:] = [name for name in folders if name not in NOT_OURS and not hidden(name)]
        for name in set(names) - {".git"}:  # in a work tree a file that names a path
            path = folder / name
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def hidden(name: str) -> bool:
    """Whether a folder is a tool's own; the folder of continuous integration is ours."""
    return name.startswith(".") and name != ".ci"


def named(path: Path) -> str:
    """Return a path as the tests show it."""
    return str(path.relative_to(ROOT))


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    """Yield the functions and methods of a module, at any depth."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
