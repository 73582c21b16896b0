"""One temporary folder for a whole run, shared by its worker processes."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

VARIABLE = "OPENBEIAN_TEST_FOLDER"


def of_the_run() -> Path:
    """Return the folder; the process that made it removes it at its end."""
    if VARIABLE not in os.environ:
        folder = tempfile.mkdtemp(prefix="openbeian-test-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ[VARIABLE] = folder  # worker processes inherit it
    return Path(os.environ[VARIABLE])
