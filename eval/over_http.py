"""A running service as a target: what may be retried is, and nothing else."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter, ValidationError

from eval.asking import Target
from service.answer import Answer, Found
from service.documents import DocumentView
from service.errors import MissingKey, Refused, ServiceUnreachable, UnknownDocument
from service.wire import plain, to_json

T = TypeVar("T")
ATTEMPTS = 5
FIRST_WAIT_S = 0.25
LONGEST_WAIT_S = 30.0
RETRIED = frozenset({429, 503})
"""The statuses that say "later"; any other of 4xx says that the request is wrong, and would be again."""
BROKEN = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ReadError, httpx.RemoteProtocolError)
"""Connections that were not made or broke. A question changes nothing, so it may be asked twice; one that runs into
the time limit is not asked again, for the service is still busy with it."""
_ADAPTERS: dict[Any, TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in (Answer, Found, DocumentView)}


@contextmanager
def served_at(
    url: str, api_key: str | None = None, timeout_s: float = 120.0, sleep: Callable[[float], None] = time.sleep
) -> Iterator[Target]:
    """The service at an address, asked once whether it is there and lets us in."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {api_key}"} if api_key else {})
    with httpx.Client(base_url=url.rstrip("/"), headers=headers, timeout=timeout_s) as client:
        service = _Served(client, sleep)
        service.get("/v1/documents?limit=1")
        yield Target(
            ask=lambda ask: service.post("/v1/ask", ask, Answer),
            search=lambda ask: service.post("/v1/search", ask, Found).passages,
            read=lambda name: _read(DocumentView, service.get("/v1/documents/" + quote(name, safe=""))),
        )


class _Served:
    """Requests with their retries."""

    def __init__(self, client: httpx.Client, sleep: Callable[[float], None]) -> None:
        self._client = client
        self._sleep = sleep

    def get(self, path: str) -> bytes:
        return self._called("GET", path, None)

    def post(self, path: str, body: object, kind: type[T]) -> T:
        return _read(kind, self._called("POST", path, to_json(plain(body)).encode()))

    def _called(self, method: str, path: str, body: bytes | None) -> bytes:
        wait = FIRST_WAIT_S
        for attempt in range(1, ATTEMPTS + 1):
            try:
                response = self._client.request(method, path, content=body)
            except BROKEN as error:
                if attempt == ATTEMPTS:
                    raise ServiceUnreachable(
                        f"no answer from {self._client.base_url} ({error}), asked {ATTEMPTS} times: is it running?"
                    ) from error
            except httpx.HTTPError as error:
                raise ServiceUnreachable(
                    f"no answer from {self._client.base_url} ({error or type(error).__name__})"
                ) from error
            else:
                if response.status_code not in RETRIED or attempt == ATTEMPTS:
                    return _content(response)
                wait = max(wait, _said_wait(response))
            self._sleep(min(wait, LONGEST_WAIT_S))
            wait *= 2
        raise AssertionError("the last attempt returns or raises")


def _said_wait(response: httpx.Response) -> float:
    """The seconds of Retry-After; 0 where it says none, or a date."""
    said = response.headers.get("Retry-After", "")
    return float(said) if said.isascii() and said.isdecimal() else 0.0


def _content(response: httpx.Response) -> bytes:
    if response.is_success:
        return response.content
    detail = _detail(response)
    if response.status_code == 404:
        raise UnknownDocument(detail)
    if response.status_code == 401:
        raise MissingKey(f"{detail}; give --api-key, or set CROSSCHECK_API_KEY to it")
    raise Refused(detail, response.status_code)


def _detail(response: httpx.Response) -> str:
    """What the problem says; the status alone where the body is none."""
    try:
        said: Any = response.json()
        return str(said["detail"])
    except (ValueError, KeyError, TypeError):
        return f"status {response.status_code} without a reason"


def _read(kind: type[T], content: bytes) -> T:
    try:
        return cast("T", _ADAPTERS[kind].validate_json(content))
    except ValidationError as error:
        raise ServiceUnreachable(f"the service answers in a form that is not known here: {error}") from error
