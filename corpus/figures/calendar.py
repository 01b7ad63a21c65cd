"""The calendar as English writes it: names of its parts, and the days that each part covers."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from corpus.documents import PartialDate
from corpus.figures.figure import UNKNOWN_YEAR, Precision

Interval = tuple[date, date]
"""The first and the last day, both included."""

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
MONTH_ABBREVIATIONS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
WEEKDAY_ABBREVIATIONS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which each begins (meteorological, northern: news in English is mostly written there)."""
DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90, "noughties": 0,
}  # fmt: skip
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
PRECISION_OF: dict[str, Precision] = {
    "day": "day", "week": "week", "weekend": "week", "fortnight": "week", "month": "month", "quarter": "quarter",
    "half": "quarter", "year": "year", "decade": "decade", "century": "century",
}  # fmt: skip


def day_of(year: int, month: int, day: int) -> Interval | None:
    """That one day; None where the calendar has no such day."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    found = date(year, month, day)
    return found, found


def months_of(year: int, month: int, count: int = 1) -> Interval | None:
    """`count` whole months from that month on; None outside the years 1 to 9998."""
    last = year * 12 + month - 1 + count - 1
    if not (year >= 1 and last // 12 <= 9998):
        return None
    last_year, last_month = last // 12, last % 12 + 1
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def years_of(year: int, count: int = 1) -> Interval | None:
    """`count` whole years from that year on."""
    return months_of(year, 1, 12 * count)


def century_of(number: int) -> Interval | None:
    """The hundred years that English means by "the 19th century": 1801 to 1900, told as 1800 to 1899."""
    return years_of(max(1, 100 * (number - 1)), 100 if number > 1 else 99)


def week_of(day: date, weeks: int = 0) -> Interval:
    """The week, Monday to Sunday, that lies `weeks` after the one of that day."""
    monday = moved(day, days=7 * weeks - day.weekday())
    return monday, moved(monday, days=6)


def moved(day: date, *, months: int = 0, days: int = 0) -> date:
    """The day so much later (earlier if negative), the end of a shorter month where need be, within years 1 to 9998."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9998 * 12 + 11)
    year, month = index // 12, index % 12 + 1
    start = date(year, month, min(day.day, monthrange(year, month)[1]))
    ordinal = start.toordinal() + days
    return date.fromordinal(min(max(ordinal, 1), date(9998, 12, 31).toordinal()))


def part_of(interval: Interval, part: str) -> Interval:
    """The "early" or "late" half or the "mid" third of an interval; itself where it is shorter than three days."""
    low, high = interval
    days = (high - low).days + 1
    if days < 3:
        return interval
    if part == "early":
        return low, low + timedelta(days=(days + 1) // 2 - 1)
    if part == "late":
        return high - timedelta(days=(days + 1) // 2 - 1), high
    return low + timedelta(days=days // 3), high - timedelta(days=days // 3)


def in_year(interval: Interval, year: int) -> Interval | None:
    """The same days of that year, the last one later by as many years as before; None where there is none such."""
    low, high = interval
    if not 1 <= year <= 9990:
        return None
    try:
        return low.replace(year=year), high.replace(year=year + high.year - low.year)
    except ValueError:
        if (low.month, low.day) == (2, 29):
            return None
        return low.replace(year=year), high.replace(year=year + high.year - low.year, day=28)


Tense = Literal["past", "future"]
_RULED_OUT = 100
"""How many times farther a day seems that lies where the tense does not look."""


def document_year(month: int, day: int, published: PartialDate | None, tense: Tense | None = None) -> int:
    """The year that a day and month without one most likely has: with it the date is the nearest to publication, in
    the direction of the tense where one is known.

    What lies ahead counts double: news looks back more often than forward.
    """
    if published is None:
        return UNKNOWN_YEAR
    if published.month is None:
        return published.year
    if (month, day) == (2, 29):
        return leap_year_near(published.year)
    reference = date(published.year, published.month, published.day or 15)
    candidates = [year for year in (published.year, published.year - 1, published.year + 1) if 1 <= year <= 9998]
    return min(candidates, key=lambda year: _remoteness((date(year, month, min(day, 28)) - reference).days, tense))


def _remoteness(days: int, tense: Tense | None) -> int:
    if days > 0:
        return days * (_RULED_OUT if tense == "past" else 2)
    return -days * (_RULED_OUT if tense == "future" else 1)


def leap_year_near(year: int) -> int:
    """The latest leap year not after `year`, or the first of all."""
    while year > 4 and monthrange(year, 2)[1] < 29:
        year -= 1
    return max(year, 4)


def unit_around(published: PartialDate, unit: str, steps: int) -> Interval | None:
    """The calendar unit that holds the publication date, or one so many later; None where the date is too coarse."""
    year, month = published.year, published.month
    if unit == "year":
        return years_of(year + steps)
    if unit == "decade":
        return years_of(year - year % 10 + 10 * steps, 10)
    if unit == "century":
        return years_of(year - year % 100 + 100 * steps, 100)
    if month is not None and unit in ("month", "quarter"):
        size = MONTHS_IN[unit]
        index = year * 12 + (month - 1) // size * size + size * steps
        return months_of(index // 12, index % 12 + 1, size)
    if published.day is None:
        return None
    return _days_around(published.first, unit, steps)


def _days_around(today: date, unit: str, steps: int) -> Interval | None:
    if unit == "day":
        day = moved(today, days=steps)
        return day, day
    if unit in ("week", "fortnight"):
        return week_of(today, steps * DAYS_IN[unit] // 7)
    if unit == "weekend":
        monday = week_of(today, steps)[0]
        return moved(monday, days=5), moved(monday, days=6)
    return None
