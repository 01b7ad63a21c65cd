"""The Web API: the methods that the bot uses, with Slack's checks, errors and rate limits."""

import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qsl

from service.slack.testing.limits import MESSAGE_TEXT, MESSAGE_TOGETHER, size_of, wrong_with_blocks, wrong_with_view
from service.slack.testing.workspace import HISTORY, Message, Reply, Window, Workspace

Arguments = dict[str, Any]
METHOD_SCOPES = {
    "auth.test": None,
    "chat.postMessage": "chat:write",
    "conversations.history": "*:history",
    "conversations.replies": "*:history",
    "views.open": None,
    "views.update": None,
}
"""What each method of the bot's needs; *:history by the kind of conversation."""
URL_USES, URL_LASTS_S = 5, 1_800.0


class Refusal(Exception):
    """`{"ok": false}`, with Slack's word for it."""

    def __init__(self, error: str, **more: Any) -> None:  # noqa: ANN401 - JSON
        super().__init__(error)
        self.body = {"ok": False, "error": error, **more}


@dataclass
class Fault:
    """What a method does the next `times`: 429 with Retry-After, the status of a server in trouble (once it has
    done what was asked, where `done`), or an error.
    """

    times: int
    status: int = 200
    retry_after_s: int | None = None
    error: str | None = None
    done: bool = False


@dataclass
class ReplyAddress:
    """A response_url: who gets what is sent there, how often still, and until when."""

    channel: str
    user: str
    uses: int = URL_USES
    until: float = field(default_factory=lambda: time.monotonic() + URL_LASTS_S)


class WebApi:
    """The methods over a workspace; `posted` hears every message of the bot's, `socket` gives a socket's address."""

    def __init__(
        self,
        workspace: Workspace,
        scopes: frozenset[str],
        posted: Callable[[Message], None],
        socket: Callable[[], str],
    ) -> None:
        self.workspace = workspace
        self.scopes = scopes
        self.bot_token = f"xoxb-{secrets.token_hex(12)}"
        self.app_token = f"xapp-1-{secrets.token_hex(12)}"
        self.app_scopes = frozenset({"connections:write"})
        self.faults: dict[str, list[Fault]] = {}
        self.calls: list[tuple[str, float, int]] = []
        """Method, time (monotonic) and status of every call."""
        self.triggers: dict[str, tuple[float, str]] = {}
        self.addresses: dict[str, ReplyAddress] = {}
        self._posted = posted
        self._socket = socket
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        """From now on it answers."""
        self._thread.start()

    def stop(self) -> None:
        """It answers no more."""
        self._server.shutdown()
        self._server.server_close()

    def trigger(self, user: str) -> str:
        """A trigger_id, good for three seconds."""
        name = f"{time.time_ns()}.{secrets.token_hex(6)}"
        self.triggers[name] = (time.monotonic(), user)
        return name

    def response_url(self, channel: str, user: str) -> str:
        """An address for replies to the person."""
        path = f"/commands/{self.workspace.team}/{secrets.token_hex(6)}/{secrets.token_hex(12)}"
        self.addresses[path] = ReplyAddress(channel, user)
        return self.address + path

    def answer(self, path: str, token: str | None, arguments: Arguments) -> tuple[int, dict[str, str], str]:
        """Status, headers and body of a request."""
        method = path.removeprefix("/api/") if path.startswith("/api/") else "response_url"
        with self.workspace.lock:
            fault = self._fault(method)
            status, headers, body = (
                self._faulty(fault) if fault and not fault.done else self._done(path, method, token, arguments)
            )
            if fault and fault.done:
                status, headers, body = self._faulty(fault)
        self.calls.append((method, time.monotonic(), status))
        return status, headers, body

    def _fault(self, method: str) -> Fault | None:
        waiting = [fault for fault in self.faults.get(method, []) if fault.times > 0]
        if not waiting:
            return None
        waiting[0].times -= 1
        return waiting[0]

    def _faulty(self, fault: Fault) -> tuple[int, dict[str, str], str]:
        if fault.retry_after_s is not None:
            return 429, {"Retry-After": str(fault.retry_after_s)}, json.dumps({"ok": False, "error": "ratelimited"})
        return fault.status, {}, json.dumps({"ok": False, "error": fault.error or "internal_error"})

    def _done(self, path: str, method: str, token: str | None, arguments: Arguments) -> tuple[int, dict[str, str], str]:
        if method == "response_url":
            return self._reply(path, arguments)
        headers = {"x-oauth-scopes": ",".join(sorted(self.scopes)), "Content-Type": "application/json"}
        try:
            self._check(method, token, arguments)
            said = {"ok": True, **getattr(self, f"_{method.replace('.', '_')}")(arguments)}
        except Refusal as refusal:
            said = refusal.body
        return 200, headers, json.dumps(said)

    def _check(self, method: str, token: str | None, arguments: Arguments) -> None:
        if token is None:
            raise Refusal("not_authed")
        if method == "apps.connections.open":
            self._check_token(token, self.app_token, "connections:write", self.app_scopes)
            return
        if method not in METHOD_SCOPES:
            raise Refusal("unknown_method", req_method=method)
        needed = METHOD_SCOPES[method]
        if needed == "*:history":
            needed = HISTORY.get(str(arguments.get("channel", ""))[:1], "channels:history")
        self._check_token(token, self.bot_token, needed, self.scopes)

    def _check_token(self, token: str, expected: str, needed: str | None, scopes: frozenset[str]) -> None:
        if token != expected:
            raise Refusal("not_allowed_token_type" if token in (self.bot_token, self.app_token) else "invalid_auth")
        if needed is not None and needed not in scopes:
            raise Refusal("missing_scope", needed=needed, provided=",".join(sorted(scopes)))

    def _auth_test(self, _arguments: Arguments) -> Arguments:
        of = self.workspace
        return {"url": "https://test-valley.slack.example/", "team": of.team_name, "user": "crosscheck"} | {
            "team_id": of.team, "user_id": of.bot, "bot_id": of.bot_id, "is_enterprise_install": False,
        }  # fmt: skip

    def _apps_connections_open(self, _arguments: Arguments) -> Arguments:
        return {"url": self._socket()}

    def _chat_postMessage(self, arguments: Arguments) -> Arguments:  # noqa: N802 - the method's name
        channel = arguments.get("channel", "")
        if not channel or channel in self.workspace.away_from:
            raise Refusal("not_in_channel" if channel else "channel_not_found")
        check_message(arguments)
        if channel.startswith("U"):
            channel = f"D{channel}"
        more = {name: arguments[name] for name in ("blocks", "metadata", "mrkdwn", "parse") if name in arguments}
        text, thread = arguments.get("text", ""), arguments.get("thread_ts")
        message = self.workspace.write(channel, self.workspace.bot, text, thread, bot_id=self.workspace.bot_id, **more)
        self._posted(message)
        return {"channel": channel, "ts": message["ts"], "message": message}

    def _conversations_replies(self, arguments: Arguments) -> Arguments:
        found = self.workspace.thread(arguments["channel"], arguments["ts"])
        if not found:
            raise Refusal("thread_not_found")
        return self._page(found, arguments)

    def _conversations_history(self, arguments: Arguments) -> Arguments:
        channel = arguments["channel"]
        return self._page([each for each in self.workspace.messages if each["channel"] == channel], arguments)

    def _page(self, messages: list[Message], arguments: Arguments) -> Arguments:
        oldest, limit = float(arguments.get("oldest") or 0), int(arguments.get("limit") or 100)
        found = [each for each in messages if float(each["ts"]) >= oldest]
        if str(arguments.get("include_all_metadata")).lower() not in ("1", "true"):
            found = [{name: value for name, value in each.items() if name != "metadata"} for each in found]
        first = int(arguments.get("cursor") or 0)
        more = len(found) > first + limit
        return {
            "messages": found[first : first + limit],
            "has_more": more,
            "response_metadata": {"next_cursor": str(first + limit) if more else ""},
        }

    def _views_open(self, arguments: Arguments) -> Arguments:
        begun, user = self.triggers.get(arguments.get("trigger_id", ""), (0.0, ""))
        if not user:
            raise Refusal("invalid_trigger_id")
        if time.monotonic() - begun > 3:
            raise Refusal("expired_trigger_id")
        view = _view(arguments)
        opened = Window(f"V{secrets.token_hex(5)}", user, view)
        self.workspace.windows[opened.id] = opened
        return {"view": {"id": opened.id, **view}}

    def _views_update(self, arguments: Arguments) -> Arguments:
        opened = self.workspace.windows.get(arguments.get("view_id", ""))
        if opened is None:
            raise Refusal("not_found")
        opened.view = _view(arguments)
        opened.updates += 1
        return {"view": {"id": opened.id, **opened.view}}

    def _reply(self, path: str, body: Arguments) -> tuple[int, dict[str, str], str]:
        address = self.addresses.get(path)
        if address is None or time.monotonic() > address.until:
            return 404, {}, "expired_url"
        if address.uses <= 0:
            return 404, {}, "used_url"
        try:
            check_message(body)
        except Refusal as refusal:
            return 400, {}, str(refusal)
        address.uses -= 1
        self.workspace.replies.append(Reply(path, body | {"channel": address.channel, "to": address.user}))
        return 200, {}, "ok"


def check_message(message: Arguments) -> None:
    """Refusal where Slack would not take the message."""
    blocks = message.get("blocks") or []
    if not blocks and not message.get("text"):
        raise Refusal("no_text")
    if len(message.get("text", "")) > MESSAGE_TEXT:
        raise Refusal("msg_too_long")
    wrong = wrong_with_blocks(blocks)
    if wrong:
        raise Refusal("invalid_blocks", errors=wrong, response_metadata={"messages": wrong})
    if size_of(blocks) > MESSAGE_TOGETHER:
        raise Refusal("msg_blocks_too_long")


def _view(arguments: Arguments) -> dict[str, Any]:
    given = arguments.get("view")
    view: dict[str, Any] = json.loads(given) if isinstance(given, str) else given or {}
    wrong = wrong_with_view(view)
    if wrong:
        raise Refusal("invalid_arguments", response_metadata={"messages": wrong})
    return view


def _handler(api: WebApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        api_: ClassVar[WebApi] = api

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            is_json = "json" in self.headers.get("Content-Type", "")
            arguments = json.loads(body or "{}") if is_json else dict(parse_qsl(body, keep_blank_values=True))
            bearer = self.headers.get("Authorization", "").removeprefix("Bearer ") or arguments.get("token")
            status, headers, said = self.api_.answer(self.path, bearer, arguments)
            content = said.encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *_arguments: object) -> None:  # noqa: A002 - http.server's name
            """Tests say what they want to know themselves."""

    return Handler
