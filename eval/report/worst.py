"""The questions that went worst, with what was returned to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from eval.journal import rows_in
from eval.measures.catalogue import value_of
from eval.run_folder import RunFolder

SHOWN = 10
COUNTED = (
    "ndcg@10", "answer.contains", "answer.number", "citation.gold", "refusal.answered", "refusal.recall",
    "conflicts.recall", "conflicts.precision",
)  # fmt: skip
"""The measures whose mean orders the questions: one of each kind, and none that hardly any answer fulfils."""


@dataclass(frozen=True, slots=True)
class Worst:
    """A question, what it scored, and its reply."""

    worth: float
    measures: Mapping[str, float]
    reply: Mapping[str, Any]


def worst_of(run: RunFolder) -> list[Worst]:
    """At most ten, the worst first; those of equal worth in the order of the set. One that has no measure is none."""
    worths = ((worth, number) for number, row in enumerate(run.read_scores()) if (worth := _worth(row)) is not None)
    chosen = {number: worth for worth, number in nsmallest(SHOWN, worths)}
    rows = zip(run.read_scores(), rows_in(run.answers), strict=True)
    found = [
        Worst(chosen[number], dict(_values(score)), reply)
        for number, (score, reply) in enumerate(rows)
        if number in chosen
    ]
    return sorted(found, key=lambda one: one.worth)


def _worth(score: Mapping[str, Any]) -> float | None:
    if score["error"] is not None:
        return -1.0
    values = [value for name, value in _values(score) if name in COUNTED]
    return sum(values) / len(values) if values else None


def _values(score: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for name, written in score["measures"].items():
        value = value_of(written if isinstance(written, list) else (written, 1.0))
        if value is not None:
            yield name, value
