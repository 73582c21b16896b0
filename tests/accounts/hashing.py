"""A hasher that counts how often it worked: hashing is what takes a sign-up its time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import MD5PasswordHasher


class CountingHasher(MD5PasswordHasher):
    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.hashed += 1
        return super().encode(password, salt)

    @classmethod
    @contextmanager
    def counted(cls) -> Iterator[Callable[[], int]]:
        """Yield a function that tells how many passwords were hashed since."""
        before = cls.hashed
        yield lambda: cls.hashed - before
