"""Prometheus's counters of requests, asks and conflicts, and what is kept. The only file that knows its library."""

from collections.abc import Callable, Iterable, Iterator

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from service.answer import Answer
from service.service import Service

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Counters:
    """The numbers of one app; safe to count from several threads."""

    def __init__(self, service: Service, in_flight: Callable[[], float]) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # a further series a counter, which nothing reads
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "crosscheck_requests", "Requests answered", ["route", "method", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "crosscheck_request_seconds", "How long they took", ["route"], buckets=_SECONDS, registry=self._registry
        )
        Gauge("crosscheck_requests_in_flight", "Requests not answered yet", registry=self._registry).set_function(
            in_flight
        )
        self._asks = Counter("crosscheck_asks", "Questions by what became of them", ["status"], registry=self._registry)
        self._conflicts = Counter("crosscheck_conflicts", "Conflicts shown, by type", ["type"], registry=self._registry)
        self._hung_up = Counter("crosscheck_hung_up", "Clients that left before their answer", registry=self._registry)
        self._registry.register(_Kept(service))
        ProcessCollector(registry=self._registry)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Counts a request; status 0 where the client had left."""
        if status == 0:
            self._hung_up.inc()
            return
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def asked(self, answer: Answer) -> None:
        """Counts an answer and its conflicts."""
        self._asks.labels(answer.status).inc()
        for conflict in answer.conflicts:
            self._conflicts.labels(conflict.type).inc()

    def text(self) -> bytes:
        """All of them, in Prometheus's text format."""
        return generate_latest(self._registry)


class _Kept(Collector):
    """What the store holds at the moment that someone asks."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def describe(self) -> Iterable[Metric]:
        """Nothing: the store is not read before anyone asks."""
        return ()

    def collect(self) -> Iterator[Metric]:
        info = self._service.info()
        for name in ("documents", "passages", "figures", "generation"):
            yield GaugeMetricFamily(f"crosscheck_{name}", f"{name.capitalize()} kept", getattr(info, name))
        rebuilt = len(self._service.rebuilt())
        yield GaugeMetricFamily("crosscheck_rebuilds", "Caches made anew since the start", rebuilt)
