"""Times told from the day of publication ("last year") or from the date named before ("the same period of 2012")."""

import re
from dataclasses import replace
from datetime import date

from corpus.figures.calendar import DAYS_IN, MONTHS_IN, PRECISION_OF, Interval, moved, unit_around, years_of
from corpus.figures.counted import COUNT, NAMED_DAYS, amount, stretch
from corpus.figures.mention import ALONE, STEPS, Builder, Mention, Reading, Rule
from corpus.figures.timetokens import Tokens


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
        return stretch(reading, found, -1, unit)
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


def _named_day(reading: Reading, found: "re.Match[str]") -> Mention | None:
    word = reading.tokens.word(found.start("x"))
    if word == "now" and not _NOW_BOUND.search(reading.tokens.codes, max(0, found.start() - 12), found.start()):
        return None
    if word == "today" and _names_a_paper(reading.tokens, found.start("x")):
        return None
    if reading.today is None:
        return reading.unresolved(found, "day")
    beside = {"b": -1, "f": 1}[found["s"]] if found["s"] else 0
    day = moved(reading.today, days=NAMED_DAYS[word] + beside)
    return reading.resolved(found, (day, day), "day")


def _names_a_paper(tokens: Tokens, index: int) -> bool:
    """As in "USA TODAY", "the Today show"."""
    surface = tokens.text[tokens.starts[index] : tokens.ends[index]]
    return surface[0].isupper() and tokens.codes[max(0, index - 2) : index] in ("Z ", "D ", "'z ")


def _earlier(reading: Reading, found: "re.Match[str]") -> Mention | None:
    """As in "a year earlier", "two months earlier"; "the same month a year ago" is read elsewhere."""
    count, _ = amount(reading, found.start("n"))
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
    weekend_over = unit == "weekend" and not reading.ahead(found.start())
    today = reading.today
    steps = -1 if weekend_over and today and today.weekday() < 5 else 0
    return reading.resolved(found, unit_around(reading.published, unit, steps), PRECISION_OF[unit])


def _weekend(reading: Reading, found: "re.Match[str]") -> Mention | None:
    return _present(reading, found) if reading.tokens.meanings[found.start("u")] == "weekend" else None


def _year_to_date(reading: Reading, found: "re.Match[str]") -> Mention | None:
    if reading.tokens.word(found.start("w")) != "date":
        return None
    if reading.today is None:
        return reading.unresolved(found, "year")
    return reading.resolved(found, (reading.today.replace(month=1, day=1), reading.today), "year")


_NOW_BOUND = re.compile(r"B (?:[^ \n]+ ){0,4}$")

RELATIVE: tuple[Rule, ...] = (
    ("x", r"(?P<x>x)(?P<s>)", _named_day),
    ("u", r"u (?P<s>[bf]) (?P<x>x)", _named_day),
    ("W", r"W[- ]T[- ](?P<w>z)", _year_to_date),
    ("13w9#az", rf"{ALONE}(?P<n>{COUNT})[ -](?P<u>[uUWqC]) E", _earlier),
    ("X", r"X (?:P|[uWqzM5SV])(?: O| i)?(?: D)? (?:(?P<y>Y)(?! p)|(?P<r>[ltn]) W)", _same),
    ("ltnEG", r"(?:(?P<e>[EG]) (?:i )?)?(?P<p>[ltn]) (?P<u>[uWq])(?! (?:I )?V)", _named_unit),
    ("uWq", r"(?<=[keGE] [Oi] D )(?P<u>[uWq])(?! [OF])", _present),
    ("u", r"(?<=D )(?P<u>u)(?! O)", _weekend),
)
TAKES_ARTICLE: frozenset[Builder] = frozenset({_named_day, _named_unit, _same, _weekend})
