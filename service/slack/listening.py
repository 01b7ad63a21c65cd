"""The socket over which Slack sends: opened, opened again when it breaks, closed without losing what came."""

import select
import socket
import threading
from contextlib import suppress
from logging import getLogger

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError

from service.slack.errors import BadTokens

_log = getLogger(__name__)
PING_S = 5.0
"""How often the connection is tried; one that does not answer for four times as long is given up."""
WATCH_S = 0.25
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 1.0, 30.0
_REFUSED = frozenset(
    "invalid_auth not_authed account_inactive token_revoked not_allowed_token_type missing_scope".split()
)
_HUNG_UP = select.POLLHUP | select.POLLERR | getattr(select, "POLLRDHUP", 0)


class Listening:
    """Socket Mode for an app, until it is closed.

    The client sees only after several failed pings (some fifteen seconds) that the other side hung up; this looks at
    the socket itself, so that a broken one is replaced within a second.
    """

    def __init__(self, app: App, app_token: str) -> None:
        self._handler = SocketModeHandler(app, app_token, ping_interval=PING_S, concurrency=10)
        self._closed = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="slack-socket", daemon=True)

    def open(self, stopping: threading.Event) -> None:
        """Connected, tried until it works or `stopping` is set; BadTokens where Slack does not take the token."""
        pause_s = _FIRST_PAUSE_S
        while not stopping.is_set():
            try:
                self._handler.connect()  # type: ignore[no-untyped-call]
            except SlackApiError as error:
                code = error.response.get("error")
                if code in _REFUSED:
                    message = f"Slack does not take SLACK_APP_TOKEN ({code}): run crosscheck slack doctor"
                    raise BadTokens(message) from error
                _log.warning("no socket yet: %s", error)
            except OSError as error:
                _log.warning("no socket yet: %s", error)
            else:
                self._watcher.start()
                return
            stopping.wait(pause_s)
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)

    def close(self) -> None:
        """What is being written down is finished; what was not acknowledged Slack sends again, to whoever listens."""
        self._closed.set()
        if self._watcher.is_alive():
            self._watcher.join()
        client = self._handler.client
        client.closed = True
        client.message_queue.put(None)  # or closing waits a second for a message, and seconds for the socket
        session = client.current_session
        if session is not None and session.sock is not None:
            with suppress(OSError):
                session.sock.shutdown(socket.SHUT_RDWR)
        self._handler.close()  # type: ignore[no-untyped-call]

    def _watch(self) -> None:
        pause_s = WATCH_S
        while not self._closed.wait(pause_s):
            pause_s = WATCH_S if self._is_sound() or self._replaced() else min(2 * pause_s, _LONGEST_PAUSE_S)

    def _is_sound(self) -> bool:
        session = self._handler.client.current_session
        return session is not None and session.sock is not None and not hung_up(session.sock.fileno())

    def _replaced(self) -> bool:
        """Whether there is a new connection in place of the broken one."""
        client = self._handler.client
        try:
            client.disconnect()
            client.connect_to_new_endpoint()
        except (OSError, SlackApiError) as error:
            _log.warning("the socket is not back yet: %s", error)
        return client.is_connected()


def hung_up(descriptor: int) -> bool:
    """Whether the other side of a socket closed it; one that was closed on this side (below zero) counts too."""
    if descriptor < 0:
        return True
    looking = select.poll()
    looking.register(descriptor, _HUNG_UP)
    return any(event & (_HUNG_UP | select.POLLNVAL) for _, event in looking.poll(0))
