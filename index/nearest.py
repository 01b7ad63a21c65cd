"""Cosines that do not depend on where a row is kept, so that every store gives the same scores in the same order."""

import numpy as np
from numpy.typing import NDArray

from index.store import Vector, Vectors

DECIMALS = 6
"""Scores are rounded to this: float32 vectors carry no more."""

MARGIN = 5e-5
"""How far a float32 inner product summed in any order may lie from the exact cosine (384 terms of at most 1)."""


def cosines(rows: Vectors, vector: Vector) -> NDArray[np.float64]:
    """The cosine of each row with the vector, reckoned row by row in double precision; all are of unit length."""
    products = np.ascontiguousarray(rows, dtype=np.float64) * np.asarray(vector, dtype=np.float64)
    rounded: NDArray[np.float64] = np.round(products.sum(axis=1), DECIMALS)
    return rounded
