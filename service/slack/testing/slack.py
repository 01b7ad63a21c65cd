"""A whole Slack in this process: people who write, command and press, and an app that is told of it."""

import itertools
import json
import secrets
import time
from types import TracebackType
from typing import Any, Self

from service.slack.manifest import scopes as manifest_scopes
from service.slack.testing.delivery import Delivery, Postman
from service.slack.testing.sockets import Sockets
from service.slack.testing.web_api import Fault, WebApi
from service.slack.testing.workspace import EVENT_SCOPES, EVENTS, KINDS, Message, Workspace
from service.slack.tokens import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

PERSON, CHANNEL, PRIVATE = "U0ANN", "C0VALLEY", "G0CELLAR"


class FakeSlack:
    """To be entered: then its Web API and its sockets listen on loopback.

    with FakeSlack() as slack:
        ...  # a bot with slack.environment, its API at slack.api
        slack.mention("what did the bridge cost?")
        answer = slack.wait_for(lambda: slack.workspace.said_by_bot())
    """

    def __init__(self, scopes: frozenset[str] | None = None, request_url: str | None = None) -> None:
        self.workspace = Workspace()
        self.sockets = Sockets()
        self.signing_secret = secrets.token_hex(16)
        self.postman = Postman(self.sockets, self.signing_secret, request_url)
        given = manifest_scopes() if scopes is None else scopes
        self.web = WebApi(self.workspace, given, self._echo, self.sockets.address)
        self._events = itertools.count(1)

    def __enter__(self) -> Self:
        self.sockets.start()
        self.web.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        self.web.stop()
        self.sockets.stop()

    @property
    def api(self) -> str:
        """Where the Web API is."""
        return f"{self.web.address}/api/"

    @property
    def environment(self) -> dict[str, str]:
        """What the bot needs to know."""
        return {
            BOT_TOKEN: self.web.bot_token,
            APP_TOKEN: self.web.app_token,
            SIGNING_SECRET: self.signing_secret,
            "CROSSCHECK_SLACK_API": self.api,
        }

    def say(
        self,
        text: str,
        channel: str = CHANNEL,
        user: str = PERSON,
        thread: str | None = None,
        **more: Any,  # noqa: ANN401 - JSON
    ) -> tuple[Message, list[Delivery]]:
        """Someone writes; the app is told as its scopes and subscriptions have it: of a message, and of a mention."""
        message = self.workspace.write(channel, user, text, thread, **more)
        return message, self.tell(message)

    def mention(
        self, text: str, channel: str = CHANNEL, user: str = PERSON, thread: str | None = None
    ) -> tuple[Message, list[Delivery]]:
        """Someone calls the bot: two events."""
        return self.say(f"<@{self.workspace.bot}> {text}", channel, user, thread)

    def direct(self, text: str, user: str = PERSON, thread: str | None = None) -> tuple[Message, list[Delivery]]:
        """Someone writes to the bot alone."""
        return self.say(text, f"D{user}", user, thread)

    def tell(self, message: Message) -> list[Delivery]:
        """The events that a message makes."""
        letter = message["channel"][0]
        told = []
        if EVENT_SCOPES[EVENTS[letter]] in self.web.scopes:
            told.append(self.event(message | {"channel_type": KINDS[letter]}))
        called = (
            f"<@{self.workspace.bot}>" in message["text"] and letter != "D" and message["user"] != self.workspace.bot
        )
        if called and EVENT_SCOPES["app_mention"] in self.web.scopes:
            told.append(self.event(message | {"type": "app_mention"}))
        return told

    def event(self, event: Message, event_id: str | None = None) -> Delivery:
        """One event on its way."""
        return self.postman.deliver("events_api", self.callback(event, event_id))

    def callback(self, event: Message, event_id: str | None = None) -> dict[str, Any]:
        """The envelope of an event."""
        of = self.workspace
        return {
            "type": "event_callback",
            "team_id": of.team,
            "api_app_id": of.app,
            "event": event | {"event_ts": event["ts"]},
            "event_id": event_id or f"Ev{next(self._events):08d}",
            "event_time": int(time.time()),
            "authorizations": [{"team_id": of.team, "user_id": of.bot, "is_bot": True, "is_enterprise_install": False}],
        }

    def command(self, text: str, channel: str = CHANNEL, user: str = PERSON) -> Delivery:
        """Someone types /crosscheck."""
        return self.postman.deliver(
            "slash_commands",
            {
                "command": "/crosscheck",
                "text": text,
                "team_id": self.workspace.team,
                "channel_id": channel,
                "user_id": user,
                "api_app_id": self.workspace.app,
                "trigger_id": self.web.trigger(user),
                "response_url": self.web.response_url(channel, user),
            },
        )

    def press(self, message: Message, action: str, user: str = PERSON) -> Delivery:
        """Someone presses the button of this name, on a message or in a window."""
        pressed = next(button for button in buttons_of(message) if button["action_id"] == action)
        payload: dict[str, Any] = {
            "type": "block_actions",
            "team": {"id": self.workspace.team},
            "user": {"id": user},
            "api_app_id": self.workspace.app,
            "trigger_id": self.web.trigger(user),
            "actions": [pressed | {"action_ts": self.workspace.ts()}],
        }
        if "view_id" in message:
            payload |= {"view": {"id": message["view_id"]}, "container": {"type": "view"}}
        else:
            payload |= {
                "channel": {"id": message["channel"]},
                "container": {"type": "message"},
                "message": {"ts": message.get("ts"), "text": message.get("text")},
                "response_url": self.web.response_url(message["channel"], user),
            }
        return self.postman.deliver("interactive", payload)

    def limit(self, method: str, times: int, retry_after_s: int) -> None:
        """The method answers 429 so often."""
        self.web.faults.setdefault(method, []).append(Fault(times, retry_after_s=retry_after_s))

    def fail(self, method: str, error: str, times: int = 1) -> None:
        """The method answers with this error so often."""
        self.web.faults.setdefault(method, []).append(Fault(times, error=error))

    def stumble(self, method: str, times: int = 1, *, done: bool = True) -> None:
        """The method answers 503 so often, although (`done`) it did what was asked."""
        self.web.faults.setdefault(method, []).append(Fault(times, status=503, done=done))

    def _echo(self, message: Message) -> None:
        """The bot is told of what it says, as of all messages."""
        self.tell(message)


def buttons_of(message: Message) -> list[dict[str, Any]]:
    """All buttons of a message or a window."""
    blocks = message.get("blocks") or message.get("view", {}).get("blocks", [])
    return [
        each for block in json.loads(json.dumps(blocks)) if block["type"] == "actions" for each in block["elements"]
    ]
