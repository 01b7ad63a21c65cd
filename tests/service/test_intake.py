"""Requests are bounded in bytes, in seconds and in number, and who hangs up makes room."""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.types import Receive, Scope, Send

from index.embedded import EmbeddedStore
from index.hashing import HashingEmbedder
from index.manifest import ModelIdentity
from index.store import Vectors
from service.adding import Adder
from service.commands import server
from service.http.app import create_app
from service.http.intake import Intake
from service.http.limits import Limits
from service.service import Service
from service.settings import Settings
from tests.service.serving import request, said, sent, served
from tests.service.towns import BRIDGE

SETTINGS = Settings(concurrency=1, queue=1, deadline_s=5.0, add_deadline_s=5.0, body_bytes=100_000)
QUESTION = json.dumps({"question": "who closed the bridge?"}).encode()


class PausingEmbedder(HashingEmbedder):
    """Embeds nothing until it may: an ask that takes long."""

    def __init__(self) -> None:
        super().__init__()
        self.may = threading.Event()
        self.may.set()
        self.waiting = threading.Semaphore(0)

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.waiting.release()
        assert self.may.wait(20)
        return super().embed(texts)


@pytest.fixture
def embedder() -> Iterator[PausingEmbedder]:
    made = PausingEmbedder()
    yield made
    made.may.set()


@contextmanager
def serving(folder: Path, embedder: PausingEmbedder, settings: Settings = SETTINGS) -> Iterator[int]:
    identity = ModelIdentity(embedder.name, embedder.dimension, "words", "hashing", 200)
    store = EmbeddedStore.open(folder / "data", identity)
    Adder(store, embedder).add(BRIDGE)
    while embedder.waiting.acquire(blocking=False):
        pass
    settings = replace(settings, data=folder)
    with served(create_app(Service(store, embedder, folder), None, settings), settings) as port:
        yield port
        embedder.may.set()
    store.close()


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def problem_of(answer: bytes) -> tuple[int, str]:
    headers, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in headers
    problem = json.loads(body)
    assert problem["status"] == status_of(answer)
    return problem["status"], problem["title"]


def in_flight(port: int) -> float:
    text = said(sent(port, b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).decode()
    line = next(line for line in text.splitlines() if line.startswith("crosscheck_requests_in_flight "))
    return float(line.split()[1]) - 1  # itself


def test_a_request_too_many_is_told_to_come_again_and_the_others_are_answered(
    tmp_path: Path, embedder: PausingEmbedder
) -> None:
    with serving(tmp_path, embedder) as port:
        embedder.may.clear()
        working = sent(port, request(QUESTION))
        assert embedder.waiting.acquire(timeout=10)
        queued = sent(port, request(QUESTION))
        while in_flight(port) < 2:
            time.sleep(0.01)
        refused = said(sent(port, request(QUESTION)))
        assert problem_of(refused) == (429, "Too many requests")
        assert b"\r\nretry-after: 1\r\n" in refused
        embedder.may.set()
        assert [status_of(said(connection)) for connection in (working, queued)] == [200, 200]


def test_a_client_that_hangs_up_in_the_queue_frees_its_place(tmp_path: Path, embedder: PausingEmbedder) -> None:
    with serving(tmp_path, embedder) as port:
        embedder.may.clear()
        working = sent(port, request(QUESTION))
        assert embedder.waiting.acquire(timeout=10)
        for _ in range(5):
            queued = sent(port, request(QUESTION))
            while in_flight(port) < 2:
                time.sleep(0.01)
            queued.close()
            while in_flight(port) > 1:
                time.sleep(0.01)
        embedder.may.set()
        assert status_of(said(working)) == 200


def test_a_client_that_hangs_up_while_its_question_is_worked_on_frees_the_worker(
    tmp_path: Path, embedder: PausingEmbedder, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(tmp_path, embedder, replace(SETTINGS, queue=0, deadline_s=60.0)) as port:
        embedder.may.clear()
        sent(port, request(QUESTION)).close()
        assert embedder.waiting.acquire(timeout=10)
        time.sleep(0.1)  # the server has read that the client is gone
        embedder.may.set()
        while in_flight(port):
            time.sleep(0.01)
        assert status_of(said(sent(port, request(QUESTION)))) == 200
        metrics = said(sent(port, b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).decode()
        assert "crosscheck_hung_up_total 1.0" in metrics
        assert 'crosscheck_asks_total{status="answered"} 1.0' in metrics  # the one that was heard


def test_an_ask_over_its_deadline_ends_and_says_so(tmp_path: Path, embedder: PausingEmbedder) -> None:
    with serving(tmp_path, embedder, replace(SETTINGS, deadline_s=0.2)) as port:
        embedder.may.clear()
        working = sent(port, request(QUESTION))
        queued = sent(port, request(QUESTION))
        time.sleep(0.4)
        embedder.may.set()
        for connection in (working, queued):
            assert problem_of(said(connection)) == (503, "Deadline exceeded")


def test_adding_does_not_take_the_places_of_asking(tmp_path: Path, embedder: PausingEmbedder) -> None:
    documents = json.dumps({"documents": [{"id": "a", "text": "The ferry of Ardelve sank in 1911."}]}).encode()
    with serving(tmp_path, embedder) as port:
        embedder.may.clear()
        adding = [sent(port, request(documents, path="/v1/documents")) for _ in range(2)]
        assert embedder.waiting.acquire(timeout=10)
        asking = sent(port, request(QUESTION))
        assert embedder.waiting.acquire(timeout=10)  # the ask is worked on while one add works and one waits
        embedder.may.set()
        assert [status_of(said(connection)) for connection in (*adding, asking)] == [200, 200, 200]


def test_a_body_that_does_not_come_is_not_waited_for(tmp_path: Path, embedder: PausingEmbedder) -> None:
    with serving(tmp_path, embedder, replace(SETTINGS, deadline_s=0.2)) as port:
        slow = sent(port, request(QUESTION)[:-5])
        assert problem_of(said(slow)) == (408, "Request timeout")


def test_headers_that_do_not_come_are_not_waited_for(
    tmp_path: Path, embedder: PausingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "HEADERS_S", 0.2)
    with serving(tmp_path, embedder) as port:
        assert said(sent(port)) == b""
        assert said(sent(port, b"POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\n")) == b""
        again = sent(port, request(QUESTION).replace(b"Connection: close\r\n", b""))
        assert again.recv(65536).startswith(b"HTTP/1.1 200")
        again.sendall(b"GET /healthz HTTP/1.1\r\nHos")
        assert said(again).count(b"HTTP/1.1") == 0


@pytest.mark.parametrize("size", [20_000, 60_000])
def test_headers_over_the_limit_are_refused(tmp_path: Path, embedder: PausingEmbedder, size: int) -> None:
    with serving(tmp_path, embedder) as port:
        answer = said(sent(port, request(QUESTION, "X-Long: " + "a" * size)))
        assert problem_of(answer) == (431, "Request header fields too large")


def test_headers_without_end_are_cut_off(tmp_path: Path, embedder: PausingEmbedder) -> None:
    with serving(tmp_path, embedder) as port:
        connection = sent(port, b"POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"a" * 100_000)
        assert status_of(said(connection)) == 400


@pytest.mark.parametrize("announced", ["100001", "9" * 30])
def test_an_announced_body_over_the_limit_is_refused_before_it_comes(
    tmp_path: Path, embedder: PausingEmbedder, announced: str
) -> None:
    with serving(tmp_path, embedder) as port:
        head = request(b"").replace(b"Content-Length: 0", f"Content-Length: {announced}".encode())
        answer = said(sent(port, head))
        assert status_of(answer) in (400, 413)
        assert announced != "100001" or problem_of(answer) == (413, "Content too large")


async def large(scope: Scope, receive: Receive, send: Send) -> None:
    """An app whose answer no socket's buffer holds."""
    if scope["type"] == "http":
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(400):
            await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def test_a_client_that_does_not_take_its_answer_frees_the_worker() -> None:
    app = Intake(large, Limits.of(replace(SETTINGS, queue=0, deadline_s=0.3)))
    with served(app) as port:
        idle = sent(port, request(QUESTION))
        assert idle.recv(10) == b"HTTP/1.1 2"
        refused = status_of(said(sent(port, request(QUESTION))))
        time.sleep(0.6)
        other = sent(port, request(QUESTION))
        assert (refused, status_of(said(other))) == (429, 200)
        idle.close()
