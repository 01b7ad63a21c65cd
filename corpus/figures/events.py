"""What happens at a date or is counted by an ordinal: the event, who does it, where, and when it happened before."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.figures.figure import Value
from corpus.figures.names import Name
from corpus.figures.phrases import Phrase, is_verb_shaped, runs_of
from corpus.figures.sentence import BREAKS, Sentence
from corpus.figures.vocabulary import EVENTS, OFFICES, event_of
from corpus.figures.words import Word, stem

_PLACE_PREPOSITIONS = frozenset("to in at near from into".split())
_PHASES = frozenset(EVENTS[stem(word)] for word in "begin end announce open".split())
"""Families of events that are often of another event: a visit begins, talks end."""
_FAMILIES = frozenset(EVENTS.values())
_TERM = EVENTS[stem("serve")]
_TO = frozenset("to until till – - —".split())
_OF = frozenset("of the and for".split())
_OFFICE = 10
"""Words from an office to its term."""
_BEGIN, _OPEN = EVENTS[stem("begin")], EVENTS[stem("open")]
_RUNNING = frozenset(stem(word) for word in "operating operations service business".split())
_OBJECT = 5
"""Words from such a verb to its object."""
_PERIODS = frozenset("week weeks fortnight month months quarter half year years period".split())
_CLOSING = frozenset("ended ending ends to through until".split())
_SESSIONS = frozenset("close closing closes finish open opening settlement session trading auction fixing".split())
_TO_SESSION = 4
"""Words from a day in the genitive to the session that it is of."""
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
    start = next((place + 1 for place in range(first - 1, -1, -1) if words[place].text in BREAKS), 0)
    end = next((place for place in range(last, len(words)) if words[place].text in BREAKS), len(words))
    return start, end


def _verb_shaped(word: Word) -> bool:
    lower = word.lower
    return is_verb_shaped(word) and not lower.endswith("ing") and lower not in _NOT_VERBS


def _event_places(words: Sequence[Word], start: int, end: int) -> list[tuple[int, str]]:
    """Index and name of each word that names an event: of the known families, else of the words shaped as verbs."""
    known = [(place, family) for place in range(start, end) if (family := _family_at(words, place, end))]
    found = known or _stays(words, start, end)
    return found or [(place, stem(words[place].lower)) for place in range(start, end) if _verb_shaped(words[place])]


def _family_at(words: Sequence[Word], place: int, end: int) -> str | None:
    """The family of events that a word names; what begins to operate opens."""
    family = event_of(words[place].lower)
    opens = family == _BEGIN and place + 1 < end and stem(words[place + 1].lower) in _RUNNING
    return _OPEN if opens else family


def _stays(words: Sequence[Word], start: int, end: int) -> list[tuple[int, str]]:
    """Where somebody "was in" a place: a visit, without a word for it."""
    return [
        (place, "visit")
        for place in range(start, end - 2)
        if words[place].lower in {"was", "were"} and words[place + 1].lower == "in" and words[place + 2].is_name
    ]


def event_at(
    words: Sequence[Word], names: Sequence[Name], first: int, last: int, *, dateline: bool = False
) -> Event | None:
    """The event that a date at words[first:last] places, the nearest in its clause; None where there is none.

    The event of a `dateline` is in the sentence behind it.
    """
    if _closes_period(words, first) or _is_of_session(words, last):
        return None
    if label := _label_in_front(words, first):
        return label
    start, end = clause_around(words, first, last)
    if dateline:
        end = len(words)
    if _between_dashes(words, start, end) and not _event_places(words, start, end):
        start, end = 0, len(words)
    found = _event_places(words, start, end)
    found = [item for item in found if not first <= item[0] < last]
    if not _known(found) and (opening := _opening_of(words, start - 1)):
        before, _ = clause_around(words, opening, opening)
        interrupted = _known(_event_places(words, before, opening))
        start, found = (before, interrupted) if interrupted else (start, found)
    if not _known(found) and (office := _office_held(words, start, first, last)) is not None:
        return Event(_TERM, (), (), office)
    if not found:
        return None
    found = [item for item in found if not _is_phase(item, found)]
    place, name = min(found, key=lambda item: (_gap(item[0], first, last), item[0]))
    within = [item for item in names if start <= item.first and item.last <= end]
    return Event(name, _agent_of(words, within, start, place), _places_of(words, within), place)


def _closes_period(words: Sequence[Word], first: int) -> bool:
    """Whether a date only says how far a period reaches that figures are of: "in the week ended March 4"."""
    at = first - 1
    while at > 0 and words[at].lower in {"on", "the"}:
        at -= 1
    return at > 0 and words[at].lower in _CLOSING and words[at - 1].lower in _PERIODS


def _is_of_session(words: Sequence[Word], last: int) -> bool:
    """Whether a day only says which session of a market is meant: "above Friday's previous record close"."""
    genitive = words[last - 1].text.endswith(("'s", "’s"))
    return genitive and any(word.lower in _SESSIONS for word in words[last : last + _TO_SESSION])


def _office_held(words: Sequence[Word], start: int, first: int, last: int) -> int | None:
    """The index of the office of which words[first:last] is the term: "was Sultan of the Ottoman Empire from 1691 to
    1695", "Mayor of Orlin 1901–1904"; None where it is no stretch of time, or another word than names stands between.
    """
    if not any(word.lower in _TO for word in words[first:last]):
        return None
    for place in range(first - 1, max(start, first - _OFFICE) - 1, -1):
        if stem(words[place].lower) in OFFICES:
            return place
        if not (words[place].is_name or words[place].lower in _OF):
            return None
    return None


def _known(found: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Those of the events that belong to a known family."""
    return [item for item in found if item[1] in _FAMILIES]


def _is_phase(item: tuple[int, str], found: Sequence[tuple[int, str]]) -> bool:
    """Whether an event is only the beginning or end of the one named right behind it: "began a state visit"."""
    place, name = item
    return name in _PHASES and any(0 < other - place <= _OBJECT for other, _ in found)


def _between_dashes(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a clause stands between dashes, in the midst of another: "last week—on Aug. 19—she arrived"."""
    dashes = {"—", "–"}
    return start > 0 and end < len(words) and words[start - 1].text in dashes and words[end].text in dashes


def is_dateline(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a date stands in the line that opens a report: "GYŐR, March 2 (Carwire) –"."""
    opens = first <= _DATELINE and all(word.is_name or not word.is_word for word in words[:first])
    return opens and last < len(words) and words[last].text in BREAKS


_DATELINE = 6
_MARKS = frozenset({":", "("})
"""The marks between a label and its date."""
_ABOUT = frozenset("c ca circa about".split())
_BRACKET = 8
"""Words of a bracket that a clause reaches over."""


def event_counted(sentence: Sentence, first: int, last: int, phrase: Phrase | None = None) -> Event:
    """The event of the phrase that an ordinal at words[first:last] counts: what, who and where; unnamed without one."""
    words = sentence.words
    start, end = clause_around(words, first, last)
    within = [name for name in sentence.names if start <= name.first and name.last <= end]
    name = (event_of(phrase.words[-1].lower) or phrase.head) if phrase else ""
    return Event(name, _agent_of(words, within, start, first), _places_of(words, within), first)


def setting_of(sentence: Sentence, value: Value) -> Event:
    """Where an amount is of: the places named between the marks around it."""
    start, end = sentence.segment_of(value)
    words = sentence.words
    within = [name for name in sentence.names if start <= words[name.first].start < end]
    return Event("", (), _places_of(words, within), -1)


def _gap(place: int, first: int, last: int) -> int:
    """Words from an event to a date, counted alike on both sides: "opened 1885 closed" has the label in front."""
    return place - last + 1 if place >= last else first - place


def _label_in_front(words: Sequence[Word], first: int) -> Event | None:
    """The event of a date's label, as forms and tables write it: "Born : 3 May 1901", "Date of birth (1901-05-03)",
    "Opened 1885".
    """
    place = first - 1
    if opening := _opening_of(words, place):
        place = opening - 1
    while place > 0 and (words[place].text in _MARKS or words[place].lower in _ABOUT):
        place -= 1
    if place < 0 or not words[place].is_word:
        return None
    marked = words[place + 1].text in _MARKS or (words[place].is_name and place + 1 == first)
    family = event_of(words[place].lower)
    return Event(family, (), (), place) if marked and family else None


def _opening_of(words: Sequence[Word], closing: int) -> int | None:
    """The index of the mark that opens the short bracket which words[closing] closes; None where it closes none."""
    if closing < 0 or words[closing].text != ")":
        return None
    within = range(closing - 1, max(0, closing - _BRACKET), -1)
    return next((place for place in within if words[place].text == "("), None)


def _places_of(words: Sequence[Word], names: Sequence[Name]) -> tuple[str, ...]:
    return tuple(name.text for name in names if name.first and words[name.first - 1].lower in _PLACE_PREPOSITIONS)


def _agent_of(words: Sequence[Word], names: Sequence[Name], start: int, place: int) -> tuple[str, ...]:
    """Who does it: behind "by" or "of" where the event is a noun, else the names that stand before the event's word."""
    behind = [name for name in names if name.first > place and words[name.first - 1].lower == "by"]
    if behind:
        return (behind[0].text,)
    before = [name for name in names if name.last <= place and not _is_place(words, name)]
    before = [name for name in before if not _in_apposition(words, before[0], name, place)]
    if before:
        return tuple(name.text for name in before)
    if any(word.lower == "by" for word in words[place + 1 : place + _BY]):
        return ()
    runs = [run.phrase for run in runs_of(words[start:place]) if not run.phrase.is_name and not run.link]
    nouns = [run.words[-1].lower for run in runs if event_of(run.words[-1].lower) is None]
    return (nouns[0],) if nouns else ()


_BY = 4
"""Words behind an event within which "by" says that nobody in front of it does it: "what the office called the first
visit by a mayor"."""


def _in_apposition(words: Sequence[Word], subject: Name, name: Name, place: int) -> bool:
    """Whether a name stands in what is put in between commas about the subject: "Ann Poe, niece of Carl Poe, died"."""
    commas = [at for at in range(subject.last, place) if words[at].text == ","]
    opening = max((at for at in commas if at < name.first), default=None)
    if opening is None or not any(at >= name.last for at in commas):
        return False
    return opening + 1 < name.first and words[opening + 1].text[0].islower() and words[opening + 1].lower != "and"


def _is_place(words: Sequence[Word], name: Name) -> bool:
    return bool(name.first) and words[name.first - 1].lower in _PLACE_PREPOSITIONS
