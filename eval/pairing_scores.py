"""How well a score finds the figure of the same measure: accuracy at 1 and AUC, with and without competition."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eval.pairing_cases import PairingCase, Side
from index.embedding import Embedder
from index.store import Vector
from service.conflicts.likeness import AMOUNTS, BY_VALUE, Weights, evidence
from service.conflicts.surroundings import shared_words

Score = Callable[[Side, Side], float]
"""Log odds, or anything that grows with them, that two figures state one measure."""
Vectors = Mapping[str, Vector]
"""The vector of each masked sentence."""


def vectors_of(cases: Sequence[PairingCase], embedder: Embedder) -> Vectors:
    """The vector of every masked sentence of the cases."""
    texts = sorted({side.masked for case in cases for side in (case.asked, *case.equal, *case.rivals, *case.own)})
    return dict(zip(texts, embedder.embed(texts), strict=True))


def signs_of(first: Side, second: Side, vectors: Vectors) -> Mapping[str, float]:
    """The signs that two figures are of one measure: those that the product looks at, and three that it may learn."""
    return {
        **evidence(first.stated, second.stated, float(vectors[first.masked] @ vectors[second.masked])),
        "before": shared_words(first.surroundings.before, second.surroundings.before),
        "behind": shared_words(first.surroundings.behind, second.surroundings.behind),
        "same_unit": float(first.figure.value.unit == second.figure.value.unit),
    }


def score_by(weights: Weights, vectors: Vectors) -> Score:
    """The log odds by some weights."""
    return lambda first, second: weights.logit(signs_of(first, second, vectors))


def cosine_score(vectors: Vectors) -> Score:
    """The cosine of the masked sentences alone."""
    return score_by(Weights(0.0, {"sentence": 1.0}), vectors)


def shipped_score(vectors: Vectors) -> Score:
    """What the product makes of two amounts, but for what it takes from their values: a case is found by these."""
    signs = {name: weight for name, weight in AMOUNTS.weights.items() if name not in BY_VALUE}
    return score_by(Weights(AMOUNTS.bias, signs), vectors)


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a score makes of some cases: shares of 1, a tie half right."""

    cases: int
    accuracy: float
    in_one_sentence: int
    accuracy_in_one_sentence: float
    """Of the cases with a rival in the sentence of the equal figure."""
    auc: float

    def __str__(self) -> str:
        return (
            f"accuracy at 1 {self.accuracy:.3f} of {self.cases}, with a rival in the same sentence "
            f"{self.accuracy_in_one_sentence:.3f} of {self.in_one_sentence}, AUC {self.auc:.3f}"
        )


def ranking_of(scored: Sequence[tuple[PairingCase, Score]], *, competing: bool = False) -> Ranking:
    """What the scores make of their cases; `competing` counts a candidate less that its own article's others want."""
    cases = [case for case, _ in scored]
    valued = [_valued(case, score, competing=competing) for case, score in scored]
    right = [_is_right(max(equal), max(rivals)) for equal, rivals in valued]
    hard = [share for case, share in zip(cases, right, strict=True) if case.in_one_sentence]
    return Ranking(len(cases), _mean(right), len(hard), _mean(hard), _auc(valued))


def _valued(case: PairingCase, score: Score, *, competing: bool) -> tuple[list[float], list[float]]:
    def value(side: Side) -> float:
        own = score(case.asked, side)
        if not competing:
            return own
        others = [score(other, side) for other in case.own]
        return own - 0.5 * math.log(sum(math.exp(min(700.0, one)) for one in (own, *others)))

    return [value(side) for side in case.equal], [value(side) for side in case.rivals]


def _is_right(best_equal: float, best_rival: float) -> float:
    return 0.5 if best_equal == best_rival else float(best_equal > best_rival)


def _mean(shares: Sequence[float]) -> float:
    return sum(shares) / len(shares) if shares else math.nan


def _auc(valued: Sequence[tuple[list[float], list[float]]]) -> float:
    """The share of all equals and all rivals, of whatever case, that stand in the right order."""
    equal = np.array([value for some, _ in valued for value in some])
    rivals = np.sort([value for _, some in valued for value in some])
    below = (np.searchsorted(rivals, equal, "left") + np.searchsorted(rivals, equal, "right")) / 2
    return float(below.mean() / len(rivals)) if len(equal) and len(rivals) else math.nan
