"""Two texts against each other, without a store: which of their figures state one measure, agreeing or not."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents import Document
from corpus.figures.extract import figures_of
from corpus.figures.figure import Figure
from index.embedding import Embedder
from service.adding import masked_sentences
from service.conflicts.confidence import Kinds, kinds_in
from service.conflicts.grouping import Pair
from service.conflicts.pairing import Candidate, pairs_of
from service.conflicts.stated import series_of
from service.unchecked import unread_reasons

MOST_FIGURES = 500
"""Figures of one text that are compared, each with all of the other: seconds of work. What lies beyond is said to be
not checked."""

Masked = tuple[Figure, str, str]
"""A figure, its series, and its sentence with the values masked."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What two texts say of the same measures."""

    pairs: Sequence[Pair]
    """One figure of each that are likely one measure, likest first; a pair without a difference agrees."""
    unchecked: Sequence[str]
    """Why other figures were not compared, a reason each: "not checked: language (...)"."""
    kinds: Kinds
    """How many figures of each series the two state."""


def compared(first: Document, second: Document, embedder: Embedder) -> list[Pair]:
    """The pairs of one figure of each document; see `comparison_of`."""
    return list(comparison_of(first, second, embedder).pairs)


def comparison_of(first: Document, second: Document, embedder: Embedder) -> Compared:
    """What the figures of two documents have to do with each other. The documents' ids must differ."""
    stated = {document.id: figures_of(document) for document in (first, second)}
    unchecked = unread_reasons((first, second), stated)
    ours, theirs = (_comparable(document, stated[document.id]) for document in (first, second))
    for document, comparable in ((first, ours), (second, theirs)):
        if len(comparable) > MOST_FIGURES:
            unchecked.append(_beyond(document.id, len(comparable)))
    if not ours or not theirs:
        return Compared([], unchecked, kinds_in(stated))
    candidates = _candidates(ours[:MOST_FIGURES], theirs[:MOST_FIGURES], embedder)
    return Compared(pairs_of(candidates, {first.id: first, second.id: second}), unchecked, kinds_in(stated))


def _comparable(document: Document, figures: Sequence[Figure]) -> list[Masked]:
    """The figures that state something to compare, each with its masked sentence."""
    sentences = masked_sentences(document, figures)
    return [
        (figure, series, sentence)
        for figure, sentence in zip(figures, sentences, strict=True)
        if (series := series_of(figure))
    ]


def _candidates(ours: Sequence[Masked], theirs: Sequence[Masked], embedder: Embedder) -> list[Candidate]:
    """Every two figures of one series with the cosine of their sentences."""
    a = embedder.embed([sentence for _, _, sentence in ours])
    b = embedder.embed([sentence for _, _, sentence in theirs])
    cosines = a @ b.T
    return [
        (one, other, float(cosines[i, j]))
        for i, (one, series, _) in enumerate(ours)
        for j, (other, same, _) in enumerate(theirs)
        if series == same
    ]


def _beyond(name: str, figures: int) -> str:
    count = f"{figures - MOST_FIGURES:,} of {figures:,} figures"
    return f"not checked: {count}, those beyond the first {MOST_FIGURES:,} of {name}"
