"""The gold of the sample corpus and of the rewordings against the documents as the service stores them."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.documents import Document
from corpus.loading import read_documents
from eval.cases import case_in
from eval.planted import write_gold
from eval.shared import SHARED, missing

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "corpus" / "sample"
FOLDERS = [SAMPLE, *sorted(path for path in (ROOT / "tests" / "rewordings").glob("*/*") if path.is_dir())]
each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def texts_in(folder: Path) -> dict[str, str]:
    read = list(read_documents([folder]))
    assert all(isinstance(document, Document) for document in read)
    return {document.id: document.text for document in read if isinstance(document, Document)}


def spans_in(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "start" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from spans_in(item)


@each_folder
def test_every_gold_offset_is_true(folder: Path) -> None:
    texts = texts_in(folder / "documents")
    rows = [
        json.loads(line)
        for file in folder.glob("*.jsonl")
        for line in file.read_text(encoding="utf-8").split("\n")
        if line
    ]
    spans = list(spans_in(rows))
    assert len(spans) > 20
    for span in spans:
        assert texts[span["document"]][span["start"] : span["end"]] == span["text"]
        if "core" in span:
            assert texts[span["document"]][span["core_start"] : span["core_end"]] == span["core"]
            assert span["start"] <= span["core_start"] < span["core_end"] <= span["end"]


@each_folder
def test_the_gold_files_are_what_the_authoring_file_makes(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    write_gold(tmp_path / "copy")
    for file in folder.glob("*.jsonl"):
        assert (tmp_path / "copy" / file.name).read_text(encoding="utf-8") == file.read_text(encoding="utf-8")


@each_folder
def test_no_pair_is_both_gold_and_forbidden(folder: Path) -> None:
    gold = case_in(folder).gold
    planted = {
        frozenset({(a.document, a.core_start), (b.document, b.core_start)})
        for conflict in gold.conflicts
        for a in conflict.sides[0].places
        for b in conflict.sides[1].places
    }
    forbidden = {
        frozenset({(pair.a.document, pair.a.core_start), (pair.b.document, pair.b.core_start)})
        for pair in gold.forbidden
    }
    assert planted & forbidden == set()


def test_the_sample_holds_every_type_of_conflict_and_many_traps() -> None:
    gold = case_in(SAMPLE).gold
    required = [conflict for conflict in gold.conflicts if not conflict.optional]
    assert len(required) >= 16
    assert {conflict.types[0] for conflict in required} == {
        "contradiction",
        "different_scope",
        "different_occurrence",
        "change_over_time",
    }
    assert len(gold.forbidden) >= 20
    assert len({answer.question for answer in gold.answers}) >= 8
    assert all(conflict.question for conflict in required)


def test_the_sample_is_short_documents_of_every_format() -> None:
    files = [path for path in (SAMPLE / "documents").rglob("*") if path.is_file()]
    texts = texts_in(SAMPLE / "documents")
    assert {path.suffix for path in files} == {".md", ".txt", ".html", ".jsonl"}
    assert len(texts) == 19
    assert all(150 <= len(text.split()) <= 350 for text in texts.values())


def test_no_nine_words_of_the_seeds_stand_in_our_own_texts() -> None:
    if reason := missing("seeds"):
        pytest.skip(reason)
    seeds = SHARED / "seeds"
    theirs = {run for text in texts_in(seeds).values() for run in runs_of_nine(text)}
    ours = {run for folder in FOLDERS for text in texts_in(folder / "documents").values() for run in runs_of_nine(text)}
    assert theirs & ours == set()


def runs_of_nine(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return (tuple(words[start : start + 9]) for start in range(len(words) - 8))
