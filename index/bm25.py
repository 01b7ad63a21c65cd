"""BM25, exactly: what a passage that shares terms with a query scores (Robertson and Zaragoza, 2009, with Lucene's
idf, which is never negative).
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from index.analysis import Terms, Weights
from index.nearest import DECIMALS

K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class Bag:
    """A passage's terms, or those of them that matter, and how many it has in all."""

    counts: Terms
    length: int

    @classmethod
    def of(cls, counts: Terms) -> Self:
        """The bag of these terms."""
        return cls(counts, sum(counts.values()))


@dataclass(frozen=True, slots=True)
class Scorer:
    """One query's terms with what each weighs in these passages, and the passages' average length."""

    weights: Mapping[str, float]
    average: float

    @classmethod
    def of(cls, query: Weights, containing: Terms, passages: int, length: int) -> Self:
        """The scorer for so many passages of that length in all; `containing` is how many have each term.

        Terms that no passage has weigh nothing and are left out.
        """
        weights = {
            term: times * idf(containing[term], passages) for term, times in query.items() if containing.get(term, 0)
        }
        return cls(weights, length / passages if length else 1.0)

    def score(self, bag: Bag) -> float:
        """What the passage scores; 0 where it shares no term with the query."""
        norm = K1 * (1 - B + B * bag.length / self.average)
        total = 0.0
        for term, weight in self.weights.items():
            if times := bag.counts.get(term, 0):
                total += weight * times * (K1 + 1) / (times + norm)
        return round(total, DECIMALS)


def idf(containing: int, passages: int) -> float:
    """How telling a term is that so many of the passages have."""
    return math.log1p((passages - containing + 0.5) / (containing + 0.5))


def containing_of(query: Iterable[str], bags: Iterable[Bag]) -> dict[str, int]:
    """How many of the bags have each of the terms."""
    counts = dict.fromkeys(query, 0)
    for bag in bags:
        for term in counts.keys() & bag.counts.keys():
            counts[term] += 1
    return counts
