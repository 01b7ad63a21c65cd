import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.figures.figure import Comparator, Kind, Value
from service.conflicts.intervals import agree


def amount(number: float, comparator: Comparator = "equal", step: float = 0.0, unit: str | None = None) -> Value:
    dimension = "length" if unit else None
    kind: Kind = "quantity" if unit else "count"
    return Value(0, 1, 0, 1, kind, number, number, comparator, step, unit, dimension)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (amount(4.36e9, step=1e7), amount(4.4e9, "about", step=1e8), True),
        (amount(4.36e9, step=1e7), amount(4.4e9, step=1e8), True),
        (amount(4.37e9, step=1e7), amount(4.3e9, step=1e8), False),
        (amount(4.3e9, step=1e8), amount(4.3e9, step=1e6), True),
        (amount(4.3e9, step=1e8), amount(2.1e9, step=1e8), False),
        (amount(2e5, "nearly"), amount(2e5, "more than"), False),
        (amount(500, "more than"), amount(620, "about", step=10), True),
        (amount(4e9, "more than", step=1e9), amount(3.4e9, step=1e8), False),
        (amount(12, "at least", step=1), amount(12, step=1), True),
        (amount(12, "less than", step=1), amount(12, "at least", step=1), False),
        (amount(1e6, step=1e6), amount(1.4e6, step=1e5), False),
        (amount(16093.44, unit="mile", step=1609.344), amount(16000, unit="kilometre", step=1000), True),
    ],
)
def test_values_agree_where_rounding_bounds_or_conversion_allow_it(first: Value, second: Value, expected: bool) -> None:
    assert agree(first, second) is expected


COMPARATORS = st.sampled_from(["equal", "more than", "less than", "at least", "at most", "nearly", "about"])
NUMBERS = st.floats(min_value=0.01, max_value=1e12, allow_nan=False)
VALUES = st.builds(
    lambda number, comparator, digits: amount(
        number, comparator, step=10.0 ** (math.floor(math.log10(number)) - digits)
    ),
    NUMBERS,
    COMPARATORS,
    st.integers(0, 4),
)


@given(VALUES, VALUES)
def test_agreement_is_the_same_either_way_round(first: Value, second: Value) -> None:
    assert agree(first, second) is agree(second, first)


@given(st.floats(min_value=1, max_value=1e9), COMPARATORS)
def test_every_value_agrees_with_itself(number: float, comparator: Comparator) -> None:
    assert agree(amount(number, comparator), amount(number, comparator))


@given(st.integers(100, 999), st.integers(0, 3), st.integers(0, 3))
def test_rounding_is_monotone(number: int, fine: int, coarse: int) -> None:
    """What agrees with a value rounded to a digit agrees with it rounded to a coarser one."""
    exact = float(number)
    steps = sorted((10.0 ** (fine - 2), 10.0 ** (coarse - 2)))
    finer, coarser = (amount(round(exact / step) * step, step=step) for step in steps)
    assert agree(amount(exact, step=0.001), finer)
    assert agree(amount(exact, step=0.001), coarser)
    assert agree(finer, coarser)
