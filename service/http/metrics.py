"""What each request adds to the metrics.

Prometheus's library takes as long to import as an answer to make: it is imported once the first request is answered.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from service.answer import Answer
from service.service import Service

if TYPE_CHECKING:
    from service.http.counters import Counters

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The numbers of one app. Requests come and go on one thread; `text` may be asked for on any."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._in_flight = 0

    @contextmanager
    def in_flight(self) -> Iterator[None]:
        """A request that is not answered yet."""
        self._in_flight += 1
        try:
            yield
        finally:
            self._in_flight -= 1

    def answered(self, route: str, method: str, status: int, seconds: float, answer: Answer | None) -> None:
        """Counts a request, with the answer where it was an ask; status 0 where the client had left."""
        self._counters.answered(route, method, status, seconds)
        if answer is not None:
            self._counters.asked(answer)

    def text(self) -> bytes:
        """All of them, in Prometheus's text format."""
        return self._counters.text()

    @cached_property
    def _counters(self) -> "Counters":
        from service.http.counters import Counters  # noqa: PLC0415  # see above

        return Counters(self._service, lambda: self._in_flight)
