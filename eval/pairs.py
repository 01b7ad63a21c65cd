"""Pairs of sentences with the type of their difference: `python -m eval.pairs gold/pairs.jsonl`."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.texts import compared_texts
from index.embedders import embedder_named
from index.embedding import Embedder

UNPAIRED = "not_comparable"
"""The gold's word for figures that no pair may set against each other."""


@dataclass(frozen=True, slots=True)
class PairCase:
    """Two sentences and the type of what their figures are to each other."""

    name: str
    a: str
    b: str
    type: str


@dataclass(frozen=True, slots=True)
class PairReport:
    """Which cases were typed right, and what was found of the others."""

    right: tuple[str, ...]
    wrong: tuple[tuple[PairCase, tuple[str, ...]], ...]


def read_pairs(path: Path) -> list[PairCase]:
    """The cases of a JSON Lines file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [PairCase(row["name"], row["a"], row["b"], row["type"]) for row in rows]


def is_right(expected: str, types: Iterable[str]) -> bool:
    """Whether all pairs that differ are of the expected type, and there is one; where none may differ, none does."""
    found = set(types)
    differing = found - {"compatible"}
    if expected == UNPAIRED:
        return not differing
    if expected == "compatible":
        return found == {"compatible"}
    return differing == {expected}


def judged_pairs(found: Iterable[tuple[PairCase, tuple[str, ...]]]) -> PairReport:
    """The cases with the types that were found in each."""
    found = list(found)
    return PairReport(
        right=tuple(case.name for case, types in found if is_right(case.type, types)),
        wrong=tuple((case, types) for case, types in found if not is_right(case.type, types)),
    )


def measure(path: Path, embedder: Embedder) -> PairReport:
    """What the service makes of the file's pairs."""
    return judged_pairs(
        (case, tuple(pair.type for pair in compared_texts(case.a, case.b, embedder))) for case in read_pairs(path)
    )


def main(arguments: Sequence[str]) -> int:
    """0 where all are right; the others are listed."""
    report = measure(Path(arguments[0]), embedder_named())
    for case, types in report.wrong:
        print(f"{case.name}: expected {case.type}, found {', '.join(types) or 'nothing'}")
    print(f"{len(report.right)} of {len(report.right) + len(report.wrong)} right")
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
