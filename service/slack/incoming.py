"""What Slack sends, as the questions that people asked: which of it is meant for the bot, and which is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from service.slack.markup import asks_nothing, calls_another, mentions, question_in

Kind = Literal["message", "command", "share"]
_PEOPLES = {None, "thread_broadcast", "file_share"}
"""Kinds of message that a person wrote; edits, deletions, joins and other apps' are none of them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: into a thread; to one person by the address that a command came with; into a channel."""

    channel: str
    ts: str | None = None
    """The message that asks."""
    thread: str | None = None
    response_url: str | None = None


@dataclass(frozen=True, slots=True)
class Posed:
    """Something asked of the bot; `event` is what Slack names it by, the same in every delivery."""

    event: str
    kind: Kind
    place: Place
    user: str
    text: str
    addressed: bool = True
    """By mention, directly or with the command; otherwise it counts only in a thread of the bot's."""


def posed_in(body: Mapping[str, Any], bot: str) -> Posed | None:
    """The question of a message event, or None: the bot's own message, another app's, an edit, another's business."""
    event = body["event"]
    text, user, ts = event.get("text") or "", event.get("user"), event.get("ts")
    ours = event.get("bot_id") or not user or user == bot or event.get("hidden")
    if ours or not ts or event.get("subtype") not in _PEOPLES:
        return None
    direct = event.get("channel_type") == "im"
    addressed = direct or event["type"] == "app_mention" or mentions(text, bot)
    question = question_in(text, bot)
    if not addressed and (not event.get("thread_ts") or calls_another(text, bot) or asks_nothing(question)):
        return None
    place = Place(event["channel"], ts, event.get("thread_ts") or ts)
    return Posed(body["event_id"], "message", place, user, question, addressed)


def commanded(body: Mapping[str, Any], bot: str) -> Posed:
    """The question of a slash command; its answer is for the one who asked."""
    place = Place(body["channel_id"], response_url=body.get("response_url"))
    return Posed(
        f"command {body['trigger_id']}", "command", place, body["user_id"], question_in(body.get("text") or "", bot)
    )


@dataclass(frozen=True, slots=True)
class Allowed:
    """Whom the bot answers, and where; an empty list allows all."""

    channels: frozenset[str] = frozenset()
    """Ids of channels; "im" for direct messages."""
    users: frozenset[str] = frozenset()

    @classmethod
    def of(cls, channels: str | None, users: str | None) -> "Allowed":
        """From ids with commas or spaces between them."""
        return cls(_ids(channels), _ids(users))

    def allows(self, user: str, channel: str) -> bool:
        """Whether this person is answered there."""
        direct = channel.startswith("D") and "im" in self.channels
        return (not self.users or user in self.users) and (not self.channels or channel in self.channels or direct)


def _ids(listed: str | None) -> frozenset[str]:
    return frozenset((listed or "").replace(",", " ").split())
