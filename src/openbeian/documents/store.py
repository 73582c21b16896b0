"""Sealed files on disk: written whole or not at all, and swept when no row knows them."""

import errno
import os
import secrets
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from django.conf import settings

from openbeian.errors import DomainError
from openbeian.text import Text


class StorageFull(DomainError):
    """The disk of the document store is full; everything else goes on working."""

    code = "documents.storage_full"
    message = Text(
        "The document store is full at the moment. Nothing was kept; try again later.",
        "文件存储空间暂时不足，文件未保存，请稍后重试。",
    )


def put(sealed: bytes) -> str:
    """Store sealed bytes durably and return the name of the blob. Raises StorageFull.

    On return the file and its folder entry are on disk: a row that is committed afterwards never
    names a file that is not there, and a crash before it leaves at most an orphan.
    """
    name = secrets.token_hex(32)
    draft = _root() / "quarantine" / f"{name}.part"
    target = _path(name)
    try:
        for folder in (draft.parent, target.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(draft, sealed)
        draft.replace(target)
        _sync_folder(target.parent)
    except OSError as fault:
        draft.unlink(missing_ok=True)
        if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StorageFull from fault
        raise
    return name


def get(name: str) -> bytes:
    """Return the sealed bytes of a blob. Raises FileNotFoundError."""
    return _path(name).read_bytes()


def discard(name: str) -> None:
    """Remove a blob that no row names."""
    _path(name).unlink(missing_ok=True)


def older_than(seconds: float) -> Iterator[str]:
    """Yield the names of blobs that were written longer ago than this."""
    limit = time.time() - seconds
    for path in _root().glob("[0-9a-f][0-9a-f]/*"):
        if path.stat().st_mtime < limit:
            yield path.name


def drop_drafts(seconds: float) -> int:
    """Remove half-written files that are older than this and return their number."""
    limit = time.time() - seconds
    stale = [path for path in _root().glob("quarantine/*.part") if path.stat().st_mtime < limit]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)


def drop(names: Collection[str]) -> int:
    """Remove blobs and return their number."""
    for name in names:
        discard(name)
    return len(names)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _root() -> Path:
    return Path(settings.OPENBEIAN_BLOBS)


def _path(name: str) -> Path:
    return _root() / name[:2] / name
