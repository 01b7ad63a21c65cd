"""Why two figures of one measure can both be read as one."""

import math

from corpus.figures.figure import Figure, Value


def agreement_of(first: Figure, second: Figure) -> str:
    """The rule by which two figures that agree do: "equal", "restated unit", "bound" or "rounding"; the same both ways
    round.
    """
    a, b = first.value, second.value
    if _is_same(a, b):
        return "equal" if a.unit == b.unit else "restated unit"
    if {a.comparator, b.comparator} - {"equal", "about"} or a.low != a.high or b.low != b.high:
        return "bound"
    return "rounding" if a.unit == b.unit or a.dimension in {None, "currency"} else "restated unit"


def _is_same(a: Value, b: Value) -> bool:
    return a.comparator == b.comparator and _equal(a.low, b.low) and _equal(a.high, b.high)


def _equal(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9)
    return one == other
