"""Which passages bear on a question, by meaning and by words: several documents rather than many passages of one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.documents import DocumentId
from index.passages import Passage
from index.store import Filters, Match, Snapshot, Vector
from service.answer import Why

CANDIDATES = 100
"""How many passages each side is asked for: the figure up to which recall was seen to rise (design.md)."""
DENSE_SHARE = 0.5
"""What the dense side counts for; the lexical side counts for the rest."""
OF_ONE_DOCUMENT = 3
"""How many passages of a document come before every other document has had its turn."""
NEXT_OF_SAME = 0.88
"""What a document's next passage is worth beside its previous one, when they compete with other documents."""
CUTOFF = 0.45
"""The share of the best cosine below which a passage is not about the question: unrelated pairs of texts have cosines
of 0.0 to 0.25 with the usual sentence models, related ones of 0.5 and more."""
WORDS_CUTOFF = 0.5
"""The share of the best BM25 from which on a passage is about the question whatever its cosine."""
OVERLAP = 0.5
"""The share of the shorter passage from which on two passages count as one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage found for a question: its score, 0 to 1 and comparable within one question only, and what each side
    gave.
    """

    passage: Passage
    score: float
    why: Why


def retrieve(
    snapshot: Snapshot, words: Mapping[str, float], vector: Vector, filters: Filters | None
) -> list[Candidate]:
    """The candidates for a query, its texts with what their words count for and its vector, best first: a convex
    combination of both sides' scores.

    Each side's scores are brought to 0 to 1: cosines, of which even unrelated passages have some, from the least among
    the candidates; BM25 from its own zero, no word shared. What a side did not find has nothing of it.
    """
    dense = by_meaning(snapshot, vector, filters)
    lexical = by_words(snapshot, words, filters)
    return fused(dense, lexical, cosines_of_others(snapshot, vector, dense, lexical))


def by_meaning(snapshot: Snapshot, vector: Vector, filters: Filters | None) -> list[Match]:
    """What the dense side finds."""
    return snapshot.search_dense(vector, CANDIDATES, filters)


def by_words(snapshot: Snapshot, words: str | Mapping[str, float], filters: Filters | None) -> list[Match]:
    """What the lexical side finds."""
    return snapshot.search_lexical(words, CANDIDATES, filters)


def cosines_of_others(
    snapshot: Snapshot, vector: Vector, dense: Sequence[Match], lexical: Sequence[Match]
) -> dict[Passage, float]:
    """The cosines of the passages that only the lexical side found: what answers is judged by its meaning too."""
    meant = {match.passage for match in dense}
    others = [match.passage for match in lexical if match.passage not in meant]
    return dict(zip(others, snapshot.cosines_with(vector, others), strict=True))


def fused(dense: Sequence[Match], lexical: Sequence[Match], cosines: Mapping[Passage, float]) -> list[Candidate]:
    """What either side found, best first, ties by passage id; `cosines` are of the passages that dense did not find."""
    of_dense, of_lexical = _ranked(dense), _ranked(lexical)
    least, most = (dense[-1].score, dense[0].score) if dense else (0.0, 0.0)
    best = lexical[0].score if lexical else 0.0
    candidates = []
    for passage in of_dense.keys() | of_lexical.keys():
        meant, meant_rank = of_dense.get(passage, (None, None))
        worded, worded_rank = of_lexical.get(passage, (None, None))
        score = DENSE_SHARE * _share(meant, least, most) + (1 - DENSE_SHARE) * _share(worded, 0.0, best)
        cosine = cosines[passage] if meant is None else meant
        candidates.append(Candidate(passage, score, Why(cosine, meant_rank, worded, worded_rank)))
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.passage.id))


def _ranked(matches: Sequence[Match]) -> dict[Passage, tuple[float, int]]:
    """The score and the rank, from 1 on, of each passage."""
    return {match.passage: (match.score, rank) for rank, match in enumerate(matches, start=1)}


def _share(score: float | None, least: float, most: float) -> float:
    """Where the score lies between these two, as 0 to 1; 1 where all are the same, 0 for none."""
    if score is None:
        return 0.0
    return (score - least) / (most - least) if most > least else 1.0


def chosen(candidates: Sequence[Candidate], limit: int) -> list[Candidate]:
    """At most `limit` of the candidates, the most useful first.

    Documents take turns: a document's second passage competes with a lower score, its fourth only when every document
    had three. What neither side finds near its best is left out, and so is a passage that mostly repeats one already
    there.
    """
    related = _above_cutoff(candidates)
    ranked = sorted(
        _with_turns(related), key=lambda turn: (turn[0] // OF_ONE_DOCUMENT, -_worth(*turn), turn[1].passage.id)
    )
    return [candidate for _, candidate in ranked[:limit]]


def _above_cutoff(candidates: Sequence[Candidate]) -> list[Candidate]:
    near = CUTOFF * max((candidate.why.dense for candidate in candidates), default=0.0)
    worded = WORDS_CUTOFF * max((candidate.why.lexical or 0.0 for candidate in candidates), default=0.0)
    return [each for each in candidates if each.why.dense >= near or (each.why.lexical or 0.0) >= worded > 0]


def _with_turns(candidates: Sequence[Candidate]) -> Iterator[tuple[int, Candidate]]:
    """Each candidate with how many better ones of its document there are; repetitions left out."""
    taken: dict[DocumentId, list[Passage]] = defaultdict(list)
    for candidate in candidates:
        better = taken[candidate.passage.document]
        if not any(_overlaps(candidate.passage, other) for other in better):
            yield len(better), candidate
            better.append(candidate.passage)


def _overlaps(one: Passage, other: Passage) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= OVERLAP * min(one.end - one.start, other.end - other.start)


def _worth(turn: int, candidate: Candidate) -> float:
    return candidate.score * NEXT_OF_SAME**turn
