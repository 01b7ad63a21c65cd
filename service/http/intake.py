"""Requests to /v1 taken in: whole, within the limits, so many at once; who hangs up makes room for others."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Literal

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.deadline import Patience, waiting_with
from service.http.limits import Limits
from service.http.problems import problem

RETRY_AFTER_S = 1


class Refusal(Exception):
    """A request that is not served, and the problem that says why; status 0 where nobody is there to hear it."""

    def __init__(self, status: int, title: str, detail: str, *, retry: bool = False) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail = status, title, detail
        self.headers = {"Retry-After": str(RETRY_AFTER_S)} if retry else None


class ClientLeft(Refusal):
    """Whoever asked has hung up."""

    def __init__(self) -> None:
        super().__init__(0, "Client left", "the client hung up before it was answered")


class Lane:
    """So many requests side by side, and so many more that wait for their turn."""

    def __init__(self, slots: int, queue: int, deadline_s: float, setting: str) -> None:
        self.deadline_s = deadline_s
        self._setting = setting
        self._most = slots + queue
        self._slots = asyncio.Semaphore(slots)
        self._inside = 0

    @asynccontextmanager
    async def entered(self) -> AsyncIterator[None]:
        """A place in the lane; Refusal with 429 where all are taken."""
        if self._inside >= self._most:
            raise Refusal(
                429, "Too many requests", f"{self._most} requests are worked on or wait already: try again", retry=True
            )
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1

    @asynccontextmanager
    async def slot(self, gone: "asyncio.Task[None]", seconds: float) -> AsyncIterator[None]:
        """A turn; Refusal where none comes in time, or the client leaves before."""
        turn = asyncio.create_task(self._slots.acquire())
        try:
            await asyncio.wait({turn, gone}, timeout=max(seconds, 0.0), return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            self._forgo(turn)
            raise
        if not turn.done():
            self._forgo(turn)
            raise ClientLeft if gone.done() else self._late()
        try:
            yield
        finally:
            self._slots.release()

    def _forgo(self, turn: "asyncio.Task[Literal[True]]") -> None:
        """No turn is wanted any more; one that has just come goes to the next."""
        if turn.done() and not turn.cancelled():
            self._slots.release()
        turn.cancel()

    def _late(self) -> Refusal:
        detail = f"no turn came within {self.deadline_s:g} s ({self._setting}): try again later"
        return Refusal(503, "Deadline exceeded", detail, retry=True)


class Intake:
    """Reads a request's body whole before it is served, watches whether its client stays, and bounds how many are
    served at once: those that read side by side, those that change what is kept one after the other, as the store
    takes them. A thread that works cannot be stopped, so its deadline and its client's leaving are looked at by the
    store between its steps (see `index.deadline`).
    """

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits
        self._reading = Lane(limits.concurrency, limits.queue, limits.deadline_s, "deadline_s")
        self._changing = Lane(1, limits.queue, limits.add_deadline_s, "add_deadline_s")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/v1/"):
            await self._app(scope, receive, send)
            return
        lane = self._changing if _changes(scope) else self._reading
        try:
            async with lane.entered():
                await self._serve(lane, scope, receive, send)
        except ClientLeft:
            scope.setdefault("state", {})["left"] = True
        except Refusal as refusal:
            await problem(refusal.status, refusal.title, refusal.detail, headers=refusal.headers)(scope, receive, send)

    async def _serve(self, lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
        body = await self._body(scope, receive)
        patience, begun = Patience(lane.deadline_s), monotonic()
        gone = asyncio.create_task(_disconnected(receive))
        gone.add_done_callback(lambda _: patience.leave())
        served = asyncio.Event()

        async def sending(message: Message) -> None:
            if _ends(message) and not gone.done():  # behind the end of an answer every client is told to be gone
                served.set()
            await send(message)

        try:
            async with lane.slot(gone, lane.deadline_s - (monotonic() - begun)):
                with waiting_with(patience):
                    await self._app(scope, _replayed(body, gone), self._timed(sending))
            if gone.done() and not served.is_set():
                scope.setdefault("state", {})["left"] = True
        finally:
            gone.cancel()

    def _timed(self, send: Send) -> Send:
        """A client that does not take its answer is as good as gone: uvicorn then closes the connection."""

        async def timed(message: Message) -> None:
            try:
                async with asyncio.timeout(self._limits.deadline_s):
                    await send(message)
            except TimeoutError:
                raise ClientLeft from None

        return timed

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        """The whole body; Refusal with 413 or 408 where it is too large or too slow."""
        length = Headers(scope=scope).get("content-length", "")
        if length.isascii() and length.isdecimal() and (len(length) > 18 or int(length) > self._limits.body_bytes):
            raise self._too_large()
        parts = bytearray()
        try:
            async with asyncio.timeout(self._limits.deadline_s):
                async for part in _parts(receive):
                    parts += part
                    if len(parts) > self._limits.body_bytes:
                        raise self._too_large()
        except TimeoutError:
            detail = f"the body did not come within {self._limits.deadline_s:g} s (deadline_s): send it again, faster"
            raise Refusal(408, "Request timeout", detail) from None
        return bytes(parts)

    def _too_large(self) -> Refusal:
        limit = self._limits.body_bytes
        detail = f"the body is larger than {limit:,} bytes (body_bytes): send fewer documents at once"
        return Refusal(413, "Content too large", detail)


async def _parts(receive: Receive) -> AsyncIterator[bytes]:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientLeft
        yield message.get("body", b"")
        if not message.get("more_body", False):
            return


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _replayed(body: bytes, gone: "asyncio.Task[None]") -> Receive:
    """The body once more, then that the client has left, when it does."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if messages:
            return messages.pop()
        await asyncio.shield(gone)
        return {"type": "http.disconnect"}

    return receive


def _ends(message: Message) -> bool:
    return message["type"] == "http.response.body" and not message.get("more_body", False)


def _changes(scope: Scope) -> bool:
    return scope["method"] in ("POST", "PUT", "PATCH", "DELETE") and scope["path"].startswith("/v1/documents")
