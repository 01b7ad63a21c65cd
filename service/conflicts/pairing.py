"""Candidate pairs of figures through the gates, with the likelihood that each pair is one measure."""

from collections.abc import Callable, Iterable, Mapping

from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure
from service.conflicts.assurance import assured
from service.conflicts.comparable import apart
from service.conflicts.differing import difference, revision, values_agree
from service.conflicts.grouping import Pair, matched
from service.conflicts.likeness import likeness
from service.conflicts.namesakes import TWO_THINGS, told_of_two
from service.conflicts.occasions import settled
from service.conflicts.stated import Stated, stated
from service.conflicts.wording import as_worded

LIKELY = 0.45
"""From this likeness on, two figures are taken for one measure."""

SAME_SENTENCE = 0.995
"""From this cosine on, two sentences are one but for their values."""

SAME_DATED_SENTENCE = 0.97
"""The same for sentences that date one event of one agent, which tables do not repeat for others."""

Candidate = tuple[Figure, Figure, float]
"""Two figures of different documents and the cosine of their masked sentences."""


Place = tuple[DocumentId, int]
"""Where a figure stands: what tells it from all others."""


def pairs_of(candidates: Iterable[Candidate], documents: Mapping[DocumentId, Document]) -> list[Pair]:
    """The pairs that pass the gates and are likely one measure, each figure at most once for every other document."""
    cosines, figures = _once(candidates)
    sides = _sides(figures, documents)
    pairs = (_pair(sides[a], sides[b], cosine) for (a, b), cosine in sorted(cosines.items()))
    worded = as_worded((pair for pair in pairs if pair is not None), documents)
    return assured(settled(matched(worded)), documents)


def _once(candidates: Iterable[Candidate]) -> tuple[dict[tuple[Place, Place], float], dict[Place, Figure]]:
    """The cosine of every two figures once, the earlier place first, and the figure at each place."""
    cosines: dict[tuple[Place, Place], float] = {}
    figures: dict[Place, Figure] = {}
    for first, second, cosine in candidates:
        a, b = (first.document, first.value.start), (second.document, second.value.start)
        figures[a], figures[b] = first, second
        cosines[(a, b) if a < b else (b, a)] = cosine
    return cosines, figures


def _sides(figures: Mapping[Place, Figure], documents: Mapping[DocumentId, Document]) -> dict[Place, Stated]:
    """Every figure, ready to be compared."""
    return {place: stated(figure, documents[figure.document]) for place, figure in figures.items()}


def apart_in(documents: Mapping[DocumentId, Document]) -> Callable[[Figure, Figure], bool]:
    """Whether a gate keeps two figures of some documents apart, as a function."""

    def kept_apart(first: Figure, second: Figure) -> bool:
        one = stated(first, documents[first.document])
        other = stated(second, documents[second.document])
        return apart(one, other) is not None or told_of_two(one, other)

    return kept_apart


def _pair(first: Stated, second: Stated, cosine: float) -> Pair | None:
    """The pair, or None where the figures are of different series, kept apart by a gate, or unlike."""
    a, b = first.figure, second.figure
    if first.series is None or first.series != second.series or apart(first, second):
        return None
    like = likeness(first, second, cosine)
    if like < LIKELY:
        return None
    guessed = first.subject.guessed_year or second.subject.guessed_year
    copied = cosine >= (SAME_DATED_SENTENCE if first.series == "date" else SAME_SENTENCE)
    found = revision(a, b) if copied else difference(a, b, guessed=guessed)
    if found and told_of_two(first, second):
        found = TWO_THINGS
    return Pair(a, b, like, found) if found or values_agree(a, b) else None
