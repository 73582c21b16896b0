"""A database of its own, and a program run against it: for tests that kill or crowd processes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from psycopg import sql


@pytest.fixture
def own_database(tmp_path) -> Iterator[str]:
    """Yield the address of an empty database of the kind that the suite runs on."""
    default = settings.DATABASES["default"]
    if not default["ENGINE"].endswith("postgresql"):
        yield f"sqlite:///{tmp_path}/own.sqlite3"
        return
    name = f"own_{uuid4().hex[:12]}"
    server = {"host": default["HOST"], "user": default["USER"], "dbname": "postgres"}
    if default["PORT"]:
        server["port"] = default["PORT"]
    if default["PASSWORD"]:
        server["password"] = default["PASSWORD"]
    with psycopg.connect(**server, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield _address(server, name)
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _address(server: dict[str, str], name: str) -> str:
    who = ":".join(quote(server[part]) for part in ("user", "password") if part in server)
    port = f":{server['port']}" if "port" in server else ""
    return f"postgresql://{who}@{port}/{name}?host={quote(server['host'], safe='')}"


def run_program(module: str, *words: str, database: str, var: Path, patience: int = 300) -> Any:
    """Run a module by `house_program` in a process of its own and return what it found."""
    environ = {
        **os.environ,
        "OPENBEIAN_MODE": "test",
        "OPENBEIAN_VAR": str(var),
        "OPENBEIAN_DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "openbeian.config.settings",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    finished = subprocess.run(
        [sys.executable, "-m", "house_program", module, *words],
        env=environ,
        capture_output=True,
        text=True,
        timeout=patience,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout)
