"""Problems as OpenAI's clients expect them, on the routes that speak its shapes."""

import json
from http import HTTPStatus
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http.problems import MEDIA_TYPE
from service.http.replies import problem_example
from service.wire import to_json

Json = dict[str, Any]
_ROUTES = ("/v1/chat/", "/v1/models")
_CODES = {
    "key-required": "invalid_api_key",
    "key-may-only-read": "insufficient_permissions",
    "unknown-model": "model_not_found",
    "too-many-requests": "rate_limit_exceeded",
    "deadline-exceeded": "timeout",
}
_TYPES = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error"}


def speaks_openai(path: str) -> bool:
    """Whether the route at a path speaks OpenAI's shapes."""
    return path.startswith(_ROUTES)


def error_object(problem: Json) -> Json:
    """A problem as OpenAI's error object, with our name of the request beside it."""
    kind = str(problem.get("type", "")).rpartition(":")[2]
    status = status_of(int(problem.get("status", 500)))
    error = {
        "message": problem.get("detail", ""),
        "type": _TYPES.get(status) or ("invalid_request_error" if status < 500 else "server_error"),
        "param": _param(problem),
        "code": _CODES.get(kind, kind.replace("-", "_") or None),
    }
    return {"error": error | ({"request_id": problem["request_id"]} if "request_id" in problem else {})}


def status_of(status: int) -> int:
    """The status that OpenAI's clients know for a problem's."""
    return 400 if status == HTTPStatus.UNPROCESSABLE_ENTITY else status


def _param(problem: Json) -> str | None:
    errors = problem.get("errors")
    return str(errors[0]["pointer"]).lstrip("#/").replace("/", ".") or None if errors else None


def failing(*statuses: int) -> dict[int | str, Json]:
    """The errors that a route may return, for its description, each with an example."""
    return {status: _documented(status) for status in statuses}


def _documented(status: int) -> Json:
    given = problem_example(status, 422 if status == HTTPStatus.BAD_REQUEST else None)
    schema = {"$ref": "#/components/schemas/OpenAIError"}
    return {
        "description": HTTPStatus(status).phrase,
        "content": {"application/json": {"schema": schema, "example": error_object(given)}},
    }


class OpenAIErrors:
    """The outermost layer: what leaves as a problem from OpenAI's routes, from whatever layer, leaves as its error."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and speaks_openai(scope["path"]):
            await self._app(scope, receive, _Translating(send).send)
        else:
            await self._app(scope, receive, send)


class _Translating:
    """Sends on what comes, a problem held back until it is whole and translated."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """The message, or nothing yet."""
        if message["type"] == "http.response.start" and _is_problem(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._translated(self._start)

    async def _translated(self, start: Message) -> None:
        body = to_json(error_object(json.loads(self._body))).encode()
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-type"] = "application/json"
        headers["content-length"] = str(len(body))
        await self._send({**start, "status": status_of(start["status"]), "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})


def _is_problem(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith(MEDIA_TYPE)
