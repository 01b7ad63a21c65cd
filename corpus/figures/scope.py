"""What bounds a value: when it holds, whether it is fact or forecast, a change or a level, who says it."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.documents import PartialDate
from corpus.figures.figure import Modality, Role, TimeBasis, TimeScope, Value
from corpus.figures.vocabulary import CHANGES
from corpus.figures.words import Word, stem

_FORECAST = frozenset(
    stem(word)
    for word in "forecast expect expected project projected predict predicted anticipate outlook".split()
)
_PLAN = frozenset(
    stem(word) for word in "plan planned plans intend intends propose proposed pledge pledged promise".split()
)
_TARGET = frozenset(stem(word) for word in "target targets targeted aim aims aimed goal ceiling".split())
_FUTURE = frozenset({"will", "would", "shall"})

_SPEAKER = re.compile(
    r"(?:[Aa]ccording to|[Aa]s reported by|[Cc]iting)\s+(?P<after>(?:the\s+)?[\w’'.-]+(?:\s+[A-Z][\w’'.-]+){0,4})"
    r"|(?P<before>[A-Z][\w’'.-]+(?:\s+[A-Z][\w’'.-]+){0,3}),?\s+(?:said|says|told|estimates|reported|announced|claimed)\b"
)
_REACH = 12
"""Words within which a word of forecast or change still speaks of the figure."""


def words_before(words: Sequence[Word], index: int, reach: int = _REACH) -> list[Word]:
    """The words in front of words[index], the nearest first, up to a semicolon or a full stop."""
    found: list[Word] = []
    for word in reversed(words[max(0, index - reach) : index]):
        if word.text in {";", "."}:
            break
        found.append(word)
    return found


def modality_of(words: Sequence[Word], first: int, last: int) -> Modality:
    """Whether words[first:last] is stated as fact, forecast, plan or target, by the words around it."""
    near = [*words_before(words, first), *words[last : last + 4]]
    stems = {stem(word.lower) for word in near if word.is_word}
    if stems & _TARGET:
        return "target"
    if stems & _FORECAST:
        return "forecast"
    if stems & _PLAN:
        return "plan"
    return "forecast" if any(word.lower in _FUTURE for word in near) else "actual"


def attribution_of(sentence: str) -> str | None:
    """Who says it, as written: behind "according to", or in front of "said"."""
    match = _SPEAKER.search(sentence)
    return (match["after"] or match["before"]) if match else None


def role_of(words: Sequence[Word], first: int, last: int, kind: str) -> Role:
    """Whether the value at words[first:last] is a level, or a change by it, from it or to it."""
    before = [word for word in words_before(words, first, 5) if word.is_word]
    after = [word for word in words[last : last + 3] if word.is_word]
    changing = [place for place, word in enumerate(before) if stem(word.lower) in CHANGES]
    link = before[0].lower if before else ""
    if changing and link == "from":
        return "change_from"
    if changing and (link == "to" or (link in {"a", "an", "the"} and len(before) > 1 and before[1].lower == "to")):
        return "change_to"
    if changing and changing[0] <= 1 and link not in {"at", "was", "is"}:
        return "change_by"
    if link == "by" and changing:
        return "change_by"
    if kind in {"percent", "percentage_points", "multiple"} and (changing and changing[0] <= 2):
        return "change_by"
    if kind in {"percent", "percentage_points"} and after and stem(after[0].lower) in CHANGES:
        return "change_by"
    return "level"


def _scope_of_date(value: Value) -> TimeScope:
    basis: dict[str | None, TimeBasis] = {"stated": "stated", "resolved": "resolved"}
    start, end = value.low, value.high
    return TimeScope(
        start if isinstance(start, date) else None,
        end if isinstance(end, date) else None,
        basis.get(value.year_basis, "document"),
    )


def _is_time_of(value: Value) -> bool:
    return value.year_basis != "unknown" and (value.low is not None or value.high is not None)


def holds_at(place: int, dates: Sequence[Value], published: PartialDate | None) -> TimeScope | None:
    """For when a value at offset `place` holds: the nearest date of its sentence, else the publication date."""
    known = [value for value in dates if _is_time_of(value)]
    if known:
        nearest = min(known, key=lambda value: (_distance(place, value), value.start))
        return _scope_of_date(nearest)
    return TimeScope(published.first, published.last, "document") if published else None


def _distance(place: int, value: Value) -> int:
    return value.start - place if value.start >= place else place - value.end
