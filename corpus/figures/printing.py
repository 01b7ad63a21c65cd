"""A figure as JSON: the shape that answers, listings and evaluation share."""

from datetime import date
from typing import Any

from corpus.figures.figure import Figure, TimeScope, Value


def figure_json(figure: Figure) -> dict[str, Any]:
    """The figure with the keys of every answer: bounds in base units, dates in ISO 8601, null where open.

    `amount` holds the bounds in the unit that `unit` names: 3 for three miles, whose `low` is 4828 metres. A count's
    unit is the noun it is a number of ("company"), null where none is next to it; `per` is what a rate is reckoned by.
    """
    value = figure.value
    return {
        "id": figure.id,
        "document": figure.document,
        "start": value.start,
        "end": value.end,
        "text": figure.text,
        "kind": value.kind,
        "low": bound_json(value.low),
        "high": bound_json(value.high),
        "amount": {"low": amount_json(value, value.low), "high": amount_json(value, value.high)},
        "comparator": value.comparator,
        "unit": value.unit or figure.noun,
        "dimension": value.dimension,
        "currency": value.currency,
        "counted": figure.counted,
        "per": figure.per,
        "role": figure.role,
        "holds": None if figure.holds is None else scope_json(figure.holds),
        "modality": figure.modality,
        "attribution": figure.attribution,
    }


def bound_json(bound: float | date | None) -> float | str | None:
    """A bound of an interval: a number, an ISO date, or None where open."""
    return bound.isoformat() if isinstance(bound, date) else bound


def amount_json(value: Value, bound: float | date | None) -> float | str | None:
    """A bound in the value's own unit, to twelve digits, which undoes what the conversion lost; dates as they are."""
    if bound is None or isinstance(bound, date) or value.kind == "ordinal":
        return bound_json(bound)
    if value.factor == 1.0 and not value.offset:
        return bound
    return float(f"{(bound - value.offset) / value.factor:.12g}")


def scope_json(scope: TimeScope) -> dict[str, str | None]:
    """For when a figure holds, as ISO dates."""
    return {
        "start": None if scope.start is None else scope.start.isoformat(),
        "end": None if scope.end is None else scope.end.isoformat(),
        "basis": scope.basis,
    }
