"""The HTTP server below the app: how long a client may take to say what it wants, and how the server leaves."""

import asyncio
from types import FrameType
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.settings import Settings

HEADERS_S = 10.0
"""Seconds from the first byte of a request to the end of its headers; and from connecting to the first byte."""
CONNECTIONS = 1_000
"""Above it new requests get 503, so that no client uses up the process's files."""
LEAVING_S = 30
"""Seconds that a stop waits for requests in work; what is not acknowledged by then is not stored, or stored unheard."""


class ImpatientProtocol(H11Protocol):
    """uvicorn's, which by itself waits for ever for headers that do not come."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """A timer runs until a whole request line with its headers is here."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """The timer ends with the headers; the first byte of a further request begins another."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """No timer outlives its connection."""
        super().connection_lost(exc)
        self._stop_watching()

    @property
    def _expects_headers(self) -> bool:
        return repr(self.conn.their_state) == "IDLE"  # by its name: the state itself is in a library of uvicorn's

    def _watch(self) -> None:
        waiting = self._expects_headers and self.timeout_keep_alive_task is None
        if not waiting:
            self._stop_watching()
        elif self._timer is None:
            self._timer = self.loop.call_later(HEADERS_S, self._give_up)

    def _stop_watching(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        if self._expects_headers and not self.transport.is_closing():
            self.transport.close()


class Server(uvicorn.Server):
    """A server whose signals are set before it runs."""

    def leave(self, _number: int, _frame: FrameType | None) -> None:
        """For SIGINT and SIGTERM: what runs is finished, also before the server runs and when it raises them again at
        its end; by default they would end the process before the store is closed.
        """
        self.should_exit = True


def server_of(app: ASGIApp, settings: Settings) -> Server:
    """The server of the app, within the settings' limits."""
    limits: dict[str, Any] = {
        "h11_max_incomplete_event_size": 4 * settings.header_bytes,  # the app answers below; this only cuts off
        "limit_concurrency": CONNECTIONS,
        "timeout_graceful_shutdown": LEAVING_S,
        "server_header": False,
    }
    return Server(uvicorn.Config(app, http=ImpatientProtocol, ws="none", log_config=None, access_log=False, **limits))
