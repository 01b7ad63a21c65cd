"""A conflict in the shape that answers carry: every side with its sources, to the character."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure, TimeScope
from index.passages import Passage
from service.answer import ConflictView, PairView, SideSource, SideView, Span
from service.conflicts.explaining import difference_text, explanation_of
from service.conflicts.grouping import Conflict
from service.conflicts.measures import measure_of_conflict
from service.conflicts.stated import series_of

Passages = Mapping[DocumentId, Sequence[Passage]]


def view_of(
    conflict: Conflict,
    confidence: float,
    relevance: float,
    documents: Mapping[DocumentId, Document],
    passages: Passages,
    retrieved: Sequence[Passage],
) -> ConflictView:
    """The conflict as the answer shows it; `passages` are all passages of the documents that state a side."""
    gravest = conflict.gravest
    return ConflictView(
        id=_id(conflict),
        measure=measure_of_conflict(conflict, documents),
        type=gravest.difference.type,
        rule=gravest.difference.rule,
        confidence=round(confidence, 6),
        relevance=relevance,
        difference=difference_text(conflict),
        explanation=explanation_of(conflict, documents),
        origins=_origins(conflict, documents),
        silent=_silent(conflict, retrieved),
        verdict=None,
        sides=tuple(_side(side, documents, passages, retrieved) for side in conflict.sides),
        pairs=tuple(PairView(pair.a, pair.b, pair.difference.type, pair.difference.rule) for pair in conflict.pairs),
    )


def _id(conflict: Conflict) -> str:
    """The same for the same figures, whatever was asked."""
    figures = "\n".join(figure.id for side in conflict.sides for figure in side)
    return hashlib.sha256(figures.encode("utf-8", "replace")).hexdigest()[:16]


def _origins(conflict: Conflict, documents: Mapping[DocumentId, Document]) -> int:
    """How many different texts state it: a copy under another id is no further origin."""
    stating = {figure.document for side in conflict.sides for figure in side}
    return len({documents[document].text for document in stating})


def _silent(conflict: Conflict, retrieved: Sequence[Passage]) -> tuple[str, ...]:
    """The retrieved documents that state no side."""
    stating = {figure.document for side in conflict.sides for figure in side}
    return tuple(dict.fromkeys(passage.document for passage in retrieved if passage.document not in stating))


def _side(
    side: Sequence[Figure],
    documents: Mapping[DocumentId, Document],
    passages: Passages,
    retrieved: Sequence[Passage],
) -> SideView:
    first = side[0]
    low, high = _ends(first)
    return SideView(
        low=low,
        high=high,
        comparator=first.value.comparator,
        unit=first.value.unit,
        text=first.text,
        retrieved=any(_holding(figure, retrieved) for figure in side),
        sources=tuple(_source(figure, documents[figure.document], passages[figure.document]) for figure in side),
    )


def _ends(figure: Figure) -> tuple[float | str | None, float | str | None]:
    """A side's value: of a "first since 2018" the time before, which is what sources differ on."""
    if series_of(figure) == "previous" and figure.previous:
        return _written(figure.previous.start), _written(figure.previous.end)
    return _written(figure.value.low), _written(figure.value.high)


def _written(value: float | date | None) -> float | str | None:
    return value.isoformat() if isinstance(value, date) else value


def _holding(figure: Figure, passages: Sequence[Passage]) -> Passage | None:
    """The first of the passages that holds the whole figure."""
    for passage in passages:
        inside = passage.start <= figure.value.start and figure.value.end <= passage.end
        if inside and passage.document == figure.document:
            return passage
    return None


def _as_of(scope: TimeScope | None) -> str | None:
    return _period(scope) if scope and scope.basis != "document" else None


def _period(scope: TimeScope) -> str | None:
    """A time in ISO 8601: "2012", "2024-08-18", "2023-08-27 to 2024-08-27", "since 2009-01-01"; None if it is open."""
    start, end = scope.start, scope.end
    if start and end:
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
        return start.isoformat() if start == end else f"{start.isoformat()} to {end.isoformat()}"
    if start:
        return f"since {start.isoformat()}"
    return f"until {end.isoformat()}" if end else None


def _source(figure: Figure, document: Document, passages: Sequence[Passage]) -> SideSource:
    passage = _holding(figure, passages)
    start, end = figure.sentence_start, figure.sentence_end
    return SideSource(
        document=document.id,
        title=document.title.value if document.title else None,
        publisher=document.publisher.value if document.publisher else None,
        published=str(document.published.value) if document.published else None,
        as_of=_as_of(figure.holds),
        passage=passage.id if passage else None,
        start=figure.value.start,
        end=figure.value.end,
        text=figure.text,
        sentence=Span(start, end, document.text[start:end]),
        url=document.url,
    )
