"""Whether the corpus holds an answer at all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from corpus.documents import DocumentId
from service.answer import Status
from service.scoring import coverage
from service.sentences import Sentence

WORDS_SHARE = 0.4
"""What a question of which every word is found is worth beside a cosine of one."""
UNKNOWN = 0.55
KNOWN = 0.65
"""Measured with all-MiniLM-L6-v2: of 86 questions that a corpus answers (CROSSCHECK_SHARED/data/inscit) none lies below
`UNKNOWN`; of 235 asked of corpora that do not, 9 in 10 do. Another model's cosines lie elsewhere: where they are
all high, "answered" is said too often, where they are low, the words decide."""


def standing_of(best: float, sentences: Sequence[Sentence], rarity: Mapping[str, float]) -> Status:
    """How far the corpus answers: by the cosine of the best passage and the question's words that its sources use."""
    evidence = best + WORDS_SHARE * spoken_of(sentences, rarity)
    if evidence < UNKNOWN:
        return "not_in_corpus"
    return "answered" if evidence >= KNOWN and sentences else "partly"


def spoken_of(sentences: Sequence[Sentence], rarity: Mapping[str, float]) -> float:
    """The share of the question's words, the rare ones counting more, that one document uses in its passages."""
    used: dict[DocumentId, set[str]] = defaultdict(set)
    for sentence in sentences:
        used[sentence.document] |= sentence.terms
    return max((coverage(frozenset(terms), rarity) for terms in used.values()), default=0.0)
