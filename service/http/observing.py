"""Every request seen from outside: named, timed, counted, logged, and answered even where something went wrong."""

from contextlib import suppress
from time import perf_counter
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http.logs import log
from service.http.metrics import Metrics
from service.http.problems import problem, route_of, surprise
from service.http.request_ids import HEADER, begin_request

_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
"""Asked every few seconds by machines: logged only at the level debug."""


class Observing:
    """The outermost layer. Refuses headers over the limit (431); what nobody expected is logged and answered as 500."""

    def __init__(self, app: ASGIApp, metrics: Metrics, header_bytes: int) -> None:
        self._app = app
        self._metrics = metrics
        self._header_bytes = header_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = _Seen(send, begin_request(Headers(scope=scope).get(HEADER)))
        with self._metrics.in_flight():
            await self._answered(scope, receive, seen)
        self._note(scope, seen)

    async def _answered(self, scope: Scope, receive: Receive, seen: "_Seen") -> None:
        try:
            if _bytes_of(scope) > self._header_bytes:
                detail = f"the headers are larger than {self._header_bytes:,} bytes (header_bytes): send fewer"
                await problem(431, "Request header fields too large", detail)(scope, receive, seen.send)
            else:
                await self._app(scope, receive, seen.send)
        except Exception as error:  # of whatever kind: this is the last place that can answer
            log().error("fault", request_id=seen.request_id, route=route_of(scope), exc_info=error)
            if seen.status:
                raise
            with suppress(OSError):
                await surprise()(scope, receive, seen.send)

    def _note(self, scope: Scope, seen: "_Seen") -> None:
        route, seconds = route_of(scope), perf_counter() - seen.begun
        state = scope.get("state", {})
        status = 0 if state.get("left") else seen.status
        self._metrics.answered(route, scope["method"], status, seconds, state.get("answer"))
        line: dict[str, Any] = {"request_id": seen.request_id, "method": scope["method"], "route": route}
        line |= {"status": status or "client left", "ms": round(1000 * seconds, 1)}
        if key := state.get("key"):
            line["key"] = key.name
        write = log().debug if route in _QUIET else log().info
        write("request", **line, **state.get("noted", {}))


class _Seen:
    """What one response was, and when its request came."""

    def __init__(self, send: Send, request_id: str) -> None:
        self.begun = perf_counter()
        self.request_id = request_id
        self.status = 0
        self._send = send

    async def send(self, message: Message) -> None:
        """The message, with the request's id in its headers."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers[HEADER] = self.request_id
            headers.setdefault("X-Content-Type-Options", "nosniff")  # what sources wrote is data to a browser too
        await self._send(message)


def _bytes_of(scope: Scope) -> int:
    headers = sum(len(name) + len(value) + 4 for name, value in scope["headers"])
    return headers + len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"")
