"""Limits on what a request may bring, and on where it may believe to be."""

from urllib.parse import urlsplit

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http.problems import problem
from service.settings import is_loopback


class BodyLimit:
    """Refuses bodies of more bytes than the limit (413), announced or not, before they are read whole.

    FastAPI has such a limit of its own, which answers in plain text.
    """

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit
        self._detail = f"the body is larger than {limit:,} bytes: send fewer documents at once"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif self._announced(scope) > self._limit:
            await problem(413, "Content too large", self._detail)(scope, receive, send)
        else:
            await self._app(scope, self._counted(receive), send)

    def _announced(self, scope: Scope) -> int:
        length = Headers(scope=scope).get("content-length", "")
        return int(length) if length.isascii() and length.isdecimal() else 0

    def _counted(self, receive: Receive) -> Receive:
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._limit:
                raise HTTPException(413, self._detail)
            return message

        return counted


class LoopbackOnly:
    """Refuses requests that name a host which is not this machine (421).

    Without a key, being on this machine is what lets one in. A page of elsewhere that has its own name resolve to
    127.0.0.1 would be let in by the browser too, but its requests carry that name.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not is_loopback(_host_of(Headers(scope=scope).get("host", ""))):
            await problem(421, "Misdirected request", self._detail)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    _detail = "without CROSSCHECK_API_KEY this service answers only to 127.0.0.1 and localhost: use one of them"


def _host_of(host: str) -> str:
    """The host without port and brackets; empty where it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
