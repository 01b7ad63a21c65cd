"""Two short texts against each other, as `crosscheck compare` does it."""

from corpus.documents import Document, DocumentId
from index.embedding import Embedder
from service.comparing import comparison_of
from service.pair_views import ComparedPair, compared_pairs


def compared_texts(a: str, b: str, embedder: Embedder) -> tuple[ComparedPair, ...]:
    """The pairs of one measure in two texts whose dates of publication nobody gives."""
    first, second = Document(DocumentId("a"), a), Document(DocumentId("b"), b)
    return compared_pairs(comparison_of(first, second, embedder), first, second)
