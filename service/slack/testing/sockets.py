"""The socket server: who is connected, envelopes out, acknowledgements in; connections that break."""

import itertools
import json
import secrets
import socket
import threading
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

ACK_S = 3.0


class Sockets:
    """Sends envelopes to whoever is connected, in turn."""

    def __init__(self) -> None:
        self._tickets: set[str] = set()
        self._open: list[ServerConnection] = []
        self._waiting: dict[str, threading.Event] = {}
        self._payloads: dict[str, Any] = {}
        self._turn = itertools.count()
        self._lock = threading.Lock()
        self._server: Server | None = None
        self.connected = 0
        """How often a connection was made."""

    def start(self) -> None:
        """From now on it takes connections."""
        self._server = serve(self._handle, "127.0.0.1", 0, compression=None)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """It takes none any more."""
        if self._server is not None:
            self._server.shutdown()
        self.drop()

    def address(self) -> str:
        """A new address for one connection, as apps.connections.open gives it."""
        assert self._server is not None
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return f"ws://127.0.0.1:{self._server.socket.getsockname()[1]}/link/?ticket={ticket}&app_id=A0APP"

    @property
    def open(self) -> int:
        """How many are connected."""
        with self._lock:
            return len(self._open)

    def send(self, kind: str, payload: dict[str, Any], attempt: int, reason: str) -> Any:  # noqa: ANN401 - JSON
        """The payload of the acknowledgement; TimeoutError where none came in three seconds, or nobody is there."""
        envelope, acknowledged = secrets.token_hex(8), threading.Event()
        self._waiting[envelope] = acknowledged
        body = {
            "envelope_id": envelope,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
            "payload": payload,
        }
        if attempt:
            body |= {"retry_attempt": attempt, "retry_reason": reason}
        with self._lock:
            connection = self._open[next(self._turn) % len(self._open)] if self._open else None
        try:
            if connection is None:
                raise TimeoutError
            connection.send(json.dumps(body))
            if not acknowledged.wait(ACK_S):
                raise TimeoutError
            return self._payloads.pop(envelope, None)
        except (ConnectionClosed, OSError) as error:
            raise TimeoutError from error
        finally:
            self._waiting.pop(envelope, None)

    def drop(self) -> None:
        """All connections cut, without a word."""
        with self._lock:
            dropped, self._open = self._open, []
        for connection in dropped:
            try:
                connection.socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def refresh(self) -> None:
        """All are told to connect anew, as Slack does every few hours."""
        with self._lock:
            told = list(self._open)
        for connection in told:
            connection.send(json.dumps({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}}))

    def _handle(self, connection: ServerConnection) -> None:
        ticket = connection.request.path.partition("ticket=")[2].partition("&")[0] if connection.request else ""
        if ticket not in self._tickets:
            connection.close(1008, "unknown ticket")
            return
        self._tickets.discard(ticket)
        connection.send(json.dumps({"type": "hello", "num_connections": self.open + 1, "connection_info": {}}))
        with self._lock:
            self._open.append(connection)
            self.connected += 1
        try:
            for said in connection:
                self._acknowledged(json.loads(said))
        except ConnectionClosed:
            pass
        finally:
            with self._lock:
                if connection in self._open:
                    self._open.remove(connection)

    def _acknowledged(self, said: dict[str, Any]) -> None:
        waiting = self._waiting.get(said.get("envelope_id", ""))
        if waiting is not None:
            self._payloads[said["envelope_id"]] = said.get("payload")
            waiting.set()
