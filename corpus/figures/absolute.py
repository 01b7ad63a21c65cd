"""Time expressions that name their place in the calendar: days, months, quarters, seasons, years, decades."""

import re
from dataclasses import replace

from corpus.figures.calendar import century_of, day_of, months_of, years_of
from corpus.figures.mention import (
    ALONE,
    ENDS,
    MONTH,
    OF_YEAR,
    STEPS,
    TAIL,
    TO,
    WEEKDAY,
    YEAR,
    Builder,
    Mention,
    Reading,
    Rule,
)
from corpus.figures.timetokens import Tokens


def _day(reading: Reading, found: "re.Match[str]") -> Mention | None:
    return reading.in_year_of(found, reading.number(found, "m"), reading.number(found, "d"))


def _days(reading: Reading, found: "re.Match[str]") -> Mention | None:
    first, last = reading.number(found, "d"), reading.number(found, "d2")
    between = reading.tokens.codes.endswith(("B ", "B D "), 0, found.start())
    if last <= first or (found["and"] and not between and last != first + 1):
        return None
    low = reading.in_year_of(found, reading.number(found, "m"), first)
    high = reading.in_year_of(found, reading.number(found, "m"), last)
    return low and high and replace(low, high=high.high, ranged=True)


def _month(reading: Reading, found: "re.Match[str]") -> Mention | None:
    if not (found["y"] or found["r"]) and not _names_month(reading.tokens, found.start("m")):
        return None
    return reading.in_year_of(found, reading.number(found, "m"), None)


def _month_of(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "the month of January"."""
    if reading.tokens.meanings[found.start()] != "month":
        return None
    return reading.in_year_of(found, reading.number(found, "m"), None)


def _month_of_short_year(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "August '99"."""
    if len(reading.tokens.word(found.start("y"))) != 2:
        return None
    year = reading.number(found, "y")
    year += 1900 if year > 50 else 2000
    return reading.stated(found, months_of(year, reading.number(found, "m")), "month")


def _days_near(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "from 4 to 22 of this month"."""
    first, last = reading.number(found, "d"), reading.number(found, "d2")
    if reading.tokens.meanings[found.end() - 1] != "month" or last <= first:
        return None
    if found["and"] and not reading.tokens.codes.endswith(("B ", "B D "), 0, found.start()):
        return None
    if reading.published is None or reading.published.month is None:
        return reading.unresolved(found, "day")
    index = reading.published.year * 12 + reading.published.month - 1 + STEPS[found["p"]]
    low, high = (day_of(index // 12, index % 12 + 1, day) for day in (first, last))
    mention = reading.resolved(found, (low[0], high[0]), "day") if low and high else None
    return mention and replace(mention, ranged=True)


def _near_month(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "last September", which is last year's, "this May", "next June", the first to come."""
    month = reading.number(found, "m")
    if reading.tokens.text[reading.tokens.starts[found.start("m")]].islower() and found["m"] == "5":
        return None
    if reading.published is None:
        return reading.unresolved(found, "month")
    step = STEPS[found["p"]] if found["p"] != "n" else int(month <= (reading.published.month or 12))
    return reading.resolved(found, months_of(reading.published.year + step, month), "month")


_ALSO_PERSONS = frozenset({"april", "june", "august"})
_LEADS_MONTH = re.compile(r"(?:[iIsbfyFTNBltneOkA] (?:D )?|[-~] ?)$")
_NAME_FOLLOWS = re.compile(r" Z")
_PART_OF_NAME = re.compile(r"-[^\W\d]")
"""Mar-a-Lago, a June-born child."""


def _names_month(tokens: Tokens, index: int) -> bool:
    """Whether the name of a month, alone, is the month: not "may", "march" or "august", nor June Smith."""
    surface = tokens.text[tokens.starts[index] : tokens.ends[index]]
    led = _LEADS_MONTH.search(tokens.codes[max(0, index - 4) : index]) is not None
    word = surface.lower()
    if not surface[0].isupper():
        return led and word not in {"may", "march", "mar", "dec", "sep", "august"}
    if tokens.codes[index] == "M" and word not in _ALSO_PERSONS:
        return True
    if _NAME_FOLLOWS.match(tokens.codes, index + 1) or _PART_OF_NAME.match(tokens.text, tokens.ends[index]):
        return False
    return led or word in _ALSO_PERSONS


def _numeric(reading: Reading, found: "re.Match[str]") -> Mention | None:
    first, second, year = (reading.number(found, group) for group in "aby")
    if year < 100 and len(reading.tokens.word(found.start("y"))) < 2:
        return None
    year += 0 if year >= 100 else 1900 if year > 50 else 2000
    month_first = first <= 12 and (second > 12 or (found["s"] != "." and not reading.day_first))
    month, day = (first, second) if month_first else (second, first)
    return reading.stated(found, day_of(year, month, day), "day")


def _short_numeric(reading: Reading, found: "re.Match[str]") -> Mention | None:
    first, second = reading.number(found, "a"), reading.number(found, "b")
    month, day = (first, second) if first <= 12 and not (reading.day_first and second <= 12) else (second, first)
    is_event = (first, second) == (9, 11)
    return None if is_event or month > 12 else reading.in_year_of(found, month, day)


def _iso(reading: Reading, found: "re.Match[str]") -> Mention | None:
    year, month, day = (reading.number(found, group) for group in "ymd")
    return reading.stated(found, day_of(year, month, day), "day")


def _iso_month(reading: Reading, found: "re.Match[str]") -> Mention | None:
    year, month = reading.number(found, "y"), reading.number(found, "m")
    return reading.stated(found, months_of(year, month), "month") if month <= 12 else None


def _quarter(reading: Reading, found: "re.Match[str]") -> Mention | None:
    number = reading.number(found, "n")
    return reading.in_year_of(found, 3 * number - 2, None, 3) if 1 <= number <= 4 else None


def _short_quarter(reading: Reading, found: "re.Match[str]") -> Mention | None:
    name = reading.tokens.word(found.start("n"))
    number = int(name[1])
    if name[0] == "q":
        return reading.in_year_of(found, 3 * number - 2, None, 3)
    told = found["y"] or found.groupdict().get("r")
    return reading.in_year_of(found, 6 * number - 5, None, 6) if number <= 2 and told else None


def _half(reading: Reading, found: "re.Match[str]") -> Mention | None:
    number = reading.number(found, "n")
    if number > 2 or not (found["y"] or found["r"] or found["t"]):
        return None
    return reading.in_year_of(found, 6 * number - 5, None, 6)


def _first_months(reading: Reading, found: "re.Match[str]") -> Mention | None:
    count = reading.number(found, "c")
    told = found["y"] or found["r"] or found["t"]
    if reading.tokens.meanings[found.start("u")] != "month" or count > 12 or not told:
        return None
    if found["n"] == "r" and reading.number(found, "n") != 1:
        return None
    mention = reading.in_year_of(found, 1 if found["n"] == "r" else 13 - count, None, count)
    return mention and replace(mention, ranged=True, precision="month")


def _season(reading: Reading, found: "re.Match[str]") -> Mention | None:
    told = found["y"] or found["r"]
    if not told and not _SEASON_LED.search(reading.tokens.codes, max(0, found.start() - 4), found.start()):
        return None
    if not told and _SEASON_LEFT.match(reading.tokens.codes, found.end()):
        return None
    mention = reading.in_year_of(found, reading.number(found, "m"), None, 3)
    return mention and replace(mention, precision="season")


_SEASON_LED = re.compile(r"(?:[iIsbfyNe][ -](?:D )?|D )$")
_SEASON_LEFT = re.compile(r" [OiFZ]|-")


def _near_season(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "last summer", the latest that is over; "next spring", the first to come; "this winter", the nearest."""
    published = reading.published
    if published is None or published.month is None:
        return reading.unresolved(found, "season")
    month = reading.number(found, "m")
    year = published.year + {"l": -1, "t": 0, "n": 0}[found["p"]]
    if (found["p"] == "l" and month + 2 < published.month) or (found["p"] == "n" and month <= published.month):
        year += 1
    elif found["p"] == "t" and month == 12 and published.month <= 2:
        year -= 1
    return reading.resolved(found, months_of(year, month, 3), "season")


def _fiscal(reading: Reading, found: "re.Match[str]") -> Mention | None:
    year = reading.number(found, "y")
    if year < 100 and len(reading.tokens.word(found.start("y"))) < 2:
        return None
    year += 2000 if year < 100 else 0
    last = completed(year, reading.number(found, "y2")) if found["y2"] else year
    return reading.stated(found, years_of(year, last - year + 1), "year") if last >= year else None


def completed(first: int, last: int) -> int:
    """The year that an abbreviated one after another means: 2020 and 3 are 2023, 1914 and 18 are 1918."""
    for size in (10, 100):
        if last < size:
            return first - first % size + last + (size if size == 100 and last <= first % size else 0)
    return last


def _decade(reading: Reading, found: "re.Match[str]") -> Mention | None:
    number = reading.number(found, "n")
    sign = reading.tokens.text[reading.tokens.starts[found.start()]]
    if found["w"]:
        number += 100 * reading.number(found, "w")
    elif number < 100:
        led = reading.tokens.codes[max(0, found.start() - 2) : found.start()] in ("D ", "e ", "e-")
        if not led and sign not in "'’‘":
            return None
        number += 1900 if number >= 20 else 2000
    return reading.stated(found, years_of(number, 10), "decade")


def _century(reading: Reading, found: "re.Match[str]") -> Mention | None:
    return reading.stated(found, century_of(reading.number(found, "n")), "century")


ABSOLUTE: tuple[Rule, ...] = (
    ("Y", rf"{ALONE}(?P<y>Y)(?P<s>[-/.])(?P<m>[13])(?P=s)(?P<d>[13])(?![139Y#])", _iso),
    ("Y", rf"{ALONE}(?P<y>Y)(?P<s>[-/])(?P<m>[Mm5])(?P=s)(?P<d>[13])(?![139Y#])", _iso),
    (
        "13Vv",
        rf"{WEEKDAY}{ALONE}(?P<a>[13])(?P<s>[-/.])(?P<b>[13])(?:(?P=s)|,)(?P<y>Y|[139])(?![-/.]?[139Y#])",
        _numeric,
    ),
    ("13", rf"(?<=I ){ALONE}(?P<a>[13])/(?P<b>[13])(?![-/.,]?[139Y#])(?! ?[%p])", _short_numeric),
    ("13o", rf"{ALONE}(?P<d>[13o])(?:{TO}|(?P<and> A (?:D )?)|/)(?P<d2>[13o])(?: O(?: D)?)? ?{MONTH}{TAIL}", _days),
    ("13oVv", rf"{WEEKDAY}{ALONE}(?P<d>[13o])(?:\. ?|-| )?(?:O (?:D )?)?{MONTH}{TAIL}", _day),
    ("rVv", rf"{WEEKDAY}(?P<d>r) O {MONTH}{TAIL}", _day),
    (
        "Mm5",
        rf"{MONTH} ?(?:D )?(?P<d>[13o])(?:{TO}|(?P<and> A (?:D )?)|/)(?P<d2>[13o])(?! ?[Mm5])(?! p){ENDS}{TAIL}",
        _days,
    ),
    ("Mm5Vv", rf"{WEEKDAY}{MONTH}(?:,? (?:D )?|[-/.](?=[13o]))?(?P<d>[13orw]){ENDS}(?! p){TAIL}", _day),
    ("u", rf"u O (?=[Mm5]){MONTH}(?: ?,? ?(?:O )?{YEAR}|,? (?:O )?(?P<r>[ltn]) W)?", _month_of),
    ("Mm5", rf"{MONTH}(?: ?,? ?(?:O )?{YEAR}|,? (?:O )?(?P<r>[ltn]) W)?", _month),
    ("Mm5", rf"{MONTH} (?:O )?'(?P<y>9|[13])(?! ?p)", _month_of_short_year),
    ("ltn", r"(?P<p>[ltn]) (?P<m>[Mm5])(?! ?[13o])", _near_month),
    ("13o", rf"{ALONE}(?P<d>[13o])(?:{TO}|(?P<and> A (?:D )?))(?P<d2>[13o])(?: O)? (?P<p>[ltn]) u", _days_near),
    ("Y", rf"{ALONE}(?P<y>Y)(?: ?, ?| )(?P<m>M|m|5)(?! ?[13o])", _iso_month),
    ("Y", rf"{ALONE}(?P<y>Y)(?:-|/)(?P<m>1)(?![-/.,]?[139Y#])", _iso_month),
    ("1", rf"{ALONE}(?P<m>1)(?:/|-)(?P<y>Y)(?![-/.,]?[139Y#])(?! p)", _iso_month),
    ("ro", rf"(?P<n>[ro])(?:-? |-)q{OF_YEAR}", _quarter),
    ("Q", rf"(?P<n>Q){OF_YEAR}", _short_quarter),
    ("Y", rf"{ALONE}(?P<y>Y)(?: ?|-)(?P<n>Q)", _short_quarter),
    ("Yltn", rf"{ALONE}(?:(?P<y>Y)|(?P<r>[ltn]) W)(?:'z)?(?: D)? (?P<n>[ro])(?:-? |-)q", _quarter),
    ("ro", rf"(?P<n>[ro])[- ]H{OF_YEAR}", _half),
    ("rl", rf"(?P<n>[rl]) (?P<c>[w13]) (?P<u>U){OF_YEAR}", _first_months),
    ("S", rf"(?P<m>S){OF_YEAR}", _season),
    ("ltn", r"(?P<p>[ltn]) (?P<m>S)(?! O)", _near_season),
    ("K", rf"K (?:W )?{ALONE}(?P<y>Y)(?:[-~/](?P<y2>[139Y]))?(?! p)", _fiscal),
    ("Y", rf"{ALONE}(?P<y>Y)(?:[-~/](?P<y2>[139Y]))? K W", _fiscal),
    ("J", r"J ?'?(?P<y>[139Y])(?:[-~/](?P<y2>[139Y]))?", _fiscal),
    ("wd", r"(?:(?P<w>w)[- ])?(?P<n>d)", _decade),
    ("ro", r"(?P<n>[ro])[- ] ?C", _century),
)
TAKES_ARTICLE: frozenset[Builder] = frozenset(
    {_month_of, _quarter, _short_quarter, _half, _first_months, _season, _near_season, _decade, _century, _fiscal}
)
