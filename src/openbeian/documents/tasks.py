"""Periodic work: the sweep of what interrupted uploads left behind."""

from django.tasks import task

from openbeian.documents import services


@task
def sweep_orphans() -> int:
    """Remove orphans older than an hour and return their number."""
    return services.sweep_orphans()
