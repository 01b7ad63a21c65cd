"""Text pairs of RTE-3 whose hypothesis holds a number: `python -m eval.rte data/rte3_dev/pairs.jsonl`.

Of the numeric pairs those marked `figure_conflict` have one measure with two values; any other that is flagged as a
contradiction is a false alarm.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.texts import compared_texts
from index.embedders import embedder_named
from index.embedding import Embedder
from service.pair_views import ComparedPair


@dataclass(frozen=True, slots=True)
class RteCase:
    """A text and a hypothesis, and whether a figure of the one contradicts a figure of the other."""

    id: str
    a: str
    b: str
    conflicts: bool


@dataclass(frozen=True, slots=True)
class RteReport:
    """The ids of the pairs: conflicts that were flagged and missed, others that were flagged and let pass."""

    found: tuple[str, ...]
    missed: tuple[str, ...]
    false_alarms: tuple[str, ...]
    passed: tuple[str, ...]

    @property
    def recall(self) -> float:
        """The share of the conflicts that was flagged; 1 where there are none."""
        conflicts = len(self.found) + len(self.missed)
        return len(self.found) / conflicts if conflicts else 1.0


def read_numeric(path: Path) -> list[RteCase]:
    """The file's pairs with numbers."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [RteCase(row["id"], row["a"], row["b"], row["figure_conflict"]) for row in rows if row["numeric"]]


def is_flagged(types: Iterable[str]) -> bool:
    """Whether one of the pairs found in two texts is a contradiction."""
    return "contradiction" in types


def judged_rte(found: Iterable[tuple[RteCase, bool]]) -> RteReport:
    """Every case with whether it was flagged."""
    ids: dict[tuple[bool, bool], list[str]] = {}
    for case, flagged in found:
        ids.setdefault((case.conflicts, flagged), []).append(case.id)
    return RteReport(*(tuple(ids.get(key, ())) for key in ((True, True), (True, False), (False, True), (False, False))))


def found_in(cases: Iterable[RteCase], embedder: Embedder) -> list[tuple[RteCase, tuple[ComparedPair, ...]]]:
    """Every case with the pairs of figures that the service finds in it."""
    return [(case, compared_texts(case.a, case.b, embedder)) for case in cases]


def measure(path: Path, embedder: Embedder) -> RteReport:
    """What the service flags of the file's numeric pairs."""
    found = found_in(read_numeric(path), embedder)
    return judged_rte((case, is_flagged(pair.type for pair in pairs)) for case, pairs in found)


def main(arguments: Sequence[str]) -> int:
    """Prints the counts, the conflicts that were missed and the false alarms."""
    report = measure(Path(arguments[0]), embedder_named())
    print(f"recall {report.recall:.2f}: {len(report.found)} of {len(report.found) + len(report.missed)} conflicts")
    print(f"missed       {' '.join(report.missed)}")
    print(f"false alarms {len(report.false_alarms)}: {' '.join(report.false_alarms)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
