"""Days told by the name of a weekday or by their number, and weeks told by theirs."""

import re
from dataclasses import replace

from corpus.figures.calendar import PRECISION_OF, day_of, moved, unit_around, week_of, years_of
from corpus.figures.mention import STEPS, Builder, Mention, Reading, Rule
from corpus.figures.timetokens import Tokens


def _weekday(reading: Reading, found: "re.Match[str]") -> Mention | None:
    index = found.start("v")
    if found["v"] == "v" and not found["p"] and not _stands_for_day(reading.tokens, index):
        return None
    today = reading.today
    if today is None:
        return reading.unresolved(found, "day")
    number = reading.number(found, "v")
    code = found["p"] or found["q"]
    if code in ("t", "n") or (code and found["q"] is not None):
        day = moved(week_of(today, STEPS[code])[0], days=number)
    elif code == "l":
        day = moved(today, days=-((today.weekday() - number - 1) % 7 + 1))
    elif reading.ahead(index):
        day = moved(today, days=(number - today.weekday()) % 7)
    else:
        day = moved(today, days=-((today.weekday() - number) % 7))
    return reading.resolved(found, (day, day), "day")


def _stands_for_day(tokens: Tokens, index: int) -> bool:
    """Whether "Sun", "sat" or "wed" is the day."""
    surface = tokens.text[tokens.starts[index] : tokens.ends[index]]
    led = tokens.codes[max(0, index - 2) : index] in ("I ", "s ", "N ", "y ")
    return led and (surface[0].isupper() or len(surface) > 3)


def _day_of_month(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "Thursday the 21st", "the 20th of next month", "on the 27th": a day of a month told by its number."""
    groups = found.groupdict()
    published = reading.published
    if groups.get("u") and reading.tokens.meanings[found.start("u")] != "month":
        return None
    if published is None or published.month is None:
        return reading.unresolved(found, "day")
    steps = (STEPS[groups["p"]],) if groups.get("p") else (0, -1, 1)
    for step in steps:
        index = published.year * 12 + published.month - 1 + step
        days = day_of(index // 12, index % 12 + 1, reading.number(found, "d"))
        if days and (not groups.get("v") or days[0].weekday() == reading.number(found, "v")):
            return reading.resolved(found, days, "day")
    return None


def _week_of_month(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "the third week of July 2016", "the last week of 2015"."""
    if reading.tokens.meanings[found.start("w")] != "week":
        return None
    period = _period(reading, found)
    if period is None or period.low is None or period.high is None:
        return period
    if found["n"] == "l":
        day = moved(period.high, days=-6) if period.high.weekday() == 6 else week_of(period.high)[0]
    else:
        # The first week is the one that holds the first Thursday (ISO 8601).
        first = week_of(moved(period.low, days=3))[0]
        day = moved(first, days=7 * (reading.number(found, "n") - 1))
    return replace(period, low=day, high=moved(day, days=6), precision="week")


def _weekday_of_month(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "the first Friday of July": None where the month has not so many."""
    period = _period(reading, found)
    if period is None or period.low is None or period.high is None:
        return period
    number = reading.number(found, "v")
    if found["n"] == "l":
        day = moved(period.high, days=-((period.high.weekday() - number) % 7))
    else:
        first = moved(period.low, days=(number - period.low.weekday()) % 7)
        day = moved(first, days=7 * (reading.number(found, "n") - 1))
    return replace(period, low=day, high=day, precision="day") if period.low <= day <= period.high else None


def _period(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """The month or the year that a week or a weekday is counted in."""
    if not (found["m"] or found["y"] or found["u"]):
        return None
    if found["m"]:
        return reading.in_year_of(found, reading.number(found, "m"), None)
    if found["y"]:
        return reading.stated(found, years_of(reading.number(found, "y")), "year")
    unit = str(reading.tokens.meanings[found.start("u")])
    if unit not in ("month", "year"):
        return None
    if reading.published is None:
        return reading.unresolved(found, PRECISION_OF[unit])
    step = STEPS[found["p"]] if found["p"] else 0
    return reading.resolved(found, unit_around(reading.published, unit, step), PRECISION_OF[unit])


_IN = r"(?:(?P<m>[Mm5])(?:,? (?:O )?(?=Y))?)?(?:(?P<y>Y)|(?:(?P<p>[ltn]) )?(?P<u>[uW]))?"

WEEKDAYS: tuple[Rule, ...] = (
    ("rol", rf"(?P<n>[rol]) (?P<w>u)(?: O| i)?(?: D)? {_IN}", _week_of_month),
    ("rol", rf"(?P<n>[rol]) (?P<v>V)(?: O| i)(?: D)? {_IN}", _weekday_of_month),
    ("Vv", r"(?P<v>[Vv])\.? D (?P<d>[orw13])(?! ?[Mm5])", _day_of_month),
    ("o", r"(?P<d>o) (?:O )?(?P<p>[ltn]) (?P<u>u)", _day_of_month),
    ("o", r"(?:(?<=I D )|(?<=I ))(?P<d>o)(?=[.,;!?)\n]|$| [OiIA])(?! O)", _day_of_month),
    ("ltnVv", r"(?:(?P<p>[ltn]) )?(?P<v>[Vv])(?! D o)(?:(?: O)? (?P<q>[ltn]) u)?", _weekday),
    ("ltn", r"(?P<p>[ltn]) u (?:I )?(?P<v>[Vv])(?P<q>)", _weekday),
)
TAKES_ARTICLE: frozenset[Builder] = frozenset({_day_of_month, _week_of_month, _weekday_of_month})
