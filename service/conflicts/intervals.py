"""What a stated value admits, and whether two of them can both hold."""

import math
from dataclasses import dataclass
from datetime import date

from corpus.figures.figure import UNKNOWN_YEAR, Figure, Value

ABOUT = 0.1
"""The share by which "about" and "nearly" may miss."""
ROUNDED_AWAY = 0.15
"""The largest share of a value that its rounding may hide: "1 million" does not stand for 1.4 million."""
CONVERSION = 0.03
"""The slack between two units of one dimension: "10 miles" for 16 km."""

BOUNDS = frozenset({"more than", "at least", "less than", "at most"})
_OPEN = {"more than": (False, True), "at least": (True, True), "less than": (False, False), "at most": (True, False)}


@dataclass(frozen=True, slots=True)
class Interval:
    """From low to high; an end that is open is not itself admitted."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def meets(self, other: "Interval") -> bool:
        """Whether some value lies in both; neighbours that share an end meet only where both hold it."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if not math.isclose(low, high, rel_tol=1e-9):
            return low < high
        return not any(
            side.low_open and math.isclose(side.low, low, rel_tol=1e-9) for side in (self, other)
        ) and not any(side.high_open and math.isclose(side.high, high, rel_tol=1e-9) for side in (self, other))


def _number(value: float | date | None, missing: float) -> float:
    if value is None:
        return missing
    return float(value.toordinal()) if isinstance(value, date) else float(value)


def ends_of(value: Value) -> tuple[float, float]:
    """The low and the high end as numbers, dates as days, infinite where open; without the comparator."""
    return _number(value.low, -math.inf), _number(value.high, math.inf)


def stated(value: Value) -> Interval:
    """The interval that a value's comparator admits, before rounding."""
    low, high = ends_of(value)
    if value.comparator in _OPEN:
        closed, upward = _OPEN[value.comparator]
        return Interval(low, math.inf, not closed) if upward else Interval(-math.inf, high, high_open=not closed)
    spread = max(ABOUT * max(abs(low), abs(high)), _half_step(value)) if math.isfinite(low + high) else 0.0
    if value.comparator == "nearly":
        return Interval(low - spread, high, high_open=True)
    if value.comparator == "about" and not isinstance(value.low, date):
        return Interval(low - spread, high + spread)
    return Interval(low, high)


def rounding(value: Value) -> float:
    """Half of the last digit stated, where the value is stated plainly."""
    return _half_step(value) if value.comparator == "equal" else 0.0


def _half_step(value: Value) -> float:
    """Half of the last digit stated, no more than what rounding may hide; 0 for ranges and dates."""
    if not isinstance(value.low, int | float) or value.low != value.high:
        return 0.0
    return min(value.step / 2, ROUNDED_AWAY * abs(value.low))


def _widened(interval: Interval, slack: float) -> Interval:
    if not slack:
        return interval
    return Interval(interval.low - slack, interval.high + slack, interval.low_open, interval.high_open)


def agree(first: Value, second: Value) -> bool:
    """Whether both values can be true of one thing: equal, rounded to each other, or within each other's bounds."""
    slack = max(rounding(first), rounding(second))
    if first.unit != second.unit and first.dimension not in {None, "currency"}:
        slack = max(slack, CONVERSION * abs(_number(first.low, 0.0)))
    a, b = stated(first), stated(second)
    if first.comparator == second.comparator == "equal":
        tolerance = slack * (1 + 1e-9)
        return b.low - a.high <= tolerance and a.low - b.high <= tolerance
    return _widened(a, rounding(first)).meets(_widened(b, rounding(second)))


def dates_agree(first: Value, second: Value, *, once: bool = False) -> bool:
    """Whether two dates can be one: one lies within the other; without a year on one side, day and month decide, of
    what happens only `once` whichever year the document suggests, of other events in the next year to it at most.
    """
    if "unknown" in {first.year_basis, second.year_basis}:
        return any(_days(first, year) & _days(second, year) for year in (UNKNOWN_YEAR,))
    if first.kind == second.kind == "date_range":
        return all(_ends_agree(first, second, end) for end in ("low", "high"))
    if "document" in {first.year_basis, second.year_basis} and _one_name(first, second, once=once):
        return True
    a, b = stated(first), stated(second)
    return (a.low >= b.low and a.high <= b.high) or (b.low >= a.low and b.high <= a.high)


def _ends_agree(first: Value, second: Value, end: str) -> bool:
    """Whether two ranges begin, or end, on one day; in one month or year where one of them is no finer."""
    a, b = getattr(first, end), getattr(second, end)
    if not isinstance(a, date) or not isinstance(b, date):
        return a is b
    if "year" in {first.precision, second.precision}:
        return a.year == b.year
    if "month" in {first.precision, second.precision}:
        return (a.year, a.month) == (b.year, b.month)
    return a == b


def _one_name(first: Value, second: Value, *, once: bool) -> bool:
    """Whether two days, or two months, have one name, where not both sources state a year: that of a document may be
    one off, and says nothing of what happens once.
    """
    a, b = first.low, second.low
    if not isinstance(a, date) or not isinstance(b, date) or first.precision != second.precision:
        return False
    if a.month != b.month or not (once or abs(a.year - b.year) <= 1):
        return False
    return first.precision == "month" or (first.precision == "day" and a.day == b.day)


def _days(value: Value, year: int) -> set[date]:
    """The days of a date moved to one year; of a range its first 366."""
    if not isinstance(value.low, date):
        return set()
    low = value.low
    high = value.high if isinstance(value.high, date) else low
    span = min((high - low).days, 366)
    days = (date.fromordinal(low.toordinal() + offset) for offset in range(span + 1))
    return {day.replace(year=year) for day in days}


def size_of_difference(first: Figure, second: Figure) -> float:
    """How far apart two values are, as a share of the larger; of dates, in years; the same either way round."""
    a, b = first.value, second.value
    if isinstance(a.low, date) and isinstance(b.low, date):
        return abs((a.low - b.low).days) / 365.25
    low, other = _number(a.low, 0.0), _number(b.low, 0.0)
    largest = max(abs(low), abs(other))
    return abs(low - other) / largest if largest else 0.0
