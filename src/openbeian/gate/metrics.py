"""What the gate counts and how its store stands, in the format of Prometheus."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from openbeian.gate.counters import REFUSED, Counters
from openbeian.gate.looking import Gate
from openbeian.gate.moments import SECOND

CONTENT_TYPE = CONTENT_TYPE_LATEST


def page(gate: Gate, counters: Counters) -> bytes:
    """Return all figures of a gate, summed over its workers."""
    registry = CollectorRegistry()
    registry.register(_Figures(gate, counters))
    return generate_latest(registry)


class _Figures:
    def __init__(self, gate: Gate, counters: Counters) -> None:
        self.gate = gate
        self.counters = counters

    def collect(self) -> Iterator[Metric]:
        yield from self._counted()
        yield from self._of_the_store()

    def _counted(self) -> Iterator[Metric]:
        answers = CounterMetricFamily(
            "openbeian_gate_answers",
            "Names that were answered, by endpoint and status",
            labels=["endpoint", "status"],
        )
        refusals = CounterMetricFamily(
            "openbeian_gate_refusals",
            "Requests that could not be answered as asked, by the code of the refusal",
            labels=["code"],
        )
        for (endpoint, said), times in self.counters.sums().items():
            if endpoint == REFUSED:
                refusals.add_metric([said], times)
            else:
                answers.add_metric([endpoint, said], times)
        yield answers
        yield refusals

    def _of_the_store(self) -> Iterator[Metric]:
        store = self.gate.store()
        up = GaugeMetricFamily(
            "openbeian_gate_store_up", "Whether there is a store that can be read"
        )
        up.add_metric([], int(store is not None))
        yield up
        if store is None:
            return
        for name, help_, value in (
            ("age_seconds", "Since when nobody vouched for it", self.gate.age(store) / SECOND),
            ("position", "The last event of the log that it holds", store.header.position),
            ("domains", "How many domains have a record", store.count()),
            ("built_timestamp_seconds", "When it was built", store.header.built_at / SECOND),
        ):
            figure = GaugeMetricFamily(f"openbeian_gate_store_{name}", help_)
            figure.add_metric([], value)
            yield figure
