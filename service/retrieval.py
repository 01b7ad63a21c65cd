"""Which of the passages found go into an answer: several documents, rather than many passages of one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from corpus.documents import DocumentId
from index.passages import Passage
from index.store import Filters, Match, Snapshot, Vector

CANDIDATES = 100
"""How many passages are searched for: the figure up to which recall was seen to rise (design.md)."""
OF_ONE_DOCUMENT = 3
"""How many passages of a document come before every other document has had its turn."""
NEXT_OF_SAME = 0.88
"""What a document's next passage is worth beside its previous one, when they compete with other documents."""
CUTOFF = 0.45
"""The share of the best score below which a passage is not about the question: unrelated pairs of texts have cosines
of 0.0 to 0.25 with the usual sentence models, related ones of 0.5 and more."""
OVERLAP = 0.5
"""The share of the shorter passage from which on two passages count as one."""


def retrieve(snapshot: Snapshot, question: Vector, filters: Filters | None) -> list[Match]:
    """The candidates for a question, best first."""
    return snapshot.search_dense(question, CANDIDATES, filters)


def chosen(candidates: Sequence[Match], limit: int) -> list[Match]:
    """At most `limit` of the candidates, the most useful first.

    Documents take turns: a document's second passage competes with a lower score, its fourth only when every document
    had three. What scores far below the best is left out, and so is a passage that mostly repeats one already there.
    """
    related = _above_cutoff(candidates)
    ranked = sorted(
        _with_turns(related), key=lambda turn: (turn[0] // OF_ONE_DOCUMENT, -_worth(*turn), turn[1].passage.id)
    )
    return [match for _, match in ranked[:limit]]


def _above_cutoff(candidates: Sequence[Match]) -> list[Match]:
    best = max((match.score for match in candidates), default=0.0)
    return [match for match in candidates if match.score >= CUTOFF * best]


def _with_turns(matches: Sequence[Match]) -> Iterator[tuple[int, Match]]:
    """Each match with how many better ones of its document there are; repetitions left out."""
    taken: dict[DocumentId, list[Passage]] = defaultdict(list)
    for match in matches:
        better = taken[match.passage.document]
        if not any(_overlaps(match.passage, other) for other in better):
            yield len(better), match
            better.append(match.passage)


def _overlaps(one: Passage, other: Passage) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= OVERLAP * min(one.end - one.start, other.end - other.start)


def _worth(turn: int, match: Match) -> float:
    return match.score * NEXT_OF_SAME**turn
