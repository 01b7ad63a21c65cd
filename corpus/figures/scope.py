"""What bounds a value: when it holds, whether it is fact or forecast, a change or a level, who says it."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise, takewhile

from corpus.documents import PartialDate
from corpus.figures.figure import Modality, Role, TimeBasis, TimeScope, Value
from corpus.figures.phrases import Phrase, is_verb_shaped
from corpus.figures.sentence import BREAKS, TIMES, Sentence
from corpus.figures.singular import singular
from corpus.figures.vocabulary import CHANGES, measure_of
from corpus.figures.words import CLOSED, Word, stem

_FORECAST = frozenset(
    "forecast forecasts forecasted expect expects expected projected predict predicts predicted anticipate anticipates "
    "anticipated outlook".split()
)
_PLAN = frozenset("planned intends intended proposes proposed".split())
_TARGET = frozenset("target targets targeted aims aimed goal ceiling".split())
_FUTURE = frozenset({"will", "shall"})

_SPEAKER = re.compile(
    r"(?:[Aa]ccording to|[Aa]s reported by|[Cc]iting)\s+(?P<after>(?:the\s+)?[\w’'.-]+(?:\s+[A-Z][\w’'.-]+){0,4})"
    r"|(?P<before>[A-Z][\w’'.-]+(?:\s+[A-Z][\w’'.-]+){0,3}),?\s+(?:said|says|told|estimates|reported|announced|claimed)\b"
)
_MORE = frozenset({"more", "further", "fewer"})
_DIFFERENCES = frozenset({"money", "percent", "percentage_points", "quantity", "duration", "multiple"})
"""Kinds of which "by" is how much one thing differs from another; counts may be of those who did it."""
_REACH = 12
"""Words within which a word of forecast or change still speaks of the figure."""


def words_before(words: Sequence[Word], index: int, reach: int = _REACH) -> list[Word]:
    """The words in front of words[index], the nearest first, up to a bracket, dash, colon or stop."""
    found: list[Word] = []
    for word in reversed(words[max(0, index - reach) : index]):
        if word.text in BREAKS or word.text == ".":
            break
        found.append(word)
    return found


def modality_of(words: Sequence[Word], first: int, last: int, kind: str) -> Modality:
    """Whether words[first:last] is stated as fact, forecast, plan or target, by the words around it."""
    near = words_before(words, first) if kind in TIMES else [*words_before(words, first), *words[last : last + 3]]
    lowered = {word.lower for word in near if word.is_word}
    if lowered & _TARGET:
        return "target"
    if lowered & _FORECAST:
        return "forecast"
    if lowered & _PLAN:
        return "plan"
    if _is_to_be(near):
        return "plan"
    return "forecast" if any(word.lower in _FUTURE for word in near) else "actual"


def _is_to_be(near: Sequence[Word]) -> bool:
    """Whether something "is to open": a form of "be" with an infinitive; `near` has the nearest word first."""
    lowered = [word.lower for word in near]
    return any(behind == "to" and before in {"is", "are", "was", "were"} for behind, before in pairwise(lowered))


def attribution_of(sentence: str) -> str | None:
    """Who says it, as written: behind "according to", or in front of "said"."""
    match = _SPEAKER.search(sentence)
    return (match["after"] or match["before"]) if match else None


def role_of(words: Sequence[Word], first: int, last: int, kind: str) -> Role:
    """Whether the value at words[first:last] is a level, or a change by it, from it or to it."""
    before = [word for word in words_before(words, first, 5) if word.is_word]
    changing = [place for place, word in enumerate(before) if _changes(word, place)]
    link = before[0].lower if before else ""
    if last < len(words) and words[last].lower in _MORE:
        return "change_by"
    if not changing:
        return "change_by" if (link == "by" and kind in _DIFFERENCES) or _is_change(words, last, kind) else "level"
    if link == "from":
        return "change_from"
    if _leads_to_level(before) or words[first].lower in {"above", "below", "past"}:
        return "change_to"
    close = changing[0] <= (2 if kind in _SHARES else 1) and link not in {"at", "was", "is"}
    return "change_by" if close or link == "by" or _is_change(words, last, kind) else "level"


_SHARES = frozenset({"percent", "percentage_points", "multiple"})


def _leads_to_level(before: Sequence[Word]) -> bool:
    """Whether "to", or "to a", stands in front; the nearest word comes first."""
    lowered = [word.lower for word in before[:2]]
    return lowered[0] == "to" or (lowered[0] in {"a", "an", "the"} and lowered[1:] == ["to"])


def _is_change(words: Sequence[Word], last: int, kind: str) -> bool:
    """Whether a share is one of growth or decline: "a 3 percent rise"."""
    after = [word for word in words[last : last + 3] if word.is_word]
    return kind in {"percent", "percentage_points"} and bool(after) and stem(after[0].lower) in CHANGES


def _changes(word: Word, place: int) -> bool:
    """Whether a word speaks of change; "up" and "down" only right in front of the value ("made up of 34 people")."""
    return stem(word.lower) in CHANGES and (place == 0 or word.lower not in {"up", "down"})


def rate_of(words: Sequence[Word], last: int) -> str | None:
    """What a value is per: "day" of "a day", "person", "100,000 people"; a year's total is a year's, said or not."""
    for at in range(last, min(last + 5, len(words) - 1)):
        link = words[at].lower
        numbered = link == "per" and words[at + 1].text[0].isdigit()
        if numbered or (link in {"per", "a", "an", "every", "each"} and singular(words[at + 1].lower) in _PER):
            unit = _reckoned(words, at + 1)
            return None if unit in {"year", "annum"} else unit
        if not words[at].is_word or is_verb_shaped(words[at]) or (link in CLOSED and link != "of"):
            return None
    return None


def _reckoned(words: Sequence[Word], at: int) -> str | None:
    """The noun behind "per", with its number where it has one."""
    if not words[at].text[0].isdigit():
        return singular(words[at].lower) if words[at].is_word else None
    nouns = takewhile(lambda word: word.is_word and word.lower not in CLOSED, words[at + 1 : at + 3])
    return " ".join([words[at].text, *(word.lower for word in nouns)])


_PER = frozenset(
    "second minute hour day night week fortnight month quarter year person head capita household barrel tonne ton "
    "litre liter share ounce bushel gallon pound kilo kilogram kilometre kilometer mile game match piece pair dose "
    "ticket copy annum vote visit visitor guest child family customer user subscriber trip unit pack packet bottle "
    "pupil student patient worker passenger acre hectare seat gram".split()
)
_RUNNING = frozenset(measure_of(stem(word)) for word in "dead wounded missing arrested evacuated case infected".split())
_TOLLS = frozenset(stem(word) for word in "toll tally count".split())


def runs_on(words: Sequence[Word], first: int, last: int, phrase: Phrase | None) -> bool:
    """Whether a count goes on growing after the day it is of: so many killed, by the day of the report.

    A toll that "rose on Tuesday" is dated by its own sentence.
    """
    if phrase is not None and phrase.head in _TOLLS:
        return False
    near = [*words[max(0, first - 4) : first], *words[last : last + 4]]
    return any(measure_of(stem(word.lower)) in _RUNNING for word in near if word.is_word)


def inherited(published: PartialDate | None) -> TimeScope | None:
    """The document's own date, as the time for which what it states holds."""
    return TimeScope(published.first, published.last, "document") if published else None


def holds_at(value: Value, sentence: Sentence) -> TimeScope | None:
    """For when a value holds: the nearest date of its sentence, else the publication date.

    A date behind a comma and another amount is that one's.
    """
    known = [
        date
        for date in sentence.dates(besides=value)
        if _is_time_of(date) and not _is_of_another(date, value, sentence) and not _is_before_now(date, value, sentence)
    ]
    if not known:
        return inherited(sentence.published)
    return _scope_of_date(min(known, key=lambda date: (_distance(value, date), date.start)))


def _is_of_another(date: Value, value: Value, sentence: Sentence) -> bool:
    between = sentence.text[value.end : date.start]
    others = (other for other in sentence.values if other.kind not in {*TIMES, "ordinal"})
    return "," in between and any(value.end <= other.start < date.start for other in others)


def _is_before_now(date: Value, value: Value, sentence: Sentence) -> bool:
    """Whether a date is that of the amount in front of it, and a clause in the present follows in which the value is:
    "trade was 1.9 bn in 2023, and Norland's firms have put 1.6 bn into".
    """
    between = sentence.text[date.end : value.start]
    if date.end > value.start or not _PRESENT.search(between):
        return False
    others = [other.end for other in sentence.values if other.kind not in TIMES and other.end <= date.start]
    return bool(others) and sentence.text[max(others) : date.start].strip() in {"in", "for", "during", ""}


_PRESENT = re.compile(r"(?:[,;] (?:and|while|but|whereas)|;) (?:[^,;]* )?(?:has|have|is|are|holds?|employs?|lives?)\b")


def _is_time_of(value: Value) -> bool:
    """Whether a date can say for when something holds: resolved, and bounded on both sides."""
    return value.year_basis != "unknown" and value.low is not None and value.high is not None


def _distance(value: Value, other: Value) -> int:
    return other.start - value.end if other.start >= value.end else value.start - other.end


def _scope_of_date(value: Value) -> TimeScope:
    basis: dict[str | None, TimeBasis] = {"stated": "stated", "resolved": "resolved"}
    start, end = value.low, value.high
    assert isinstance(start, date)
    assert isinstance(end, date)
    return TimeScope(start, end, basis.get(value.year_basis, "document"))
