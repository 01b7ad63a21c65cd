"""Bots with the real slack-bolt, against the Slack that is shipped for tests, over a small corpus of our own."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from corpus.documents import Document, DocumentId, Known, PartialDate
from index.hashing import HashingEmbedder
from index.memory import MemoryStore
from service.service import Service
from service.settings import Settings
from service.slack.events_http import PATH, http_app
from service.slack.running import Running, answering, listen
from service.slack.testing import FakeSlack
from service.slack.tokens import tokens_in
from service.slack.working import Crosscheck, Waits
from tests.service.serving import served

T = TypeVar("T")
Message = dict[str, Any]
QUICK = Waits(away_s=(0.1, 0.2), uncertain_s=0.2, shut_s=0.3)
MAY = "On 3 May 2024 the reservoir above Tarn held 4.1 million cubic metres of water, the Valley Herald was told."
DAM = "On 3 May 2024 the reservoir above Tarn held 3.4 million cubic metres of water, the town's engineer said."
QUESTION = "how much water did the reservoir above Tarn hold?"


def document(name: str, text: str, title: str = "Water above Tarn", url: str | None = None) -> Document:
    published = Known(PartialDate(2024, 5, 4), "given", "test")
    publisher = Known(f"{name} Post", "given", "test")
    return Document(DocumentId(name), text, Known(title, "given", "test"), publisher, published, url)


def service_of(folder: Path, *documents: Document) -> Service:
    made = Service(MemoryStore(384), HashingEmbedder(), folder)
    made.add(documents or (document("May", MAY, url="https://may.example/water"), document("Dam", DAM)))
    return made


@contextmanager
def bot(
    slack: FakeSlack, crosscheck: Crosscheck, folder: Path, *, http: bool = False, lease_s: float = 1.0, **settings: str
) -> Iterator[Running]:
    """The bot at work, over a socket or over HTTP; at the end stopped in good order."""
    made = replace(Settings(), slack_api=slack.api, slack_state=folder / "slack.db", slack_lease_s=lease_s)
    made = replace(made, **settings)  # type: ignore[arg-type]  # names of settings
    heard = over_http if http else over_a_socket
    with answering(made, tokens_in(slack.environment, http=http), crosscheck, QUICK) as running, heard(slack, running):
        yield running


@contextmanager
def over_a_socket(slack: FakeSlack, running: Running) -> Iterator[None]:
    stopping, before = threading.Event(), slack.sockets.connected
    thread = threading.Thread(target=listen, args=(running, slack.web.app_token, stopping))
    thread.start()
    eventually(lambda: slack.sockets.connected > before)
    try:
        yield
    finally:
        stopping.set()
        thread.join()


@contextmanager
def over_http(slack: FakeSlack, running: Running) -> Iterator[None]:
    with served(http_app(running.app, slack.signing_secret)) as port:
        slack.postman.request_url = f"http://127.0.0.1:{port}{PATH}"
        yield


def eventually(look: Callable[[], T], seconds: float = 8.0) -> T:
    """What the look gives, as soon as it is true of anything."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.01)
    raise AssertionError(f"not within {seconds} seconds")


def answers(slack: FakeSlack, message: Mapping[str, Any]) -> list[Message]:
    """What the bot said in the thread of the message."""
    return slack.workspace.said_by_bot(message["channel"], message.get("thread_ts", message["ts"]))


def several(slack: FakeSlack, message: Mapping[str, Any], number: int) -> list[Message]:
    """So many answers there, once they are there."""
    eventually(lambda: len(answers(slack, message)) >= number)
    return answers(slack, message)


def answer(slack: FakeSlack, message: Mapping[str, Any], number: int = 1) -> Message:
    """The bot's so many-th answer there; it waits for it, and for others that must not come."""
    eventually(lambda: len(answers(slack, message)) >= number)
    settle(slack)
    found = answers(slack, message)
    assert len(found) == number
    return found[-1]


def settle(slack: FakeSlack, seconds: float = 0.12) -> None:
    """All that was sent is acknowledged or given up, and has had time to have its effect."""
    eventually(lambda: all(delivery.done.is_set() for delivery in list(slack.postman.deliveries)))
    time.sleep(seconds)
