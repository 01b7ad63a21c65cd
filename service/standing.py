"""Whether the corpus holds an answer at all."""

from collections.abc import Sequence

from index.store import Match
from service.answer import Status
from service.questions import Question

NEAR = 0.35
FAR = 0.2


def standing_of(question: Question, candidates: Sequence[Match], matches: Sequence[Match]) -> Status:
    return "answered" if matches else "not_in_corpus"
