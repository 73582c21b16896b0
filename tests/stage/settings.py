"""The house's own settings, over a data folder and a database that live as long as the run.

`OPENBEIAN_TEST_DATABASE=postgres` plays the same tests on a real PostgreSQL, started here.
"""

import os

from stage import folders, postgres

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
VAR = folders.of_the_run() / WORKER
(VAR / "static").mkdir(parents=True, exist_ok=True)

os.environ["OPENBEIAN_MODE"] = "test"
os.environ["OPENBEIAN_VAR"] = str(VAR)
os.environ["OPENBEIAN_SANDBOX_VAR"] = str(VAR / "sandbox")
if os.environ.get("OPENBEIAN_TEST_DATABASE") == "postgres":
    os.environ["OPENBEIAN_DATABASE_URL"] = postgres.address()

from openbeian.config.settings import *  # noqa: E402, F403 - the environment comes first
from openbeian.config.settings import DATABASES, INSTALLED_APPS  # noqa: E402
from openbeian.sandbox.settings import (  # noqa: E402, F401
    SANDBOX_CLOCK,
    SANDBOX_KEY,
    SANDBOX_MOST_BODY_BYTES,
    SANDBOX_NAMESPACE,
    SANDBOX_VAR,
)

# a program of its own in life; here its tables lie beside the house's
INSTALLED_APPS = [*INSTALLED_APPS, "openbeian.sandbox"]

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # a file, so that threads and other processes meet the same locks as in life
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}

# hashing a password is slow on purpose; the tests hash thousands
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
