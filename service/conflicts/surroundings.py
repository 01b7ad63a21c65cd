"""The words on either side of a figure, in their order: what tells its role from that of others in its sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.documents import Document
from corpus.figures.figure import Figure
from corpus.figures.vocabulary import EVENTS, measure_of
from corpus.figures.words import Word, stem, words_of

WIDTH = 8
"""Words on either side that are looked at."""
WHOLE = 1000
"""Words on either side that no sentence goes beyond."""
_HALF = 3.0
"""Words from a figure at which a word counts half."""
_REACH = 160
"""Characters of the sentence on either side that are read for them."""


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """The families of the words in front of a figure and behind it, small ones too, each worth the more the nearer it
    stands; numbers are none.
    """

    before: Mapping[str, float]
    behind: Mapping[str, float]


def surroundings_of(figure: Figure, document: Document) -> Surroundings:
    """What stands around a figure in its sentence."""
    start, end = figure.value.start, figure.value.end
    before = words_of(document.text, max(figure.sentence_start, start - _REACH), start)
    behind = words_of(document.text, end, min(figure.sentence_end, end + _REACH))
    return Surroundings(_weights(reversed(before)), _weights(behind))


def _weights(words: Iterable[Word]) -> Mapping[str, float]:
    """The words by families, the nearest given first."""
    weights: dict[str, float] = {}
    spoken = (word for word in words if word.is_word and not any(character.isdigit() for character in word.text))
    for place, word in zip(range(WIDTH), spoken, strict=False):
        stemmed = stem(word.lower)
        weights.setdefault(EVENTS.get(stemmed, measure_of(stemmed)), _HALF / (_HALF + place))
    return weights


def shared_words(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """The weight that two sides have in common, as a share of all: 1 where they are of the same words."""
    shared = sum(min(weight, second[word]) for word, weight in first.items() if word in second)
    whole = sum(first.values()) + sum(second.values()) - shared
    return shared / whole if whole else 0.0


def words_in_common(first: Figure, second: Figure, reach: int) -> float:
    """The share (Jaccard) of the words within reach of the two values that both sentences have."""
    one, other = ({term for term, far in figure.terms if far <= reach} for figure in (first, second))
    return len(one & other) / len(one | other) if one and other else 0.0


def shared_terms(first: Figure, second: Figure) -> frozenset[str]:
    """The content words, as stems, that both sentences have."""
    return frozenset(term for term, _ in first.terms) & frozenset(term for term, _ in second.terms)
