"""Functions of one short text that remember their results within a number of bytes."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")


def cached_text(entries: int, longest: int) -> Callable[[Callable[[str], T]], Callable[[str], T]]:
    """Makes a function remember its last `entries` results; texts longer than `longest` are worked out every time.

    A count alone bounds no bytes: what stands between two spaces, or two stops, may be a megabyte.
    """

    def decorated(make: Callable[[str], T]) -> Callable[[str], T]:
        remembered = lru_cache(maxsize=entries)(make)

        @wraps(make)
        def cached(text: str) -> T:
            return remembered(text) if len(text) <= longest else make(text)

        return cached

    return decorated


cached_word = cached_text(entries=16_384, longest=64)
"""For functions from a word to another: three megabytes of words as texts have them, ten of the longest."""
cached_sentence = cached_text(entries=2_048, longest=1_000)
"""For functions of a sentence that give a number or a word: half a megabyte, ten at most."""
