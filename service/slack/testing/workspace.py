"""The workspace behind the Web API: channels, who is in them, what was written, and what the app may do there."""

import itertools
import threading
import time
from dataclasses import dataclass, field
from typing import Any

HISTORY = {"C": "channels:history", "G": "groups:history", "D": "im:history", "M": "mpim:history"}
"""The scope that reads a conversation, by the first letter of its id (M, a group message, is this workspace's own)."""
EVENTS = {"C": "message.channels", "G": "message.groups", "D": "message.im", "M": "message.mpim"}
KINDS = {"C": "channel", "G": "group", "D": "im", "M": "mpim"}
EVENT_SCOPES = {EVENTS[letter]: scope for letter, scope in HISTORY.items()} | {"app_mention": "app_mentions:read"}
"""What each subscription of events needs."""

Message = dict[str, Any]


@dataclass
class Reply:
    """Something sent to a response_url."""

    url: str
    body: Message


@dataclass
class Window:
    """A modal that was opened, as it stands now."""

    id: str
    user: str
    view: dict[str, Any]
    updates: int = 0


@dataclass
class Workspace:
    """All of it; its lock is held while it is read or changed."""

    team: str = "T0TEAM"
    team_name: str = "Test Valley"
    bot: str = "U0BOT"
    bot_id: str = "B0BOT"
    app: str = "A0APP"
    messages: list[Message] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    windows: dict[str, Window] = field(default_factory=dict)
    away_from: set[str] = field(default_factory=set)
    """Channels that the bot is no member of."""
    lock: threading.RLock = field(default_factory=threading.RLock)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def ts(self) -> str:
        """A message's name and time; none comes twice."""
        return f"{int(time.time())}.{next(self._numbers):06d}"

    def write(self, channel: str, user: str, text: str, thread: str | None = None, **more: Any) -> Message:  # noqa: ANN401 - JSON
        """A message, kept."""
        message = {"type": "message", "channel": channel, "user": user, "text": text, "ts": self.ts(), **more}
        if thread is not None:
            message["thread_ts"] = thread
        with self.lock:
            self.messages.append(message)
        return message

    def thread(self, channel: str, thread: str) -> list[Message]:
        """The message and the replies below it."""
        with self.lock:
            return [
                each
                for each in self.messages
                if each["channel"] == channel and thread in (each.get("thread_ts"), each["ts"])
            ]

    def said_by_bot(self, channel: str | None = None, thread: str | None = None) -> list[Message]:
        """What the bot posted, anywhere or there."""
        with self.lock:
            return [
                each
                for each in self.messages
                if each.get("bot_id") == self.bot_id
                and channel in (None, each["channel"])
                and thread in (None, each.get("thread_ts"))
            ]
