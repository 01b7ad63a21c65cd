"""Who is let in: with a key by what it may do, without one only this machine."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.errors import MissingKey, ReadOnlyKey, UnusableKeys
from service.http.problems import problem, problem_of
from service.keys import Key, Keys
from service.settings import is_loopback

_ELSEWHERE = "without a key this service answers only to 127.0.0.1 and localhost: use one of them, or create a key"


class Gate:
    """Wants a key on /v1 and /metrics (401), once there is any or where the address is open to others.

    Without a key, being on this machine is what lets one in. A page of elsewhere that has its own name resolve to
    127.0.0.1 would be let in by the browser too, but its requests carry that name, and are refused (421).
    """

    def __init__(self, app: ASGIApp, keys: Keys, *, open_to_others: bool) -> None:
        self._app = app
        self._keys = keys
        self._open_to_others = open_to_others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            if not self._open_to_others and not self._keys:
                if not is_loopback(_host_of(headers.get("host", ""))):
                    await problem(421, "Misdirected request", _ELSEWHERE)(scope, receive, send)
                    return
            elif scope["path"].startswith("/v1/") or scope["path"] == "/metrics":
                scope.setdefault("state", {})["key"] = self._key(headers)
        except (MissingKey, UnusableKeys) as error:
            await problem_of(error)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _key(self, headers: Headers) -> Key:
        kind, _, secret = headers.get("authorization", "").partition(" ")
        key = self._keys.key_of(secret.strip()) if kind.lower() == "bearer" else None
        if key is None:
            raise MissingKey('this service wants a key: send the header "Authorization: Bearer <key>"')
        return key


def may_read(_: Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))]) -> None:
    """For the description of a route: a key of any rights, which `Gate` has looked at already."""


def may_change(request: Request) -> None:
    """ReadOnlyKey where the request's key may not change what is kept."""
    key: Key | None = getattr(request.state, "key", None)
    if key is not None and key.rights != "full":
        raise ReadOnlyKey(f"the key {key.name} may only read: use one with full rights (crosscheck keys create NAME)")


def _host_of(host: str) -> str:
    """The host without port and brackets; empty where it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
