"""An embedder without a model: words hashed to coordinates, for tests that need texts sharing words to be near."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from index.store import Vector, Vectors

WORD = re.compile(r"\w+")


class HashingEmbedder:
    """Bags of lower-case words, each adding or taking one at a coordinate; the same on every machine."""

    def __init__(self, dimension: int = 384) -> None:
        self._dimension = dimension

    @property
    def name(self) -> str:
        return f"hashing/{self._dimension}"

    @property
    def dimension(self) -> int:
        return self._dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self._dimension), np.float32)
        return np.stack([self._vector(text) for text in texts])

    def token_count(self, text: str) -> int:
        return len(WORD.findall(text)) + 2

    def _vector(self, text: str) -> Vector:
        sums = np.zeros(self._dimension, np.float32)
        for word in WORD.findall(text.lower()):
            number = int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big")
            sums[(number >> 1) % self._dimension] += 1 if number & 1 else -1
        length = np.linalg.norm(sums)
        if length == 0:
            sums[0] = length = np.float32(1)  # a text without words is as near to every other as chance
        unit: Vector = (sums / length).astype(np.float32)
        return unit
