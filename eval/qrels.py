"""Judgements of documents (qrels), as BEIR writes them."""

from collections.abc import Mapping
from pathlib import Path

from eval.errors import BadEvalSet

Grades = Mapping[str, int]
HEADER = ("query-id", "corpus-id", "score")


def qrels_file(folder: Path) -> Path | None:
    """qrels.tsv, or the test split in BEIR's qrels/, or the only split there; None where nobody judged."""
    if (folder / "qrels.tsv").is_file():
        return folder / "qrels.tsv"
    splits = sorted((folder / "qrels").glob("*.tsv"))
    named = [split for split in splits if split.stem == "test"] or splits
    if len(named) > 1:
        raise BadEvalSet(f"{folder / 'qrels'} holds {', '.join(path.name for path in named)}: expected test.tsv or one")
    return named[0] if named else None


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Each question's documents with their grades; grades of 0 and less say that a document does not bear on it."""
    found: dict[str, dict[str, int]] = {}
    faults: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        cells = line.split("\t")
        if not line.strip() or (number == 1 and tuple(cells) == HEADER):
            continue
        grade = _grade(cells)
        if grade is None:
            faults.append(
                f"{path}:{number}: met {line[:60]!r}, expected query-id, corpus-id and a whole score, by tabs"
            )
        else:
            found.setdefault(cells[0], {})[cells[1]] = grade
    if faults:
        raise BadEvalSet("\n".join(faults[:10]))
    return found


def _grade(cells: list[str]) -> int | None:
    if len(cells) != 3 or not cells[0].strip() or not cells[1].strip():
        return None
    try:
        return int(cells[2])
    except ValueError:
        return None
