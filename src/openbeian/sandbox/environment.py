"""One typed reading of `OPENBEIAN_SANDBOX_*`; nothing else in the sandbox reads `os.environ`."""

import base64
import binascii
import contextlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

PREFIX = "OPENBEIAN_SANDBOX_"
NAMESPACE = "http://administration.openbeian.example/interface/v3"
_KEY_BYTES = 32


class EnvironmentFault(SystemExit):
    """A setting is missing or unreadable; the message names it."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Every setting of one sandbox."""

    var: Path
    secret_key: str
    key: bytes
    database_url: str
    hosts: tuple[str, ...]
    namespace: str
    clock: Path


def read(environ: Mapping[str, str] = os.environ) -> Environment:
    """Read the settings; secrets that are not given are made once and kept.

    `CLOCK` is the file in which the programs of a demo share how far their clocks are ahead.
    Raises EnvironmentFault, which ends the program with its message.
    """
    house = Path(environ.get("OPENBEIAN_VAR", "var")).resolve()
    var = Path(environ.get(f"{PREFIX}VAR") or house / "sandbox").resolve()
    hosts = environ.get(f"{PREFIX}HOSTS", "127.0.0.1,localhost,[::1]")
    given = {f"{PREFIX}{name}": environ.get(f"{PREFIX}{name}") for name in ("SECRET_KEY", "KEY")}
    kept = {} if all(given.values()) else _kept_secrets(var)
    return Environment(
        var=var,
        secret_key=given[f"{PREFIX}SECRET_KEY"] or kept[f"{PREFIX}SECRET_KEY"],
        key=_raw_key(given[f"{PREFIX}KEY"] or kept[f"{PREFIX}KEY"]),
        database_url=environ.get(f"{PREFIX}DATABASE_URL") or f"sqlite:///{var}/sandbox.sqlite3",
        hosts=tuple(word.strip() for word in hosts.split(",") if word.strip()),
        namespace=environ.get(f"{PREFIX}NAMESPACE", NAMESPACE),
        clock=Path(environ.get(f"{PREFIX}CLOCK") or house / "clock.json").resolve(),
    )


def database(url: str) -> dict[str, Any]:
    """Turn a database address into Django's setting: `sqlite:///path` or `postgresql://…`.

    Raises EnvironmentFault.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path).removeprefix("/"))
    if parts.scheme in {"postgres", "postgresql"}:
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path).removeprefix("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            # the folder of a socket cannot stand in the place of a host
            "HOST": options.pop("host", parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": options,
        }
    raise EnvironmentFault(f"{PREFIX}DATABASE_URL: '{parts.scheme}' is not sqlite or postgres.")


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path if path.startswith(":") else f"/{path.removeprefix('/')}",
        "OPTIONS": {
            # a read that turns into a write must not find the file locked
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # FULL: what was answered with code 0 outlives a power cut
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
            "PRAGMA foreign_keys=ON;",
        },
    }


def _raw_key(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != _KEY_BYTES:
        raise EnvironmentFault(f"{PREFIX}KEY: a key is 32 bytes in base64.")
    return raw


def _new_secrets() -> dict[str, str]:
    return {
        f"{PREFIX}SECRET_KEY": secrets.token_urlsafe(48),
        f"{PREFIX}KEY": base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode("ascii"),
    }


def _kept_secrets(var: Path) -> dict[str, str]:
    """Read the kept secrets, making them once; safe when several programs start at a time."""
    path = var / "secrets.json"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        draft = var / f"secrets.{os.getpid()}.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(_new_secrets()), encoding="utf-8")
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)  # the first program wins; the others read what it made
        draft.unlink()
    try:
        kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as fault:
        raise EnvironmentFault(f"{path} is damaged: remove it and set new passwords.") from fault
    return kept
