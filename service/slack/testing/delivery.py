"""Deliveries as Slack makes them: signed over HTTP or in envelopes over a socket, and again where no ack came."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

from service.slack.testing.sockets import ACK_S, Sockets

KINDS = {"events_api": "event_callback", "slash_commands": "command", "interactive": "block_actions"}


@dataclass
class Delivery:
    """One payload on its way."""

    kind: str
    payload: dict[str, Any]
    attempts: int = 0
    acked_s: list[float] = field(default_factory=list)
    """Seconds from each attempt to its acknowledgement."""
    said: Any = None
    """What came back with the acknowledgement."""
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def acknowledged(self) -> bool:
        """Whether one was."""
        return bool(self.acked_s)


@dataclass
class Postman:
    """Delivers to a request URL, where one is set, else over the sockets. Slack's own pauses before an event is sent
    again are next to none, a minute and five; tests have less time.
    """

    sockets: Sockets
    signing_secret: str
    request_url: str | None = None
    retry_after_s: tuple[float, ...] = (0.1, 1.0, 3.0)
    deliveries: list[Delivery] = field(default_factory=list)

    def deliver(self, kind: str, payload: dict[str, Any]) -> Delivery:
        """On its way; commands and buttons are sent once."""
        delivery = Delivery(kind, payload)
        self.deliveries.append(delivery)
        threading.Thread(target=self._run, args=(delivery,), daemon=True).start()
        return delivery

    def _run(self, delivery: Delivery) -> None:
        pauses = self.retry_after_s if delivery.kind == "events_api" else ()
        for pause_s in (*pauses, None):
            begun = time.monotonic()
            try:
                delivery.attempts += 1
                delivery.said = self._send(delivery)
                delivery.acked_s.append(time.monotonic() - begun)
                break
            except TimeoutError:
                if pause_s is not None:
                    time.sleep(pause_s)
        delivery.done.set()

    def _send(self, delivery: Delivery) -> Any:  # noqa: ANN401 - JSON
        attempt = delivery.attempts - 1
        if self.request_url is None:
            return self.sockets.send(delivery.kind, delivery.payload, attempt, "timeout")
        body, content_type = body_of(delivery.kind, delivery.payload)
        headers = signed_headers(body, self.signing_secret) | {"Content-Type": content_type}
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_timeout"}
        status, said = posted(self.request_url, body, headers)
        if status != 200:
            raise TimeoutError
        return said


def body_of(kind: str, payload: Mapping[str, Any]) -> tuple[bytes, str]:
    """The bytes of a request of this kind, and what they are."""
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    form = {"payload": json.dumps(payload)} if kind == "interactive" else payload
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def signed_headers(body: bytes, secret: str, at: float | None = None) -> dict[str, str]:
    """Slack's signature of the body, and its time.

    https://docs.slack.dev/authentication/verifying-requests-from-slack
    """
    timestamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def posted(url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
    """Status and body of the reply; TimeoutError where none came within three seconds."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=ACK_S)
    try:
        connection.request("POST", parts.path, body, dict(headers))
        reply = connection.getresponse()
        return reply.status, reply.read().decode()
    except (OSError, HTTPException) as error:
        raise TimeoutError from error
    finally:
        connection.close()
