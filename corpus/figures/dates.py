"""The dates and periods that a text states, each with its exact place and the days it covers."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from corpus.documents import PartialDate
from corpus.figures import absolute, counted, relative, weekdays
from corpus.figures.calendar import moved, part_of, week_of
from corpus.figures.figure import Comparator, Value
from corpus.figures.mention import Builder, Mention, Reading
from corpus.figures.timetokens import Tokens, tokens_of
from corpus.figures.years import YEARS

_ARTICLED = absolute.TAKES_ARTICLE | weekdays.TAKES_ARTICLE | counted.TAKES_ARTICLE | relative.TAKES_ARTICLE


def _by_start() -> dict[str, tuple[tuple["re.Pattern[str]", Builder], ...]]:
    table: dict[str, list[tuple[re.Pattern[str], Builder]]] = {}
    rules = (*absolute.ABSOLUTE, *weekdays.WEEKDAYS, *counted.COUNTED, *relative.RELATIVE, *YEARS)
    for starts, pattern, builder in rules:
        compiled = re.compile(pattern)
        for code in starts:
            table.setdefault(code, []).append((compiled, builder))
    return {code: tuple(rules) for code, rules in table.items()}


_RULES = _by_start()
_TRIGGER = re.compile(f"[{''.join(sorted(_RULES))}]")


_PART = re.compile(r"(?:(?P<k>k)(?: [Oi] |[- ])(?:D )?|(?P<e>e)(?:[ -](?:[iO] )?(?:D )?)|[EG] i (?:D )?)$")
_PARTS = {
    "early": "early", "start": "early", "beginning": "early", "onset": "early", "outset": "early", "dawn": "early",
    "turn": "early", "mid": "mid", "middle": "mid", "late": "late", "end": "late", "close": "late",
}  # fmt: skip
_JOIN = re.compile(r"(?: ?[-~] ?| [TN] )(?:D )?")
_AND = re.compile(r"(?: [AT] | ?[-~] ?)(?:D )?")
_FROM = re.compile(r"[FB] (?:D )?$")
_OPEN = re.compile(r"(?P<how>[sNbfy]) (?P<article>D )?$")
_ABOUT = re.compile(r"c\.? $")
_LOOK_BACK = 8
"""Tokens before a mention in which its own introducing words stand."""


def dates_in(text: str, published: PartialDate | None = None, *, unresolved: bool = False) -> list[Value]:
    """Dates and periods in text order, none overlapping another; `low` and `high` are the days covered, both included.

    A day and month without a year takes the year that brings it nearest to `published` (year_basis "document"),
    UNKNOWN_YEAR without one. Words that count from the day of writing ("last year", "Monday") are resolved against
    `published`; what cannot be resolved is left out, or kept with `low` and `high` None if `unresolved`.
    "since", "until", "before", "after" and "by" belong to the value and leave one side open.
    """
    tokens = tokens_of(text)
    reading = Reading(tokens, published, day_first=_day_first(tokens))
    joined = _joined(reading)
    limits = [0, *(mention.after for mention in joined)]
    values = [_value(tokens, _opened(reading, mention, limit)) for mention, limit in zip(joined, limits, strict=False)]
    return [value for value in values if unresolved or value.low is not None or value.high is not None]


_NUMERIC = re.compile(r"(?<![139Y#/])([13])/([13])/(?=[Y9])")


def _day_first(tokens: Tokens) -> bool:
    """Whether this text writes 19/8/2024: some date in it can only be read so, and none only the other way."""
    pairs = [(found.start(1), found.start(2)) for found in _NUMERIC.finditer(tokens.codes)]
    return any(tokens.codes[a] == "3" for a, _ in pairs) and not any(tokens.codes[b] == "3" for _, b in pairs)


def _joined(reading: Reading) -> list[Mention]:
    """Mentions in text order, ranges ("Aug 18 to Sept. 2") joined to one."""
    found: list[Mention] = []
    limit = 0
    for mention in _mentions(reading):
        whole = _with_part(reading, mention, limit)
        joined = _join(reading.tokens, found[-1], whole) if found else None
        if joined is None:
            found.append(whole)
        else:
            found[-1] = joined
        reading.previous = found[-1]
        limit = whole.after
    return found


def _mentions(reading: Reading) -> Iterator[Mention]:
    codes = reading.tokens.codes
    trigger = _TRIGGER.search(codes)
    while trigger:
        mention = _mention_at(reading, trigger.start())
        if mention:
            yield mention
        trigger = _TRIGGER.search(codes, mention.after if mention else trigger.end())


def _mention_at(reading: Reading, position: int) -> Mention | None:
    codes = reading.tokens.codes
    if position and codes[position - 1] not in " \n-~/.,(\"'|:;" and not _glued_number(codes, position):
        return None
    for pattern, builder in _RULES[codes[position]]:
        found = pattern.match(codes, position)
        mention = builder(reading, found) if found else None
        if mention:
            article = builder in _ARTICLED and codes.startswith("D ", position - 2)
            return replace(mention, first=position - 2) if article else mention
    return None


def _glued_number(codes: str, position: int) -> bool:
    """Whether the token before is a sign that a date may follow at once."""
    return codes[position - 1] in "#$%!?" or not codes[position - 1].isalnum()


def _with_part(reading: Reading, mention: Mention, limit: int) -> Mention:
    """The mention with the "early", "mid" or "the end of" that stands before it."""
    tokens = reading.tokens
    start = max(limit, mention.first - _LOOK_BACK)
    week = _WEEK.search(tokens.codes, start, mention.first) if mention.precision == "day" else None
    if week and _is_week(tokens, week) and not mention.ranged:
        return _its_week(mention, week.start(), ends=tokens.word(week.start("how")) == "ending")
    found = _PART.search(tokens.codes, start, mention.first)
    if found is None:
        return mention
    word = tokens.word(found.start("k")) if found["k"] else tokens.word(found.start("e")) if found["e"] else "rest"
    if found["k"] and word != "end" and tokens.codes[found.end("k") :][:3] not in (" O ", " i "):
        return mention
    if mention.low is None or mention.high is None:
        return replace(mention, first=found.start())
    part = _PARTS.get(word)
    if part:
        low, high = part_of((mention.low, mention.high), part)
        return replace(mention, first=found.start(), low=low, high=high)
    today = reading.today
    inside = mention.basis == "resolved" and today is not None and mention.low <= today <= mention.high
    return replace(mention, first=found.start(), low=today if inside else mention.low)


_WEEK = re.compile(r"(?:D )?(?P<u>u) (?P<how>O|[zk]|R)(?: I)? (?:D )?$")


def _is_week(tokens: Tokens, found: "re.Match[str]") -> bool:
    how = tokens.word(found.start("how"))
    return tokens.word(found.start("u")) == "week" and how in ("of", "starting", "beginning", "commencing", "ending")


def _its_week(mention: Mention, first: int, *, ends: bool) -> Mention:
    """As in "the week of November 30", "the week ending 12 May"."""
    if mention.low is None:
        return replace(mention, first=first, precision="week")
    low, high = (moved(mention.low, days=-6), mention.low) if ends else week_of(mention.low)
    return replace(mention, first=first, low=low, high=high, precision="week")


def _join(tokens: Tokens, first: Mention, second: Mention) -> Mention | None:
    """One range out of two mentions, None where the words between do not make one."""
    if second.first - first.after > 5 or first.ranged or second.ranged:
        return None
    between = tokens.codes.endswith(("B ", "B D "), 0, first.first)
    if not (_AND if between else _JOIN).fullmatch(tokens.codes, first.after, second.first):
        return None
    if None in (first.low, second.high):
        return replace(first, after=second.after, low=None, high=None, basis="unknown", ranged=True)
    first, second = _with_lent_year(first, second)
    if first.low is None or second.high is None or second.high < first.low:
        return None
    finer = min(first.precision, second.precision, key=_FINENESS.index)
    return replace(first, after=second.after, high=second.high, precision=finer, basis=second.basis, ranged=True)


_FINENESS = ("day", "week", "month", "quarter", "season", "year", "decade", "century")


def _with_lent_year(first: Mention, second: Mention) -> tuple[Mention, Mention]:
    """Both mentions, the one without a year in the other's: "January-May of this year"."""
    assert first.low is not None
    assert second.high is not None
    if first.assumed and not second.assumed:
        lent = first.in_year(second.high.year, second.basis)
        return (first.in_year(second.high.year - 1, second.basis) if _after(lent, second) else lent), second
    if second.assumed:
        lent = second.in_year(first.low.year, first.basis)
        return first, second.in_year(first.low.year + 1, first.basis) if _after(first, lent) else lent
    return first, second


def _after(first: Mention, second: Mention) -> bool:
    return first.low is not None and second.high is not None and second.high < first.low


def _opened(reading: Reading, mention: Mention, limit: int) -> Mention:
    """The mention with the preposition that is part of its value, and its side that this leaves open."""
    tokens, codes = reading.tokens, reading.tokens.codes
    start = max(limit, mention.first - _LOOK_BACK)
    about = _ABOUT.search(codes, start, mention.first)
    if about and mention.basis != "resolved":
        return replace(mention, first=about.start(), core=mention.first)
    led = _FROM.search(codes, start, mention.first)
    if led and mention.ranged and tokens.word(led.start()) in ("from", "between"):
        return replace(mention, first=led.start())
    if mention.ranged and not led and not _OPEN.search(codes, start, mention.first):
        return mention
    return _open_ended(reading, mention, start)


def _open_ended(reading: Reading, mention: Mention, start: int) -> Mention:
    tokens, codes = reading.tokens, reading.tokens.codes
    if codes.startswith("'", mention.after) or mention.low is None or mention.high is None:
        return mention
    onwards = _onwards(tokens, mention)
    if onwards:
        led = _FROM.search(codes, start, mention.first)
        first = led.start() if led else mention.first
        return replace(mention, first=first, after=onwards, high=None, ranged=True)
    found = _OPEN.search(codes, start, mention.first)
    if found is None or (found["article"] and codes[mention.first] not in "ke"):
        return mention
    if found["how"] == "s":
        return replace(_begun(reading, mention), first=found.start(), high=None, ranged=True)
    low, high = {
        "f": (_day_beside(mention.high, 1), None),
        "N": (None, mention.high),
        "y": (None, mention.high),
        "b": (None, _day_beside(mention.low, -1)),
    }[found["how"]]
    return replace(mention, first=found.start(), low=low, high=high, ranged=True)


def _begun(reading: Reading, mention: Mention) -> Mention:
    """The mention in a year in which it had begun by publication: "since July", written in April."""
    published = reading.published
    if published is None or mention.basis != "document" or mention.low is None or mention.low <= published.last:
        return mention
    return mention.in_year(mention.low.year - 1, "document")


def _day_beside(day: date, days: int) -> date:
    return moved(day, days=days)


def _onwards(tokens: Tokens, mention: Mention) -> int | None:
    """The token after "onwards" or "on" where it makes the mention a beginning; None without one."""
    after = mention.after
    if not tokens.codes.startswith(" ", after) or after + 1 >= len(tokens.codes):
        return None
    word = tokens.word(after + 1)
    return after + 2 if word in ("onward", "onwards", "forward", "forwards") else None


def _value(tokens: Tokens, mention: Mention) -> Value:
    start, end = tokens.starts[mention.first], tokens.ends[mention.after - 1]
    comparator: Comparator = "equal" if mention.core is None else "about"
    return Value(
        start=start,
        end=end,
        core_start=start if mention.core is None else tokens.starts[mention.core],
        core_end=end,
        kind="date_range" if mention.ranged else "date",
        low=mention.low,
        high=mention.high,
        comparator=comparator,
        precision=mention.precision,
        year_basis=mention.basis,
    )
