"""Answers against the gold by their figures: the same value in the same unit, within a tolerance."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.figures.extract import values_in
from corpus.figures.figure import Value

TOLERANCE = 0.01
"""The share by which an amount may be off. Dates, years and ordinals must be the same."""
_NUMBER = re.compile(r"(?<![\w.,])-?\d+(?:,\d{3})*(?:\.\d+)?(?!\w)")
_EXACT_KINDS = {"date", "date_range", "ordinal"}


def number_match(answer: str, gold: Sequence[str], tolerance: float = TOLERANCE) -> float | None:
    """1 where the answer states all figures of some gold answer, else 0; None where no gold answer has a figure.

    A gold answer that is but a number ("1902") is looked for as written: its unit is not known.
    """
    if not any(_is_number(text) or values_in(text) for text in gold):
        return None
    stated = values_in(answer)
    return float(any(_states(answer, stated, text, tolerance) for text in gold))


def _states(answer: str, stated: Sequence[Value], gold: str, tolerance: float) -> bool:
    if _is_number(gold):
        return _plain(gold) in {_plain(found) for found in _NUMBER.findall(answer)}
    wanted = values_in(gold)
    return bool(wanted) and all(any(_same(value, other, tolerance) for other in stated) for value in wanted)


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text.strip()) is not None


def _plain(number: str) -> float:
    return float(number.strip().replace(",", ""))


def _same(gold: Value, stated: Value, tolerance: float) -> bool:
    """Whether a figure states the gold's value; a date within the gold's month or year does."""
    if (gold.dimension, gold.currency) != (stated.dimension, stated.currency) or _is_date(gold) != _is_date(stated):
        return False
    if _is_date(gold):
        return _within(gold, stated)
    if "ordinal" in {gold.kind, stated.kind} and gold.kind != stated.kind:
        return False
    exactly = gold.kind in _EXACT_KINDS
    return all(
        _near(one, other, 0.0 if exactly else tolerance)
        for one, other in ((gold.low, stated.low), (gold.high, stated.high))
    )


def _is_date(value: Value) -> bool:
    return value.kind in {"date", "date_range"}


def _within(gold: Value, stated: Value) -> bool:
    if not all(isinstance(end, date) for end in (gold.low, gold.high, stated.low, stated.high)):
        return (gold.low, gold.high) == (stated.low, stated.high)
    return gold.low <= stated.low and stated.high <= gold.high  # type: ignore[operator]  # all are dates


def _near(one: float | date | None, other: float | date | None, tolerance: float) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        return abs(one - other) <= tolerance * abs(one)
    return one == other
