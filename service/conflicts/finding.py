"""The figures of some passages against their likes in the whole corpus: the conflicts, the most relevant first."""

from collections.abc import Mapping, Sequence

from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure
from index.passages import Passage
from index.store import Snapshot
from service.answer import Checked, ConflictView
from service.conflicts.confidence import confidence_of, kinds_in
from service.conflicts.grouping import GRAVITY, Conflict, conflicts_from
from service.conflicts.intervals import size_of_difference
from service.conflicts.likes import likes_of
from service.conflicts.pairing import Candidate, apart_in, pairs_of
from service.conflicts.relevance import relevance_of
from service.conflicts.stated import series_of
from service.conflicts.views import view_of
from service.unchecked import named

MOST_FIGURES = 400
"""Figures of one question that are compared; what lies beyond is said to be not checked."""
SHOWN = 0.4
"""The strength from which on a conflict is shown, however unlikely its kind is: it may be the one that matters."""


def find_conflicts(
    snapshot: Snapshot,
    question: str,
    figures: Sequence[Figure],
    documents: Mapping[DocumentId, Document],
    retrieved: Sequence[Passage],
) -> tuple[tuple[ConflictView, ...], Checked]:
    """The conflicts that the figures of the retrieved passages have with any figure of the corpus.

    Ordered by relevance to the question, then type, confidence and size of the difference. `documents` are those
    retrieved; others that a figure leads to are read from the snapshot.
    """
    comparable = [figure for figure in figures if series_of(figure)]
    asked = comparable[:MOST_FIGURES]
    candidates = _candidates(snapshot, asked)
    known = {**snapshot.fetch(_unknown(candidates, documents)), **documents}
    conflicts = conflicts_from(pairs_of(candidates, known), apart_in(known))
    shown = [conflict for conflict in conflicts if conflict.gravest.strength >= SHOWN]
    kinds = kinds_in(snapshot.figures_of(_stating(shown)))
    sure = [(confidence_of(each, kinds), relevance_of(each, question, retrieved), each) for each in shown]
    passages = {document: snapshot.passages_of(document) for document in kinds}
    views = tuple(
        view_of(conflict, confidence, relevance, known, passages, retrieved)
        for confidence, relevance, conflict in sorted(sure, key=_rank)
    )
    return views, _checked(len(figures), comparable, len(candidates))


def _candidates(snapshot: Snapshot, figures: Sequence[Figure]) -> list[Candidate]:
    likes = likes_of(snapshot, figures)
    return [
        (figure, match.figure, match.score) for figure, found in zip(figures, likes, strict=True) for match in found
    ]


def _unknown(candidates: Sequence[Candidate], documents: Mapping[DocumentId, Document]) -> list[DocumentId]:
    return sorted({second.document for _, second, _ in candidates} - documents.keys())


def _stating(conflicts: Sequence[Conflict]) -> list[DocumentId]:
    return sorted({figure.document for conflict in conflicts for side in conflict.sides for figure in side})


def _rank(sure: tuple[float, float, Conflict]) -> tuple[float, int, float, float, str]:
    confidence, relevance, conflict = sure
    pair = conflict.gravest
    first, second = conflict.sides[pair.a][0], conflict.sides[pair.b][0]
    gravity, size = GRAVITY[pair.difference.type], size_of_difference(first, second)
    return -relevance, gravity, -round(confidence, 6), -size, first.id


def _checked(figures: int, comparable: Sequence[Figure], compared: int) -> Checked:
    left = comparable[MOST_FIGURES:]
    if not left:
        return Checked(figures, compared, complete=True)
    where = named(list(dict.fromkeys(figure.document for figure in left)))
    count = f"{len(left):,} of {len(comparable):,} figures"
    reason = f"not checked: {count}, those beyond the first {MOST_FIGURES:,} of a question (in {where})"
    return Checked(figures, compared, complete=False, reason=reason)
