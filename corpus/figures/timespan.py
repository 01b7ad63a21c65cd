"""A stretch of tokens that states a duration or an age, before comparators are read."""

from dataclasses import dataclass

from corpus.figures.figure import Comparator, Kind

DAY = 86400.0
YEAR = 365.25 * DAY
SECONDS_IN: dict[str, float] = {
    "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": DAY, "week": 7 * DAY, "fortnight": 14 * DAY,
    "month": YEAR / 12, "year": YEAR, "decade": 10 * YEAR, "century": 100 * YEAR,
}  # fmt: skip
"""Average years, and months of a twelfth, so that 18 months are a year and a half."""
RANGE_SIGNS = frozenset({"to", "or", "-", "–", "—", "till", "until", "through"})


@dataclass(frozen=True, slots=True)
class Timespan:
    """Tokens `first` up to but not including `stop`, and the interval in base units that they state."""

    first: int
    stop: int
    low: float
    high: float
    step: float
    unit: str
    comparator: Comparator = "equal"
    kind: Kind = "duration"
