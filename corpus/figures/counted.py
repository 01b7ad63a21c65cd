"""Times told by how far off they are: "three days ago", "in two weeks", "the past five years"."""

import re
from dataclasses import replace
from datetime import date

from corpus.figures.calendar import DAYS_IN, MONTHS_IN, PRECISION_OF, months_of, moved, years_of
from corpus.figures.mention import ALONE, Builder, Mention, Reading, Rule

NAMED_DAYS = {"today": 0, "tonight": 0, "now": 0, "yesterday": -1, "tomorrow": 1}
"""How many days from publication."""


def amount(reading: Reading, index: int) -> tuple[int, bool]:
    """How many, and whether that is only about so ("a few", "several")."""
    meaning = reading.tokens.meanings[index]
    if isinstance(meaning, int):
        return meaning, False
    word = reading.tokens.word(index)
    return {"couple": 2, "few": 3, "several": 4}.get(word, 1), word in ("couple", "few", "several")


def _total(reading: Reading, found: "re.Match[str]") -> tuple[int, int, str] | None:
    """The months and the days of "2 years, 1 month and 21 days", and its finest unit."""
    months = days = 0
    finest = "century"
    order = ("century", "decade", "year", "quarter", "month", "fortnight", "week", "weekend", "day")
    for index in range(found.start("n"), found.end("n")):
        unit = str(reading.tokens.meanings[index])
        if reading.tokens.codes[index] not in "uUWqC" or unit == "weekend":
            continue
        start = _PIECE.search(reading.tokens.codes, max(found.start("n"), index - 8), index)
        count = amount(reading, start.start(1))[0] if start else 1
        months += count * MONTHS_IN.get(unit, 0)
        days += count * DAYS_IN.get(unit, 0)
        finest = unit if order.index(unit) > order.index(finest) else finest
    return (months, days, finest) if (months or days) and months < 120000 and days < 1000000 else None


def _ago(reading: Reading, found: "re.Match[str]") -> Mention | None:
    return _away(reading, found, -1)


def _exactly(reading: Reading, found: "re.Match[str]") -> date:
    """The very day that lies so far after publication."""
    total = _total(reading, found)
    assert total is not None
    assert reading.today is not None
    return moved(moved(reading.today, months=total[0]), days=total[1])


def _beside_named_day(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "two weeks from now", "three days before yesterday"."""
    mention = _away(reading, found, -1 if found["w"] == "b" else 1)
    shift = NAMED_DAYS[reading.tokens.word(found.start("x"))]
    if mention is None or mention.low is None or mention.high is None or mention.precision != "day":
        return mention
    return replace(mention, low=moved(mention.low, days=shift), high=moved(mention.high, days=shift))


def _future(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "will leave in three weeks", "within ten days": from publication on; years so far off are a duration."""
    if not reading.ahead(found.start()):
        return None
    word = reading.tokens.word(found.start())
    mention = _away(reading, found, 1)
    if mention is None or (word == "in" and mention.precision in ("year", "decade", "century")):
        return None
    if word == "within" and reading.today and mention.high:
        return replace(mention, low=reading.today, high=min(mention.high, _exactly(reading, found)), ranged=True)
    return mention


def _away(reading: Reading, found: "re.Match[str]", direction: int) -> Mention | None:
    total = _total(reading, found)
    if total is None:
        return None
    months, days, unit = total
    precision = PRECISION_OF[unit]
    published = reading.published
    if published is None:
        return reading.unresolved(found, precision)
    if not days and unit in ("year", "decade", "century"):
        year = published.year + direction * months // 12
        return reading.resolved(found, years_of(year), "year")
    if not days and published.month is not None:
        day = moved(published.first, months=direction * months)
        return reading.resolved(found, months_of(day.year, day.month), "month")
    if reading.today is None:
        return reading.unresolved(found, precision)
    day = moved(moved(reading.today, months=direction * months), days=direction * days)
    return reading.resolved(found, (day, day), "day")


def _stretch_of(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "the past three years", "the next 10 days": the time between then and publication."""
    count, _ = amount(reading, found.start("n"))
    unit = str(reading.tokens.meanings[found.start("u")])
    return stretch(reading, found, (-1 if found["p"] == "l" else 1) * count, unit)


def stretch(reading: Reading, found: "re.Match[str]", count: int, unit: str) -> Mention | None:
    """So many units up to publication, or from it on if `count` is positive: "the past year", "the next decade"."""
    precision = PRECISION_OF[unit]
    published = reading.published
    coarse = unit in ("year", "decade", "century")
    if published is None or abs(count) > 5000 or not (published.day or coarse):
        return reading.unresolved(found, precision)
    now = published.first if published.day else (published.last if count < 0 else published.first)
    if unit in MONTHS_IN:
        then = moved(now, months=MONTHS_IN[unit] * count)
    else:
        then = moved(now, days=DAYS_IN.get(unit, 7) * count)
    mention = reading.resolved(found, (min(now, then), max(now, then)), precision)
    return replace(mention, ranged=True)


_PIECE = re.compile(r"([13w9#az])(?: O)?[ -]?$")
COUNT = r"(?:[13w9#]|a(?: z)?(?: O)?|z(?: O)?)"
_UNITS = rf"{COUNT}[ -]?[uUWqC](?:,? (?:A )?[13w9a][ -]?[uUWqC]){{0,3}}"

COUNTED: tuple[Rule, ...] = (
    ("13w9#az", rf"{ALONE}(?P<n>{_UNITS}) g", _ago),
    ("13w9#az", rf"{ALONE}(?P<n>{_UNITS}) (?P<w>[Ffb]) (?P<x>x)", _beside_named_day),
    ("i", rf"i (?P<n>{_UNITS})(?! ?[OzZ'-])", _future),
    ("13w9#az", rf"{ALONE}(?P<n>{_UNITS}) G", _future),
    ("ltn", rf"(?P<p>[ltn]) (?P<n>{COUNT})[ -]?(?P<u>[uUWqC])", _stretch_of),
)
TAKES_ARTICLE: frozenset[Builder] = frozenset({_stretch_of})
