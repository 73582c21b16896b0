"""Sizes of files as people read them."""


def megabytes(count: int) -> str:
    """Return a size in bytes as people read it.

    >>> megabytes(10 * 1024 * 1024), megabytes(400 * 1024)
    ('10 MB', '400 KB')
    """
    return f"{count // 1024} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:g} MB"
