"""The decision table: how two figures of one measure differ, and the rule that says so."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.figures.figure import Figure, TimeScope, Value
from corpus.figures.vocabulary import CHANGES, EVENTS, FALLS, ONCE, ONCE_A_THING, RESTRICTORS
from service.answer import ConflictType
from service.conflicts.intervals import BOUNDS, agree, dates_agree
from service.conflicts.stated import series_of

ONE_OCCASION_DAYS = 45
"""Dates of one kind of event that lie closer than this are taken for one occasion, on whose date sources differ."""

RECURRENT = frozenset(EVENTS.values()) - ONCE
"""Events that happen again: each time has its own one before."""

OF_PLANS = "forecast or plan against outcome"

DOLLARS = frozenset("USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD XCD".split())
"""The currencies whose own papers call them dollars."""
_AMERICAN = re.compile(r"U\.?S|American")

SAME_DAYS = 10
"""Dates a year apart but for so many days may be one, where a year is only inferred."""

Relation = Literal["same", "unknown", "stated", "documents", "part"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A type, the rule behind it, and how far the rule itself can be trusted (1 where nothing had to be assumed)."""

    type: ConflictType
    rule: str
    certainty: float


def values_agree(first: Figure, second: Figure) -> bool:
    """Whether two figures of one series can both be read as one value."""
    series = series_of(first)
    if series in {"date", "open date"}:
        return dates_agree(first.value, second.value, once=bool({first.event, second.event} & (ONCE | ONCE_A_THING)))
    if series == "previous":
        return _previous_agree(first, second)
    if not _one_currency(first, second):
        return False
    return not _opposed(first, second) and agree(first.value, second.value)


def _one_currency(first: Figure, second: Figure) -> bool:
    """Whether two figures may be of one currency: a Canadian paper calls Canadian dollars "dollars"."""
    a, b = first.value.currency, second.value.currency
    if first.value.kind != "money" or a == b:
        return True
    return {a, b} <= DOLLARS and any(_is_plain_dollar(figure) for figure in (first, second))


def _is_plain_dollar(figure: Figure) -> bool:
    return figure.value.currency == "USD" and not _AMERICAN.search(figure.text)


def _opposed(first: Figure, second: Figure) -> bool:
    """Whether one figure is how much something went down, the other how much it went up: no fall of 5% is a rise."""
    one, other = _direction(first), _direction(second)
    return bool(one and other) and one != other


def _direction(figure: Figure) -> Literal["", "down", "up"]:
    words = {figure.verb, figure.head} & CHANGES if figure.role == "change_by" else frozenset()
    return "" if not words else "down" if words & FALLS else "up"


def _previous_agree(first: Figure, second: Figure) -> bool:
    a, b = first.previous, second.previous
    if a and b:
        return _overlap(a, b)
    if first.gap_years is not None and second.gap_years is not None:
        return abs(first.gap_years - second.gap_years) < 1
    return True


def _overlap(a: TimeScope, b: TimeScope) -> bool:
    return (a.start or date.min) <= (b.end or date.max) and (b.start or date.min) <= (a.end or date.max)


def difference(first: Figure, second: Figure, *, guessed: bool = False) -> Difference | None:
    """How two figures of one measure differ; None where they agree, or where nothing can be said.

    `guessed` says that the year of one document is inferred, so that dates a year apart may be of one occasion.
    """
    if values_agree(first, second):
        return None
    series = series_of(first)
    if series in {"date", "open date"}:
        return _of_dates(first, second, guessed=guessed)
    if series == "previous":
        return _of_previous(first, second, guessed=guessed)
    if series == "ordinal":
        return _of_ordinals(first, second, guessed=guessed)
    if series == "age":
        return _of_ages(first, second)
    return _of_amounts(first, second)


def revision(first: Figure, second: Figure) -> Difference | None:
    """How two figures of one sentence, copied but for the value, differ: even bounds that both could hold, as in "at
    least 11" and "at least 17", were put one for the other.
    """
    found = difference(first, second) or _of_bounds(first, second)
    if found is None:
        return None
    kind: ConflictType = "contradiction" if series_of(first) == "date" else found.type
    return Difference(kind, "revision", found.certainty)


def _of_bounds(first: Figure, second: Figure) -> Difference | None:
    """Two bounds of one direction, which logic lets stand together, as a difference."""
    one_way = first.value.comparator == second.value.comparator and first.value.comparator in BOUNDS
    if not one_way or first.value.low == second.value.low:
        return None
    return _by_time(time_relation(first.holds, second.holds))


def _of_dates(first: Figure, second: Figure, *, guessed: bool) -> Difference:
    planned = [figure.modality != "actual" for figure in (first, second)]
    if any(planned):
        return _of_plans(first, second, alone=not all(planned))
    if first.event in ONCE or (first.event in ONCE_A_THING and set(first.agent) & set(second.agent)):
        return Difference("contradiction", "one event, two dates", 1.0)
    if "unknown" in {first.value.year_basis, second.value.year_basis}:
        return Difference("contradiction", "one event, two dates", 0.7)
    if not _one_occasion(_ends(first.value), _ends(second.value), guessed=guessed):
        return Difference("different_occurrence", "events at different dates", 0.9)
    return Difference("contradiction", "one event, two dates", 0.9)


def _of_plans(first: Figure, second: Figure, *, alone: bool) -> Difference:
    """A planned date against what came of it, or two plans, of which the later may have replaced the earlier."""
    if alone:
        return Difference("different_scope", OF_PLANS, 0.9)
    if time_relation(first.holds, second.holds) == "documents":
        return Difference("change_over_time", "plans of different dates", 0.9)
    return Difference("contradiction", "one event planned, two dates", 0.8)


def _ends(value: Value) -> tuple[date, date]:
    low = value.low if isinstance(value.low, date) else date.min
    high = value.high if isinstance(value.high, date) else date.max
    return low, high


def _of_previous(first: Figure, second: Figure, *, guessed: bool) -> Difference:
    if RECURRENT & {first.event, second.event} and _other_occasion(first.holds, second.holds, guessed=guessed):
        return Difference("different_occurrence", "events at different dates, each with its own one before", 0.9)
    return Difference("contradiction", "one event, two dates for the one before", 0.85)


def _other_occasion(first: TimeScope | None, second: TimeScope | None, *, guessed: bool) -> bool:
    """Whether the times of two events lie too far apart for one."""
    if first is None or second is None:
        return False
    return not _one_occasion(_bounds(first), _bounds(second), guessed=guessed)


def _one_occasion(a: tuple[date, date], b: tuple[date, date], *, guessed: bool) -> bool:
    """Whether two stretches of days lie close enough for one occasion; of guessed years, with the years put level."""
    days = _gap_days(a, b)
    return days <= ONE_OCCASION_DAYS or (guessed and abs(days - 365) <= SAME_DAYS)


def _bounds(scope: TimeScope) -> tuple[date, date]:
    return scope.start or date.min, scope.end or date.max


def _gap_days(a: tuple[date, date], b: tuple[date, date]) -> int:
    return max((b[0] - a[1]).days, (a[0] - b[1]).days, 0)


def _of_ordinals(first: Figure, second: Figure, *, guessed: bool) -> Difference:
    if restriction(first, second):
        return Difference("different_scope", "one side counts only some of them", 0.9)
    if _other_occasion(first.holds, second.holds, guessed=guessed):
        return Difference("different_occurrence", "events at different dates, counted each in its turn", 0.9)
    return Difference("contradiction", "one event counted differently", 0.8)


def _of_ages(first: Figure, second: Figure) -> Difference:
    """People grow older between two documents, but no faster than the years between them."""
    apart = abs(_start(first) - _start(second)) / 365.25
    if isinstance(first.value.low, float) and isinstance(second.value.low, float):
        difference_years = abs(first.value.low - second.value.low)
        if apart >= 1 and difference_years <= apart + 1:
            return Difference("change_over_time", "the documents are of different dates", 0.8)
    return Difference("contradiction", "one person, two ages", 0.9)


def _start(figure: Figure) -> int:
    return figure.holds.start.toordinal() if figure.holds and figure.holds.start else 0


def restriction(first: Figure, second: Figure) -> frozenset[str]:
    """The words that restrict what one of the two counts and not the other."""
    a, b = set(first.modifiers) & RESTRICTORS, set(second.modifiers) & RESTRICTORS
    return frozenset(a ^ b)


def _of_amounts(first: Figure, second: Figure) -> Difference | None:
    if not _one_currency(first, second):
        return _of_currencies(first, second)
    if restriction(first, second):
        return Difference("different_scope", "one side counts only some of it", 0.85)
    if (first.modality == "actual") != (second.modality == "actual"):
        return Difference("different_scope", OF_PLANS, 0.9)
    if first.when != second.when and (_tells_earlier(first) or _tells_earlier(second) or (first.when and second.when)):
        return Difference("change_over_time", "the figures hold for different times", 0.9)
    return _by_time(time_relation(first.holds, second.holds))


def _tells_earlier(figure: Figure) -> bool:
    """Whether a figure is of a time before something: "before the war", which the other does not say."""
    return bool(figure.when) and str(figure.when).startswith(("before", "prior", "until"))


def _of_currencies(first: Figure, second: Figure) -> Difference | None:
    """One number in two currencies is a contradiction; two numbers may be one sum converted, or sums of two times."""
    if first.value.low == second.value.low and first.value.high == second.value.high:
        return Difference("contradiction", "one amount in two currencies", 0.9)
    over_time = time_relation(first.holds, second.holds) == "stated"
    return Difference("change_over_time", "the figures hold for different times", 0.7) if over_time else None


_BY_TIME: dict[Relation, Difference] = {
    "stated": Difference("change_over_time", "the figures hold for different times", 1.0),
    "documents": Difference("change_over_time", "the documents are of different dates", 0.7),
    "part": Difference("different_scope", "one side is for a part of the other's time", 0.8),
    "same": Difference("contradiction", "one measure, one time, two values", 1.0),
    "unknown": Difference("contradiction", "one measure, two values, no sign of different times", 0.85),
}


def _by_time(relation: Relation) -> Difference:
    return _BY_TIME[relation]


def time_relation(first: TimeScope | None, second: TimeScope | None) -> Relation:
    """How the times for which two figures hold lie to each other."""
    if first is None or second is None:
        return "unknown"
    inherited = first.basis == second.basis == "document"
    if not inherited and _of_two_days(first, second):
        return "documents"
    if not inherited and "document" in {first.basis, second.basis}:
        first, second = (_whole_year(scope) if scope.basis == "document" else scope for scope in (first, second))
    if not _overlap(first, second):
        return "documents" if inherited else "stated"
    if "document" not in {first.basis, second.basis} and _is_part(first, second):
        return "part"
    return "same"


def _whole_year(scope: TimeScope) -> TimeScope:
    """The years that a document's own date lies in: what it leaves undated may be of any of their days."""
    start = date(scope.start.year, 1, 1) if scope.start else None
    end = date(scope.end.year, 12, 31) if scope.end else None
    return TimeScope(start, end, scope.basis)


def _of_two_days(first: TimeScope, second: TimeScope) -> bool:
    """Whether one source gives a figure for a day of its week ("on Saturday"), and the other, dated to another day,
    gives it undated: both tell what they know that day.
    """
    days = _is_day(first) and _is_day(second) and first.start != second.start
    return days and {first.basis, second.basis} == {"document", "resolved"}


def _is_day(scope: TimeScope) -> bool:
    return scope.start is not None and scope.start == scope.end


def _length(scope: TimeScope) -> int | None:
    return (scope.end - scope.start).days + 1 if scope.start and scope.end else None


def _is_part(first: TimeScope, second: TimeScope) -> bool:
    """Whether one period of a month or more is a plain part of the other: the first half of a year."""
    a, b = _length(first), _length(second)
    return a is not None and b is not None and min(a, b) >= 28 and min(a, b) < 0.8 * max(a, b)
