"""Questions with offsets, from the words that a set's authoring file names: `python -m eval.authored_set FOLDER`."""

import json
import sys
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from corpus.documents import Document
from corpus.loading import read_documents
from eval.planted import answer_row, span_row

Row = dict[str, Any]
SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"


def question_rows(authored: Mapping[str, Any], sample: Path = SAMPLE) -> Iterator[Row]:
    """The questions: those authored, one for each planted conflict, and those whose answering sentences are known.

    Wherever a row says nothing of conflicts, none is asked for; any that is not in the corpus's gold is one too many.
    """
    read = read_documents([sample / "documents"])
    texts = {str(document.id): document.text for document in read if isinstance(document, Document)}
    yield from map(_of_conflict, _rows(sample / "gold.jsonl"))
    yield from _of_answers(list(_rows(sample / "answers.jsonl")))
    for row in (*authored["plain"], *authored["follow_ups"]):
        sources = [_span(source, texts) for source in row["sources"]]
        told = zip(cycle(("user", "assistant")), row.get("history", ()), strict=False)
        history = [{"role": role, "content": content} for role, content in told]
        yield {"conflicts": [], **row, "history": history, "sources": sources, "answerable": True}
    for row in authored["unanswerable"]:
        yield {**row, "answerable": False, "conflicts": []}


def write_questions(folder: Path) -> None:
    """questions.jsonl beside the authoring file."""
    (folder / "questions.jsonl").write_text(written(folder), encoding="utf-8")


def written(folder: Path) -> str:
    """What questions.jsonl holds. An optional conflict without a question has no row."""
    authored = yaml.safe_load((folder / "authoring.yaml").read_text(encoding="utf-8"))
    rows = [_ordered(row) for row in question_rows(authored) if row.get("question")]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _ordered(row: Row) -> Row:
    names = ("id", "question", "history", "answers", "sources", "answerable", "conflicts")
    return {name: row[name] for name in names if row.get(name) not in (None, []) or name == "conflicts"}


def _of_conflict(conflict: Row) -> Row:
    places = [place for side in conflict["sides"] for place in (side, *side.get("elsewhere", ()))]
    return {
        "id": conflict["id"],
        "question": conflict.get("question"),
        "answers": list(dict.fromkeys(place["core"] for place in places)),
        "sources": [_place(place) for place in places],
        "answerable": True,
        "conflicts": [conflict["id"]],
    }


def _of_answers(rows: list[Row]) -> Iterator[Row]:
    """One question for all sentences that answer it, numbered: it has no name of its own."""
    for number, question in enumerate(dict.fromkeys(row["question"] for row in rows), start=1):
        sources = [_place(row) for row in rows if row["question"] == question]
        yield {
            "id": f"answer-{number}", "question": question, "sources": sources, "answerable": True, "conflicts": [],
        }  # fmt: skip


def _span(authored: list[str], texts: Mapping[str, str]) -> Row:
    return _place(answer_row(authored, texts, None) if len(authored) == 3 else span_row(authored, texts))


def _place(row: Mapping[str, Any]) -> Row:
    return {name: row[name] for name in ("document", "start", "end")}


def _rows(path: Path) -> Iterator[Row]:
    yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        write_questions(Path(name))
