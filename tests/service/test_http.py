import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import TypeAdapter

from corpus.documents import Document, DocumentId, Known, PartialDate
from index.hashing import HashingEmbedder
from index.memory import MemoryStore
from service.answer import Answer, Found
from service.conversations.views import ConversationList, ConversationView
from service.documents import AddedDocuments, DocumentList, DocumentView
from service.http import examples
from service.http.app import create_app
from service.http.openai_errors import speaks_openai
from service.service import Service
from service.settings import Settings

BODY_BYTES = Settings().body_bytes
MAY = "🚰 The reservoir above Tarn held 4.1 million cubic metres of water on 3 May 2024, the dam authority said."
DAM = "On 3 May 2024 the reservoir above Tarn held 3.4 million cubic metres of water, the town's engineer said."
QUESTION = "how much water did the reservoir above Tarn hold?"


def document(name: str, text: str, published: str = "2024-05-04", publisher: str = "Valley Herald") -> Document:
    return Document(
        DocumentId(name),
        text,
        Known(f"Title of {name}", "given", "test"),
        Known(publisher, "given", "test"),
        Known(PartialDate.parse(published), "given", "test"),
    )


@pytest.fixture
def service() -> Service:
    made = Service(MemoryStore(384), HashingEmbedder(), Path("in memory"))
    made.add([document("water/may.txt", MAY), document("dam.md", DAM, "2024-06-01", "Dam Post")])
    return made


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service), "http://127.0.0.1", raise_server_exceptions=False) as made:
        yield made


def problem_of(response: Response) -> dict[str, Any]:
    assert response.headers["content-type"] == "application/problem+json"
    said: dict[str, Any] = response.json()
    assert said["status"] == response.status_code
    assert said["detail"]
    return said


def test_an_ask_returns_an_answer_whose_offsets_are_true(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": QUESTION}).json()
    assert {passage["document"] for passage in answer["passages"]} == {"water/may.txt", "dam.md"}
    texts = {name: client.get(f"/v1/documents/{name}").json()["text"] for name in ("water/may.txt", "dam.md")}
    for passage in answer["passages"]:
        assert texts[passage["document"]][passage["start"] : passage["end"]] == passage["text"]
        for figure in passage["figures"]:
            assert texts[passage["document"]][figure["start"] : figure["end"]] == figure["text"]
    for citation in answer["answer"]["citations"]:
        assert answer["answer"]["text"][citation["start"] : citation["end"]] == citation["quote"]
        source = texts[citation["document"]]
        assert source[citation["source_start"] : citation["source_end"]] == citation["quote"]


def test_an_ask_shows_both_sides_of_a_conflict(client: TestClient) -> None:
    (conflict,) = client.post("/v1/ask", json={"question": QUESTION}).json()["conflicts"]
    assert conflict["type"] == "contradiction"
    assert {side["low"] for side in conflict["sides"]} == {4_100_000, 3_400_000}


def test_the_same_question_gives_the_same_bytes(client: TestClient) -> None:
    first, second = (client.post("/v1/ask", json={"question": QUESTION}).content for _ in range(2))
    assert first == second


def test_an_answer_has_the_documented_shape(client: TestClient) -> None:
    TypeAdapter(Answer).validate_json(client.post("/v1/ask", json={"question": QUESTION}).content)


def test_a_search_returns_passages_best_first(client: TestClient) -> None:
    said = client.post("/v1/search", json={"question": QUESTION, "limit": 1}).json()
    assert said["question"] == QUESTION
    assert [passage["document"] for passage in said["passages"]] in (["dam.md"], ["water/may.txt"])


@pytest.mark.parametrize(("limit", "status"), [(200, 200), (201, 422)])
def test_a_search_alone_may_return_more_passages_than_an_answer(client: TestClient, limit: int, status: int) -> None:
    assert client.post("/v1/search", json={"question": QUESTION, "limit": limit}).status_code == status


def test_filters_keep_other_publishers_out(client: TestClient) -> None:
    body = {"question": QUESTION, "filters": {"publishers": ["Dam Post"], "published_from": "2024-06"}}
    answer = client.post("/v1/ask", json=body).json()
    assert [passage["document"] for passage in answer["passages"]] == ["dam.md"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/question"),
        ({"question": ""}, "#/question"),
        ({"question": " \n\t"}, "#/question"),
        ({"question": "x" * 4_001}, "#/question"),
        ({"question": "\ud800"}, "#/question"),
        ({"question": 7}, "#/question"),
        ({"question": "why?", "limit": 0}, "#/limit"),
        ({"question": "why?", "limit": 51}, "#/limit"),
        ({"question": "why?", "limit": "8"}, "#/limit"),
        ({"question": "why?", "colour": "red"}, "#/colour"),
        ({"question": "why?", "filters": {"publisher": ["x"]}}, "#/filters/publisher"),
        ({"question": "why?", "filters": {"published_from": "May 2024"}}, "#/filters/published_from"),
        ({"question": "why?", "filters": {"published_from": "2023-02-30"}}, "#/filters/published_from"),
        ({"question": "why?", "filters": {"published_from": "2024", "published_to": "2023"}}, "#/filters"),
        ({"question": "why?", "filters": {"documents": ["a", ""]}}, "#/filters/documents/1"),
        ([], "#"),
    ],
)
def test_a_part_of_an_ask_that_is_wrong_is_pointed_at(client: TestClient, body: object, pointer: str) -> None:
    response = client.post("/v1/ask", content=json.dumps(body), headers={"Content-Type": "application/json"})
    said = problem_of(response)
    assert response.status_code == 422
    assert [error["pointer"] for error in said["errors"]] == [pointer]


@pytest.mark.parametrize(
    ("content", "status"), [(b"{", 422), (b"", 422), (b'{"question":"\xff"}', 400), (b"[" * 100_000, 400)]
)
def test_a_body_that_is_not_json_is_a_problem(client: TestClient, content: bytes, status: int) -> None:
    response = client.post("/v1/ask", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code == status
    problem_of(response)


def test_a_body_without_its_content_type_says_which_to_send(client: TestClient) -> None:
    response = client.post("/v1/ask", content=b'{"question":"why?"}', headers={"Content-Type": "text/plain"})
    assert "application/json" in problem_of(response)["detail"]


@pytest.mark.parametrize(
    ("host", "status"), [("localhost:8765", 200), ("[::1]:8765", 200), ("evil.example", 421), ("[", 421)]
)
def test_without_a_key_only_names_of_this_machine_are_answered(client: TestClient, host: str, status: int) -> None:
    assert client.get("/v1/documents", headers={"Host": host}).status_code == status


def test_a_body_over_the_limit_is_refused(client: TestClient) -> None:
    response = client.post("/v1/ask", content=b" " * (BODY_BYTES + 1), headers={"Content-Type": "application/json"})
    assert response.status_code == 413
    problem_of(response)


def test_a_body_that_grows_over_the_limit_is_refused(client: TestClient) -> None:
    pieces = (b" " * 2**20 for _ in range(BODY_BYTES // 2**20 + 1))
    response = client.post("/v1/ask", content=pieces, headers={"Content-Type": "application/json"})
    assert (response.status_code, problem_of(response)["title"]) == (413, "Content too large")


def test_a_question_of_no_words_is_a_problem_too(client: TestClient) -> None:
    assert client.post("/v1/ask", json={"question": "?!"}).status_code in (200, 422)


def test_an_unknown_route_is_a_problem(client: TestClient) -> None:
    response = client.get("/v2/ask")
    assert problem_of(response)["detail"] == "nothing is at /v2/ask: see /openapi.json for what is"
    assert response.status_code == 404


def test_a_wrong_method_says_which_is_right(client: TestClient) -> None:
    response = client.get("/v1/ask")
    assert problem_of(response)["detail"] == "GET is not for /v1/ask: use POST"
    assert (response.status_code, response.headers["allow"]) == (405, "POST")


def test_a_wrong_method_names_all_that_are_right(client: TestClient) -> None:
    assert client.put("/v1/documents").headers["allow"] == "GET, POST"
    assert client.post("/v1/documents/dam.md").headers["allow"] == "DELETE, GET"
    assert client.post("/page/page.css").headers["allow"] in ("GET, HEAD", "HEAD, GET")


def test_a_surprise_is_a_problem_without_internals(service: Service, client: TestClient) -> None:
    def fail(*_: object) -> Answer:
        raise RuntimeError("the password is swordfish")

    service.ask = fail  # type: ignore[assignment, method-assign]
    response = client.post("/v1/ask", json={"question": "why?"})
    assert response.status_code == 500
    assert problem_of(response)["title"] == "Internal error"
    assert "swordfish" not in response.text


def test_a_document_is_read_with_what_is_known_of_it(client: TestClient) -> None:
    said = client.get("/v1/documents/water/may.txt").json()
    assert said["text"] == MAY
    assert said["characters"] == len(MAY)
    assert said["publisher"] == {"value": "Valley Herald", "basis": "given", "source": "test"}
    assert [MAY[passage["start"] : passage["end"]] for passage in said["passages"]] == [MAY]
    assert said["figures"] >= 2


def test_documents_are_listed_a_page_at_a_time(client: TestClient) -> None:
    first = client.get("/v1/documents", params={"limit": 1}).json()
    assert [row["id"] for row in first["documents"]] == ["dam.md"]
    second = client.get("/v1/documents", params={"limit": 1, "after": first["next"]}).json()
    assert ([row["id"] for row in second["documents"]], second["next"]) == (["water/may.txt"], None)


@pytest.mark.parametrize("limit", ["0", "501", "many"])
def test_a_list_of_a_strange_length_is_refused(client: TestClient, limit: str) -> None:
    response = client.get("/v1/documents", params={"limit": limit})
    assert (response.status_code, problem_of(response)["errors"][0]["pointer"]) == (422, "?limit")


def test_a_document_that_is_added_can_be_asked_about(client: TestClient) -> None:
    body = {"documents": [{"id": "bridge.txt", "text": "The bridge at Orsk cost 12 million euros."}]}
    added = client.post("/v1/documents", json=body).json()
    assert added == {"documents": [{"id": "bridge.txt", "outcome": "added", "reason": None}]}
    answer = client.post("/v1/ask", json={"question": "what did the bridge at Orsk cost?"}).json()
    assert answer["passages"][0]["document"] == "bridge.txt"


def test_adding_a_document_again_changes_nothing(client: TestClient) -> None:
    body = {"documents": [{"id": "bridge.txt", "text": "The bridge at Orsk cost 12 million euros."}]}
    outcomes = [client.post("/v1/documents", json=body).json()["documents"][0]["outcome"] for _ in range(2)]
    assert outcomes == ["added", "unchanged"]


def test_a_document_without_an_id_is_named_by_its_text(client: TestClient) -> None:
    body = {"documents": [{"text": "The bridge at Orsk cost 12 million euros."}]}
    (first,), (second,) = (client.post("/v1/documents", json=body).json()["documents"] for _ in range(2))
    assert first["id"] == second["id"]
    assert first["id"].startswith("text-")


def test_what_is_not_given_with_a_document_is_inferred_and_says_so(client: TestClient) -> None:
    text = "Bridge opens at Orsk\n\nThe bridge at Orsk cost 12 million euros, the mayor said on 5 June 2023."
    client.post("/v1/documents", json={"documents": [{"id": "b", "text": text, "publisher": "Orsk Times"}]})
    said = client.get("/v1/documents/b").json()
    assert said["title"] == {"value": "Bridge opens at Orsk", "basis": "inferred", "source": "first line"}
    assert said["publisher"] == {"value": "Orsk Times", "basis": "given", "source": "request"}


def test_what_was_read_can_be_added_again_unchanged(client: TestClient) -> None:
    read = client.get("/v1/documents/water/may.txt").json()
    body = {name: read[name] for name in ("id", "text", "title", "publisher", "published")}
    added = client.post("/v1/documents", json={"documents": [body]}).json()
    assert added["documents"][0]["outcome"] == "unchanged"


@pytest.mark.parametrize(
    ("added", "pointer"),
    [
        ({"text": " "}, "#/documents/0/text"),
        ({"text": "a\ud800"}, "#/documents/0/text"),
        ({"text": "a", "id": "a\x00b"}, "#/documents/0/id"),
        ({"text": "a", "id": ""}, "#/documents/0/id"),
        ({"text": "a", "body": "b"}, "#/documents/0/body"),
    ],
)
def test_a_document_that_cannot_be_kept_is_pointed_at(client: TestClient, added: object, pointer: str) -> None:
    content = json.dumps({"documents": [added]})
    response = client.post("/v1/documents", content=content, headers={"Content-Type": "application/json"})
    assert (response.status_code, problem_of(response)["errors"][0]["pointer"]) == (422, pointer)


def test_a_document_with_an_impossible_date_is_refused(client: TestClient) -> None:
    response = client.post("/v1/documents", json={"documents": [{"text": "a", "published": "2023-13"}]})
    assert response.status_code == 422
    assert "not a date" in problem_of(response)["detail"]


def test_a_deleted_document_is_gone(client: TestClient) -> None:
    assert client.delete("/v1/documents/dam.md").status_code == 204
    assert client.get("/v1/documents/dam.md").status_code == 404
    answer = client.post("/v1/ask", json={"question": QUESTION}).json()
    assert {passage["document"] for passage in answer["passages"]} == {"water/may.txt"}
    response = client.delete("/v1/documents/dam.md")
    assert (response.status_code, problem_of(response)["title"]) == (404, "Unknown document")


def test_health_and_readiness_say_what_is_there(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert (ready["status"], ready["documents"], ready["rebuilt"]) == ("ready", 2, [])


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic c2VjcmV0"}])
def test_with_a_key_set_requests_without_it_are_refused(service: Service, headers: dict[str, str]) -> None:
    with TestClient(create_app(service, "secret-ключ")) as client:
        response = client.get("/v1/documents", headers=headers)
        assert (response.status_code, response.headers["www-authenticate"]) == (401, "Bearer")
        problem_of(response)
        assert client.get("/healthz").status_code == 200


def test_with_the_key_requests_are_answered(service: Service) -> None:
    with TestClient(create_app(service, "secret")) as client:
        assert client.get("/v1/documents", headers={"Authorization": "Bearer secret"}).status_code == 200


def test_every_route_is_described_with_its_statuses_and_an_example(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    routes = {(method, path) for path, methods in described["paths"].items() for method in methods}
    assert routes == {
        ("post", "/v1/ask"), ("post", "/v1/search"), ("post", "/v1/documents"), ("get", "/v1/documents"),
        ("get", "/v1/documents/{id}"), ("delete", "/v1/documents/{id}"), ("get", "/healthz"), ("get", "/readyz"),
        ("get", "/metrics"), ("post", "/v1/conversations"), ("get", "/v1/conversations"),
        ("get", "/v1/conversations/{id}"), ("delete", "/v1/conversations/{id}"),
        ("get", "/v1/conversations/{id}/export"), ("post", "/v1/chat/completions"), ("get", "/v1/models"),
        ("get", "/v1/models/{model}"),
    }  # fmt: skip
    for path, methods in described["paths"].items():
        problem = "application/json" if speaks_openai(path) else "application/problem+json"
        for operation in methods.values():
            for status, response in operation["responses"].items():
                content = response.get("content", {})
                assert status == "204" or all("example" in shown for shown in content.values())
                assert int(status) < 400 or list(content) == [problem]


@pytest.mark.parametrize(
    ("kind", "example"),
    [
        (Answer, examples.ANSWER),
        (Found, examples.SEARCH),
        (AddedDocuments, examples.ADDED),
        (DocumentList, examples.DOCUMENTS),
        (DocumentView, examples.DOCUMENT),
        (ConversationList, examples.CONVERSATIONS),
        (ConversationView, examples.CONVERSATION),
    ],
)
def test_an_example_has_the_shape_that_it_is_an_example_of(kind: type, example: dict[str, Any]) -> None:
    validated = TypeAdapter(kind).dump_python(TypeAdapter(kind).validate_python(example), mode="json")
    assert validated == example


def test_an_examples_offsets_are_true() -> None:
    for conflict in examples.ANSWER["conflicts"]:
        for side in conflict["sides"]:
            for source in side["sources"]:
                assert source["sentence"]["text"][source["start"] : source["end"]] == source["text"] == side["text"]
    message = examples.COMPLETION["choices"][0]["message"]
    for each in message["annotations"]:
        cited, quoted = each["url_citation"], each["crosscheck"]
        assert message["content"][cited["start_index"] : cited["end_index"]] == quoted["quote"]
    for figure in examples.PASSAGE["figures"]:
        assert examples.PASSAGE["text"][figure["start"] : figure["end"]] == figure["text"]
