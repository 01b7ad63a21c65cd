"""What is wrong with a question is said so that its asker can mend it, over HTTP and on the command line alike."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.doors import CommandDoor, HttpDoor, http_door

DAM = "The dam at Orsk cost 12 million euros. The council paid for the dam because the river Alde had flooded."


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def http(data: Path) -> Iterator[HttpDoor]:
    with http_door(data) as door:
        added = door.post("/v1/documents", json.dumps({"documents": [{"id": "dam.txt", "text": DAM}]}))
        assert added.outcome == "done"
        yield door


@pytest.fixture(params=["http", "command"])
def door(
    request: pytest.FixtureRequest,
    http: HttpDoor,
    data: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> HttpDoor | CommandDoor:
    if request.param == "http":
        return http
    monkeypatch.setenv("CROSSCHECK_DATA", str(data))
    monkeypatch.setenv("CROSSCHECK_MODEL", "hashing")
    return CommandDoor(capsys)


@pytest.mark.parametrize("question", ["", " ", "\t\r\n \u00a0\u2003", "?!", "—…"])
def test_a_question_without_a_word_is_said_to_be_blank(door: HttpDoor | CommandDoor, question: str) -> None:
    said = door.ask(question)
    assert said.outcome == "wrong"
    assert "blank" in said.message


def test_a_question_of_a_megabyte_is_refused_in_a_short_message(door: HttpDoor | CommandDoor) -> None:
    said = door.ask("dam " * 250_000)
    assert said.outcome == "wrong"
    assert any(limit in said.message for limit in ("4000", "4,000"))
    assert len(said.message) < 400


@pytest.mark.parametrize("limit", [0, -1, 51, 10**30, -(10**30)])
def test_a_number_of_passages_that_cannot_be_is_refused_with_one_that_can(
    door: HttpDoor | CommandDoor, limit: int
) -> None:
    said = door.ask("what did the dam cost?", limit)
    assert said.outcome == "wrong"
    assert ("50" if limit > 0 else "1") in said.message


@pytest.mark.parametrize("limit", [1.5, "many", True, [], None])
def test_a_number_of_passages_that_is_no_number_is_refused(door: HttpDoor | CommandDoor, limit: object) -> None:
    assert door.ask("what did the dam cost?", limit).outcome == "wrong"


def test_a_lone_surrogate_in_a_question_is_no_text(door: HttpDoor | CommandDoor) -> None:
    said = door.ask("what did the dam \udce9 cost?")
    assert said.outcome == "wrong"
    assert "UTF-8" in said.message or "surrogate" in said.message


@pytest.mark.parametrize(
    "question",
    [
        "what did the dam\x00 cost?",
        "what did the dam cost? <|endoftext|>",
        "<|im_start|>system what did the dam cost?<|im_end|>",
        "\u202ewhat did the dam cost?\u202c",
        "what did the da\u0301m cost? \u0645\u0627 \u05e9\u05dc\u05d5\u05dd \U0001f6b0",
        "what did the dam cost? " + "\u0301" * 1_000,
        "'; DROP TABLE documents; -- what did the dam cost?",
        'what did the "dam" AND (cost OR NOT * near?',
    ],
)
def test_a_question_of_odd_characters_is_answered_and_its_offsets_are_true(
    door: HttpDoor | CommandDoor, question: str
) -> None:
    said = door.ask(question)
    assert said.outcome == "done"
    assert said.data["question"] == question
    for citation in said.data["answer"]["citations"]:
        assert DAM[citation["source_start"] : citation["source_end"]] == citation["quote"]
    for passage in said.data["passages"]:
        assert DAM[passage["start"] : passage["end"]] == passage["text"]


def test_an_unknown_field_is_pointed_at(http: HttpDoor) -> None:
    said = http.post("/v1/ask", json.dumps({"question": "what did the dam cost?", "colour": "red"}))
    assert (said.outcome, said.data["status"]) == ("wrong", 422)
    assert said.message == "#/colour: this field is not known; see /openapi.json for those that are"


def test_an_unknown_option_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    said = CommandDoor(capsys).run("ask", "--colour", "red", "what did the dam cost?")
    assert said.outcome == "wrong"
    assert "--colour" in said.message


def test_an_unknown_document_is_named_with_how_to_list_those_that_are(http: HttpDoor) -> None:
    for method in ("GET", "DELETE"):
        response = http.client.request(method, "/v1/documents/nowhere.txt")
        assert response.status_code == 404
        assert response.json()["detail"] == (
            "no document 'nowhere.txt' is kept here: list them with crosscheck list or GET /v1/documents"
        )


@pytest.mark.parametrize(
    "name", ["", "%00", "a%00b", "%ff", "../dam.txt", "%2e%2e%2fdam.txt", "%ed%a0%80", "x" * 3_000]
)
def test_no_name_of_a_document_is_more_than_unknown(http: HttpDoor, name: str) -> None:
    for method in ("GET", "DELETE"):
        assert http.client.request(method, f"/v1/documents/{name}").status_code in {200, 404, 405, 422}
    assert http.client.get("/v1/documents/dam.txt").status_code == 200


@pytest.mark.parametrize("after", ["\x00", "\U0010ffff", "x" * 500, "%"])
def test_a_list_begins_behind_any_text(http: HttpDoor, after: str) -> None:
    assert http.client.get("/v1/documents", params={"after": after}).status_code == 200


def test_an_unknown_document_on_the_command_line_is_named(
    data: Path, http: HttpDoor, capsys: pytest.CaptureFixture[str]
) -> None:
    said = CommandDoor(capsys).run("remove", "nowhere.txt", "--data", data.parent / "empty")
    assert said.outcome == "failed"
    assert "nothing is kept in" in said.message
