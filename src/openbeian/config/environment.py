"""One typed reading of the process environment; nothing else reads `os.environ`."""

import base64
import binascii
import contextlib
import ipaddress
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from openbeian.rulebook import Edition


class Mode(StrEnum):
    """How the house runs: a demo makes its own secrets and owns its clock; production does not."""

    DEMO = "demo"
    PRODUCTION = "production"
    TEST = "test"


class TwoSteps(StrEnum):
    """Whether the provider's people sign in with a second factor, or only may."""

    REQUIRED = "required"
    OPTIONAL = "optional"


class EnvironmentFault(SystemExit):
    """A setting is missing or unreadable; the message names it."""


type Keys = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Environment:
    """Every setting of one installation."""

    mode: Mode
    var: Path
    secret_key: str
    keys: Keys
    index_key: bytes
    database_url: str
    hosts: tuple[str, ...]
    base_url: str
    trusted_proxies: int
    staff_two_steps: TwoSteps
    smtp_url: str
    mail_from: str
    sms_backend: str
    sms: Mapping[str, str]
    edition: str
    provider: str
    rulebook_overrides: tuple[Path, ...]
    calendars: tuple[Path, ...]
    interface_xsd: Path | None
    organisation_files: int
    organisation_megabytes: int
    authority_call_seconds: float
    authority_poll_seconds: float
    round_seconds: float
    webhook_networks: tuple[str, ...]

    @property
    def is_production(self) -> bool:
        """Whether the guards of production hold."""
        return self.mode is Mode.PRODUCTION


def read(environ: Mapping[str, str] = os.environ) -> Environment:
    """Read `OPENBEIAN_*`; in a demo, secrets that are not given are made once and kept.

    Raises EnvironmentFault, which ends the program with its message.
    """
    mode = _one_of(Mode, "OPENBEIAN_MODE", environ.get("OPENBEIAN_MODE", Mode.DEMO))
    edition = environ.get("OPENBEIAN_EDITION", Edition.FOUNDING)
    var = Path(environ.get("OPENBEIAN_VAR", "var")).resolve()
    two_steps = TwoSteps.REQUIRED if mode is Mode.PRODUCTION else TwoSteps.OPTIONAL
    kept = {} if mode is Mode.PRODUCTION else _kept_secrets(var)
    base_url = environ.get("OPENBEIAN_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    _check_base_url(base_url, safe=mode is Mode.PRODUCTION)
    overrides = environ.get("OPENBEIAN_RULEBOOK_OVERRIDES", "")
    return Environment(
        mode=mode,
        var=var,
        secret_key=_secret(environ, kept, "OPENBEIAN_SECRET_KEY"),
        keys=_keys(_secret(environ, kept, "OPENBEIAN_KEYS")),
        index_key=_raw_key("OPENBEIAN_INDEX_KEY", _secret(environ, kept, "OPENBEIAN_INDEX_KEY")),
        database_url=environ.get("OPENBEIAN_DATABASE_URL") or f"sqlite:///{var}/openbeian.sqlite3",
        hosts=tuple(_words(environ.get("OPENBEIAN_HOSTS", "127.0.0.1,localhost,[::1]"))),
        base_url=base_url,
        trusted_proxies=_proxies(environ, must=mode is Mode.PRODUCTION),
        staff_two_steps=_one_of(
            TwoSteps,
            "OPENBEIAN_STAFF_TWO_STEPS",
            environ.get("OPENBEIAN_STAFF_TWO_STEPS", two_steps),
        ),
        smtp_url=environ.get("OPENBEIAN_SMTP_URL", "smtp://127.0.0.1:8025"),
        mail_from=environ.get("OPENBEIAN_MAIL_FROM", "Openbeian <beian@openbeian.example>"),
        sms_backend=environ.get("OPENBEIAN_SMS_BACKEND", "openbeian.notices.sms.outbox.OutboxSms"),
        sms={name: text for name, text in environ.items() if name.startswith("OPENBEIAN_SMS_")},
        edition=_one_of(Edition, "OPENBEIAN_EDITION", edition).value,
        provider=environ.get("OPENBEIAN_PROVIDER", "示例云计算（上海）有限公司"),
        rulebook_overrides=tuple(Path(word) for word in _words(overrides)),
        calendars=tuple(Path(word) for word in _words(environ.get("OPENBEIAN_CALENDARS", ""))),
        interface_xsd=_schemas(environ.get("OPENBEIAN_INTERFACE_XSD", "")),
        organisation_files=_count(environ, "OPENBEIAN_ORGANISATION_FILES", 500),
        organisation_megabytes=_count(environ, "OPENBEIAN_ORGANISATION_MEGABYTES", 1024),
        authority_call_seconds=_seconds(environ, "OPENBEIAN_AUTHORITY_CALL_SECONDS"),
        authority_poll_seconds=_seconds(environ, "OPENBEIAN_AUTHORITY_POLL_SECONDS"),
        round_seconds=_seconds(environ, "OPENBEIAN_ROUND_SECONDS", default="30"),
        webhook_networks=_networks(environ.get("OPENBEIAN_WEBHOOK_NETWORKS", "")),
    )


def database(url: str) -> dict[str, Any]:
    """Turn a database address into Django's setting: `sqlite:///path`, `postgresql://…?sslmode=…`.

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
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise EnvironmentFault(f"OPENBEIAN_DATABASE_URL: '{parts.scheme}' is not sqlite or postgres.")


def mailer(url: str) -> dict[str, Any]:
    """Turn `smtp://`, `smtp+starttls://` or `smtps://` into one of Django's mailers.

    Raises EnvironmentFault.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"}:
        raise EnvironmentFault(f"OPENBEIAN_SMTP_URL: '{parts.scheme}' is not smtp or smtps.")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname or "127.0.0.1",
            "port": parts.port or (465 if parts.scheme == "smtps" else 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp+starttls",
            "timeout": 15,
        },
    }


def without_password(url: str) -> str:
    """Return an address as it may be shown and stored.

    >>> without_password("smtps://beian:secret@mail.example.cn:465")
    'smtps://beian:***@mail.example.cn:465'
    """
    parts = urlsplit(url)
    if parts.password is None:
        return url
    name, _, place = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{name.partition(':')[0]}:***@{place}").geturl()


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path if path.startswith(":") else f"/{path.removeprefix('/')}",
        "OPTIONS": {
            # a read that turns into a write must not find the file locked
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: what was acknowledged outlives a power cut, as it does on PostgreSQL
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
            "PRAGMA foreign_keys=ON;",
        },
    }


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _schemas(folder: str) -> Path | None:
    """Return the folder with the published schemas; none is asked for where none is named."""
    if not folder:
        return None
    if not (Path(folder) / "upload.xsd").is_file():
        raise EnvironmentFault(f"OPENBEIAN_INTERFACE_XSD: there is no upload.xsd in '{folder}'.")
    return Path(folder)


def _one_of[E: StrEnum](choices: type[E], name: str, word: str) -> E:
    if word not in choices:
        raise EnvironmentFault(f"{name}: '{word}' is none of {', '.join(choices)}.")
    return choices(word)


def _count(environ: Mapping[str, str], name: str, otherwise: int) -> int:
    word = environ.get(name) or str(otherwise)
    if not (word.isascii() and word.isdigit() and int(word)):
        raise EnvironmentFault(f"{name}: '{word}' is not a whole number above zero.")
    return int(word)


def _proxies(environ: Mapping[str, str], *, must: bool) -> int:
    name, most = "OPENBEIAN_TRUSTED_PROXIES", 9
    word = environ.get(name, "" if must else "0")
    if not word:
        raise EnvironmentFault(
            f"{name} is not set. How many proxies of yours are between the browsers and here?"
        )
    if word not in {str(count) for count in range(most + 1)}:
        raise EnvironmentFault(f"{name}: '{word}' is not a whole number from 0 to {most}.")
    return int(word)


def _check_base_url(url: str, *, safe: bool) -> None:
    """Links to set a password are built on this address: in production they travel encrypted."""
    parts = urlsplit(url)
    if parts.scheme not in ({"https"} if safe else {"http", "https"}):
        kind = "https://" if safe else "http:// or https://"
        raise EnvironmentFault(f"OPENBEIAN_BASE_URL: '{url}' does not begin with {kind}.")
    if not parts.hostname or url != f"{parts.scheme}://{parts.netloc}" or "@" in parts.netloc:
        raise EnvironmentFault(f"OPENBEIAN_BASE_URL: '{url}' is not a host with nothing behind it.")


def _seconds(environ: Mapping[str, str], name: str, *, default: str = "60") -> float:
    word = environ.get(name, default)
    if not word.isascii() or not word.isdecimal() or int(word) == 0:
        raise EnvironmentFault(f"{name}: '{word}' is no whole number of seconds.")
    return float(word)


def _networks(text: str) -> tuple[str, ...]:
    try:
        return tuple(str(ipaddress.ip_network(word)) for word in _words(text))
    except ValueError as fault:
        raise EnvironmentFault(f"OPENBEIAN_WEBHOOK_NETWORKS: {fault}") from fault


def _secret(environ: Mapping[str, str], kept: Mapping[str, str], name: str) -> str:
    value = environ.get(name) or kept.get(name)
    if not value:
        raise EnvironmentFault(f"{name} is not set. `openbeian new-secrets` prints a fresh one.")
    return value


def _keys(text: str) -> Keys:
    pairs = [word.partition(":") for word in _words(text)]
    if not pairs:
        raise EnvironmentFault("OPENBEIAN_KEYS holds no key.")
    return tuple((key_id, _raw_key("OPENBEIAN_KEYS", raw)) for key_id, _, raw in pairs)


def _raw_key(name: str, text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != 32:  # noqa: PLR2004 - AES-256
        raise EnvironmentFault(f"{name}: a key is 32 bytes in base64.")
    return raw


def new_secrets() -> dict[str, str]:
    """Return a fresh set of the secrets an installation needs, by setting name."""
    return {
        "OPENBEIAN_SECRET_KEY": secrets.token_urlsafe(48),
        "OPENBEIAN_KEYS": f"k1:{base64.b64encode(secrets.token_bytes(32)).decode()}",
        "OPENBEIAN_INDEX_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
    }


def _kept_secrets(var: Path) -> dict[str, str]:
    """Read the demo's secrets, making them once; safe when several programs start at a time."""
    path = var / "secrets.json"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        draft = var / f"secrets.{os.getpid()}.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(new_secrets()), encoding="utf-8")
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)  # the first program wins; the others read what it made
        draft.unlink()
    try:
        kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as fault:
        raise EnvironmentFault(f"{path} is damaged: restore it from the backup.") from fault
    return kept
