"""Gold with offsets, made from the words that an authoring file names: `python -m eval.planted FOLDER ...`."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from corpus.documents import Document
from corpus.errors import CrosscheckError
from corpus.loading import read_documents

Row = dict[str, Any]
Texts = Mapping[str, str]
SAMPLE = ("gold.jsonl", "must_not_pair.jsonl", "answers.jsonl")
PAIR = ("conflicts.jsonl", "must_not_pair.jsonl", "answer.jsonl")


class Misplaced(CrosscheckError):
    """Words that the authoring file names and the document does not hold, or holds more than once."""


def place_of(words: str, text: str, within: tuple[int, int], document: str) -> tuple[int, int]:
    """Where the words stand in that part of the text; Misplaced unless they stand there exactly once."""
    start = text.find(words, *within)
    if start < 0 or text.find(words, start + 1, within[1]) >= 0:
        number = "not" if start < 0 else "more than once"
        raise Misplaced(f"{words!r} stands {number} in {document}: write them as the text does, with a context around")
    return start, start + len(words)


def span_row(authored: list[str], texts: Texts) -> Row:
    """[document, surface, core?, context?] as document, offsets and surface."""
    document, surface, context = authored[0], authored[1], authored[3] if len(authored) > 3 else None
    text = _text_of(document, texts)
    within = place_of(context, text, (0, len(text)), document) if context else (0, len(text))
    start, end = place_of(surface, text, within, document)
    return {"document": document, "start": start, "end": end, "text": surface}


def side_row(authored: list[str], texts: Texts) -> Row:
    """[document, surface, core?, context?] as a span with its core; the core is the surface where none is given."""
    row = span_row(authored, texts)
    core = authored[2] if len(authored) > 2 and authored[2] else authored[1]
    start, end = place_of(core, texts[authored[0]], (row["start"], row["end"]), authored[0])
    return {**row, "core_start": start, "core_end": end, "core": core}


def conflict_row(authored: Row, texts: Texts) -> Row:
    """A planted conflict; `elsewhere` lists other places that state a side's value."""
    sides = [side_row(side, texts) for side in authored["sides"]]
    for number, places in authored.get("elsewhere", {}).items():
        sides[int(number)]["elsewhere"] = [side_row(place, texts) for place in places]
    row = {"id": authored["id"], "type": authored["type"], "also": authored.get("also", []), "sides": sides}
    kept: Row = {key: authored[key] for key in ("why", "question", "optional") if key in authored}
    return {**row, **kept}


def forbidden_row(authored: Row, texts: Texts) -> Row:
    """Two figures that no conflict may set against each other."""
    return {"a": side_row(authored["a"], texts), "b": side_row(authored["b"], texts), "why": authored["why"]}


def answer_row(authored: list[str], texts: Texts, question: str | None) -> Row:
    """[document, opening words, closing words] as the span from the one to the other."""
    document, opening, closing = authored
    text = _text_of(document, texts)
    start, _ = place_of(opening, text, (0, len(text)), document)
    end = text.find(closing, start) + len(closing)
    if end < start + len(opening):
        raise Misplaced(f"{closing!r} does not stand behind {opening!r} in {document}")
    row = {"document": document, "start": start, "end": end, "text": text[start:end]}
    return row if question is None else {"question": question, **row}


def answer_rows(authored: Row, texts: Texts) -> Iterator[Row]:
    """The sentences that answer: of the one question, or of each question of a corpus."""
    for answer in authored.get("answers", []):
        if isinstance(answer, list):
            yield answer_row(answer, texts, None)
        else:
            yield from (answer_row(place, texts, answer["question"]) for place in answer["sentences"])


def write_gold(folder: Path) -> None:
    """The gold files of a folder that holds `authoring.yaml` and `documents/`, written beside them."""
    authored = yaml.safe_load((folder / "authoring.yaml").read_text(encoding="utf-8"))
    read = read_documents([folder / "documents"])
    texts = {str(document.id): document.text for document in read if isinstance(document, Document)}
    conflicts, forbidden, answers = PAIR if "question" in authored else SAMPLE
    _write(folder / conflicts, [conflict_row(row, texts) for row in authored["conflicts"]])
    _write(folder / forbidden, [forbidden_row(row, texts) for row in authored["must_not_pair"]])
    _write(folder / answers, list(answer_rows(authored, texts)))
    if "question" in authored:
        (folder / "question.txt").write_text(authored["question"] + "\n", encoding="utf-8")


def _text_of(document: str, texts: Texts) -> str:
    if document not in texts:
        raise Misplaced(f"no document {document!r}: the folder holds {', '.join(sorted(texts))}")
    return texts[document]


def _write(path: Path, rows: list[Row]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        write_gold(Path(name))
