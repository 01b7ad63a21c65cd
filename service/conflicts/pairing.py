"""Candidate pairs of figures through the gates, with the likelihood that each pair is one measure."""

from collections.abc import Iterable, Mapping

from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure
from service.conflicts.comparable import apart
from service.conflicts.differing import difference, revision, values_agree
from service.conflicts.grouping import Pair, matched
from service.conflicts.likeness import likeness
from service.conflicts.stated import Stated, stated
from service.conflicts.subjects import subject_of

LIKELY = 0.5
"""From this likeness on, two figures are taken for one measure."""

SAME_SENTENCE = 0.995
"""From this cosine on, two sentences are one but for their values."""

Candidate = tuple[Figure, Figure, float]
"""Two figures of different documents and the cosine of their masked sentences."""


def pairs_of(candidates: Iterable[Candidate], documents: Mapping[DocumentId, Document]) -> list[Pair]:
    """The pairs that pass the gates and are likely one measure, each figure at most once for every other document."""
    once = _once(candidates)
    sides = _sides(once, documents)
    pairs = (_pair(sides[first.id], sides[second.id], cosine) for first, second, cosine in once)
    return matched(pair for pair in pairs if pair is not None)


def _sides(candidates: Iterable[Candidate], documents: Mapping[DocumentId, Document]) -> dict[str, Stated]:
    """Every figure of the candidates, by its id, with the subject of its document."""
    figures = {figure.id: figure for first, second, _ in candidates for figure in (first, second)}
    subjects = {name: subject_of(documents[name]) for name in {figure.document for figure in figures.values()}}
    return {key: stated(figure, subjects[figure.document]) for key, figure in figures.items()}


def _once(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Every two figures once, the earlier document first, in a fixed order."""
    found: dict[tuple[str, str], Candidate] = {}
    for first, second, cosine in candidates:
        if (second.document, second.value.start) < (first.document, first.value.start):
            first, second = second, first  # noqa: PLW2901 # one order for both directions
        found[first.id, second.id] = (first, second, cosine)
    return [found[key] for key in sorted(found)]


def _pair(first: Stated, second: Stated, cosine: float) -> Pair | None:
    """The pair, or None where the figures are of different series, kept apart by a gate, or unlike."""
    a, b = first.figure, second.figure
    if first.series is None or first.series != second.series or apart(first, second):
        return None
    like = likeness(first, second, cosine)
    if like < LIKELY:
        return None
    found = revision(a, b) if cosine >= SAME_SENTENCE else difference(a, b)
    return Pair(a, b, like, found) if found or values_agree(a, b) else None
