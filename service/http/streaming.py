"""Server-sent events: named ones with JSON data, a heartbeat between them, and a clean end when the client goes."""

from collections.abc import Callable, Generator

from fastapi import Request
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.types import Receive, Scope, Send

from corpus.errors import CrosscheckError
from service.http.logs import log
from service.http.problems import problem_of, surprise
from service.http.request_ids import current_request_id

MEDIA_TYPE = "text/event-stream"
HEARTBEAT_S = 15
"""Seconds between comments, so that nothing in between takes the silence for the end."""

EVENT_SCHEMA = {
    "type": "object",
    "properties": {"event": {"type": "string"}, "data": {"type": "string"}},
    "required": ["data"],
}
"""Each event of a stream, for the description of a route; its data is JSON."""
STOPPING_S = 30.0
"""Seconds that a stop of the server leaves a stream to come to its end."""

Sent = Generator[ServerSentEvent, None, None]


class Stream(EventSourceResponse):
    """Events as they come about, each made in a thread. Whatever ends it, the end or the client's leaving, closes the
    iterator, and with it what the answer in the making held of the store.
    """

    def __init__(self, events: Sent, on_error: Callable[[bytes], ServerSentEvent]) -> None:
        """`events` gives its first one here: what cannot be asked at all is an answer of its own, with its status."""
        self._events = _with_error(next(events), events, on_error)
        self._source = events
        super().__init__(
            self._events,
            ping=HEARTBEAT_S,
            ping_message_factory=_heartbeat,
            sep="\n",
            shutdown_grace_period=STOPPING_S,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The stream sent, whole or as far as the client stayed."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._events.close()
            self._source.close()


def wants_stream(request: Request) -> bool:
    """Whether the client asks for events rather than for JSON: it names them, and before any JSON that it names."""
    accepted = [part.partition(";")[0].strip().lower() for part in request.headers.get("accept", "").split(",")]
    return next((kind == MEDIA_TYPE for kind in accepted if kind in (MEDIA_TYPE, "application/json")), False)


def _with_error(first: ServerSentEvent, rest: Sent, on_error: Callable[[bytes], ServerSentEvent]) -> Sent:
    """The events; an error after the first of them is the last one."""
    yield first
    try:
        yield from rest
    except CrosscheckError as error:
        yield on_error(bytes(problem_of(error).body))
    except Exception as error:  # of whatever kind: the status is sent already, and someone waits
        log().error("fault", request_id=current_request_id(), exc_info=error)
        yield on_error(bytes(surprise().body))


def _heartbeat() -> ServerSentEvent:
    return ServerSentEvent(comment="still here")
