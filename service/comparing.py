"""Two texts against each other, without a store: which of their figures state one measure, agreeing or not."""

from corpus.documents import Document
from corpus.figures.extract import figures_of
from index.embedding import Embedder
from service.adding import masked_sentences
from service.conflicts.grouping import Pair
from service.conflicts.pairing import pairs_of


def compared(first: Document, second: Document, embedder: Embedder) -> list[Pair]:
    """The pairs of one figure of each document that are likely one measure, likest first; a pair without a difference
    agrees. The documents' ids must differ.
    """
    ours, theirs = figures_of(first), figures_of(second)
    if not ours or not theirs:
        return []
    a = embedder.embed(masked_sentences(first, ours))
    b = embedder.embed(masked_sentences(second, theirs))
    cosines = a @ b.T
    candidates = [(one, other, float(cosines[i, j])) for i, one in enumerate(ours) for j, other in enumerate(theirs)]
    return pairs_of(candidates, {first.id: first, second.id: second})
