"""Replies: JSON of the service's values, and the problems that a route documents."""

from typing import Any

from fastapi.responses import Response

from service.http.problems import MEDIA_TYPE, kind_of
from service.wire import to_json

_WHEN = {
    400: ("Bad request", "the body is not UTF-8"),
    401: ("Key required", 'this service wants a key: send the header "Authorization: Bearer <key>"'),
    403: (
        "Key may only read",
        "the key dashboards may only read: use one with full rights (crosscheck keys create NAME)",
    ),
    404: ("Unknown document", "no document 'minutes.txt' is kept here: list them with GET /v1/documents"),
    408: ("Request timeout", "the body did not come within 30 s (deadline_s): send it again, faster"),
    413: ("Content too large", "the body is larger than the service takes"),
    421: (
        "Misdirected request",
        "without a key this service answers only to 127.0.0.1 and localhost: use one of them, or create a key",
    ),
    422: ("Invalid request", "#/question: the text is empty or blank"),
    429: ("Too many requests", "64 requests are worked on or wait already: try again"),
    431: ("Request header fields too large", "the headers are larger than 16,384 bytes (header_bytes): send fewer"),
    503: ("Cannot answer at the moment", "the index is being written by another process: try again"),
}


def reply(value: object) -> Response:
    """The value as JSON; the same value gives the same bytes."""
    return Response(to_json(value), media_type="application/json")


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems that a route may return, for its description, each with an example."""
    return {status: _documented(status, *_WHEN[status]) for status in statuses}


def no_conversation() -> dict[int | str, dict[str, Any]]:
    """The problem of routes that name a conversation, for their description."""
    detail = "no conversation '9f2c' is kept here: list them with GET /v1/conversations"
    return {404: _documented(404, "Unknown conversation", detail)}


def problem_example(status: int, instead: int | None = None) -> dict[str, Any]:
    """The problem that is the example of a status, or of the one that stands behind it."""
    title, detail = _WHEN[instead or status]
    return {"type": kind_of(title), "title": title, "status": instead or status, "detail": detail}


def _documented(status: int, title: str, detail: str) -> dict[str, Any]:
    example = {"type": kind_of(title), "title": title, "status": status, "detail": detail}
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": title, "content": {MEDIA_TYPE: {"schema": schema, "example": example}}}


def example(value: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """An example of what a route returns when all is well, for its description."""
    return {200: {"content": {"application/json": {"example": value}}}}
