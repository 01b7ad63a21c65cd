"""Articles of a line or two, and what the comparison makes of two of them."""

from corpus.documents import Document, DocumentId, Known, PartialDate
from index.compiled import CompiledEmbedder
from service.comparing import compared


def document(name: str, text: str, title: str = "", published: str = "2021-05-06") -> Document:
    return Document(
        DocumentId(name),
        text,
        title=Known(title, "given", "test") if title else None,
        published=Known(PartialDate.parse(published), "given", "test"),
    )


def types_of(first: Document, second: Document, embedder: CompiledEmbedder) -> set[str]:
    return {pair.difference.type for pair in compared(first, second, embedder) if pair.difference}
