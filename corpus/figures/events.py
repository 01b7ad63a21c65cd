"""What happens at a date or is counted by an ordinal: the event, who does it, where, and when it happened before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.documents import PartialDate
from corpus.figures.figure import TimeScope, Value
from corpus.figures.names import Name
from corpus.figures.phrases import Phrase, is_verb_shaped, runs_of
from corpus.figures.sentence import Sentence
from corpus.figures.vocabulary import event_of
from corpus.figures.words import Word, stem

_YEAR_S = 365.25 * 86400
_BREAKS = frozenset({"(", ")", ";", ":", "—", "–"})
_PLACE_PREPOSITIONS = frozenset("to in at near from into".split())
_PHASES = frozenset(stem(word) for word in "begin end announce".split())
"""Families of events that are mostly of another event: a visit begins, talks end."""
_SETTINGS = frozenset("in at on by during after before since of".split())
_NOT_VERBS = frozenset("united based need indeed speed hundred red bed seed feed breed deed exceed proceed".split())


@dataclass(frozen=True, slots=True)
class Event:
    """An event: its family or stem, who does it, where; the index of its word."""

    name: str
    agent: tuple[str, ...]
    places: tuple[str, ...]
    index: int


NO_EVENT = Event("", (), (), -1)


def clause_around(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """The stretch around words[first:last] up to the nearest brackets, dashes, colons or semicolons on both sides."""
    start = next((place + 1 for place in range(first - 1, -1, -1) if words[place].text in _BREAKS), 0)
    end = next((place for place in range(last, len(words)) if words[place].text in _BREAKS), len(words))
    return start, end


def _verb_shaped(word: Word) -> bool:
    lower = word.lower
    return is_verb_shaped(word) and not lower.endswith("ing") and lower not in _NOT_VERBS


def _event_places(words: Sequence[Word], start: int, end: int) -> list[tuple[int, str]]:
    """Index and name of each word that names an event: of the known families, else of the words shaped as verbs."""
    known = [(place, family) for place in range(start, end) if (family := event_of(words[place].lower))]
    if known:
        return known
    verbs = [(place, stem(words[place].lower)) for place in range(start, end) if _verb_shaped(words[place])]
    return verbs or _stays(words, start, end)


def _stays(words: Sequence[Word], start: int, end: int) -> list[tuple[int, str]]:
    """Where somebody "was in" a place: a visit, without a word for it."""
    return [
        (place, "visit")
        for place in range(start, end - 2)
        if words[place].lower in {"was", "were"} and words[place + 1].lower == "in" and words[place + 2].is_name
    ]


def event_at(words: Sequence[Word], names: Sequence[Name], first: int, last: int) -> Event | None:
    """The event that a date at words[first:last] places, the nearest in its clause; None where there is none."""
    start, end = clause_around(words, first, last)
    if _is_dateline(words, first, last):
        end = len(words)
    found = _event_places(words, start, end)
    found = [item for item in found if not first <= item[0] < last]
    if not found:
        return None
    found = [item for item in found if item[1] not in _PHASES] or found
    place, name = min(found, key=lambda item: (_gap(item[0], first, last), item[0]))
    within = [item for item in names if start <= item.first and item.last <= end]
    return Event(name, _agent_of(words, within, start, place), _places_of(words, within), place)


def _is_dateline(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a date stands in the line that opens a report: "GYŐR, March 2 (Carwire) –"."""
    opens = first <= _DATELINE and all(word.is_name or not word.is_word for word in words[:first])
    return opens and last < len(words) and words[last].text in _BREAKS


_DATELINE = 6


def event_counted(sentence: Sentence, first: int, last: int, phrase: Phrase | None = None) -> Event:
    """The event of an ordinal's phrase at words[first:last], or the setting of an amount: who and where, unnamed."""
    words = sentence.words
    start, end = clause_around(words, first, last)
    within = [name for name in sentence.names if start <= name.first and name.last <= end]
    if phrase is None:
        return Event("", (), _places_of(words, within), -1)
    name = event_of(phrase.words[-1].lower) or phrase.head
    return Event(name, _agent_of(words, within, start, first), _places_of(words, within), first)


def _gap(place: int, first: int, last: int) -> int:
    return place - last if place >= last else first - place


def _places_of(words: Sequence[Word], names: Sequence[Name]) -> tuple[str, ...]:
    return tuple(name.text for name in names if name.first and words[name.first - 1].lower in _PLACE_PREPOSITIONS)


def _agent_of(words: Sequence[Word], names: Sequence[Name], start: int, place: int) -> tuple[str, ...]:
    """Who does it: behind "by" or "of" where the event is a noun, else the names that stand before the event's word."""
    behind = [name for name in names if name.first > place and words[name.first - 1].lower == "by"]
    if behind:
        return (behind[0].text,)
    before = [name for name in names if name.last <= place and not _is_place(words, name)]
    if before:
        return tuple(name.text for name in before)
    runs = [run.phrase for run in runs_of(words[start:place]) if not run.phrase.is_name and run.link not in _SETTINGS]
    return (runs[0].words[-1].lower,) if runs else ()


def _is_place(words: Sequence[Word], name: Name) -> bool:
    return bool(name.first) and words[name.first - 1].lower in _PLACE_PREPOSITIONS


_LINKS = frozenset("in for within after over".split())


@dataclass(frozen=True, slots=True)
class Ordered:
    """An ordinal with the event it counts: the widened value, the event's phrase, and when it happened before."""

    value: Value
    phrase: Phrase | None
    previous: TimeScope | None
    gap_years: float | None
    event: Event | None = None
    """Of a date that says when the event last happened: the event."""


def ordered_event(
    words: Sequence[Word],
    value: Value,
    phrase: Phrase,
    times: Sequence[Value],
    published: PartialDate | None,
) -> Ordered:
    """The ordinal `value`, which counts `phrase`, widened to its noun and to a "since 2018" or
    "in seven years" behind it, which then is its core.
    """
    end = max(value.end, phrase.words[-1].end)
    widened = replace(value, end=end)
    behind = [item for item in times if item.start >= end and _leads_to(words, end, item)]
    if not behind:
        return Ordered(widened, phrase, None, None)
    nearest = min(behind, key=lambda item: item.start)
    start = _link_start(words, nearest)
    value = replace(widened, end=nearest.end, core_start=start, core_end=nearest.end)
    if nearest.kind == "duration":
        gap = _years(nearest)
        return Ordered(value, phrase, _before(published, gap), gap)
    return Ordered(value, phrase, _previous(nearest), None)


def _leads_to(words: Sequence[Word], end: int, item: Value) -> bool:
    """Whether a time behind an ordinal's noun says when it happened before: "since" or "in", few words on."""
    between = [word for word in words if end <= word.start and word.end <= item.start]
    if len(between) > 7 or any(word.text in _BREAKS | {","} or word.lower == "and" for word in between):
        return False
    if item.kind == "duration":
        return bool(between) and any(word.lower in _LINKS for word in between[-3:])
    return item.high is None and item.low is not None


def _link_start(words: Sequence[Word], item: Value) -> int:
    if item.kind != "duration":
        return item.start
    links = [word for word in words if word.end <= item.start and word.lower in _LINKS]
    return links[-1].start


def _years(item: Value) -> float | None:
    return float(item.low) / _YEAR_S if isinstance(item.low, int | float) else None


def _before(published: PartialDate | None, gap: float | None) -> TimeScope | None:
    """The year that lies `gap` years before the publication."""
    if published is None or gap is None or not 0.5 <= gap < published.year - 1:
        return None
    year = published.year - round(gap)
    return TimeScope(date(year, 1, 1), date(year, 12, 31), "resolved")


def _previous(item: Value) -> TimeScope | None:
    """The interval that "since" begins with: the year, month or day that it names."""
    if not isinstance(item.low, date):
        return None
    start = PartialDate(
        item.low.year,
        item.low.month if item.precision in {"month", "day"} else None,
        item.low.day if item.precision == "day" else None,
    )
    return TimeScope(start.first, start.last, "stated" if item.year_basis == "stated" else "resolved")


_NEGATIONS = frozenset("no not never nobody none neither n't".split())
_EARLIER = frozenset("last previous previously".split())
_BEEN = frozenset("been there back".split())


def last_time(words: Sequence[Word], value: Value, first: int, event: Event | None) -> Ordered | None:
    """A date that says when an event happened before, as the ordinal it amounts to; None for any other date.

    "had not visited since 2009" and "no minister had been there since 2009" say "the first since 2009"; so does
    "his last visit, in 2009".
    """
    start, _ = clause_around(words, first, first)
    before = [word.lower for word in words[start:first]]
    negated = value.high is None and value.low is not None and _has_negation(before)
    if not negated and not (event and event.index < first and _is_earlier(words, event.index)):
        return None
    scope = _previous(value)
    if scope is None:
        return None
    earlier = replace(value, kind="ordinal", low=1.0, high=1.0)
    if negated and _BEEN & set(before):
        return Ordered(earlier, None, scope, None, _stay(event, first))
    return Ordered(earlier, Phrase((words[event.index],)), scope, None, event) if event else None


def _stay(event: Event | None, first: int) -> Event:
    """A visit, whatever else the sentence names: what "had been there" means."""
    return Event("visit", event.agent if event else (), event.places if event else (), first)


def _has_negation(lowered: Sequence[str]) -> bool:
    return any(word in _NEGATIONS or word.endswith(("n't", "n’t")) for word in lowered)


def _is_earlier(words: Sequence[Word], place: int) -> bool:
    """Whether the event's word is said to be the one before: "last visited", "previous trip"."""
    return any(word.lower in _EARLIER for word in words[max(0, place - 2) : place])
