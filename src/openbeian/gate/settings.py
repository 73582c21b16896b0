"""What differs between gates, read from the environment once.

A gate beside an edge node has none of the house's secrets, so this reading is its own; the house
asks it where the store lies.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

SERVERS = ("nginx", "traefik", "envoy", "caddy")


class SettingsFault(SystemExit):
    """A setting of the gate cannot be read; the message names it."""


@dataclass(frozen=True, slots=True)
class Key:
    """One asker: the SHA-256 of its key as hexadecimal digits, and how many names it may ask.

    `per_second` names on average, `burst` at once.
    """

    name: str
    sha256: str
    per_second: float
    burst: float


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of a gate.

    `old_after` is after how many seconds data that nobody vouches for is too old to rely on.
    `open_for` names the servers whose requests pass while nothing is known; all others are refused
    then. `keys` may be empty: then everybody may ask. `counters` is the folder in which the
    workers of one run count, `workers` how many they are.
    """

    store: Path
    old_after: float = 900.0
    open_for: frozenset[str] = frozenset()
    keys: tuple[Key, ...] = field(default=(), repr=False)
    counters: Path | None = None
    workers: int = 1


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the gate's variables. Raises SettingsFault, which ends the program with its message."""
    keys = environ.get("OPENBEIAN_GATE_KEYS", "")
    return Settings(
        store=store(environ),
        old_after=_seconds(environ.get("OPENBEIAN_GATE_OLD_AFTER", "900")),
        open_for=_servers(environ.get("OPENBEIAN_GATE_OPEN_FOR", "")),
        keys=_keys(Path(keys)) if keys else (),
    )


def store(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the store."""
    var = Path(environ.get("OPENBEIAN_VAR", "var"))
    return Path(environ.get("OPENBEIAN_GATE_STORE") or var / "gate").resolve()


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds < float("inf"):
        raise SettingsFault(f"OPENBEIAN_GATE_OLD_AFTER: '{text}' is no number of seconds.")
    return seconds


def _servers(text: str) -> frozenset[str]:
    named = frozenset(word.strip() for word in text.split(",") if word.strip())
    for stranger in sorted(named - set(SERVERS)):
        raise SettingsFault(
            f"OPENBEIAN_GATE_OPEN_FOR: '{stranger}' is none of {', '.join(SERVERS)}."
        )
    return named


def _keys(path: Path) -> tuple[Key, ...]:
    """Read the keys: one TOML table for each, with `sha256`, `per_second` and maybe `burst`."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(_key(name, table) for name, table in tables.items())
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise SettingsFault(f"OPENBEIAN_GATE_KEYS: {path}: {fault!r}") from fault


def _key(name: str, table: Mapping[str, object]) -> Key:
    digest, rate = str(table["sha256"]).lower(), float(str(table["per_second"]))
    burst = float(str(table.get("burst", max(rate, 1.0))))
    if len(bytes.fromhex(digest)) != 32 or rate <= 0 or burst < 1:  # noqa: PLR2004 - SHA-256
        msg = f"{name} needs a sha256 of 64 digits, a rate above 0 and a burst of 1 or more"
        raise ValueError(msg)
    if strange := table.keys() - {"sha256", "per_second", "burst"}:
        msg = f"{name} has {', '.join(sorted(strange))}, which means nothing"
        raise ValueError(msg)
    return Key(name, digest, rate, burst)
