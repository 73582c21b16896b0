"""What may be written where."""

import ast
import re
import subprocess
import sys
import tomllib

from architecture.tree import FACES, PURE, ROOT, SOURCE, modules, named, parsed

WRITES = {"save", "create", "bulk_create", "get_or_create", "update_or_create", "delete"}


def test_a_face_writes_nothing_itself() -> None:
    assert [
        f"{named(path)}:{node.lineno}"
        for path in modules(*FACES)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
    ] == []


def test_only_faces_tasks_and_commands_ask_the_clock() -> None:
    askers = {
        path.relative_to(SOURCE)
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom)
        and node.module == "openbeian.config"
        and "clock" in {alias.name for alias in node.names}
    }
    allowed = {*FACES, "commands", "config"}
    others = {path for path in askers if path.parts[0] not in allowed and path.name != "tasks.py"}
    # called by the sign-up library, which knows no `at`
    assert {str(path) for path in others} <= {"notices/account_mail.py"}


def test_the_pure_packages_load_without_django() -> None:
    names = [
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts) for path in modules(*PURE)
    ]
    program = (
        f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\n"
        "sys.exit('django' in sys.modules)"
    )
    outcome = subprocess.run([sys.executable, "-c", program], check=False, cwd=ROOT / "src")
    assert outcome.returncode == 0


def test_the_makefile_holds_exactly_the_pure_packages_to_full_coverage() -> None:
    line = re.search(r"^PURE := (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert line
    assert tuple(line[1].split()) == PURE


def test_the_import_contract_names_every_pure_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = project["tool"]["importlinter"]["contracts"]
    pure = next(c for c in contracts if c["name"].startswith("The pure packages"))
    assert {f"openbeian.{package}" for package in PURE} <= set(pure["source_modules"])
