"""Answers against the gold by their words, normalised as SQuAD does (Rajpurkar et al. 2016, arXiv 1606.05250)."""

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_ARTICLES = {"a", "an", "the"}


def words_of(text: str) -> list[str]:
    """The words in lower case, without articles and signs; 1,200 and 1200 are one."""
    found = (word.replace(",", "") for word in _WORD.findall(text.casefold()))
    return [word for word in found if word not in _ARTICLES]


def exact(answer: str, gold: Sequence[str]) -> float:
    """1 where the answer is one of the gold answers, word for word, else 0."""
    return float(any(words_of(answer) == words_of(right) for right in gold))


def contains(answer: str, gold: Sequence[str]) -> float:
    """1 where the words of a gold answer stand in the answer in one piece, else 0."""
    return float(any(_holds(words_of(answer), words_of(right)) for right in gold))


def token_f1(answer: str, gold: Sequence[str]) -> float:
    """The harmonic mean of the shares of words in common, for the gold answer that fits best."""
    return max((_f1(Counter(words_of(answer)), Counter(words_of(right))) for right in gold), default=0.0)


def length(answer: str) -> float:
    """How many words the answer has, parted by white space."""
    return float(len(answer.split()))


def _holds(words: Sequence[str], piece: Sequence[str]) -> bool:
    last = len(words) - len(piece)
    return bool(piece) and any(words[start : start + len(piece)] == piece for start in range(last + 1))


def _f1(answer: Counter[str], gold: Counter[str]) -> float:
    shared = (answer & gold).total()
    return 2 * shared / (answer.total() + gold.total()) if shared else 0.0
