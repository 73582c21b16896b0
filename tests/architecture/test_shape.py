"""The code is small, and its packages are nouns of the business."""

import ast
from pathlib import Path

from architecture.tree import PURE, SOURCE, functions, modules, named, parsed, suite_modules

LONGEST_FUNCTION = 60
LONGEST_FILE = 400
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "common", "core", "libraries", "lib", "misc"}


def test_a_file_is_read_in_one_sitting() -> None:
    lengths = {
        named(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in [*modules(), *suite_modules()]
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_a_function_fits_on_a_screen() -> None:
    lengths = {
        f"{named(path)}:{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in [*modules(), *suite_modules()]
        for function in functions(path)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_a_module_says_what_it_is_for() -> None:
    assert [
        named(path)
        for path in modules()
        if parsed(path).body and not ast.get_docstring(parsed(path))
    ] == []


def test_no_package_has_an_empty_name() -> None:
    words = {part for path in modules() for part in path.relative_to(SOURCE).with_suffix("").parts}
    assert words & EMPTY_WORDS == set()


def test_imports_stand_at_the_top() -> None:
    # commands start fast by importing late
    hidden = [
        f"{named(path)}:{node.lineno}"
        for path in modules()
        if "commands" not in path.parts
        for function in functions(path)
        if not _is_start_of_an_app(function.name, path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def _is_start_of_an_app(function: str, path: Path) -> bool:
    # Django allows no model to be imported before this point
    return path.name == "apps.py" and function == "ready"


def test_a_public_function_of_a_pure_package_states_its_contract() -> None:
    assert [
        f"{named(path)}:{node.name}"
        for path in modules(*PURE)
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ] == []
