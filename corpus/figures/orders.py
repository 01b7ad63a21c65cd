"""What an ordinal counts, and when that happened before: "third trip", "first visit since 2018", "not since 2009"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.documents import PartialDate
from corpus.figures.events import Event, clause_around, event_at
from corpus.figures.figure import TimeScope, Value
from corpus.figures.phrases import Phrase, is_verb_shaped, noun_after
from corpus.figures.sentence import BREAKS, TIMES, Sentence
from corpus.figures.vocabulary import PERSONS, event_of
from corpus.figures.words import CLOSED, Word

_YEAR_S = 365.25 * 86400
_LINKS = frozenset("in for within after over".split())
_POSSESSIVES = frozenset("his her its their".split())
_PLACEHOLDERS = frozenset({"time", "kind", "sort", "one"})
"""Nouns behind an ordinal that stand for the event of the sentence: "for the first time", "the first of its kind"."""
_REACH = 14
"""Words between an ordinal's noun and the time that says when it happened before."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """An ordinal with the event it counts: the widened value, the event's phrase, and when it happened before."""

    value: Value
    phrase: Phrase | None
    previous: TimeScope | None = None
    gap_years: float | None = None
    event: Event | None = None
    """The event, where it is not the phrase that names it."""

    @property
    def tells_before(self) -> bool:
        """Whether it says when the event happened before."""
        return self.previous is not None or self.gap_years is not None


def ordered_at(sentence: Sentence, value: Value) -> Ordered | None:
    """The ordinal `value` with what it counts; None for one that neither counts anything nor says when it was before.

    "the first since 2018", "the first of its kind" and "a state visit, his third" borrow the noun that stands before;
    "the first president to come in ten years" counts comings.
    """
    first, last = sentence.span_of(value)
    while sentence.word(last) == "such":
        last += 1
    own = noun_after(sentence.words, last, plural=False)
    borrowed = None
    if own is None or own.head in _PLACEHOLDERS:
        borrowed = _borrowed(sentence.without_values(), first, verbs=own is not None)
    ordered = _with_before(sentence, value, borrowed or own)
    if own is None and not ordered.tells_before and not _stands_alone(sentence, first, last):
        return None
    if ordered.phrase is not None and ordered.phrase.head in PERSONS and ordered.tells_before:
        return replace(ordered, event=event_at(sentence.words, sentence.names, first, last))
    return ordered if ordered.phrase or ordered.tells_before else None


def _stands_alone(sentence: Sentence, first: int, last: int) -> bool:
    """Whether an ordinal counts without a noun of its own: "his third", "the first of her career"."""
    before, behind = sentence.word(first - 1), sentence.word(last)
    return before in _POSSESSIVES or (before == "the" and behind in {"of", "that"})


def _borrowed(words: Sequence[Word], first: int, *, verbs: bool) -> Phrase | None:
    """The last phrase in front that names an event: "state visit"; with `verbs`, a verb too ("visited")."""
    place = next((place for place in range(first - 1, -1, -1) if _names_event(words[place], verbs=verbs)), None)
    if place is None:
        return None
    start = place
    while start > 0 and words[start - 1].is_word and _is_adjective(words[start - 1]):
        start -= 1
    return Phrase(tuple(words[start : place + 1]))


def _names_event(word: Word, *, verbs: bool) -> bool:
    return event_of(word.lower) is not None and (verbs or not is_verb_shaped(word))


def _is_adjective(word: Word) -> bool:
    plain = word.text[0].isalpha() and word.text[0].islower() and "-" not in word.text
    return plain and word.lower not in CLOSED and not is_verb_shaped(word)


def _with_before(sentence: Sentence, value: Value, phrase: Phrase | None) -> Ordered:
    """The ordinal widened to its noun; a "first" also to the "since 2018" or "in seven years" behind it, which then is
    its core.
    """
    words = sentence.words
    end = max(value.end, phrase.words[-1].end) if phrase else value.end
    times = [item for item in sentence.values if item.kind in TIMES or item.kind == "duration"]
    behind = [item for item in times if item.start >= end and _leads_to(words, end, item)]
    if not behind or value.low != 1:
        return Ordered(replace(value, end=end), phrase)
    nearest = min(behind, key=lambda item: item.start)
    start = _link_start(words, nearest)
    value = replace(value, end=nearest.end, core_start=start, core_end=nearest.end)
    if nearest.kind == "duration":
        gap = _years(nearest)
        return Ordered(value, phrase, _before(sentence.published, gap), gap)
    return Ordered(value, phrase, _previous(nearest))


def _leads_to(words: Sequence[Word], end: int, item: Value) -> bool:
    """Whether a time behind an ordinal's noun says when it happened before: "since" or "in", few words on."""
    between = [word for word in words if end <= word.start and word.end <= item.start]
    if len(between) > _REACH or any(word.text in BREAKS | {","} or word.lower == "and" for word in between):
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


def not_for(words: Sequence[Word], value: Value, first: int, published: PartialDate | None) -> Ordered | None:
    """A duration that says how long an event had not happened, as the ordinal it amounts to: "had not been there for
    nine years" is "the first in nine years"; None for any other duration.
    """
    start, _ = clause_around(words, first, first)
    before = [word.lower for word in words[start:first]]
    links = [place for place, word in enumerate(before) if word in {"for", "in"}]
    if not links or not _has_negation(before) or not _BEEN & set(before):
        return None
    gap = _years(value)
    earlier = replace(value, kind="ordinal", low=1.0, high=1.0, core_start=words[start + links[-1]].start)
    earlier = replace(earlier, start=min(value.start, earlier.core_start))
    return Ordered(earlier, None, _before(published, gap), gap, _stay(None, first))


def _stay(event: Event | None, first: int) -> Event:
    """A visit, whatever else the sentence names: what "had been there" means."""
    return Event("visit", event.agent if event else (), event.places if event else (), first)


def _has_negation(lowered: Sequence[str]) -> bool:
    return any(word in _NEGATIONS or word.endswith(("n't", "n’t")) for word in lowered)


def _is_earlier(words: Sequence[Word], place: int) -> bool:
    """Whether the event's word is said to be the one before: "last visited", "previous trip"."""
    return any(word.lower in _EARLIER for word in words[max(0, place - 2) : place])
