"""Follow-ups: the turns before a question count the more in its search, the less the question finds by itself."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.figures.calendar import MONTH_ABBREVIATIONS, MONTHS, WEEKDAY_ABBREVIATIONS, WEEKDAYS
from index.store import Filters, Snapshot, Vector
from service.answer import Ask, Turn
from service.questions import Question, question_of
from service.terms import is_telling, words_in

STANDS_ALONE = 0.25
"""How far above the corpus's background (background.py) the best cosine of a question lies that is searched as it
stands. This and the two below were chosen on one half of the conversations of CROSSCHECK_SHARED/data/inscit, whose
follow-ups gain 0.021 of nDCG@10 by it, those of the other half 0.013; where the words that were said before are taken
out of the follow-ups they gain 0.15 in either half, with values near these as with these."""
PER_COSINE = 2.0
"""What the last turn counts for more beside the question, for each unit that the best cosine lies lower."""
BACK = 0.5
"""What a turn counts for beside the one after it."""
TURNS = 3
"""How many earlier turns count: the fourth would count an eighth of the last, and none gains by it."""
LONGEST_TURN = 200
"""Characters of an earlier question: its end, where it is longer, for what goes before sets the scene."""
CONTEXT_SHARE = 0.5
"""What all words of earlier turns count for at most, beside those of the question, where sentences are weighed."""
NAMES = 4
"""How many of an answer's names count beside its question: "he" is often somebody whom the answer named."""

_AFTER = "(after: "
_BETWEEN = " / "
_WHICH = re.compile(r"\b(?:which|what)\b", re.IGNORECASE)
_DATES = MONTHS.keys() | MONTH_ABBREVIATIONS.keys() | WEEKDAYS.keys() | WEEKDAY_ABBREVIATIONS.keys()
_OPENS = frozenset('.!?:"“')
"""What stands before a word that begins a sentence."""

Embedded = Callable[[str], Vector]
Level = Callable[[Snapshot], float]


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: a question, and the earlier turns that it does not do without."""

    text: str
    context: tuple[str, ...] = ()
    """Each turn's question with names from its answer, the last turn first."""
    weights: tuple[float, ...] = ()
    """What each of them counts for beside the question, once that is known."""

    @property
    def written(self) -> str:
        """As a person reads and may change it: `query_in` reads the same query from it again."""
        if not self.context:
            return self.text
        return f"{self.text} {_AFTER}{_BETWEEN.join(reversed(self.context))})"

    @property
    def words(self) -> Mapping[str, float]:
        """Its texts, each with what its words count for."""
        weights = {self.text: 1.0}
        for text, weight in zip(self.context, self.weights, strict=True):
            weights[text] = weights.get(text, 0.0) + weight
        return weights


def query_of(ask: Ask, longest: int) -> Query:
    """What the ask means to search for: its `query` where it has one, else its question after its history.

    Turns that would make it longer than `longest` characters when written are left out.
    """
    if ask.query is not None:
        return query_in(ask.query)
    query = Query(ask.question)
    for turn in _latest(ask.history):
        longer = replace(query, context=(*query.context, turn))
        if len(longer.written) > longest:
            break
        query = longer
    return query


def query_in(text: str) -> Query:
    """The query that a text is: a question, and in brackets at its end what it comes after, the last turn last."""
    asked, after, turns = text.rstrip().partition(_AFTER)
    if not after or not turns.endswith(")") or not any(letter.isalnum() for letter in asked):
        return Query(text)
    told = [turn.strip() for turn in turns[:-1].split(_BETWEEN)]
    return Query(asked.rstrip(), tuple(turn for turn in reversed(told) if _tells(turn))[:TURNS])


def _latest(history: Sequence[Turn]) -> Iterator[str]:
    """The last turns that say what they are about, the last one first."""
    told = (turn for turn in map(_told, reversed(history)) if _tells(turn))
    return (turn for turn, _ in zip(told, range(TURNS), strict=False))


def _told(turn: Turn) -> str:
    """A turn as context: its question, which may itself be written with what it came after, and names of its answer."""
    asked = " ".join(query_in(turn.question).text.replace(_BETWEEN, ", ").split())
    if len(asked) > LONGEST_TURN:
        asked = asked[-LONGEST_TURN:].partition(" ")[2]
    return " ".join([asked, *_names_given(turn.answer, asked)])


def _tells(text: str) -> bool:
    return any(is_telling(word) for word, _ in words_in(text))


def _names_given(answer: str, asked: str) -> list[str]:
    """The first names that answer a question for a name: "he" in the next one may be any of them."""
    is_for_names = question_of(asked).sought in {"person", "place"} or _WHICH.search(asked)
    known = {word.lower() for word, _ in words_in(asked)}
    names = dict.fromkeys(name for name in _names_in(answer) if name.lower() not in known)
    return list(names)[:NAMES] if is_for_names else []


def _names_in(text: str) -> Iterator[str]:
    """The words that begin with a capital inside a sentence, without days and months."""
    for word, start in words_in(text):
        before = text[:start].rstrip()
        is_inside = bool(before) and before[-1] not in _OPENS
        if word[0].isupper() and is_inside and is_telling(word) and word.lower() not in _DATES:
            yield word


def weighed(query: Query, best: float, background: float) -> Query:
    """The query with what its context counts for, where the question alone finds a passage of this cosine at best in a
    corpus of this background; without its context where that counts for nothing.
    """
    last = min(1.0, PER_COSINE * (background + STANDS_ALONE - best))
    if last <= 0:
        return Query(query.text)
    return replace(query, weights=tuple(last * BACK**back for back in range(len(query.context))))


def resolved(
    query: Query, snapshot: Snapshot, embedded: Embedded, level: Level, filters: Filters | None
) -> tuple[Query, Vector]:
    """The query as it is searched, and its vector: the question's, with its context's as far as that counts; `level`
    measures the corpus's background, for those that have a context.
    """
    vector = embedded(query.text)
    if not query.context:
        return query, vector
    best = max((match.score for match in snapshot.search_dense(vector, 1, filters)), default=0.0)
    query = weighed(query, best, level(snapshot))
    if not query.context:
        return query, vector
    return query, _blended([vector, *map(embedded, query.context)], [1.0, *query.weights])


def _blended(vectors: Sequence[Vector], weights: Sequence[float]) -> Vector:
    """The unit vector of their weighted sum; the first of them where they cancel out."""
    total = np.sum([weight * vector for vector, weight in zip(vectors, weights, strict=True)], axis=0)
    length = float(np.linalg.norm(total))
    return (total / length).astype(np.float32) if length > 0 else vectors[0]


def asked_by(query: Query) -> Question:
    """The question with the words of its context behind its own: "and in 2013?" seeks what the last turn sought."""
    question = question_of(query.text)
    if not query.context:
        return question
    earlier = [question_of(text) for text in query.context]
    if question.sought == "anything" and _only_narrows(query.text):
        question = replace(question, sought=earlier[0].sought, kinds=earlier[0].kinds)
    terms = dict.fromkeys([*question.terms, *(term for each in earlier for term in each.terms)])
    return replace(question, terms=tuple(terms))


def _only_narrows(text: str) -> bool:
    """Whether a text has names and numbers only, such as "and in 2013?": "and trade?" begins something else."""
    words = [word for word, _ in words_in(text) if is_telling(word)]
    return bool(words) and all(word[0].isupper() or word[0].isdigit() for word in words)


def telling(rarity: Mapping[str, float], query: Query, share: float = math.inf) -> dict[str, float]:
    """What each term counts for: its rarity, those of earlier turns by how far back they were said, and all of these
    together at most this share of the question's own, where it has any.
    """
    own = {term: rarity[term] for term in question_of(query.text).terms}
    earlier: dict[str, float] = {}
    for text, weight in zip(query.context, query.weights, strict=True):
        for term in question_of(text).terms:
            earlier.setdefault(term, weight * rarity[term])
    added = {term: value for term, value in earlier.items() if term not in own}
    most, whole = share * sum(own.values()) if own else math.inf, sum(added.values())
    scale = most / whole if whole > most else 1.0
    return own | {term: scale * value for term, value in added.items()}
