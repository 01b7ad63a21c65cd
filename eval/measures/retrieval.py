"""Retrieval measures of one ranked list, by ir-measures. Names come best first; grades say what bears on the question.

A list that is empty scores 0: a question that got no answer is scored, never dropped.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import ir_measures
from ir_measures import AP, RR, R, Success, nDCG

Grades = Mapping[str, int]
TOGETHER = (nDCG @ 10, R @ 10, R @ 100, RR, AP, Success @ 5)


def ndcg(ranked: Sequence[str], grades: Grades, cutoff: int) -> float:
    """nDCG: gains discounted by the logarithm of the rank, against the best order there is."""
    return _measured(nDCG @ cutoff, ranked, grades)


def recall(ranked: Sequence[str], grades: Grades, cutoff: int) -> float:
    """The share of what is relevant that stands among the first `cutoff`."""
    return _measured(R @ cutoff, ranked, grades)


def reciprocal_rank(ranked: Sequence[str], grades: Grades) -> float:
    """One over the rank of the first that is relevant."""
    return _measured(RR, ranked, grades)


def average_precision(ranked: Sequence[str], grades: Grades) -> float:
    """The mean of the precisions at each relevant one's rank, of all that are relevant."""
    return _measured(AP, ranked, grades)


def hit(ranked: Sequence[str], grades: Grades, cutoff: int) -> float:
    """1 where something relevant stands among the first `cutoff`, else 0."""
    return _measured(Success @ cutoff, ranked, grades)


def _measured(measure: Any, ranked: Sequence[str], grades: Grades) -> float:  # noqa: ANN401  # the library has no types
    ranks, judged = tuple(dict.fromkeys(ranked)), tuple(grades.items())
    if measure in TOGETHER:
        return _all_of(ranks, judged, TOGETHER)[measure]
    return _all_of(ranks, judged, (measure,))[measure]


@lru_cache(1)
def _all_of(
    ranked: tuple[str, ...], judged: tuple[tuple[str, int], ...], measures: tuple[Any, ...]
) -> dict[Any, float]:
    """Several measures of one list cost what one costs, and they are asked for one after the other."""
    scores = {name: float(len(ranked) - rank) for rank, name in enumerate(ranked)}
    return dict(ir_measures.calc_aggregate(measures, {"q": dict(judged)}, {"q": scores}))
