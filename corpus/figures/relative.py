"""Time expressions that count from the day of publication, or from the date named before them."""

import re
from dataclasses import replace
from datetime import date

from corpus.documents import PartialDate
from corpus.figures.calendar import (
    DAYS_IN,
    MONTHS_IN,
    PRECISION_OF,
    Interval,
    day_of,
    months_of,
    moved,
    week_of,
    years_of,
)
from corpus.figures.mention import ALONE, STEPS, Builder, Mention, Reading, Rule
from corpus.figures.timetokens import Tokens


def ahead(tokens: Tokens, index: int, width: int = 24) -> bool:
    """Whether the sentence so far speaks of what is to come ("will", "shall")."""
    window = tokens.codes[max(0, index - width) : index]
    return "L" in window[max(window.rfind(". "), window.rfind("\n")) + 1 :]


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


def _named_unit(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "last year", "this month", "next quarter", "earlier this week"."""
    unit = str(reading.tokens.meanings[found.start("u")])
    precision = PRECISION_OF[unit]
    word = reading.tokens.word(found.start("p"))
    if word == "following" or (word == "preceding" and reading.before(found) is None):
        return _from_previous(reading, found, 1 if word == "following" else -1, unit)
    if reading.published is None:
        return reading.unresolved(found, precision)
    article = reading.tokens.codes.endswith("D ", 0, found.start())
    if found["p"] == "l" and (word == "past" or (article and word == "last")) and unit != "weekend":
        return _stretch(reading, found, -1, unit)
    mention = reading.resolved(found, unit_around(reading.published, unit, STEPS[found["p"]]), precision)
    return _since_or_until_now(reading, mention, found["e"])


def _since_or_until_now(reading: Reading, mention: Mention, code: str | None) -> Mention:
    """The part of a present unit that is over ("earlier this year") or still to come ("later this year")."""
    today = reading.today
    if code is None or today is None or mention.low is None or mention.high is None:
        return mention
    if not mention.low <= today <= mention.high:
        return mention
    return replace(mention, high=today) if code == "E" else replace(mention, low=today)


def _from_previous(reading: Reading, found: "re.Match[str]", steps: int, unit: str) -> Mention | None:
    """As in "a year earlier", "the following month": counted from the date named before in the same sentence."""
    previous = reading.before(found)
    precision = PRECISION_OF[unit]
    if previous is None or previous.low is None or previous.high is None:
        if steps < 0 and unit == "year" and reading.published:
            return reading.resolved(found, years_of(reading.published.year + steps), "year")
        return reading.unresolved(found, precision)
    if unit in MONTHS_IN and unit != "half":
        months = MONTHS_IN[unit] * steps
        days = moved(previous.low, months=months), _same_end(previous, months)
    else:
        days = _shifted(previous, DAYS_IN.get(unit, 7) * steps)
    mention = reading.resolved(found, days, previous.precision)
    basis = previous.basis if previous.assumed else "resolved"
    return replace(mention, basis=basis, ranged=previous.ranged)


def _same_end(previous: Mention, months: int) -> date:
    assert previous.high is not None
    high = moved(previous.high, months=months)
    ends_month = moved(previous.high, days=1).day == 1
    return moved(moved(high, months=1).replace(day=1), days=-1) if ends_month else high


def _shifted(previous: Mention, days: int) -> Interval:
    assert previous.low is not None
    assert previous.high is not None
    return moved(previous.low, days=days), moved(previous.high, days=days)


def _amount(reading: Reading, index: int) -> tuple[int, bool]:
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
        count = _amount(reading, start.start(1))[0] if start else 1
        months += count * MONTHS_IN.get(unit, 0)
        days += count * DAYS_IN.get(unit, 0)
        finest = unit if order.index(unit) > order.index(finest) else finest
    return (months, days, finest) if (months or days) and months < 120000 and days < 1000000 else None


_PIECE = re.compile(r"([13w9#az])(?: O)?[ -]?$")


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
    shift = _NAMED_DAYS[reading.tokens.word(found.start("x"))]
    if mention is None or mention.low is None or mention.high is None or mention.precision != "day":
        return mention
    return replace(mention, low=moved(mention.low, days=shift), high=moved(mention.high, days=shift))


def _year_to_date(reading: Reading, found: "re.Match[str]") -> Mention | None:
    if reading.tokens.word(found.start("w")) != "date":
        return None
    if reading.today is None:
        return reading.unresolved(found, "year")
    return reading.resolved(found, (reading.today.replace(month=1, day=1), reading.today), "year")


def _future(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "will leave in three weeks", "within ten days": from publication on; years so far off are a duration."""
    if not ahead(reading.tokens, found.start()):
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
    count, _ = _amount(reading, found.start("n"))
    unit = str(reading.tokens.meanings[found.start("u")])
    return _stretch(reading, found, (-1 if found["p"] == "l" else 1) * count, unit)


def _stretch(reading: Reading, found: "re.Match[str]", count: int, unit: str) -> Mention | None:
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


_NOW_BOUND = re.compile(r"B (?:[^ \n]+ ){0,4}$")
_NAMED_DAYS = {"today": 0, "tonight": 0, "now": 0, "yesterday": -1, "tomorrow": 1}


def _named_day(reading: Reading, found: "re.Match[str]") -> Mention | None:
    word = reading.tokens.word(found.start("x"))
    if word == "now" and not _NOW_BOUND.search(reading.tokens.codes, max(0, found.start() - 12), found.start()):
        return None
    if word == "today" and _names_a_paper(reading.tokens, found.start("x")):
        return None
    if reading.today is None:
        return reading.unresolved(found, "day")
    beside = {"b": -1, "f": 1}[found["s"]] if found["s"] else 0
    day = moved(reading.today, days=_NAMED_DAYS[word] + beside)
    return reading.resolved(found, (day, day), "day")


def _names_a_paper(tokens: Tokens, index: int) -> bool:
    """As in "USA TODAY", "the Today show"."""
    surface = tokens.text[tokens.starts[index] : tokens.ends[index]]
    return surface[0].isupper() and tokens.codes[max(0, index - 2) : index] in ("Z ", "D ", "'z ")


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
    elif ahead(reading.tokens, index):
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


def _earlier(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "a year earlier", "two months earlier"; "the same month a year ago" is read elsewhere."""
    count, _ = _amount(reading, found.start("n"))
    unit = str(reading.tokens.meanings[found.start("u")])
    return _from_previous(reading, found, -count, unit) if count < 5000 else None


def _same(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "the same period of 2012": the months or days named before it in the sentence, in that year."""
    previous = reading.before(found)
    if found["y"]:
        year, basis = reading.number(found, "y"), "stated"
    elif reading.published is None:
        return reading.unresolved(found, "year")
    else:
        year, basis = reading.published.year + (STEPS[found["r"]] if found["r"] else -1), "resolved"
    whole = reading.resolved(found, years_of(year), "year")
    whole = replace(whole, basis="stated") if basis == "stated" else whole
    if previous is None or previous.low is None or previous.precision in ("year", "decade", "century"):
        return whole
    moved_there = previous.in_year(year, "stated" if basis == "stated" else "resolved")
    return replace(moved_there, first=found.start(), after=found.end(), core=None)


def _present(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "the end of the year", "over the weekend": the unit that publication falls in, a weekend just over."""
    unit = str(reading.tokens.meanings[found.start("u")])
    if reading.published is None:
        return reading.unresolved(found, PRECISION_OF[unit])
    weekend_over = unit == "weekend" and not ahead(reading.tokens, found.start())
    today = reading.today
    steps = -1 if weekend_over and today and today.weekday() < 5 else 0
    return reading.resolved(found, unit_around(reading.published, unit, steps), PRECISION_OF[unit])


def _weekend(reading: Reading, found: "re.Match[str]") -> Mention | None:
    return _present(reading, found) if reading.tokens.meanings[found.start("u")] == "weekend" else None


_COUNT = r"(?:[13w9#]|a(?: z)?(?: O)?|z(?: O)?)"
_UNITS = rf"{_COUNT}[ -]?[uUWqC](?:,? (?:A )?[13w9a][ -]?[uUWqC]){{0,3}}"
_IN = r"(?:(?P<m>[Mm5])(?:,? (?:O )?(?=Y))?)?(?:(?P<y>Y)|(?:(?P<p>[ltn]) )?(?P<u>[uW]))?"

RELATIVE: tuple[Rule, ...] = (
    ("rol", rf"(?P<n>[rol]) (?P<w>u)(?: O| i)?(?: D)? {_IN}", _week_of_month),
    ("rol", rf"(?P<n>[rol]) (?P<v>V)(?: O| i)(?: D)? {_IN}", _weekday_of_month),
    ("x", r"(?P<x>x)(?P<s>)", _named_day),
    ("u", r"u (?P<s>[bf]) (?P<x>x)", _named_day),
    ("13w9#az", rf"{ALONE}(?P<n>{_UNITS}) g", _ago),
    ("13w9#az", rf"{ALONE}(?P<n>{_UNITS}) (?P<w>[Ffb]) (?P<x>x)", _beside_named_day),
    ("W", r"W[- ]T[- ](?P<w>z)", _year_to_date),
    ("i", rf"i (?P<n>{_UNITS})(?! ?[OzZ'-])", _future),
    ("13w9#az", rf"{ALONE}(?P<n>{_UNITS}) G", _future),
    ("13w9#az", rf"{ALONE}(?P<n>{_COUNT})[ -](?P<u>[uUWqC]) E", _earlier),
    ("X", r"X (?:P|[uWqzM5SV])(?: O| i)?(?: D)? (?:(?P<y>Y)(?! p)|(?P<r>[ltn]) W)", _same),
    ("ltnEG", r"(?:(?P<e>[EG]) (?:i )?)?(?P<p>[ltn]) (?P<u>[uWq])(?! (?:I )?V)", _named_unit),
    ("ltn", rf"(?P<p>[ltn]) (?P<n>{_COUNT})[ -]?(?P<u>[uUWqC])", _stretch_of),
    ("Vv", r"(?P<v>[Vv])\.? D (?P<d>[orw13])(?! ?[Mm5])", _day_of_month),
    ("o", r"(?P<d>o) (?:O )?(?P<p>[ltn]) (?P<u>u)", _day_of_month),
    ("o", r"(?:(?<=I D )|(?<=I ))(?P<d>o)(?=[.,;!?)\n]|$| [OiIA])(?! O)", _day_of_month),
    ("ltnVv", r"(?:(?P<p>[ltn]) )?(?P<v>[Vv])(?! D o)(?:(?: O)? (?P<q>[ltn]) u)?", _weekday),
    ("ltn", r"(?P<p>[ltn]) u (?:I )?(?P<v>[Vv])(?P<q>)", _weekday),
    ("uWq", r"(?<=[keGE] [Oi] D )(?P<u>[uWq])(?! [OF])", _present),
    ("u", r"(?<=D )(?P<u>u)(?! O)", _weekend),
)
TAKES_ARTICLE: frozenset[Builder] = frozenset(
    {_named_day, _named_unit, _stretch_of, _same, _day_of_month, _week_of_month, _weekday_of_month, _weekend}
)
