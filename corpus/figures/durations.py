"""How long and how old: the durations and the ages that a text states, each with its exact place."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.figures.ages import AGE_WORDS, age_after_name, age_bound, aged, as_age
from corpus.figures.cardinals import SMALL
from corpus.figures.comparators import comparator_after, comparator_before
from corpus.figures.figure import Comparator, Value
from corpus.figures.masks import close_spans
from corpus.figures.numbers import number_at
from corpus.figures.timespan import RANGE_SIGNS, SECONDS_IN, YEAR, Timespan
from corpus.figures.tokens import NUMBER, WORD, Tokens, tokens_of

_SINGULAR = {unit: unit for unit in SECONDS_IN} | {
    "sec": "second", "min": "minute", "hr": "hour", "h": "hour", "wk": "week", "yr": "year",
}  # fmt: skip
_PLURAL = {
    f"{word}s": unit for word, unit in _SINGULAR.items() if word not in ("century", "h")
} | {"centuries": "century", "s": "second"}  # fmt: skip
_UNITS = _SINGULAR | _PLURAL

_BETWEEN_NUMBER_AND_UNIT = frozenset(
    "consecutive straight full whole entire long more additional further extra business working calendar solid other "
    "successive".split()
)
_WHOLE = frozenset({"all", "full", "whole"})
_AFTER_WHOLE = frozenset(
    "in at on of and to for with after before from without long by until but or if when as".split()
)
_BEFORE_ARTICLE = frozenset(
    "for in within after than about nearly almost over under half least most lasted lasts last took take takes taken "
    "of during around roughly only just every spent approximately to until some spend spending exactly barely up "
    "wait waiting waited leave another and".split()
)
_AFTER_ARTICLE_UNIT = frozenset({"and", "ago", "earlier", "later", "long", "-", "before"})
_FEW: dict[str, tuple[float, float]] = {"few": (2, 10), "several": (2, 10), "couple": (2, 3)}


def durations_in(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Value]:
    """Durations (in seconds) and ages (in years) in text order; none overlaps another or one of the `taken` spans."""
    tokens = tokens_of(text)
    close_spans(tokens, taken)
    values: list[Value] = []
    floor = 0
    for span in _compounded(tokens, _spans(tokens)):
        if span.first < floor:
            continue
        value, floor = _value(tokens, span, floor)
        values.append(value)
    return values


def _spans(tokens: Tokens) -> Iterator[Timespan]:
    floor = 0
    for index, word in enumerate(tokens.words):
        if index < floor or tokens.closed[index]:
            continue
        span = _counted(tokens, index, floor) if word in _UNITS else None
        if span is None and word in AGE_WORDS:
            span = aged(tokens, index)
        if span is None and tokens.kinds[index] == NUMBER:
            span = age_after_name(tokens, index) or age_bound(tokens, index)
        if span:
            hung = _hung(tokens, span, floor)
            if hung is not None:
                yield hung
            yield span
            floor = span.stop


def _hung(tokens: Tokens, span: Timespan, floor: int) -> Timespan | None:
    """The number in front that borrows the unit: "16-" of "16- and 17-year-olds"."""
    link = span.first - 1
    if tokens.word(link) not in {"and", "or"} or tokens.word(link - 1) != "-" or not tokens.touches(link - 2):
        return None
    before = _number_before(tokens, link - 1, floor)
    if before is None:
        return None
    size = SECONDS_IN[span.unit] / (YEAR if span.kind == "age" else 1.0)
    low = before[1] * size
    return replace(span, first=before[0], stop=link, low=low, high=low, comparator="equal")


def _counted(tokens: Tokens, index: int, floor: int) -> Timespan | None:
    """The duration or the age whose unit stands at a token."""
    unit = _UNITS[tokens.words[index]]
    if tokens.words[index] == "s" and not (tokens.touches(index - 1) and "." in tokens.raw(index - 1)):
        return None
    span = _with_number(tokens, index, unit, floor) or _of_one(tokens, index, unit, floor)
    if span is None:
        return None
    return as_age(tokens, span) or span


def _with_number(tokens: Tokens, index: int, unit: str, floor: int) -> Timespan | None:
    """As in "seven years", "two and a half hours", "18-24 months", "a few days"."""
    stop = _number_stop(tokens, index)
    few = _few_before(tokens, stop, floor)
    if few:
        low, high = (bound * SECONDS_IN[unit] for bound in few[1])
        return Timespan(few[0], index + 1, low, high, SECONDS_IN[unit], unit, "vague")
    found = _number_before(tokens, stop, floor)
    if found is None or not _fits(tokens, index, found[0], stop):
        return None
    first, value, step = found
    size = SECONDS_IN[unit]
    bound: Comparator = next(
        (_ROUNDLY[word] for at in range(stop, index) if (word := tokens.word(at)) in _ROUNDLY), "equal"
    )
    span = Timespan(first, index + 1, value * size, value * size, step * size, unit, bound)
    return _ranged(tokens, span, value, floor)


def _number_stop(tokens: Tokens, index: int) -> int:
    """Where the number before a unit ends: before a hyphen, or "more", "consecutive", "full"."""
    stop = index
    if tokens.word(stop - 1) in _BETWEEN_NUMBER_AND_UNIT:
        stop -= 1
    if stop > 1 and tokens.word(stop - 1) in _ROUNDLY:
        stop -= 1
    while stop and tokens.word(stop - 1) in {"-", "‑"} and tokens.touches(stop - 2):
        stop -= 1
    return stop


_ROUNDLY: dict[str, Comparator] = {"plus": "at least", "+": "at least", "odd": "about"}
"""Words between a number and its unit that bound it: "60-plus years"."""
_LONGEST = 9
"""Tokens of the longest number in words that is looked for before a unit."""


def _number_before(tokens: Tokens, stop: int, floor: int) -> tuple[int, float, float] | None:
    """Where the number begins that ends before the token at `stop`, its value and its step."""
    if not stop or not tokens.joined(stop - 1):
        return None
    last = tokens.word(stop - 1)
    if tokens.kind(stop - 1) != NUMBER and last not in _ENDS_NUMBER and not last.endswith(_VULGAR):
        return None
    for first in range(max(floor, stop - _LONGEST), stop):
        if tokens.closed[first] or (tokens.kind(first) != NUMBER and tokens.word(first) not in _STARTS_NUMBER):
            continue
        number = number_at(tokens, first)
        if number is not None and number.stop == stop:
            return first, number.value, number.step
    return None


_VULGAR = tuple("½⅓⅔¼¾")
_STARTS_NUMBER = frozenset(SMALL) | {"a", "half", "hundred", "three-quarters", "dozen"} | frozenset(_VULGAR)
_ENDS_NUMBER = frozenset(SMALL) | {
    "hundred", "thousand", "million", "billion", "half", "quarter", "dozen", "quarters", "third", "thirds",
    "tenth", "tenths", "hundredth", "hundredths", "thousandth", "thousandths",
}  # fmt: skip


def _fits(tokens: Tokens, index: int, first: int, stop: int) -> bool:
    """Whether number and unit make a duration: not "$5 min", "5 min read", "4 h" of "km/h"."""
    word = tokens.words[index]
    if word == "h":
        return tokens.kind(stop - 1) == NUMBER and tokens.word(index + 1) not in {"/", "."}
    before = tokens.word(first - 1)
    if before in {"$", "€", "£", "¥"} or (before in {".", ",", ":"} and tokens.touches(first - 1) and first > 1):
        return False
    return not (word == "min" and tokens.word(index + 1) == "read")


def _few_before(tokens: Tokens, stop: int, floor: int) -> tuple[int, tuple[float, float]] | None:
    """Where "a few", "several" or "a couple of" begins before the token at `stop`, and the interval it leaves."""
    at = stop - 1 - (tokens.word(stop - 1) == "of")
    interval = _FEW.get(tokens.word(at))
    if interval is None or at < floor or not tokens.joined(at):
        return None
    first = at - 1 if at > floor and tokens.word(at - 1) == "a" else at
    return first, interval


def _of_one(tokens: Tokens, index: int, unit: str, floor: int) -> Timespan | None:
    """As in "an hour", "half a century", "another week", "all day": one unit, or half of one, without a number."""
    if tokens.words[index] not in _SINGULAR or index <= floor:
        return None
    hyphen = tokens.word(index - 1) == "-"
    at = index - 1 - hyphen
    if at > floor and tokens.word(at) == "business":
        at -= 1
    word, size = tokens.word(at), SECONDS_IN[unit]
    first = at - 1
    if word == "half" or (word in {"a", "an"} and tokens.word(at - 1) == "half" and at > floor):
        first = at if word == "half" else at - 1
        led = tokens.word(first - 1) in {"a", "an"} and first > floor
        return Timespan(first - led, index + 1, size / 2, size / 2, size / 2, unit) if _is_half(tokens, first) else None
    if word in {"a", "an"} and tokens.word(at - 1) == "of" and not hyphen:
        part = _number_before(tokens, at - 1, floor)
        if part is not None and part[1] < 1:
            value = part[1] * size
            return Timespan(part[0], index + 1, value, value, part[2] * size, unit)
    if word in _WHOLE:
        return Timespan(at, index + 1, size, size, size, unit) if _is_whole(tokens, index, word) else None
    if word == "another" or (word in {"a", "an"} and not hyphen and _lasts(tokens, at, index)):
        span = Timespan(at, index + 1, size, size, size, unit)
        return _with_two(tokens, span) or _with_half_over(tokens, span)
    return None


def _with_two(tokens: Tokens, span: Timespan) -> Timespan | None:
    """As in "a day or two"."""
    if not _or_two(tokens, span.stop):
        return None
    return replace(span, stop=span.stop + 2, high=2 * span.high, comparator="range")


def _or_two(tokens: Tokens, at: int) -> bool:
    two = tokens.word(at) == "or" and tokens.word(at + 1) == "two" and tokens.joined(at)
    return two and tokens.word(at + 2) not in _UNITS


def _is_half(tokens: Tokens, first: int) -> bool:
    return tokens.word(first - 1) not in {"first", "second", "last", "latter", "and"}


def _is_whole(tokens: Tokens, index: int, word: str) -> bool:
    """As in "all day", "a full year", not "full-year results" or "all month names"."""
    after = tokens.word(index + 1)
    if tokens.kind(index + 1) == WORD and tokens.joined(index) and after not in _AFTER_WHOLE:
        return False
    return word != "all" or tokens.kind(index + 1) != NUMBER


def _lasts(tokens: Tokens, article: int, index: int) -> bool:
    """Whether "a year" is a length of time, not a rate ("$5 a year") nor a year ("a year of records")."""
    before, after = tokens.word(article - 1), tokens.word(index + 1)
    if after == "old" or (after == "-" and tokens.word(index + 2) == "old"):
        return True
    follows = after in _AFTER_ARTICLE_UNIT or _or_two(tokens, index + 1)
    return before in _BEFORE_ARTICLE or (follows and tokens.kind(article - 1) != NUMBER)


def _with_half_over(tokens: Tokens, span: Timespan) -> Timespan:
    """As in "an hour and a half"."""
    at = span.stop
    if tokens.word(at) != "and" or not tokens.joined(at - 1):
        return span
    half = at + 1 + (tokens.word(at + 1) == "a")
    if tokens.word(half) != "half":
        return span
    return replace(span, stop=half + 1, low=span.low * 1.5, high=span.high * 1.5, step=span.step / 2)


def _ranged(tokens: Tokens, span: Timespan, value: float, floor: int) -> Timespan:
    """The span with the number before it where the two are a range: "two to three weeks", "18-24 months"."""
    sign = span.first - 1
    word = tokens.word(sign)
    between = word == "and"
    if sign <= floor or not (word in RANGE_SIGNS or between) or not tokens.joined(sign):
        return span
    hung = word == "to" and tokens.word(sign - 1) == "-"  # "5- to 11-year-olds"
    before = _number_before(tokens, sign - hung, floor)
    if before is None or before[1] >= value:
        return span
    led = tokens.word(before[0] - 1)
    if (between and led != "between") or (word == "until" and led != "from"):
        return span
    low = before[1] * SECONDS_IN[span.unit]
    first = before[0] - 1 if led in {"between", "from"} and before[0] > floor else before[0]
    return replace(span, first=first, low=low, comparator="range")


def _compounded(tokens: Tokens, spans: Iterator[Timespan]) -> Iterator[Timespan]:
    """The spans, neighbours of different units added up: "2 years, one month and 21 days"."""
    pending: Timespan | None = None
    for span in spans:
        if pending is not None and _reaches(tokens, pending, span):
            low = pending.low / (YEAR if (pending.kind, span.kind) == ("duration", "age") else 1)
            pending = replace(span, first=pending.first, low=low, comparator="range")
            continue
        if pending is not None and _continues(tokens, pending, span):
            pending = replace(
                pending,
                stop=span.stop,
                low=pending.low + span.low,
                high=pending.high + span.high,
                step=min(pending.step, span.step),
            )
            continue
        if pending is not None:
            yield pending
        pending = span
    if pending is not None:
        yield pending


def _reaches(tokens: Tokens, first: Timespan, second: Timespan) -> bool:
    """Whether two neighbours of different units are the ends of a range: "six months to five years"."""
    if first.unit == second.unit or first.comparator != "equal" or second.comparator != "equal":
        return False
    gap = [tokens.word(at) for at in range(first.stop, second.first)]
    if gap not in (["to"], ["through"], ["–"]) or tokens.word(first.first - 1) == "from":
        return False
    return first.low * (YEAR if first.kind == "age" else 1) < second.high * (YEAR if second.kind == "age" else 1)


def _continues(tokens: Tokens, first: Timespan, second: Timespan) -> bool:
    if first.unit == second.unit or "age" in (first.kind, second.kind):
        return False
    if "vague" in (first.comparator, second.comparator) or second.comparator == "range":
        return False
    gap = [tokens.word(at) for at in range(first.stop, second.first)]
    finer = SECONDS_IN[second.unit] < SECONDS_IN[first.unit]
    joined = gap in ([], ["and"]) or (finer and gap in ([","], [",", "and"]))
    return joined and tokens.joined(first.stop - 1)


_MORE_THAN_OVER = frozenset(
    "for after lasted lasts last took take takes taken taking spent spend spending of in just well slightly little is "
    "was are were been be at than to by with until wait waited waiting aged ran run runs".split()
)
"""Words before "over" that make it a bound: "for over three years"."""


def _runs_over(tokens: Tokens, span: Timespan) -> bool:
    """Whether "over" means during: "cut by 27 percent over 18 months"."""
    over = span.kind == "duration" and tokens.word(span.first - 1) == "over"
    return over and tokens.word(span.first - 2) not in _MORE_THAN_OVER


def _value(tokens: Tokens, span: Timespan, floor: int) -> tuple[Value, int]:
    """The value with the comparators around it, and the token after its whole expression."""
    first, stop, comparator = span.first, span.stop, span.comparator
    before = None if _runs_over(tokens, span) else comparator_before(tokens, span.first, floor)
    after = comparator_after(tokens, span.stop) if before is None else None
    found = before or after
    if found:
        first, stop = (found.at, stop) if before else (first, found.at)
        comparator = found.comparator if comparator == "equal" else comparator
    value = Value(
        start=tokens.starts[first],
        end=tokens.ends[stop - 1],
        core_start=tokens.starts[span.first],
        core_end=tokens.ends[span.stop - 1],
        kind=span.kind,
        low=span.low,
        high=span.high,
        comparator=comparator,
        step=span.step,
        unit=span.unit,
        dimension="age" if span.kind == "age" else "time",
        factor=SECONDS_IN[span.unit] / (YEAR if span.kind == "age" else 1.0),
    )
    return value, stop
