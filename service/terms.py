"""The words by which questions and sentences are compared: stems, one for the words of one event or measure."""

import re
from collections.abc import Iterator

from corpus.caching import cached_word
from corpus.figures.vocabulary import EVENTS, measure_of
from corpus.figures.words import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    CONJUNCTIONS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    bare,
    stem,
)

_WORD = re.compile(r"[^\W_]+(?:[-'’&.][^\W_]+)*")
_ASKING = frozenset(
    "what which who whom whose when where why how many much tell know please want like explain describe happen "
    "happened learn hear find let yes ok thanks else give example reason reasons purpose motive cause led".split()
)
_NOT_ABOUT = ARTICLES | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | PRONOUNS | SUBORDINATORS | ADVERBS | _ASKING


def words_in(text: str) -> Iterator[tuple[str, int]]:
    """The words of a text with where they start."""
    return ((match[0], match.start()) for match in _WORD.finditer(text))


def is_telling(word: str) -> bool:
    """Whether the word says what a text is about."""
    return _telling_term(word) is not None


def terms_of(text: str) -> tuple[str, ...]:
    """The terms of the words that say what a text is about, each once, in order."""
    return tuple(term for term in dict.fromkeys(map(_telling_term, _WORD.findall(text))) if term is not None)


@cached_word
def term_of(word: str) -> str:
    """What a word counts as where words are compared: "visited" and "trip" are both "visit"."""
    return term_of_stem(stem(word))


def term_of_stem(stemmed: str) -> str:
    """What a stem counts as."""
    return EVENTS.get(stemmed) or measure_of(stemmed)


@cached_word
def _telling_term(word: str) -> str | None:
    """The word's term; None for a word that says nothing of what a text is about. "US" is not "us"."""
    is_initials = len(word) > 1 and word.isupper()
    says_nothing = len(word) == 1 and not word.isdigit()
    if says_nothing or (bare(word) in _NOT_ABOUT and not is_initials):
        return None
    return term_of(word)
