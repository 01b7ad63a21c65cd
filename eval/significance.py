"""Whether two runs differ by more than chance, question by question.

The same numbers give the same answer: what is drawn is drawn from a fixed seed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from eval.measures.catalogue import Share, value_of

SEED = 20240819
RESAMPLES = 9_999
AT_ONCE = 500
LEVEL = 0.95
Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Difference:
    """B less A, over the questions that both measured."""

    a: float
    b: float
    low: float
    high: float
    """The bootstrap interval of the difference, 95%."""
    p: float
    test: str


def difference(a: Sequence[Share], b: Sequence[Share], *, is_yes_no: bool) -> Difference | None:
    """The paired difference of a measure; None where either side counts nothing.

    The interval is that of the percentile bootstrap over questions. Yes-no measures are tested by McNemar's exact test,
    others by a permutation test that exchanges the two runs question by question.
    """
    before, after = _columns(a), _columns(b)
    values = value_of(before.sum(axis=1)), value_of(after.sum(axis=1))
    if values[0] is None or values[1] is None:
        return None
    low, high = _interval(before, after)
    p, test = _mcnemar(before, after) if is_yes_no else _permuted(before, after)
    return Difference(values[0], values[1], low, high, p, test)


def holm(ps: Sequence[float]) -> list[float]:
    """The values adjusted for how many they are (Holm 1979): what is below 0.05 then is so for the whole family."""
    order = sorted(range(len(ps)), key=ps.__getitem__)
    adjusted = [1.0] * len(ps)
    worst = 0.0
    for rank, place in enumerate(order):
        worst = max(worst, min(1.0, (len(ps) - rank) * ps[place]))
        adjusted[place] = worst
    return adjusted


def _columns(shares: Sequence[Share]) -> Numbers:
    return np.array(shares, dtype=np.float64).T


def _values(sums: Sequence[Numbers]) -> Numbers:
    """As `value_of`, for many samples at once; a sample in which nothing counts gives 0 here."""
    if len(sums) == 2:
        return _ratio(sums[0], sums[1])
    precision, recall = _ratio(sums[0], sums[1]), _ratio(sums[2], sums[3])
    return _ratio(2 * precision * recall, precision + recall)


def _ratio(over: Numbers, under: Numbers) -> Numbers:
    return np.divide(over, under, out=np.zeros_like(over), where=under != 0)


def _value(columns: Numbers, places: Places, axis: int) -> Numbers:
    return _values([column[places].sum(axis=axis) for column in columns])


def _interval(before: Numbers, after: Numbers) -> tuple[float, float]:
    count = before.shape[1]
    if count < 2 or bool((before == after).all()):
        here = float(_value(after, np.arange(count), 0) - _value(before, np.arange(count), 0))
        return here, here

    def statistic(places: Places, axis: int) -> Numbers:
        return _value(after, places, axis) - _value(before, places, axis)

    found: Any = stats.bootstrap(
        (np.arange(count),),
        statistic,
        n_resamples=RESAMPLES,
        batch=AT_ONCE,
        confidence_level=LEVEL,
        method="percentile",
        vectorized=True,
        rng=np.random.default_rng(SEED),
    )
    return float(found.confidence_interval.low), float(found.confidence_interval.high)


def _mcnemar(before: Numbers, after: Numbers) -> tuple[float, str]:
    won, lost = int((after[0] > before[0]).sum()), int((after[0] < before[0]).sum())
    test = "McNemar, exact"
    return (float(stats.binomtest(lost, won + lost).pvalue) if won + lost else 1.0), test


def _permuted(before: Numbers, after: Numbers) -> tuple[float, str]:
    """Only the questions that differ can tell; the others count in both runs whichever way they are exchanged."""
    test = "permutation"
    differs = (before != after).any(axis=0)
    count = int(differs.sum())
    if count < 2:  # one question exchanged is the same difference the other way round
        return 1.0, test
    same = before[:, ~differs].sum(axis=1)
    both = np.concatenate([before[:, differs], after[:, differs]], axis=1)

    def statistic(first: Places, second: Places, axis: int) -> Numbers:
        sums = [
            [column[places].sum(axis=axis) + rest for column, rest in zip(both, same, strict=True)]
            for places in (first, second)
        ]
        return _values(sums[1]) - _values(sums[0])

    found: Any = stats.permutation_test(
        (np.arange(count), np.arange(count, 2 * count)),
        statistic,
        permutation_type="samples",
        n_resamples=RESAMPLES,
        batch=AT_ONCE,
        vectorized=True,
        rng=np.random.default_rng(SEED),
    )
    return float(found.pvalue), test
