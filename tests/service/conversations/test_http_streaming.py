"""Answers as server-sent events, over real connections where it matters."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from index.memory import MemorySnapshot
from service.http import streaming
from service.http.app import create_app
from service.service import Service
from service.settings import Settings
from tests.service.conversations.events import events_in
from tests.service.conversations.talks import QUESTION
from tests.service.serving import request, said, sent, served

STREAM = {"Accept": "text/event-stream"}
ASK = json.dumps({"question": QUESTION}).encode()


def test_the_events_together_are_the_answer(client: TestClient) -> None:
    whole = client.post("/v1/ask", json={"question": QUESTION}).json()
    response = client.post("/v1/ask", json={"question": QUESTION}, headers=STREAM)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["x-accel-buffering"] == "no"
    assert response.headers["x-request-id"]
    events = list(events_in(response.text.splitlines()))
    names = [event.name for event in events]
    sentences, conflicts = names.count("sentence"), names.count("conflict")
    assert names == ["passages", *["sentence"] * sentences, *["conflict"] * conflicts, "done"]
    assert [event.data for event in events if event.name == "conflict"] == whole["conflicts"]
    assert [event.data["citation"] for event in events if event.name == "sentence"] == whole["answer"]["citations"]
    assert events[0].data | events[-1].data | {"conflicts": whole["conflicts"]} == whole


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/event-stream", "text/event-stream"),
        ("text/event-stream, application/json", "text/event-stream"),
        ("Text/Event-Stream;q=1", "text/event-stream"),
        ("application/json, text/event-stream", "application/json"),
        ("*/*", "application/json"),
        ("text/html", "application/json"),
    ],
)
def test_events_are_for_those_who_ask_for_them(client: TestClient, accept: str, kind: str) -> None:
    response = client.post("/v1/ask", json={"question": QUESTION}, headers={"Accept": accept})
    assert response.headers["content-type"].partition(";")[0] == kind


def test_what_cannot_be_asked_is_a_problem_with_its_status(client: TestClient) -> None:
    for body, status in (({"question": "?"}, 422), ({"question": QUESTION, "conversation": "00"}, 404)):
        response = client.post("/v1/ask", json=body, headers=STREAM)
        assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


def test_a_stream_in_a_conversation_is_kept(client: TestClient) -> None:
    key = client.post("/v1/conversations", json={}).json()["id"]
    response = client.post("/v1/ask", json={"question": QUESTION, "conversation": key}, headers=STREAM)
    done = list(events_in(response.text.splitlines()))[-1]
    assert done.data["conversation"] == key
    (turn,) = client.get(f"/v1/conversations/{key}").json()["turns"]
    assert turn["answer"]["answer"] == done.data["answer"]


def test_an_answer_that_is_streamed_is_counted(client: TestClient) -> None:
    client.post("/v1/ask", json={"question": QUESTION}, headers=STREAM)
    counted = client.get("/metrics").text
    assert 'crosscheck_asks_total{status="answered"} 1.0' in counted


class Halting:
    """A store whose look for conflicts waits until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.go = threading.Event(), threading.Event()
        compared = MemorySnapshot.figures_like_all

        def halted(snapshot: MemorySnapshot, *given: object) -> object:
            self.reached.set()
            assert self.go.wait(20)
            return compared(snapshot, *given)  # type: ignore[arg-type]  # passed on as they came

        monkeypatch.setattr(MemorySnapshot, "figures_like_all", halted)


@pytest.fixture
def halting(monkeypatch: pytest.MonkeyPatch) -> Halting:
    return Halting(monkeypatch)


def test_passages_and_heartbeats_come_while_conflicts_are_sought(
    service: Service, halting: Halting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "HEARTBEAT_S", 0.05)
    with served(create_app(service)) as port:
        connection = sent(port, request(ASK, "Accept: text/event-stream"))
        come = b""
        while b": still here" not in come:
            come += connection.recv(65536)
        assert b"event: passages" in come
        assert b"event: sentence" not in come
        halting.go.set()
        assert b"event: done" in said(connection)


def test_a_client_that_leaves_frees_its_place_for_the_next(service: Service, halting: Halting) -> None:
    settings = Settings(concurrency=1, queue=1)
    with served(create_app(service, None, settings), settings) as port:
        leaving = sent(port, request(ASK, "Accept: text/event-stream"))
        assert halting.reached.wait(20)
        leaving.close()
        halting.go.set()
        assert b"event: done" in said(sent(port, request(ASK, "Accept: text/event-stream")))


def test_a_stream_over_its_deadline_ends_with_an_error(service: Service, halting: Halting) -> None:
    settings = Settings(deadline_s=0.3)
    with served(create_app(service, None, settings), settings) as port:
        connection = sent(port, request(ASK, "Accept: text/event-stream"))
        assert halting.reached.wait(20)
        time.sleep(0.4)
        halting.go.set()
        *_, last = events_in(said(connection).decode().splitlines())
    assert last.name == "error"
    assert last.data["type"] == "urn:crosscheck:problem:deadline-exceeded"
    assert last.data["status"] == 503
    assert last.data["request_id"]


def test_a_fault_behind_the_first_event_is_an_error_without_internals(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(MemorySnapshot, "figures_like_all", broken)
    response = client.post("/v1/ask", json={"question": QUESTION}, headers=STREAM)
    *_, last = events_in(response.text.splitlines())
    assert (last.name, last.data["status"]) == ("error", 500)
    assert "secret" not in response.text


def test_streams_are_bounded_as_all_requests_are(service: Service, halting: Halting) -> None:
    settings = Settings(concurrency=1, queue=0)
    with served(create_app(service, None, settings), settings) as port:
        first = sent(port, request(ASK, "Accept: text/event-stream"))
        assert halting.reached.wait(20)
        assert said(sent(port, request(ASK, "Accept: text/event-stream"))).startswith(b"HTTP/1.1 429 ")
        halting.go.set()
        assert b"event: done" in said(first)


def test_a_stop_lets_a_stream_come_to_its_end(service: Service, halting: Halting) -> None:
    with ThreadPoolExecutor(1) as pool:
        with served(create_app(service)) as port:
            heard = pool.submit(said, sent(port, request(ASK, "Accept: text/event-stream")))
            assert halting.reached.wait(20)
            threading.Timer(1.0, halting.go.set).start()
        assert b"event: done" in heard.result()


def test_fifty_streams_at_once_are_all_answered_alike(service: Service) -> None:
    with served(create_app(service)) as port, ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: said(sent(port, request(ASK, "Accept: text/event-stream"))), range(50)))
    told = {answer.partition(b"\r\n\r\n")[2] for answer in answers}
    assert all(answer.startswith(b"HTTP/1.1 200 ") for answer in answers)
    assert len(told) == 1
    assert b"event: done" in told.pop()
