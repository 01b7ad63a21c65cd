"""What the dates of two documents say of their other figures: whether both speak of one occasion or of two."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from corpus.documents import DocumentId
from corpus.figures.figure import Figure
from corpus.figures.vocabulary import EVENTS
from corpus.figures.words import stem
from service.conflicts.differing import RECURRENT, Difference
from service.conflicts.grouping import Pair
from service.conflicts.stated import series_of

Documents = frozenset[DocumentId]


def settled(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs, those whose type hangs on the occasion made to agree with what the documents' dates say of it.

    Two reports of one visit differ in its number, and in figures that only the reports' own dates would tell apart, by
    contradiction; reports of two visits do not contradict each other in the visit before.
    """
    one_occasion = dict(_occasions(pairs))
    visits = {documents for documents, _ in _occasions(pair for pair in pairs if pair.first.event in _VISITS)}
    return [_settle(pair, one_occasion.get(_documents(pair)), visits) for pair in pairs]


def _documents(pair: Pair) -> Documents:
    return frozenset((pair.first.document, pair.second.document))


def _occasions(pairs: Iterable[Pair]) -> Iterable[tuple[Documents, bool]]:
    """For every two documents that date one kind of event by one agent: whether it is one occasion; the likest last."""
    for pair in sorted(pairs, key=lambda pair: pair.likeness):
        if series_of(pair.first) == "date" and pair.first.event in RECURRENT and _same_agent(pair.first, pair.second):
            yield _documents(pair), pair.difference is None or pair.difference.type == "contradiction"


def _same_agent(first: Figure, second: Figure) -> bool:
    parts = {part for name in first.agent for part in name.split()}
    return any(part in parts for name in second.agent for part in name.split())


_VISITS = frozenset(EVENTS[stem(word)] for word in "visit meeting".split())
"""What is of one time in all that two reports tell of it; an arrest or a vote is told one step after another."""


def _settle(pair: Pair, one_occasion: bool | None, visits: AbstractSet[Documents]) -> Pair:  # noqa: FBT001 # three-valued
    found = pair.difference
    if one_occasion is None or found is None:
        return pair
    series = series_of(pair.first)
    if series in {"previous", "ordinal"} and one_occasion and found.type == "different_occurrence":
        return replace(pair, difference=Difference("contradiction", "one event, told differently", found.certainty))
    if series == "previous" and not one_occasion and found.type == "contradiction":
        rule = "events at different dates, each with its own one before"
        return replace(pair, difference=Difference("different_occurrence", rule, found.certainty))
    if one_occasion and _documents(pair) in visits and found.rule == "the documents are of different dates":
        return replace(pair, difference=Difference("contradiction", "one occasion, two values", 0.8))
    return pair
