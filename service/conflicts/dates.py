"""Dates and stretches of time as people write them, and where they come from."""

from calendar import day_name
from datetime import date, timedelta

from corpus.documents import Document, PartialDate
from corpus.figures.figure import UNKNOWN_YEAR, TimeScope

_MONTHS = (
    "January February March April May June July August September October November December"
).split()  # fmt: skip
OPEN = ("since ", "until ")
"""How a stretch of time with one end is written."""
_CAPITALISED = frozenset(name.lower() for name in (*_MONTHS, *day_name))
_PARTS = {
    (1, 6): "the first half", (7, 12): "the second half", (1, 3): "the first quarter", (4, 6): "the second quarter",
    (7, 9): "the third quarter", (10, 12): "the fourth quarter",
}  # fmt: skip
"""Stretches of a year, by their first and last month, that have a name."""


def written(start: date | None, end: date | None) -> str | None:
    """A stretch of days: "2012", "the first half of 2013", "June 2026", "18–19 August 2024", "since 2009"; None where
    both ends are open.
    """
    if start and end:
        return _whole_months(start, end) or _days(start, end)
    if start:
        return f"since {start.year if (start.month, start.day) == (1, 1) else _day(start)}"
    return f"until {end.year if (end.month, end.day) == (12, 31) else _day(end)}" if end else None


def _whole_months(start: date, end: date) -> str | None:
    """A stretch that begins with a month and ends with one; None for any other."""
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        return None
    if (start.month, end.month) == (1, 12):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if start.year != end.year:
        return f"{_month(start)} to {_month(end)}"
    if start.month == end.month:
        return _month(start)
    part = _PARTS.get((start.month, end.month))
    return f"{part} of {start.year}" if part else f"{_MONTHS[start.month - 1]}–{_month(end)}"


def _days(start: date, end: date) -> str:
    if start == end:
        return _day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_day(end)}"
    return f"{_day(start)} to {_day(end)}"


def _month(day: date) -> str:
    return f"{_MONTHS[day.month - 1]}{_year(day)}"


def _day(day: date) -> str:
    return f"{day.day} {_month(day)}"


def _year(day: date) -> str:
    return "" if day.year == UNKNOWN_YEAR else f" {day.year}"


def calendar_capitals(words: str) -> str:
    """Lower-case words of time with the capitals of weekdays and months: "last Monday"."""
    return " ".join(word.capitalize() if word in _CAPITALISED else word for word in words.split())


def at(time: str) -> str:
    """A written time with its preposition: "in 2012", "on 18–19 August 2024", "since 2009", "from 3 May to 2 June"."""
    if time.startswith(OPEN):
        return time
    if " to " in time:
        return f"from {time}"
    return f"on {time}" if time[0].isdigit() and " " in time else f"in {time}"


def origin_of(basis: str | None, document: Document, scope: TimeScope | None = None) -> str:
    """Where a time or its year comes from: "year of publication", "reckoned from the publication date"; empty where the
    text states it. `scope` is given where the whole of a time, not its year alone, may be the document's own.
    """
    published = document.published
    if basis == "unknown":
        return "year not known"
    if basis not in {"resolved", "document"} or published is None:
        return ""
    if basis == "resolved":
        return f"reckoned from the publication date{', itself ' if inferred(document) else ''}{inferred(document)}"
    return f"{_part_shared(published.value, scope)} {inferred(document) or 'of publication'}"


def inferred(document: Document) -> str:
    """From what a document's date is inferred: "inferred from the text"; empty where it was given."""
    if document.published is None or document.published.basis == "given":
        return ""
    return f"inferred from the {'address' if document.published.source == 'url' else 'text'}"


def _part_shared(published: PartialDate, scope: TimeScope | None) -> str:
    """What of a time was taken over from the publication date."""
    if scope is None or (scope.start, scope.end) != (published.first, published.last):
        return "year"
    return "date" if published.day else "month" if published.month else "year"
