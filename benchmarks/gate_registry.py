"""A registry that knows as much as the gate's store does, for the house's own view."""

import gate_data

from openbeian.config import clock
from openbeian.registry.models import Elsewhere

TOGETHER = 2000


def seed(domains: int) -> None:
    """Say of so many domains that they are filed elsewhere."""
    now = clock.now()
    said = {"filed": True, "source": "bench", "as_of": now, "since": now}
    rows = (
        Elsewhere(domain=gate_data.domain(n), entity_number=f"沪ICP备2026{n:06d}号", **said)
        for n in range(domains)
    )
    Elsewhere.objects.bulk_create(rows, batch_size=TOGETHER)
