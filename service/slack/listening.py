"""The socket over which Slack sends: opened, opened again when it breaks, closed without losing what came."""

import threading
from logging import getLogger

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError

from service.slack.errors import BadTokens

_log = getLogger(__name__)
PING_S = 3.0
"""How often the connection is looked at: so long at most until it is opened again, four times that until one that says
nothing is given up.
"""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 1.0, 30.0
_REFUSED = frozenset(
    "invalid_auth not_authed account_inactive token_revoked not_allowed_token_type missing_scope".split()
)


class Listening:
    """Socket Mode for an app, until it is closed."""

    def __init__(self, app: App, app_token: str, ping_s: float = PING_S) -> None:
        self._handler = SocketModeHandler(app, app_token, ping_interval=ping_s, concurrency=10)

    def open(self, stopping: threading.Event) -> None:
        """Connected, tried until it works or `stopping` is set; BadTokens where Slack does not take the token."""
        pause_s = _FIRST_PAUSE_S
        while not stopping.is_set():
            try:
                self._handler.connect()  # type: ignore[no-untyped-call]
            except SlackApiError as error:
                if error.response.get("error") in _REFUSED:
                    code = error.response.get("error")
                    raise BadTokens(
                        f"Slack does not take SLACK_APP_TOKEN ({code}): run crosscheck slack doctor"
                    ) from error
                _log.warning("no socket yet: %s", error)
            except OSError as error:
                _log.warning("no socket yet: %s", error)
            else:
                return
            stopping.wait(pause_s)
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)

    def close(self) -> None:
        """What is being written down is finished; what was not acknowledged Slack sends again, to whoever listens."""
        self._handler.close()  # type: ignore[no-untyped-call]
