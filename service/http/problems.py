"""Problems (RFC 9457): every error that leaves over HTTP, from one table."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.types import Scope

from corpus.errors import CrosscheckError, UnreadableDocument
from index.errors import DeadlineExceeded, IndexMismatch, StoreLocked, StoreUnavailable, UnstorableDocument
from index.models import ModelDigestMismatch, ModelUnavailable
from service.errors import (
    InvalidAsk,
    MissingKey,
    ReadOnlyKey,
    UnknownConversation,
    UnknownDocument,
    UnknownModel,
    UnusableKeys,
)
from service.http.request_ids import current_request_id
from service.wire import to_json

MEDIA_TYPE = "application/problem+json"

STATUS_OF: dict[type[CrosscheckError], tuple[int, str]] = {
    MissingKey: (401, "Key required"),
    ReadOnlyKey: (403, "Key may only read"),
    UnusableKeys: (503, "Keys unusable"),
    UnknownDocument: (404, "Unknown document"),
    UnknownConversation: (404, "Unknown conversation"),
    UnknownModel: (404, "Unknown model"),
    InvalidAsk: (422, "Invalid question"),
    UnreadableDocument: (422, "Unreadable document"),
    UnstorableDocument: (422, "Unreadable document"),
    StoreUnavailable: (503, "Store unavailable"),
    StoreLocked: (503, "Store locked"),
    IndexMismatch: (503, "Index mismatch"),
    ModelUnavailable: (503, "Model unavailable"),
    ModelDigestMismatch: (503, "Model unavailable"),
    DeadlineExceeded: (503, "Deadline exceeded"),
    CrosscheckError: (503, "Cannot answer at the moment"),
}
"""What each error is over HTTP; a class that is not named here is what its nearest ancestor is."""

_TITLES = {413: "Content too large", 422: "Invalid request"}
"""Where RFC 9110 has another name than this Python."""


def problem(
    status: int,
    title: str,
    detail: str,
    errors: list[dict[str, str]] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """The response that says what is wrong; `errors` points at the parts of the request that are."""
    body: dict[str, Any] = {"type": kind_of(title), "title": title, "status": status, "detail": detail}
    if request_id := current_request_id():
        body["request_id"] = request_id
    if errors:
        body["errors"] = errors
    return Response(to_json(body), status, headers, MEDIA_TYPE)


def kind_of(title: str) -> str:
    """The problem's type: a name that programs can compare ("urn:crosscheck:problem:unknown-document")."""
    return "urn:crosscheck:problem:" + title.lower().replace(" ", "-")


def status_of(error: CrosscheckError) -> tuple[int, str]:
    """Status and title of the error's class, or of its nearest ancestor in the table."""
    return next(STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF)


def install(app: FastAPI) -> None:
    """Problems for all that goes wrong in the app, framework errors included; `Observing` answers to surprises."""
    app.add_exception_handler(CrosscheckError, _crosscheck_error)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _framework_error)


def problem_of(error: CrosscheckError) -> Response:
    """The response that an error is."""
    status, title = status_of(error)
    headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
    return problem(status, title, str(error), headers=headers)


def surprise() -> Response:
    """The response to what nobody expected: without internals, which the log has."""
    return problem(500, "Internal error", "this is a fault in Crosscheck; its log says what happened")


def _crosscheck_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, CrosscheckError)
    return problem_of(error)


def _invalid_request(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors: dict[tuple[str, str], dict[str, str]] = {}
    met = list(error.errors())
    told = {_pointer(found["loc"], error.body) for found in met if found["type"] != _NO_OBJECT}
    for found in met:
        pointer = _pointer(found["loc"], error.body)
        if found["type"] != _NO_OBJECT or pointer not in told:  # where text would do, an object is asked for in vain
            said = _said(found)
            errors[pointer, said] = {"pointer": pointer, "detail": said}
    detail = "; ".join(f"{found['pointer']}: {found['detail']}" for found in list(errors.values())[:3])
    return problem(422, "Invalid request", detail, list(errors.values()))


_NO_OBJECT = "model_attributes_type"


def route_of(scope: Scope) -> str:
    """The pattern of the route that a request met, so that no document's name is told apart from another's."""
    pattern = getattr(scope.get("route"), "path_format", None)
    if pattern is None:
        return "unknown"
    prefix = "/v1" if scope["path"].startswith("/v1/") and not pattern.startswith("/v1/") else ""
    return f"{prefix}{pattern}"


def _pointer(location: tuple[int | str, ...], body: object) -> str:
    """`#/filters/documents` in a body (a JSON pointer; a broken body is meant as a whole), `?limit` in a query."""
    place, *rest = location
    if place == "query":
        return "?" + "/".join(map(str, rest))
    return "#" + "".join(f"/{part}" for part in _steps(rest, body) if isinstance(rest[0], str))


def _steps(location: list[int | str], body: object) -> Iterator[int | str]:
    """Those parts of the location that lead further into the body: the others are the validator's own names."""
    at = body
    for part in location:
        if (isinstance(at, dict) and part in at) or (isinstance(at, list) and isinstance(part, int)):
            at = at[part]  # type: ignore[index]  # a key of the one or an index of the other
            yield part
        elif isinstance(at, dict) and part == location[-1]:
            yield part  # what is missing


def _said(found: dict[str, Any]) -> str:
    """What the validator says, without the value that it met, which may be a megabyte or not even text."""
    if found["type"] == "json_invalid":
        reason = found.get("ctx", {}).get("error", "")
        return f"the body is not JSON at character {found['loc'][-1]}: {reason}"
    if found["type"] == "extra_forbidden":
        return "this field is not known; see /openapi.json for those that are"
    if found["type"] == "too_long":
        length, most = found["ctx"]["actual_length"], found["ctx"]["max_length"]
        return f"this is {length:,} long, at most {most:,} are allowed" if length else f"at most {most:,} are allowed"
    if found["type"] == _NO_OBJECT and found["loc"] == ("body",):
        return "the body must be a JSON object, sent with Content-Type: application/json"
    return str(found["msg"]).removeprefix("Value error, ")


def _framework_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = _allowed(request) or headers.get("Allow", "GET")
    title = _TITLES.get(error.status_code) or HTTPStatus(error.status_code).phrase.capitalize()
    return problem(error.status_code, title, _framework_detail(request, error, headers), headers=headers)


def _allowed(request: Request) -> str:
    """The methods of all routes at the request's path, of which the framework names the first one's; empty where none
    is described.
    """
    routes = request.app.openapi()["paths"]
    return ", ".join(sorted(method.upper() for method in routes.get(route_of(request.scope), {})))


def _framework_detail(request: Request, error: HTTPException, headers: dict[str, str]) -> str:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return f"nothing is at {request.url.path}: see /openapi.json for what is"
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return f"{request.method} is not for {request.url.path}: use {headers['Allow']}"
    return str(error.detail)
