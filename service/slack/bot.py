"""The bot as Slack sees it: what comes is written into the journal before it is acknowledged, and answered after that.

Bolt answers Slack only when a listener is through (`process_before_response`). Its default acknowledges events
before their listener has begun, and a process that ended then would lose them.
"""

import re
from collections.abc import Callable, Mapping
from logging import getLogger
from typing import Any, NamedTuple

from slack_bolt import Ack, App
from slack_bolt.error import BoltError
from slack_sdk.errors import SlackApiError
from slack_sdk.web import WebClient

from corpus.errors import CrosscheckError
from service.slack import wording
from service.slack.answer_blocks import DIFFERENCES, MORE, NOT_USEFUL, PASSAGES, SHARE, USEFUL, notice
from service.slack.errors import BadTokens, SlackUncertain
from service.slack.incoming import Allowed, Place, Posed, commanded, posed_in
from service.slack.journal import Journal, Row
from service.slack.markup import asks_nothing
from service.slack.posting import TIMEOUT_S, Poster, refusal_of
from service.slack.tokens import Tokens
from service.slack.windows import TURN, plain_window, turned_to, window

_log = getLogger(__name__)
_ANY = re.compile("")
_WINDOWS = (PASSAGES, DIFFERENCES, MORE)


class Identity(NamedTuple):
    """Who the bot is: its workspace, its user there, and both names."""

    team: str
    bot: str
    team_name: str
    name: str


def client_of(tokens: Tokens, api: str) -> WebClient:
    """The Web API, without the client's own retries: what may have been posted must not be sent again blindly."""
    return WebClient(token=tokens.bot, base_url=api.rstrip("/") + "/", timeout=TIMEOUT_S, retry_handlers=[])


def identify(client: WebClient) -> Identity:
    """Who the token speaks for; BadTokens where Slack does not take it."""
    try:
        said = client.auth_test()
    except SlackApiError as error:
        if error.response.status_code == 429 or error.response.status_code >= 500:
            raise refusal_of("auth.test", error) from error
        raise BadTokens(
            f"Slack does not take SLACK_BOT_TOKEN ({error.response.get('error')}): run crosscheck slack doctor"
        ) from error
    except OSError as error:
        raise SlackUncertain(f"no answer from {client.base_url} ({error}): is this machine connected?") from error
    return Identity(said["team_id"], said["user_id"], said.get("team", ""), said.get("user", ""))


class Bot:
    """The listeners. `wake` is called when there is something to answer."""

    def __init__(
        self, journal: Journal, poster: Poster, identity: Identity, allowed: Allowed, wake: Callable[[], None]
    ) -> None:
        self._journal = journal
        self._poster = poster
        self._me = identity.bot
        self._allowed = allowed
        self._wake = wake

    def app(self, client: WebClient, signing_secret: str | None) -> App:
        """Bolt's app with these listeners; signatures are checked where requests come over HTTP."""
        logger = getLogger("slack_bolt.crosscheck")
        try:
            app = App(client=client, signing_secret=signing_secret or "", logger=logger, process_before_response=True)
        except BoltError as error:  # it asks Slack once more whether the token is good
            raise BadTokens(f"Slack did not take SLACK_BOT_TOKEN: {error}") from error
        app.event("app_mention")(self.heard)
        app.event("message")(self.heard)
        app.event(_ANY)(_not_ours)
        app.command(_ANY)(self.commanded)
        app.action(_ANY)(ack=self.pressed, lazy=[self.shown])
        return app

    def heard(self, body: dict[str, Any]) -> None:
        """A message somewhere: written down, if it is a question to the bot."""
        posed = posed_in(body, self._me)
        if posed is not None and self._allowed.allows(posed.user, posed.place.channel):
            self._note(posed)

    def commanded(self, ack: Ack, body: dict[str, Any]) -> None:
        """The slash command: written down; help and refusals are said at once."""
        posed = commanded(body, self._me)
        if not self._allowed.allows(posed.user, posed.place.channel):
            ack(wording.NOT_HERE)
        elif asks_nothing(posed.text) or posed.text.casefold() == "help":
            ack(wording.HELP)
        else:
            self._note(posed)
            ack()

    def pressed(self, ack: Ack, body: dict[str, Any]) -> None:
        """A button: what has to last is kept before it is acknowledged."""
        action, row = self._button(body)
        user = body["user"]["id"]
        if row is not None and action["action_id"] in (USEFUL, NOT_USEFUL):
            self._journal.vote(row.id, user, useful=action["action_id"] == USEFUL)
        elif row is not None and action["action_id"] == SHARE:
            channel = body["channel"]["id"]
            place = Place(channel, response_url=body.get("response_url"))
            self._note(Posed(f"share {row.id} {channel}", "share", place, user, str(row.id)))
        ack()

    def shown(self, body: dict[str, Any]) -> None:
        """What a button shows, once it is acknowledged."""
        action, row = self._button(body)
        try:
            self._show(action, row, body)
        except CrosscheckError as error:
            _log.warning("a button's effect was not shown: %s", error)

    def _show(self, action: Mapping[str, Any], row: Row | None, body: Mapping[str, Any]) -> None:
        name = action["action_id"]
        said = {USEFUL: wording.THANKS[True], NOT_USEFUL: wording.THANKS[False], SHARE: wording.SHARED}.get(name)
        if said is not None and row is None:
            said = wording.GONE
        if not self._allowed_to_press(body):
            said = wording.NOT_HERE
        if said is not None:
            if body.get("response_url"):
                self._poster.respond(body["response_url"], notice(said))
        elif name.startswith(TURN):
            kind, key, page = turned_to(action["value"])
            self._poster.update_window(body["view"]["id"], self._window(kind, row, key, page))
        elif name in _WINDOWS:
            self._poster.open_window(body["trigger_id"], self._window(name, row, action["value"]))

    def _window(self, kind: str, row: Row | None, key: str, page: int = 0) -> dict[str, Any]:
        if row is None or row.answer is None:
            return plain_window("Crosscheck", wording.GONE)
        return window(kind, row.answer, key, page)

    def _button(self, body: Mapping[str, Any]) -> tuple[Mapping[str, Any], Row | None]:
        """The button, and the answer that it belongs to; None where that is kept no longer, or not for this person."""
        action = body["actions"][0]
        if not self._allowed_to_press(body):
            return action, None
        value = str(action.get("value", ""))
        key = value.split("|")[1] if value.count("|") == 2 else value
        return action, self._journal.row(int(key)) if key.isascii() and key.isdecimal() and len(key) < 19 else None

    def _allowed_to_press(self, body: Mapping[str, Any]) -> bool:
        """In a window there is no channel: who may see the answer could open it."""
        channel = (body.get("channel") or {}).get("id")
        if channel is None:
            return not self._allowed.users or body["user"]["id"] in self._allowed.users
        return self._allowed.allows(body["user"]["id"], channel)

    def _note(self, posed: Posed) -> None:
        if self._journal.note(posed):
            self._wake()


def _not_ours() -> None:
    """An event that nobody asked Slack for: acknowledged, so that it is not sent again."""
