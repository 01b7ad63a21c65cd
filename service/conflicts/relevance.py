"""How much a conflict bears on a question: shared words and names, and the rank of the passages that state it."""

from collections.abc import Sequence

from corpus.figures.figure import Figure
from corpus.figures.vocabulary import EVENTS, measure_of
from corpus.figures.words import is_content, stem, words_of
from index.passages import Passage
from service.conflicts.grouping import Conflict
from service.conflicts.subjects import name_parts

_FOR_WORDS = 0.6
_FOR_RANK = 0.4


def _families(stems: set[str]) -> set[str]:
    return {EVENTS.get(item, measure_of(item)) for item in stems}


def _question_words(question: str) -> set[str]:
    return _families({stem(word.lower) for word in words_of(question, 0, len(question)) if is_content(word)})


def _figure_words(figure: Figure) -> set[str]:
    stems = {term for term, _ in figure.terms} | {stem(part) for part in name_parts(figure.names)}
    return _families(stems | set(figure.modifiers) | ({figure.head} if figure.head else set()))


def relevance_of(conflict: Conflict, question: str, retrieved: Sequence[Passage]) -> float:
    """Between 0 and 1, rounded to six digits: the share of the question's words that a side's sentences hold, on
    average over the sides, and how high the passages stand that state it.
    """
    asked = _question_words(question)
    shares = [max(_share(asked, figure) for figure in side) for side in conflict.sides]
    words = sum(shares) / len(shares)
    ranks = [_rank_of(figure, retrieved) for side in conflict.sides for figure in side]
    return round(_FOR_WORDS * words + _FOR_RANK * max(ranks), 6)


def _share(asked: set[str], figure: Figure) -> float:
    return len(asked & _figure_words(figure)) / len(asked) if asked else 0.0


def _rank_of(figure: Figure, retrieved: Sequence[Passage]) -> float:
    """1 for a figure of the first passage, falling to 0 for one that no passage holds."""
    for rank, passage in enumerate(retrieved):
        if passage.document == figure.document and passage.start <= figure.value.start < passage.end:
            return 1.0 / (1 + rank)
    return 0.0
