"""Slack's requests over HTTP: events, commands and buttons, all at one path.

The signature is checked over the raw bytes before anything is read into them; Bolt, which reads first, checks again.
"""

from urllib.parse import parse_qsl

from slack_bolt import App, BoltRequest
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_bolt.request.internals import build_context
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

PATH = "/slack/events"
LARGEST_BODY = 2**20
"""Slack's own are some thousand bytes."""


def http_app(app: App, signing_secret: str) -> Starlette:
    """The app at PATH, and /healthz. Bolt works in a thread: it waits for the journal, and others must not wait too."""
    verifier = SignatureVerifier(signing_secret)

    async def events(request: Request) -> Response:
        try:
            body = await _body(request)
        except ClientDisconnect:
            return PlainTextResponse("gone", 400)
        if body is None:
            return PlainTextResponse("too large", 413)
        if not is_signed(verifier, request, body):
            return PlainTextResponse("not signed by Slack within the last five minutes", 401)
        try:
            asked = bolt_request(request, body)
        except ValueError:
            return PlainTextResponse("this is no request of Slack's", 400)
        return to_starlette_response(await run_in_threadpool(app.dispatch, asked))

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(routes=[Route(PATH, events, methods=["POST"]), Route("/healthz", alive)])


def is_signed(verifier: SignatureVerifier, request: Request, body: bytes) -> bool:
    """Whether the headers hold Slack's signature of these bytes, made within the last five minutes."""
    timestamp, signature = (request.headers.get(f"x-slack-{name}", "") for name in ("request-timestamp", "signature"))
    if not (timestamp.isascii() and timestamp.isdecimal() and signature.isascii()):
        return False
    try:
        return bool(verifier.is_valid(body, timestamp, signature))
    except UnicodeDecodeError:
        return False


def bolt_request(request: Request, body: bytes) -> BoltRequest:
    """The request as Bolt wants it. Of a form in which the word "payload" stands anywhere Bolt reads nothing but a
    field of that name, and so loses a command that asks about payloads.
    """
    asked = to_bolt_request(request, body)
    if not asked.body:
        asked.body = dict(parse_qsl(asked.raw_body, keep_blank_values=True))
        asked.context = build_context(asked.context, asked.body)
    return asked


async def _body(request: Request) -> bytes | None:
    """The raw body; None where it is larger than any of Slack's."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST_BODY:
            return None
        parts.append(part)
    return b"".join(parts)
