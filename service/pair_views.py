"""A pair of two texts' figures in the shape that `crosscheck compare` prints."""

from dataclasses import dataclass
from typing import Literal

from corpus.documents import Document
from corpus.figures.figure import Figure
from service.answer import ConflictType, Span
from service.comparing import Compared
from service.conflicts.agreeing import agreement_of
from service.conflicts.confidence import Kinds, confidence_of_pair
from service.conflicts.grouping import Conflict, Pair
from service.conflicts.measures import measure_of_conflict


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """A figure of the first text and one of the second, of one measure."""

    a: Span
    b: Span
    measure: str
    type: ConflictType | Literal["compatible"]
    rule: str
    confidence: float


def compared_pairs(found: Compared, first: Document, second: Document) -> tuple[ComparedPair, ...]:
    """The pairs in their order, `a` always of the first document."""
    return tuple(_view(pair, first, second, found.kinds) for pair in found.pairs)


def _view(pair: Pair, first: Document, second: Document, kinds: Kinds) -> ComparedPair:
    a, b = (pair.first, pair.second) if pair.first.document == first.id else (pair.second, pair.first)
    found = pair.difference
    return ComparedPair(
        a=_span(a),
        b=_span(b),
        measure=measure_of_conflict(Conflict(sides=((a,), (b,)), pairs=()), {first.id: first, second.id: second}),
        type=found.type if found else "compatible",
        rule=found.rule if found else agreement_of(a, b),
        confidence=confidence_of_pair(pair, kinds),
    )


def _span(figure: Figure) -> Span:
    return Span(figure.value.start, figure.value.end, figure.text)
