"""The user's own two documents, asked over the command line and over HTTP: what issue and gold promise."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corpus.documents import Document
from corpus.loading import read_documents
from eval.gold import answered, judged, read_gold
from eval.shared import SHARED, missing
from service.composition import open_service
from service.http.app import create_app
from service.settings import Settings

QUESTION = "why did Putin visit Baku?"
SEEDS = SHARED / "seeds"
pytestmark = pytest.mark.skipif(missing("seeds") is not None, reason=missing("seeds") or "")


def crosscheck(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "service.commands.main", *arguments, "--data", str(data)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    added = crosscheck("add", str(SEEDS), data=folder)
    assert added.returncode == 0, added.stderr
    return folder


@pytest.fixture(scope="module")
def printed(data: Path) -> str:
    asked = crosscheck("ask", QUESTION, "--json", data=data)
    assert asked.returncode == 0, asked.stderr
    return asked.stdout


@pytest.fixture(scope="module")
def answer(printed: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(printed)
    return parsed


def test_both_documents_are_among_the_passages(answer: dict[str, Any]) -> None:
    assert {passage["document"] for passage in answer["passages"]} == {path.name for path in SEEDS.glob("*.txt")}


def test_every_conflict_of_the_gold_is_found_and_typed_and_at_most_one_row_more(answer: dict[str, Any]) -> None:
    gold = SHARED / "gold"
    found = judged(
        answer["conflicts"],
        read_gold(gold / "seed_conflicts.jsonl", gold / "seed_must_not_pair.jsonl", gold / "seed_answer.jsonl"),
    )
    assert sorted(found.found) == ["previous-visit", "trade", "visit-date", "visit-ordinal"]
    assert not found.missed
    assert not found.mistyped
    assert not found.forbidden
    assert len(found.beyond) <= 1


def test_the_answer_cites_sentences_that_answer_in_ninety_words(answer: dict[str, Any]) -> None:
    gold = SHARED / "gold"
    rows = read_gold(gold / "seed_conflicts.jsonl", gold / "seed_must_not_pair.jsonl", gold / "seed_answer.jsonl")
    assert sum(answered(answer, row) for row in rows.answers) >= 2
    assert len(answer["answer"]["text"].split()) <= 90


def test_every_offset_of_the_answer_is_true(answer: dict[str, Any]) -> None:
    texts = {found.id: found.text for found in read_documents([SEEDS]) if isinstance(found, Document)}
    for citation in answer["answer"]["citations"]:
        source = texts[citation["document"]]
        assert answer["answer"]["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert source[citation["source_start"] : citation["source_end"]] == citation["quote"]
    for stretch in stretches_of(answer):
        assert texts[stretch["document"]][stretch["start"] : stretch["end"]] == stretch["text"]


def stretches_of(answer: dict[str, Any]) -> list[dict[str, Any]]:
    sources = [source for row in answer["conflicts"] for side in row["sides"] for source in side["sources"]]
    sentences = [{"document": source["document"], **source["sentence"]} for source in sources]
    figures = [figure for passage in answer["passages"] for figure in passage["figures"]]
    assert sources
    assert figures
    return [*answer["passages"], *figures, *sources, *sentences]


def test_http_and_a_second_process_give_the_same_bytes(data: Path, printed: str) -> None:
    again = crosscheck("ask", QUESTION, "--json", data=data)
    assert again.stdout == printed
    with (
        open_service(Settings(data=data), write=False) as service,
        TestClient(create_app(service), base_url="http://127.0.0.1") as client,
    ):
        over_http = client.post("/v1/ask", json={"question": QUESTION}).json()
    assert over_http == json.loads(printed)
