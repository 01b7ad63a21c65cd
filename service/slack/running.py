"""The bot put together from its settings, and run until it is stopped."""

import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from slack_bolt import App

from service.settings import Settings
from service.slack.bot import Bot, Identity, client_of, identify
from service.slack.crew import Crew
from service.slack.incoming import Allowed
from service.slack.journal import Journal
from service.slack.listening import Listening
from service.slack.posting import Poster
from service.slack.tokens import Tokens
from service.slack.working import Crosscheck, Waits, Worker


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that answers; `app` takes what Slack sends."""

    app: App
    journal: Journal
    identity: Identity


def state_file(settings: Settings) -> Path:
    """Where the journal is kept."""
    return settings.slack_state or platformdirs.user_state_path("crosscheck") / "slack.db"


@contextmanager
def answering(
    settings: Settings, tokens: Tokens, crosscheck: Crosscheck, waits: Waits | None = None
) -> Iterator[Running]:
    """The bot at work. At the end what it has begun is finished."""
    client = client_of(tokens, settings.slack_api)
    identity = identify(client)
    journal = Journal(state_file(settings), f"{os.getpid()} {uuid.uuid4().hex}", settings.slack_lease_s)
    try:
        journal.belong_to(identity.team, identity.bot)
        poster = Poster(client, identity.bot)
        crew = Crew(journal, Worker(journal, crosscheck, poster, waits), settings.slack_lease_s)
        allowed = Allowed.of(settings.slack_channels, settings.slack_users)
        app = Bot(journal, poster, identity, allowed, crew.wake).app(client, tokens.signing)
        crew.start()
        try:
            yield Running(app, journal, identity)
        finally:
            crew.stop()
    finally:
        journal.close()


def listen(running: Running, app_token: str, stopping: threading.Event) -> None:
    """Socket Mode until `stopping` is set."""
    listening = Listening(running.app, app_token)
    try:
        listening.open(stopping)
        stopping.wait()
    finally:
        listening.close()
