"""Refusals: saying that the corpus does not know, where it does not and where it does."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


def area_under_curve(answerable: Sequence[float], unanswerable: Sequence[float]) -> float | None:
    """How often the best match of an answerable question scores above that of an unanswerable one; ties count half.

    0.5 is chance, None where either kind is missing. (Mann and Whitney's U over the number of pairs.)
    """
    if not answerable or not unanswerable:
        return None
    others = sorted(unanswerable)
    above = sum((bisect_left(others, score) + bisect_right(others, score)) / 2 for score in answerable)
    return above / (len(answerable) * len(unanswerable))
