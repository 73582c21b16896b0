"""The house's own settings, with short leases: nobody waits a minute for whoever was killed."""

from openbeian.config.settings import *  # noqa: F403 - all of them

OPENBEIAN_OUTBOX = {"lease_seconds": 5, "first_seconds": 1}
