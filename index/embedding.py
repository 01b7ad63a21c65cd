"""What turns text into vectors, whatever does it."""

from collections.abc import Sequence
from typing import Protocol

from index.store import Vectors


class Embedder(Protocol):
    """Texts into unit vectors of one dimension."""

    @property
    def name(self) -> str:
        """The model and the digest of its weights: what the manifest of an index names."""
        ...

    @property
    def dimension(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit row a text, in the order of the texts; shape (len(texts), dimension), also for none."""
        ...

    def token_count(self, text: str) -> int:
        """How many of the model's own tokens the text is, special ones included."""
        ...
