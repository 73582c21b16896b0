"""Background work: follow the log."""

from django.tasks import task

from openbeian.config import clock
from openbeian.webhooks import feed


@task()
def follow() -> int:
    """Put what changed since the last turn; runs every few seconds, and may overlap."""
    return feed.follow(at=clock.now())
