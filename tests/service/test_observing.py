"""Every request has an id, a line in the log without what was asked, and its place in the metrics."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.answer import Answer
from service.http.app import create_app
from service.http.logs import begin_log
from service.service import Service
from service.settings import Settings
from tests.doors import logging_as_before
from tests.service.towns import EMBEDDER, TOWNS, store_of

QUESTION = "who closed the bridge of Ardelve?"


@pytest.fixture
def service() -> Service:
    return Service(store_of(*TOWNS), EMBEDDER, Path("in memory"))


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service), "http://127.0.0.1") as made:
        yield made


@pytest.fixture(autouse=True)
def logged() -> Iterator[None]:
    with logging_as_before():
        begin_log("info")
        yield


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def metrics(client: TestClient) -> dict[str, float]:
    text = client.get("/metrics").text
    return {
        name: float(value) for name, _, value in (line.rpartition(" ") for line in text.splitlines() if line[0] != "#")
    }


def test_a_request_keeps_the_id_that_it_came_with(client: TestClient) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": "order-66"}).headers["x-request-id"] == "order-66"


@pytest.mark.parametrize("path", ["/", "/healthz", "/v1/documents", "/nowhere"])
def test_no_response_is_taken_for_anything_but_its_type(client: TestClient, path: str) -> None:
    assert client.get(path).headers.get_list("x-content-type-options") == ["nosniff"]


@pytest.mark.parametrize("given", ["", "a b", "x" * 129, 'a"}'])
def test_an_id_that_could_do_harm_in_a_log_is_replaced(client: TestClient, given: str) -> None:
    made = client.get("/healthz", headers={"X-Request-ID": given}).headers["x-request-id"]
    assert made != given
    assert len(made) == 32


def test_a_problem_names_its_request(client: TestClient) -> None:
    response = client.get("/v1/documents/nowhere", headers={"X-Request-ID": "r1"})
    assert response.json()["request_id"] == response.headers["x-request-id"] == "r1"


def test_the_log_has_a_line_a_request_and_not_what_was_asked(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    client.post("/v1/ask", json={"question": QUESTION}, headers={"X-Request-ID": "r2"})
    (line,) = lines(capsys)
    assert "Ardelve" not in json.dumps(line)
    assert (line["event"], line["request_id"], line["status"]) == ("request", "r2", 200)
    assert (line["method"], line["route"], line["answer"]) == ("POST", "/v1/ask", "answered")
    assert line["ms"] > 0


def test_a_wrong_request_is_logged_without_its_body(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    client.post("/v1/ask", json={"question": QUESTION, "limit": "Ardelve"})
    (line,) = lines(capsys)
    assert (line["status"], "Ardelve" in json.dumps(line)) == (422, False)


def test_a_setting_has_the_questions_logged(
    service: Service, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with TestClient(
        create_app(service, None, Settings(data=tmp_path, log_questions=True)), "http://127.0.0.1"
    ) as client:
        client.post("/v1/ask", json={"question": QUESTION})
    (line,) = lines(capsys)
    assert line["question"] == QUESTION


def test_a_document_s_name_is_no_route_of_its_own(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    client.get("/v1/documents/bridge.txt")
    assert [line["route"] for line in lines(capsys)] == ["/v1/documents/{id}"]


def test_a_fault_is_logged_with_its_trace_and_answered_without(
    service: Service, client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> Answer:
        raise RuntimeError("the password is swordfish")

    service.ask = fail  # type: ignore[assignment, method-assign]
    response = client.post("/v1/ask", json={"question": QUESTION}, headers={"X-Request-ID": "r3"})
    assert (response.status_code, response.json()["request_id"]) == (500, "r3")
    fault, request = lines(capsys)
    assert (fault["event"], fault["request_id"], request["status"]) == ("fault", "r3", 500)
    assert "swordfish" in fault["exception"]
    assert metrics(client)['crosscheck_requests_total{method="POST",route="/v1/ask",status="500"}'] == 1


def test_a_stream_that_was_read_to_its_end_is_counted_as_answered(client: TestClient) -> None:
    streamed = client.post("/v1/ask", json={"question": QUESTION}, headers={"Accept": "text/event-stream"})
    assert "event: done" in streamed.text
    counted = metrics(client)
    assert counted['crosscheck_requests_total{method="POST",route="/v1/ask",status="200"}'] == 1
    assert counted['crosscheck_asks_total{status="answered"}'] == 1


def test_what_libraries_warn_of_is_logged_in_the_same_form(capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("index.embedded").warning("the caches were not saved: %s", "no space")
    logging.getLogger("index.embedded").info("not of interest")
    (line,) = lines(capsys)
    assert (line["logger"], line["level"], line["event"]) == (
        "index.embedded", "warning", "the caches were not saved: no space",
    )  # fmt: skip


def test_metrics_count_requests_asks_conflicts_and_what_is_kept(client: TestClient) -> None:
    for _ in range(2):
        client.post("/v1/ask", json={"question": QUESTION})
    client.post("/v1/ask", json={"question": ""})
    client.get("/nowhere")
    counted = metrics(client)
    assert counted['crosscheck_requests_total{method="POST",route="/v1/ask",status="200"}'] == 2
    assert counted['crosscheck_requests_total{method="POST",route="/v1/ask",status="422"}'] == 1
    assert counted['crosscheck_requests_total{method="GET",route="unknown",status="404"}'] == 1
    assert counted['crosscheck_asks_total{status="answered"}'] == 2
    assert counted['crosscheck_request_seconds_count{route="/v1/ask"}'] == 3
    assert counted["crosscheck_documents"] == 3
    assert counted["crosscheck_figures"] > 0
    assert counted["crosscheck_rebuilds"] == 0
    assert counted["crosscheck_requests_in_flight"] == 1  # this very one


def test_a_document_added_is_counted_at_once(client: TestClient) -> None:
    client.post("/v1/documents", json={"documents": [{"id": "new", "text": "The mill of Orne closed."}]})
    assert metrics(client)["crosscheck_documents"] == 4
