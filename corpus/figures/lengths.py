"""How long a time is that nothing places: "the past two years" in a text whose date of publication nobody gives."""

from dataclasses import replace

from corpus.figures.durations import durations_in
from corpus.figures.figure import Value
from corpus.figures.quantities import quantities_in
from corpus.figures.timespan import YEAR

_QUARTER = YEAR / 4


def lengths_in(text: str, start: int, end: int) -> list[Value]:
    """What text[start:end], a time told by how far off it is, counts: "72 hours ago", "the last three quarters".

    Nothing for "a year ago" and "last year", which count none.
    """
    stretch = text[start:end]
    counted = [value for value in durations_in(stretch) if not stretch[value.core_start :].lower().startswith("a ")]
    return [_moved(value, start) for value in counted or map(_of_quarters, _counts_of_quarters(stretch))]


def _counts_of_quarters(stretch: str) -> list[Value]:
    counts = (value for value in quantities_in(stretch) if value.kind == "count")
    return [value for value in counts if stretch[value.end :].lower().startswith((" quarter", "-quarter"))]


def _of_quarters(value: Value) -> Value:
    """A number of quarters as a length of time; elsewhere "three quarters" may be a part of something."""
    assert isinstance(value.low, float)
    assert isinstance(value.high, float)
    low, high, step = value.low * _QUARTER, value.high * _QUARTER, value.step * _QUARTER
    return replace(
        value, kind="duration", low=low, high=high, step=step, unit="quarter", dimension="time", factor=_QUARTER
    )


def _moved(value: Value, by: int) -> Value:
    return replace(
        value,
        start=value.start + by,
        end=value.end + by,
        core_start=value.core_start + by,
        core_end=value.core_end + by,
    )
