"""How far the wording of two sentences bears out the difference found between their figures."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from math import prod

from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure
from corpus.figures.vocabulary import EVENTS, ONCE, event_of, measure_of
from corpus.figures.words import stem
from service.conflicts.bearers import done_alone, partner_alone, same_doer, scoped_alone, shares_bearer, unknown_bearer
from service.conflicts.constructions import before, is_averaged, is_background, is_change, is_in_other_clause, rank_of
from service.conflicts.grouping import Pair
from service.conflicts.likeness import COMMON_VERBS
from service.conflicts.moments import is_running
from service.conflicts.stated import series_of
from service.conflicts.surroundings import WHOLE, words_in_common
from service.conflicts.templates import sentence_of

Texts = tuple[Document, Document]

_DATES = frozenset({"date", "open date"})
_WORD = re.compile(r"[^\W\d_]+")

LEFT = 0.55
"""The certainty that doubts leave one of dates."""
JUST_SHOWN = 0.41
"""The strength that doubts leave all others: sentences that share no word may still tell one thing, but come last."""
ENOUGH = {"contradiction": 0.6, "change_over_time": 0.5}
ENOUGH_OF_OTHERS = 0.6
"""The share of common words, by the type, from which on two sentences tell the same."""
LEAST = {"contradiction": 0.5, "change_over_time": 0.75}
LEAST_OF_OTHERS = 0.5
"""What a difference, by its type, is worth whose two sentences share no word but the names."""
_REACHES = (8, WHOLE)
"""Words around the value that are compared: its clause, and the whole sentence."""
OF_TWO_NOUNS = 0.8
"""What one is worth where the two counted nouns differ and neither restricts the other."""
ONLY_POSSIBLE = 0.6
"""What a contradiction is worth where only one side tells what could be."""
RUNNING = 0.6
"""What one is worth of counts that go on, where nothing says that both are of one hour."""
OF_SHARES = 0.8
"""What one of percentages is worth: whose share of what they are is often said elsewhere."""
A_CHANGE_AND_A_LEVEL = 0.5
"""What one is worth where only one side says that it is how much something went up or down."""
SCOPED_ALONE = 0.75
"""What one is worth where only one side says of which place it is."""
DONE_ALONE = 0.75
"""What one is worth where only one side says who does it."""
BY_SOMEBODY = 0.7
"""What a change over time is worth of counts that somebody brings about, where nothing says that it is one doer: the
scores of two seasons are mostly those of two players.
"""
OF_OTHER_VERBS = 0.85
"""What one is worth of counts that two verbs of different meaning govern."""
PICKED_ALONE = 0.75
"""What one is worth where only one side is the most or least of several."""
A_PLACE_IN_LINE = 0.6
"""What one of ordinals is worth that count no known kind of event: a first dose and a third one are no conflict."""
OF_A_BACKGROUND = 0.6
"""What one of dates is worth whose event is only what led to something else, which the date is of."""
OF_SOMEBODY_ELSE = 0.7
"""What one of dates is worth where the other side knows nothing of who does it."""
OF_ANOTHER_OBJECT = 0.75
"""What one of dates is worth where nothing says that it was done to one thing."""

AVERAGED_ALONE = 0.75
"""What a contradiction is worth where only one side is the mean of several values."""
CHANGED_ALONE = 0.75
"""What one is worth where only one side says that the value was changed to what it is."""
WITH_A_PARTNER = 0.8
"""What one is worth of sums of trade where only one sentence says with whom."""

_MIGHT = re.compile(r"(?i)\b(?:could|may|might|would)(?: [\w’'-]+){0,4} $")
_OF_OBJECTS = frozenset(
    EVENTS[stem(word)]
    for word in "meeting announce sign approve release launch win begin end appoint acquire arrest sentence".split()
)
"""Families of events that one does often, each time to something else: only what it is done to tells which."""
_GENERAL = frozenset(stem(word) for word in "year month week day morning afternoon evening night".split())


def assured(pairs: Iterable[Pair], documents: Mapping[DocumentId, Document]) -> list[Pair]:
    """The pairs, their differences as sure as the wording of their sentences makes them."""
    return [_tempered(pair, (documents[pair.first.document], documents[pair.second.document])) for pair in pairs]


def _tempered(pair: Pair, texts: Texts) -> Pair:
    """The pair, its difference as sure as its doubts leave it, and not so unsure that it would not be shown."""
    if pair.difference is None:
        return pair
    series = series_of(pair.first)
    doubts = (
        _doubts_of_dates if series in _DATES else _doubts_of_ordinals if series == "ordinal" else _doubts_of_amounts
    )
    least = LEFT if series in _DATES else JUST_SHOWN / pair.likeness
    certainty = max(pair.difference.certainty * prod(doubts(pair, texts)), min(pair.difference.certainty, least))
    return replace(pair, difference=replace(pair.difference, certainty=certainty))


def _doubts_of_dates(pair: Pair, texts: Texts) -> Iterator[float]:
    if any(_dates_the_outcome(*side) for side in zip((pair.first, pair.second), texts, strict=True)):
        yield OF_A_BACKGROUND
    if unknown_bearer(pair.first, pair.second):
        yield OF_SOMEBODY_ELSE
    if pair.first.event in ONCE and all(_stands_by_event(figure) for figure in (pair.first, pair.second)):
        return
    told_plainly = _is_governing(pair.first) and _is_governing(pair.second)
    once = pair.first.event in ONCE and shares_bearer(pair.first, pair.second)
    there = pair.first.event not in ONCE and bool(set(pair.first.places) & set(pair.second.places))
    if there or (once and told_plainly):
        return
    if pair.first.event in _OF_OBJECTS or not told_plainly:
        yield _told_alike(pair)
        if not _objects_in_common(pair):
            yield OF_ANOTHER_OBJECT


def _doubts_of_ordinals(pair: Pair, _: Texts) -> Iterator[float]:
    if pair.first.event not in EVENTS.values():
        yield A_PLACE_IN_LINE


def _doubts_of_amounts(pair: Pair, texts: Texts) -> Iterator[float]:
    yield _told_alike(pair)
    if pair.first.head and pair.second.head and not _stems_of(pair.first) & _stems_of(pair.second):
        yield OF_TWO_NOUNS
    if bool(rank_of(pair.first, texts[0])) != bool(rank_of(pair.second, texts[1])):
        yield PICKED_ALONE
    if pair.difference and pair.difference.type == "contradiction":
        yield from _doubts_of_contradictions(pair, texts)
    if _change_and_level(pair, texts):
        yield A_CHANGE_AND_A_LEVEL
    if pair.first.value.kind == "count":
        yield from _doubts_of_counts(pair, texts)
    if scoped_alone(pair.first, pair.second, texts):
        yield SCOPED_ALONE
    if partner_alone(pair.first, pair.second, texts):
        yield WITH_A_PARTNER


def _doubts_of_counts(pair: Pair, texts: Texts) -> Iterator[float]:
    verbs = [measure_of(side.verb) if side.verb else None for side in (pair.first, pair.second)]
    acts = [verb not in COMMON_VERBS for verb in verbs]
    if all(acts) and verbs[0] != verbs[1]:
        yield OF_OTHER_VERBS
    if done_alone(pair.first, pair.second, texts):
        yield DONE_ALONE
    over_time = pair.difference is not None and pair.difference.type == "change_over_time"
    if over_time and any(acts) and not same_doer(pair.first, pair.second, texts):
        yield BY_SOMEBODY


def _change_and_level(pair: Pair, texts: Texts) -> bool:
    """Whether just one of two amounts is how much it changed; a percentage mostly is, whether it says so or not."""
    if pair.first.value.kind == "percent":
        return False
    return is_change(pair.first, texts[0]) != is_change(pair.second, texts[1])


def _doubts_of_contradictions(pair: Pair, texts: Texts) -> Iterator[float]:
    if _only_possible(pair, texts):
        yield ONLY_POSSIBLE
    if any(is_running(sentence_of(*side)) for side in zip((pair.first, pair.second), texts, strict=True)):
        yield RUNNING
    if pair.first.value.kind == "percent" and _told_alike(pair) < 1:
        yield OF_SHARES
    if is_averaged(pair.first, texts[0]) != is_averaged(pair.second, texts[1]):
        yield AVERAGED_ALONE
    if (pair.first.role == "change_to") != (pair.second.role == "change_to"):
        yield CHANGED_ALONE


def _only_possible(pair: Pair, texts: Texts) -> bool:
    """Whether just one of the two values is only what might be."""
    mights = [bool(_MIGHT.search(before(*side))) for side in zip((pair.first, pair.second), texts, strict=True)]
    return mights[0] != mights[1]


def _told_alike(pair: Pair) -> float:
    """How far the words around two values bear out that they are of one thing: 1 where they share enough.

    In reports of one story most other figures of a kind are of something else, told in other words.
    """
    assert pair.difference is not None
    common = max(words_in_common(pair.first, pair.second, reach) for reach in _REACHES)
    least = LEAST.get(pair.difference.type, LEAST_OF_OTHERS)
    return min(1.0, least + (1.0 - least) * common / ENOUGH.get(pair.difference.type, ENOUGH_OF_OTHERS))


def _stems_of(figure: Figure) -> frozenset[str]:
    return frozenset(measure_of(word) for word in (figure.head, figure.of, *figure.modifiers) if word)


def _is_governing(figure: Figure) -> bool:
    """Whether the verb that a date stands by is that of its event."""
    return figure.verb is not None and EVENTS.get(figure.verb, figure.verb) == figure.event


_BY = 4
"""Words from a date within which the event's own word stands by it: "born in 1975", "(born Ann Poe, 28 April 1948)"."""


def _stands_by_event(figure: Figure) -> bool:
    return any(far <= _BY and EVENTS.get(term, term) == figure.event for term, far in figure.terms)


def _objects_in_common(pair: Pair) -> frozenset[str]:
    """The words that two dated sentences share besides the event's own and the names: what was done, to what."""
    shared = {term for term, _ in pair.first.terms} & {term for term, _ in pair.second.terms}
    names = {stem(part) for figure in (pair.first, pair.second) for name in figure.names for part in name.split()}
    return frozenset(term for term in shared - names - _GENERAL if EVENTS.get(term, term) != pair.first.event)


def _dates_the_outcome(figure: Figure, document: Document) -> bool:
    """Whether a date's event is named only as what led to something, or in another clause: "flights cancelled Friday
    due to the storm", "said on Friday that he had died".
    """
    sentence = sentence_of(figure, document)
    named = [word for word in _WORD.finditer(sentence) if event_of(word.group().lower()) == figure.event]
    return bool(named) and all(
        is_background(word, sentence) or is_in_other_clause(word.start(), figure, sentence) for word in named
    )
