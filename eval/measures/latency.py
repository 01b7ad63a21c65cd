"""How long questions take."""

from collections.abc import Sequence

import numpy as np


def percentile(milliseconds: Sequence[float], share: float) -> float | None:
    """The time within which that share (0.5, 0.95, 0.99) of the questions is answered; None where none is."""
    return float(np.quantile(milliseconds, share)) if len(milliseconds) else None
