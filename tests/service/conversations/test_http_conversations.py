"""Conversations over HTTP."""

import json
from pathlib import Path

from fastapi.testclient import TestClient

from service.http.app import create_app
from service.keys import Keys
from service.service import Service
from service.settings import Settings
from tests.service.conversations.talks import QUESTION


def test_a_question_continues_a_conversation_and_is_kept_with_its_answer(client: TestClient) -> None:
    begun = client.post("/v1/conversations", json={})
    assert begun.status_code == 201
    key = begun.json()["id"]
    answer = client.post("/v1/ask", json={"question": QUESTION, "conversation": key})
    assert answer.json()["conversation"] == key
    read = client.get(f"/v1/conversations/{key}").json()
    assert (read["title"], len(read["turns"])) == (QUESTION, 1)
    assert json.dumps(read["turns"][0]["answer"]) == json.dumps(answer.json())
    (row,) = client.get("/v1/conversations").json()["conversations"]
    assert (row["id"], row["turns"]) == (key, 1)


def test_a_question_without_a_conversation_is_not_kept(client: TestClient) -> None:
    assert client.post("/v1/ask", json={"question": QUESTION}).json()["conversation"] is None
    assert client.get("/v1/conversations").json() == {"conversations": [], "next": None}


def test_a_conversation_is_exported_as_markdown(client: TestClient) -> None:
    key = client.post("/v1/conversations", json={"title": "Costs"}).json()["id"]
    client.post("/v1/ask", json={"question": QUESTION, "conversation": key})
    exported = client.get(f"/v1/conversations/{key}/export")
    assert exported.headers["content-type"] == "text/markdown; charset=utf-8"
    assert exported.text.startswith("# Costs\n")
    assert "[^1]: “" in exported.text


def test_a_conversation_that_is_deleted_is_unknown(client: TestClient) -> None:
    key = client.post("/v1/conversations", json={}).json()["id"]
    assert client.delete(f"/v1/conversations/{key}").status_code == 204
    asked = client.post("/v1/ask", json={"question": QUESTION, "conversation": key})
    others = [client.get(f"/v1/conversations/{key}"), client.get(f"/v1/conversations/{key}/export")]
    for response in (asked, *others, client.delete(f"/v1/conversations/{key}")):
        assert response.status_code == 404
        assert response.json()["type"] == "urn:crosscheck:problem:unknown-conversation"
        assert key in response.json()["detail"]


def test_a_list_is_read_a_page_at_a_time(client: TestClient) -> None:
    keys = [client.post("/v1/conversations", json={}).json()["id"] for _ in range(3)]
    first = client.get("/v1/conversations?limit=2").json()
    rest = client.get("/v1/conversations", params={"after": first["next"]}).json()
    assert [row["id"] for row in (*first["conversations"], *rest["conversations"])] == keys[::-1]
    assert client.get("/v1/conversations?after=me").status_code == 422


def test_a_title_too_long_is_refused(client: TestClient) -> None:
    assert client.post("/v1/conversations", json={"title": "t" * 201}).status_code == 422


def test_a_conversation_has_its_own_history(client: TestClient) -> None:
    body = {"question": QUESTION, "conversation": "c", "history": [{"question": "what is it?"}]}
    refused = client.post("/v1/ask", json=body)
    assert refused.status_code == 422
    assert "give one of the two" in refused.json()["detail"]


def test_a_key_that_may_only_read_converses_but_does_not_delete(service: Service, tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    secret = keys.create("reader", "read")
    settings = Settings(data=tmp_path)
    headers = {"Authorization": f"Bearer {secret}"}
    with TestClient(create_app(service, None, settings), "http://127.0.0.1", headers=headers) as client:
        key = client.post("/v1/conversations", json={}).json()["id"]
        assert client.post("/v1/ask", json={"question": QUESTION, "conversation": key}).status_code == 200
        assert len(client.get(f"/v1/conversations/{key}").json()["turns"]) == 1
        assert client.delete(f"/v1/conversations/{key}").status_code == 403
        assert client.get("/v1/conversations", headers={"Authorization": "Bearer other"}).status_code == 401
