"""When a document was published, as far as its text alone tells."""

import re
from bisect import bisect_left
from datetime import date

from corpus.documents import Known, PartialDate
from corpus.figures.dates import dates_in
from corpus.figures.figure import Value

_HEAD = 1500
"""Code points at the top in which a date line, a byline or a dateline stands."""
_LABEL = re.compile(
    r"\b(?:published|posted|updated|issued|released|date|dated|modified|created)(?: (?:on|at|by [^\n]{1,60}?))?:?\s*$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?:^|\n)[^\S\n]*[A-Z][A-Za-z.’' -]{1,40}(?:, [A-Z][A-Za-z. ]{1,30})?,?\s*(?:\([^)\n]{1,40}\)[\s,]*)?$"
)
_AFTER_DATELINE = re.compile(r"\s*(?:\([^)\n]{1,40}\)\s*)?(?:[-–—]|:)")
_LOOK_BACK = 100
_DEADLINE = re.compile(r"\b(?:by|until|till|through|to|from)\W+(?:the\W+)?$", re.IGNORECASE)
_FORECAST = re.compile(
    r"\b(?:forecast\w*|expect\w*|plan\w*|project\w*|target\w*|will|would|could|may|should|goal\w*|estimat\w*|"
    r"scheduled|set to|next)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\bsame (?:period|month|quarter|time|week|half|day|season|point)\b", re.IGNORECASE)
_THIS_YEAR = re.compile(r"\bthis year\b", re.IGNORECASE)
_LAST_YEAR = re.compile(r"\blast year\b", re.IGNORECASE)
_GLOSS = re.compile(r"\s*[(,]\s*(?:in )?")
_SENTENCE = 250
"""Code points before "the same period" in which "this year" is compared with it."""
_FAR = 5
"""Years by which all that is told may lie behind the first forecast before the forecast dates the text."""


def published_of(text: str) -> Known[PartialDate] | None:
    """The publication date that the text tells, `source` saying from what; None where nothing in it does.

    In this order: a date line, byline or dateline near the top; "this year" compared with a named year; "last year"
    beside a named year; the highest year that is not ahead of its sentence.
    """
    values = [value for value in dates_in(text) if value.low or value.high]
    for found in (_date_line(text), _compared_year(text, values), _highest_year(text, values)):
        if found:
            return found
    return None


def _known(value: PartialDate, source: str) -> Known[PartialDate]:
    return Known(value, "inferred", source)


def _date_line(text: str) -> Known[PartialDate] | None:
    head = text[:_HEAD]
    years = [value for value in dates_in(text[: 20 * _HEAD]) if value.year_basis == "stated"]
    for value in dates_in(head):
        surface = head[value.start : value.end]
        if value.kind != "date" or value.precision != "day" or not isinstance(value.low, date):
            continue
        before = head[max(0, value.start - _LOOK_BACK) : value.start]
        kind = _kind_of_line(head, before, value)
        if kind is None:
            continue
        if value.year_basis == "stated":
            return _known(PartialDate(value.low.year, value.low.month, value.low.day), f'{kind} "{surface}"')
        year = _likely_year(text, years)
        if year:
            return _known(
                PartialDate(year, value.low.month, value.low.day), f'{kind} "{surface}", the highest year in the text'
            )
    return None


def _kind_of_line(head: str, before: str, value: Value) -> str | None:
    """What the words around a date make of it: a date line, a dateline, or nothing."""
    line_start = head.rfind("\n", 0, value.start) + 1
    line_end = head.find("\n", value.end)
    line = head[line_start : line_end if line_end >= 0 else len(head)]
    if _LABEL.search(before):
        return "the date line"
    if _DATELINE.search(before) and _AFTER_DATELINE.match(head, value.end):
        return "the dateline"
    stated_alone = value.year_basis == "stated" and len(line.strip()) <= (value.end - value.start) + 40
    return "the date line" if stated_alone and line_start < 800 and _is_byline(line) else None


def _is_byline(line: str) -> bool:
    """Whether a short line that holds a date is a line about the article rather than a sentence of it."""
    return not line.rstrip().endswith((".", "?", "!")) or line.lstrip().lower().startswith("by ")


def _compared_year(text: str, values: list[Value]) -> Known[PartialDate] | None:
    """The year after the one that "this year" is compared with."""
    ends = [value.end for value in values]
    for found in _COMPARED.finditer(text):
        at = bisect_left(ends, found.end())
        if at == len(values) or values[at].start > found.start():
            continue
        year = _stated_year(values[at])
        if year and _THIS_YEAR.search(text, max(0, found.start() - _SENTENCE), found.start()):
            surface = text[values[at].start : values[at].end]
            return _known(PartialDate(year + 1), f'"this year" beside "{surface}"')
    return _beside_last_year(text, values)


def _beside_last_year(text: str, values: list[Value]) -> Known[PartialDate] | None:
    """As in "last year (2012)" and "in 2012, last year": "last year" glossed by its number."""
    starts = [value.start for value in values]
    for found in _LAST_YEAR.finditer(text):
        at = bisect_left(starts, found.start())
        for value in values[max(0, at - 1) : at + 1]:
            after = value.start >= found.end()
            gap = text[found.end() : value.start][:20] if after else text[value.end : found.start()][:20]
            year = _stated_year(value)
            if year and value.precision == "year" and value.kind == "date" and _GLOSS.fullmatch(gap):
                return _known(PartialDate(year + 1), f'"last year" beside "{text[value.start : value.end]}"')
    return None


def _stated_year(value: Value | None) -> int | None:
    return value.low.year if value and value.year_basis == "stated" and isinstance(value.low, date) else None


def _highest_year(text: str, values: list[Value]) -> Known[PartialDate] | None:
    year = _likely_year(text, values)
    return _known(PartialDate(year), "the highest year in the text") if year else None


def _likely_year(text: str, values: list[Value]) -> int | None:
    """The highest year that is not said of what is to come.

    Where those lie far back, the first year that is forecast: forecasts are mostly for the year at hand.
    """
    years = sorted(_years_told(text, values, ahead=False))
    coming = min(_years_told(text, values, ahead=True), default=None)
    if coming is not None and (not years or coming - years[-1] > _FAR):
        return coming
    return years[-1] if years else None


def _years_told(text: str, values: list[Value], *, ahead: bool) -> set[int]:
    """The years stated of what has been, or those forecast; deadlines are neither."""
    stated = [value for value in values if value.year_basis == "stated" and value.precision not in _SPANS]
    told = [value for value in stated if not _is_deadline(text, value) and _is_forecast(text, value) is ahead]
    return {bound.year for value in told for bound in (value.low, value.high) if isinstance(bound, date)}


_SPANS = frozenset({"decade", "century"})
_AROUND = 60
"""Characters in front of a year in which words of forecast are looked for."""


def _is_deadline(text: str, value: Value) -> bool:
    before = _DEADLINE.search(text, max(0, value.start - _AROUND), value.start)
    return bool(before) or value.low is None


def _is_forecast(text: str, value: Value) -> bool:
    return bool(_FORECAST.search(text, max(0, value.start - _AROUND), value.start))
