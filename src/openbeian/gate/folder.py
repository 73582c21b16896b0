"""The folder of the store: its generations, which of them is current, and who may replace it.

    current                 a symbolic link to the generation that counts
    store-<id>.lmdb         one generation, with LMDB's own lock file beside it
    damaged-<id>            left by a gate that found that generation damaged
    index-<id>-<position>   what `bulk` made of one state of a generation, replaced by the next
    build.lock, feed.lock   held by the one program that builds, and by the one that follows
    index.lock              held while an index is made

A generation is written under a name that nothing reads and becomes current by one rename, so that
whoever dies while building leaves the store as it was.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID, uuid4

_CURRENT = "current"
_GENERATION = "store-{}.lmdb"


class Folder:
    """Where one store lives; the folder itself may not exist yet."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> Path | None:
        """Return the generation that counts, or None while there has been none."""
        try:
            return self.path / (self.path / _CURRENT).readlink()
        except FileNotFoundError:
            return None

    def draft(self) -> tuple[UUID, Path]:
        """Return the id and the path of a generation that is yet to be written."""
        self.path.mkdir(parents=True, exist_ok=True)
        store = uuid4()
        return store, self.path / _GENERATION.format(store.hex)

    def publish(self, generation: Path) -> None:
        """Make a generation, which is on the disk, the current one; the others are removed.

        Only for who holds `locked("build")`. A gate that still has an old one open keeps what it
        sees until it lets go.
        """
        link = self.path / f"{_CURRENT}.{generation.stem}"
        link.symlink_to(generation.name)
        link.replace(self.path / _CURRENT)
        self._sync()
        self.sweep()

    def sweep(self) -> None:
        """Remove every generation but the current one; only for who holds `locked("build")`."""
        current = self.current()
        kept = {_CURRENT, *((current.name, f"{current.name}-lock") if current else ())}
        for pattern in ("store-*", "damaged-*", f"{_CURRENT}.*"):
            for path in self.path.glob(pattern):
                if path.name not in kept:
                    path.unlink(missing_ok=True)

    @contextmanager
    def locked(self, work: str, *, wait: bool = True) -> Iterator[bool]:
        """Hold the lock of a work, `build` or `feed`; without waiting, yield whether it was free.

        The system lets go of it however the program ends.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / f"{work}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
            else:
                yield True

    def tell_damaged(self, generation: Path) -> None:
        """Leave word for the follower that a generation is damaged, where we may write at all."""
        with suppress(OSError):
            self._damage(generation).touch()

    def is_damaged(self, generation: Path) -> bool:
        """Whether a gate has found this generation damaged."""
        return self._damage(generation).exists()

    def _damage(self, generation: Path) -> Path:
        return self.path / generation.stem.replace("store-", "damaged-")

    def _sync(self) -> None:
        folder = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
