"""The quantities that a text states: money, percentages, counts, physical quantities and multiples."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.figures import masks
from corpus.figures.comparators import Compared, bound_behind_noun, comparator_after, comparator_before
from corpus.figures.counts import counts, identifier
from corpus.figures.figure import Comparator, Value
from corpus.figures.measure import COUNT, FRACTION
from corpus.figures.parts import Part, parts_in
from corpus.figures.ranges import joined
from corpus.figures.tokens import Tokens, tokens_of

_LOWER_BOUNDS = frozenset({"more than", "at least"})
_UPPER_BOUNDS = frozenset({"less than", "at most"})
_JOINING = frozenset({"and", "but", ",", ", and", ", but", "but also"})


def quantities_in(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Value]:
    """The quantities of an English text in its order; none overlaps another or one of the `taken` spans.

    The time is linear in the length of the text.
    """
    tokens = tokens_of(text)
    masks.close(tokens, taken)
    values: list[Value] = []
    floor = 0
    for part in joined(tokens, list(parts_in(tokens))):
        found = _value(tokens, part, floor)
        if found is not None:
            value, floor = found
            _add(values, value, text)
    return values


def _value(tokens: Tokens, part: Part, floor: int) -> tuple[Value, int] | None:
    """The value of a part and the token after all its words; None where it is no figure."""
    opens = part.first if part.opens is None else part.opens
    before = comparator_before(tokens, opens, floor)
    if before is None and opens != part.first:
        before = comparator_before(tokens, part.first, floor)
    after = comparator_after(tokens, part.stop)
    if after is None and part.measure is COUNT:
        after = bound_behind_noun(tokens, part.stop)
    if not _is_figure(tokens, part, before or after):
        return None
    first = max(floor, min(opens, opens if before is None else before.at))
    stop = part.stop if after is None else after.at
    comparator = _comparator(part, before, after)
    base = part.measure.in_base
    low, high = base(part.low), None if part.high is None else base(part.high)
    value = Value(
        start=tokens.starts[first],
        end=tokens.ends[stop - 1],
        core_start=tokens.starts[part.first],
        core_end=tokens.ends[part.stop - 1],
        kind=part.measure.kind,
        low=low,
        high=high,
        comparator=comparator,
        step=part.number.step * part.measure.factor,
        unit=part.measure.unit,
        dimension=part.measure.dimension,
        currency=part.measure.currency,
        factor=part.measure.factor,
        offset=part.measure.offset,
    )
    return value, stop


def _comparator(part: Part, before: Compared | None, after: Compared | None) -> Comparator:
    if part.spread == "range":
        return "range"
    if part.spread == "vague":
        return "vague"
    if after is not None and (before is None or before.comparator == "about"):
        return after.comparator
    return "equal" if before is None else before.comparator


def _is_figure(tokens: Tokens, part: Part, compared: Compared | None) -> bool:
    before = tokens.text[tokens.starts[part.first] - 1 : tokens.starts[part.first]]
    if before == "%" or before.isalnum():
        return False
    if part.measure not in {COUNT, FRACTION}:
        return part.measure.kind != "quantity" or not identifier(tokens, part.first)
    if tokens.word(part.first - 1) == "per":
        return False
    number = replace(part.number, first=part.first, stop=part.stop)
    if part.spread == "vague":
        number = replace(number, stop=part.stop + (tokens.word(part.stop) == "of"))
    return counts(tokens, number, None if compared is None else compared.comparator)


def _add(values: list[Value], value: Value, text: str) -> None:
    """Adds the value, or makes it one range with the last: "more than 20 and less than 35"."""
    if values and text[values[-1].end : value.start].strip() in _JOINING:
        merged = _bounds(values[-1], value)
        if merged is not None:
            values[-1] = merged
            return
    values.append(value)


def _bounds(first: Value, second: Value) -> Value | None:
    """The range between a lower and an upper bound that stand next to each other; None where they bound nothing."""
    ascending = first.comparator in _LOWER_BOUNDS
    if not ascending and second.start == second.core_start:
        return None  # "40 at most and 15 or more yards" bounds two things
    lower, upper = (first, second) if ascending else (second, first)
    if lower.comparator not in _LOWER_BOUNDS or upper.comparator not in _UPPER_BOUNDS:
        return None
    if (first.dimension, first.currency) != (second.dimension, second.currency) and first.kind != "count":
        return None
    assert isinstance(lower.high, float | int)
    assert isinstance(upper.low, float | int)
    if lower.high >= upper.low:
        return None
    return replace(
        second,
        start=first.start,
        core_start=first.core_start,
        low=lower.low,
        high=upper.high,
        comparator="range",
        step=min(first.step, second.step),
    )
