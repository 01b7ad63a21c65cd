"""The answer made of the sources' own sentences, each cited."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.answer import AnswerText, Citation
from service.evidence import Evidence
from service.questions import Question
from service.scoring import rarity_of, worth
from service.sentences import Sentence, sentences_in

SENTENCES = 3
WORDS = 90
ENOUGH = 0.72
"""The share of the best sentence's worth below which a further sentence adds more words than answer."""
OTHER_DOCUMENT = 1.12
"""What a sentence is worth more for coming from a document that has not spoken yet."""
REPEATED = 0.7
"""The share of terms in common from which on two sentences say the same."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence and how well it answers."""

    sentence: Sentence
    worth: float


def answer_of(question: Question, evidence: Evidence) -> AnswerText:
    """At most three sentences and 90 words; empty where no sentence fits."""
    return told(picked(ranked(question, evidence)))


def ranked(question: Question, evidence: Evidence) -> list[Ranked]:
    """Every sentence of the evidence with its worth, in the order of documents and texts."""
    rarity = rarity_of(question.terms, evidence.candidates)
    sentences = sentences_in(evidence.matches, evidence.documents, evidence.figures)
    return [Ranked(sentence, worth(sentence, question, rarity)) for sentence in sentences]


def picked(found: Sequence[Ranked]) -> list[Sentence]:
    """The sentences that answer, the best first: no repetitions, several documents where several answer."""
    taken: list[Sentence] = []
    enough = ENOUGH * max((item.worth for item in found), default=0.0)
    for _ in range(SENTENCES):
        room = WORDS - sum(sentence.words for sentence in taken)
        open_to = [item for item in found if item.worth >= enough and _adds(item.sentence, taken, room)]
        if not open_to:
            break
        taken.append(max(open_to, key=lambda item: _worth_beside(item, taken)).sentence)
    return taken


def _adds(sentence: Sentence, taken: Sequence[Sentence], room: int) -> bool:
    return sentence.words <= room and not any(_repeats(sentence, other) for other in taken)


def _repeats(one: Sentence, other: Sentence) -> bool:
    shared = len(one.terms & other.terms)
    return one == other or shared >= REPEATED * min(len(one.terms), len(other.terms))


def _worth_beside(item: Ranked, taken: Sequence[Sentence]) -> float:
    spoken = {sentence.document for sentence in taken}
    return item.worth * (1.0 if not spoken or item.sentence.document in spoken else OTHER_DOCUMENT)


def told(sentences: Sequence[Sentence]) -> AnswerText:
    """The sentences as one text, each cited: a document's sentences together, in its order."""
    documents = list(dict.fromkeys(sentence.document for sentence in sentences))
    ordered = sorted(sentences, key=lambda sentence: (documents.index(sentence.document), sentence.start))
    text, citations = "", []
    for sentence in ordered:
        start = len(text) + bool(text)
        text = f"{text} {sentence.text}" if text else sentence.text
        citations.append(_citation(sentence, start))
    return AnswerText(text, tuple(citations))


def _citation(sentence: Sentence, start: int) -> Citation:
    return Citation(
        start=start,
        end=start + len(sentence.text),
        document=sentence.document,
        passage=sentence.passage.id,
        source_start=sentence.start,
        source_end=sentence.end,
        quote=sentence.text,
    )
