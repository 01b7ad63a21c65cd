"""Lives: the two dates in brackets behind a person's name, as encyclopaedias give birth and death."""

import re
from dataclasses import replace
from datetime import date

from corpus.figures.dates import dates_in
from corpus.figures.figure import Value
from corpus.figures.sentence import Sentence

_DASH = re.compile(r"\s*[–—]\s*|\s+-\s+|(?<=\d{4})-(?=\d{4})")
_LEAST_YEARS, _MOST_YEARS = 19, 115
"""Between a birth and a death that are told by the year: most of what is shorter is a term of office."""
_PLACE_AND_WORDS = 6
"""Words between the bracket and the first date: a birthplace, "born"."""


def life_of(sentence: Sentence, value: Value) -> str | None:
    """The name behind which a range of dates stands in brackets; None for any other date."""
    if value.kind != "date_range" or value.low is None or value.high is None:
        return None
    first, _ = sentence.span_of(value)
    brackets = [place for place in range(max(0, first - _PLACE_AND_WORDS), first) if sentence.words[place].text == "("]
    if not brackets or ")" in [word.text for word in sentence.words[brackets[-1] : first]]:
        return None
    if value.precision == "year" and not _LEAST_YEARS <= _years(value) <= _MOST_YEARS:
        return None
    behind = brackets[-1] - (sentence.words[brackets[-1] - 1].text == ",")
    named = [name for name in sentence.names if name.last == behind and " " in name.text]
    return named[-1].text if named else None


def _years(value: Value) -> int:
    assert isinstance(value.low, date)
    assert isinstance(value.high, date)
    return value.high.year - value.low.year


def ends_of_range(text: str, value: Value) -> list[Value]:
    """The two dates of a range as values of their own, at their own places; none where it is not written as two."""
    surface = text[value.start : value.end]
    dash = _DASH.search(surface)
    if dash is None:
        return []
    stretches = ((value.start, value.start + dash.start()), (value.start + dash.end(), value.end))
    parts = [_date_of(text, start, end) for start, end in stretches]
    return [part for part in parts if part is not None]


def _date_of(text: str, start: int, end: int) -> Value | None:
    """The date that text[start:end] is; a bare year is read as one."""
    surface = text[start:end]
    found = dates_in(surface) or dates_in(f"in {surface}")
    if len(found) != 1:
        return None
    shift = start - (0 if dates_in(surface) else len("in "))
    (value,) = found
    return replace(
        value,
        start=value.start + shift,
        end=value.end + shift,
        core_start=value.core_start + shift,
        core_end=value.core_end + shift,
    )
