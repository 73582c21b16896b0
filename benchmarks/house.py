"""A fresh house to measure in: its data folder, its database, and an SMTP server that accepts all.

Importing it sets the environment, before Django reads its settings.
"""

import atexit
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]  # the example is the suite's
VAR = Path(tempfile.mkdtemp(prefix="openbeian-bench-"))
SMTP_PORT = 18990
os.environ |= {
    "OPENBEIAN_MODE": "test",
    "OPENBEIAN_VAR": str(VAR),
    "OPENBEIAN_SMTP_URL": f"smtp://127.0.0.1:{SMTP_PORT}",
    "DJANGO_SETTINGS_MODULE": "openbeian.config.settings",
}
NULL_SMTP = """
import asyncio, sys
from aiosmtpd.smtp import SMTP
class Accepting:
    async def handle_DATA(self, server, session, envelope):
        return "250 Message accepted"
async def serve():
    make = lambda: SMTP(Accepting(), hostname="localhost")
    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", int(sys.argv[1]))
    print("ready", flush=True)
    await server.serve_forever()
asyncio.run(serve())
"""


def make_tables() -> None:
    """Make the tables; they and the data folder go when this program ends."""
    django.setup()
    logging.disable()
    call_command("migrate", verbosity=0)
    import_module("openbeian.config.founding").found()  # models are loaded by now
    owner = os.getpid()
    # not in a forked child
    atexit.register(lambda: os.getpid() == owner and shutil.rmtree(VAR, ignore_errors=True))


def open_house() -> None:
    """Make the tables and start the SMTP server; both go when this program ends."""
    make_tables()
    owner = os.getpid()
    server = subprocess.Popen(
        [sys.executable, "-c", NULL_SMTP, str(SMTP_PORT)], stdout=subprocess.PIPE
    )
    server.stdout.readline()

    def close() -> None:
        if os.getpid() == owner:  # not in a forked child
            server.kill()
            server.wait()

    atexit.register(close)


def database() -> str:
    """Return which database is measured, in words."""
    if connection.vendor == "sqlite":
        return "SQLite, WAL, synchronous=FULL"
    return f"PostgreSQL {connection.pg_version // 10000}"


def timed(work: Callable[[], object]) -> float:
    """Run work and return how many seconds it took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
