"""Putting messages into Slack, and finding those that are there already.

Every answer carries the name of its question in its metadata. Whoever takes up a question whose post was begun by
another looks for that name in the thread first, so that an answer which Slack took is not posted again.

The client's own retries are off: they repeat a post of which it is not known whether Slack took it.
"""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import WebClient
from slack_sdk.webhook import WebhookClient

from service.slack.block_kit import Message
from service.slack.errors import SlackBusy, SlackError, SlackRefusal, SlackShut, SlackUncertain
from service.slack.journal import Row

ANSWER, NOTICE = "crosscheck_answer", "crosscheck_notice"
"""Event types of the metadata."""
TIMEOUT_S = 10
_SHUT = frozenset(
    "account_inactive invalid_auth missing_scope no_permission not_allowed_token_type not_authed org_login_required"
    " token_expired token_revoked two_factor_setup_required ekm_access_denied team_access_not_granted".split()
)
_UNCERTAIN = frozenset("fatal_error internal_error request_timeout service_unavailable team_added_to_org".split())
_TOO_MUCH = frozenset(
    "invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long metadata_too_large".split()
)
"""What only the blocks can be at fault for: the text alone is posted then."""
_GONE = frozenset({404, 410})


class Poster:
    """Speaks as the bot; safe to use from several threads."""

    def __init__(self, client: WebClient, bot: str) -> None:
        self._client = client
        self._bot = bot
        self._pauses = Pauses()

    def post(self, row: Row, message: Message) -> str | None:
        """The answer where it was asked for; the post's ts, or None where Slack tells none. Anything else is a leaf of
        SlackError, which says whether something may have been posted.
        """
        place = row.posed.place
        if row.posed.kind == "command":
            return self._to_person(row, message)
        try:
            return self._to_channel(place.channel, place.thread, message, metadata_of(row))
        except SlackRefusal:
            if row.posed.kind != "share" or not place.response_url:
                raise
            self.respond(place.response_url, message, in_channel=True)  # the bot is no member of the channel
            return None

    def tell(self, row: Row, message: Message) -> None:
        """Something about the question that is not its answer."""
        place = row.posed.place
        if place.response_url:
            self.respond(place.response_url, message)
        else:
            self._to_channel(place.channel, place.thread, message, {"event_type": NOTICE, "event_payload": {}})

    def find(self, row: Row) -> str | None:
        """The ts of the answer that Slack has already, where it has one. Of what only one person sees Slack tells
        nothing.
        """
        place = row.posed.place
        if row.posed.kind == "command":
            return None
        wanted = metadata_of(row)
        for message in self._messages(place.channel, place.thread, row.noted):
            if message.get("user") == self._bot and message.get("metadata") == wanted:
                return str(message["ts"])
        return None

    def respond(self, url: str, message: Message, *, in_channel: bool = False) -> None:
        """A reply by the address that came with a command or a button: to the person alone, unless `in_channel`."""
        body = {
            "response_type": "in_channel" if in_channel else "ephemeral",
            "replace_original": False,
            "text": message.text,
            "blocks": list(message.blocks),
        }
        with self._pauses.heeded("response_url"), _translated("response_url"):
            reply = WebhookClient(url, timeout=TIMEOUT_S, retry_handlers=[]).send_dict(body)
            if reply.status_code == 429:
                raise SlackBusy("response_url: too much at once", _seconds(reply.headers))
            if reply.status_code >= 500:
                raise SlackUncertain(f"response_url answers {reply.status_code}")
            if reply.status_code in _GONE or reply.body in ("expired_url", "used_url"):
                raise SlackRefusal("the address that came with the command is used up", "expired_url")
            if reply.status_code != 200:
                raise SlackRefusal(f"response_url answers {reply.status_code}: {reply.body[:200]}", "response_url")

    def open_window(self, trigger: str, view: dict[str, Any]) -> None:
        """A window over what the person sees; Slack takes it only within three seconds of the press."""
        with self._pauses.heeded("views.open"), _translated("views.open"):
            self._client.views_open(trigger_id=trigger, view=view)

    def update_window(self, view_id: str, view: dict[str, Any]) -> None:
        """The window with another page in it."""
        with self._pauses.heeded("views.update"), _translated("views.update"):
            self._client.views_update(view_id=view_id, view=view)

    def _to_person(self, row: Row, message: Message) -> str | None:
        """By the command's own address, which lasts half an hour; after that in a direct message."""
        url = row.posed.place.response_url
        try:
            if url:
                self.respond(url, message)
                return None
        except SlackRefusal as refusal:
            if refusal.code != "expired_url":
                raise
        return self._to_channel(row.posed.user, None, message, metadata_of(row))

    def _to_channel(
        self, channel: str, thread: str | None, message: Message, metadata: Mapping[str, Any]
    ) -> str | None:
        said = {"text": message.text, "mrkdwn": False, "parse": "none", "link_names": False, "metadata": metadata}
        said |= {"channel": channel, "unfurl_links": False, "unfurl_media": False} | (
            {"thread_ts": thread} if thread else {}
        )
        try:
            return self._sent(said | {"blocks": list(message.blocks)})
        except SlackRefusal as refusal:
            if refusal.code not in _TOO_MUCH:
                raise
            return self._sent(said)

    def _sent(self, message: Mapping[str, Any]) -> str | None:
        with self._pauses.heeded("chat.postMessage"), _translated("chat.postMessage"):
            ts = self._client.chat_postMessage(**message).get("ts")
            return None if ts is None else str(ts)

    def _messages(self, channel: str, thread: str | None, noted: float) -> Iterator[Mapping[str, Any]]:
        cursor: str | None = None
        wanted: dict[str, Any] = {
            "channel": channel,
            "include_all_metadata": True,
            "limit": 200,
            "oldest": f"{noted - 60:.6f}",
        }
        method = "conversations.replies" if thread else "conversations.history"
        while True:
            with self._pauses.heeded(method), _translated(method):
                if thread:
                    page = self._client.conversations_replies(ts=thread, cursor=cursor, **wanted)
                else:
                    page = self._client.conversations_history(cursor=cursor, **wanted)
            yield from page.get("messages") or ()
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return


class Pauses:
    """What Slack said about when to come again, by method: until then nothing is sent to it."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    @contextmanager
    def heeded(self, method: str) -> Iterator[None]:
        """SlackBusy at once while a pause lasts; a new one is remembered."""
        with self._lock:
            left = self._until.get(method, 0.0) - time.monotonic()
        if left > 0:
            raise SlackBusy(f"{method}: Slack asked to wait", left)
        try:
            yield
        except SlackBusy as busy:
            with self._lock:
                self._until[method] = max(self._until.get(method, 0.0), time.monotonic() + busy.retry_after_s)
            raise


def metadata_of(row: Row) -> dict[str, Any]:
    """By what an answer is known again."""
    return {"event_type": ANSWER, "event_payload": {"question": row.posed.event}}


@contextmanager
def _translated(method: str) -> Iterator[None]:
    """Slack's errors as ours."""
    try:
        yield
    except SlackError:
        raise
    except SlackApiError as error:
        raise refusal_of(method, error) from error
    except (OSError, HTTPException, SlackClientError, ValueError) as error:
        raise SlackUncertain(f"{method}: no word from Slack ({type(error).__name__}: {error})") from error


def refusal_of(method: str, error: SlackApiError) -> SlackError:
    """What Slack's error means for what was asked."""
    reply = error.response
    code = str(reply.get("error"))
    if reply.status_code == 429 or code in ("ratelimited", "rate_limited"):
        return SlackBusy(f"{method}: too much at once", _seconds(reply.headers))
    if reply.status_code >= 500 or code in _UNCERTAIN:
        return SlackUncertain(f"{method}: {code} ({reply.status_code})")
    if code in _SHUT:
        needed = f", which needs {reply['needed']}" if reply.get("needed") else ""
        return SlackShut(f"{method}{needed}: Slack says {code}: run crosscheck slack doctor")
    return SlackRefusal(f"{method}: Slack says {code}", code)


def _seconds(headers: Mapping[str, Any]) -> float:
    """Retry-After; half a minute where there is none that is a number."""
    given = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    said = str(given[0] if isinstance(given, list) else given)
    return float(said) if said.isascii() and said.isdecimal() else 30.0
