"""Candidate pairs of figures through the gates, with the likelihood that each pair is one measure."""

from collections.abc import Iterable, Mapping

from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure
from service.conflicts.comparable import Stated, apart, series_of
from service.conflicts.differing import difference, revision, values_agree
from service.conflicts.grouping import Pair, matched
from service.conflicts.likeness import likeness
from service.conflicts.subjects import subject_of

LIKELY = 0.5
"""From this likeness on, two figures are taken for one measure."""

SAME_SENTENCE = 0.995
"""From this cosine on, two sentences are one but for their values."""

Candidate = tuple[Figure, Figure, float]
"""Two figures of different documents and the cosine of their masked sentences."""


def pairs_of(candidates: Iterable[Candidate], documents: Mapping[DocumentId, Document]) -> list[Pair]:
    """The pairs that pass the gates and are likely one measure, each figure at most once for every other document."""
    pairs = []
    for first, second, cosine in _once(candidates):
        pair = _pair(_stated(first, documents), _stated(second, documents), cosine)
        if pair is not None:
            pairs.append(pair)
    return matched(pairs)


def _once(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Every two figures once, the earlier document first, in a fixed order."""
    found: dict[tuple[str, str], Candidate] = {}
    for first, second, cosine in candidates:
        if (second.document, second.value.start) < (first.document, first.value.start):
            first, second = second, first  # noqa: PLW2901 # one order for both directions
        found[first.id, second.id] = (first, second, cosine)
    return [found[key] for key in sorted(found)]


def _stated(figure: Figure, documents: Mapping[DocumentId, Document]) -> Stated:
    return Stated(figure, subject_of(documents[figure.document]))


def _pair(first: Stated, second: Stated, cosine: float) -> Pair | None:
    """The pair, or None where the figures are of different series, kept apart by a gate, or unlike."""
    a, b = first.figure, second.figure
    series = series_of(a)
    if series is None or series != series_of(b) or apart(first, second):
        return None
    like = likeness(first, second, cosine)
    if like < LIKELY:
        return None
    found = revision(a, b) if cosine >= SAME_SENTENCE else difference(a, b)
    return Pair(a, b, like, found) if found or values_agree(a, b) else None
