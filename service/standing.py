"""Whether the corpus holds an answer at all: by how far what is found stands out from what anything finds there."""

from collections.abc import Mapping

from index.passages import embedded_text
from service.answer import Status
from service.evidence import Evidence
from service.scoring import coverage
from service.terms import terms_of

WORDS_SHARE = 0.4
"""What a question of which every word is found is worth beside a cosine of one."""
UNKNOWN = 0.28
KNOWN = 0.38
"""How far above the corpus's background (background.py) the strength of a question lies that is answered, in part and
in full. Measured with all-MiniLM-L6-v2 (`python -m eval.refusing`): of the questions that seven corpora answer at most
4 in 100 lie below `UNKNOWN` in any of them, of those that other sets ask of them 96 in 100 do."""


def strength_of(evidence: Evidence, rarity: Mapping[str, float]) -> float:
    """How strongly the passages bear on a question: the best cosine, and the share of the question's words, the rare
    ones counting more, that the first of them uses under its title.
    """
    matches = evidence.matches
    if not matches:
        return 0.0
    first = matches[0].passage
    spoken = coverage(frozenset(terms_of(embedded_text(evidence.documents[first.document], first))), rarity)
    return max(match.why.dense for match in matches) + WORDS_SHARE * spoken


def standing_of(strength: float, background: float, *, has_sentences: bool) -> Status:
    """How far the corpus answers, by the strength of what was found and the corpus's background."""
    if strength < background + UNKNOWN:
        return "not_in_corpus"
    return "answered" if strength >= background + KNOWN and has_sentences else "partly"
