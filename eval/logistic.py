"""Logistic regression towards known weights: Newton's method, the same result every time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.conflicts.likeness import Weights

Floats = NDArray[np.float64]

_ROUNDS = 100
_STILL = 1e-9
_FREE = 1e-6
"""The penalty on the bias: next to none."""


@dataclass(frozen=True, slots=True)
class Example:
    """Signs, whether they are of one measure, and how much this counts."""

    signs: Mapping[str, float]
    same: bool
    weight: float


def fitted(examples: Sequence[Example], prior: Weights, penalties: Mapping[str, float]) -> Weights:
    """The weights that explain the examples best, each drawn to its prior as strongly as its penalty says.

    A sign with a prior and no penalty keeps its prior's weight.
    """
    names = list(penalties)
    kept = {name: weight for name, weight in prior.weights.items() if name not in penalties}
    rows = np.array([[*(example.signs[name] for name in names), 1.0] for example in examples])
    offsets = np.array([sum(weight * example.signs[name] for name, weight in kept.items()) for example in examples])
    same = np.array([example.same for example in examples], float)
    counts = np.array([example.weight for example in examples])
    towards = np.array([*(prior.weights.get(name, 0.0) for name in names), prior.bias])
    pull = np.array([*penalties.values(), _FREE])
    found = _newton(rows, offsets, same, counts, towards, pull)
    learned = {name: round(float(weight), 4) for name, weight in zip(names, found, strict=False)}
    return Weights(round(float(found[-1]), 4), {**kept, **learned})


def _newton(rows: Floats, offsets: Floats, same: Floats, counts: Floats, towards: Floats, pull: Floats) -> Floats:
    found = towards.copy()
    for _ in range(_ROUNDS):
        likely = 1.0 / (1.0 + np.exp(-(rows @ found + offsets)))
        slope = rows.T @ (counts * (likely - same)) + pull * (found - towards)
        curvature = (rows * (counts * likely * (1.0 - likely))[:, None]).T @ rows + np.diag(pull)
        step = np.linalg.solve(curvature, slope)
        found = found - step
        if np.abs(step).max() < _STILL:
            break
    return found
