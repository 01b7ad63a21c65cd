"""The answer made of the sources' own sentences, each cited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.answer import AnswerText, Citation
from service.cues import points_back
from service.questions import Question
from service.scoring import worths_of
from service.sentences import Sentence

SENTENCES = 3
WORDS = 90
ENOUGH = 0.68
"""The share of the best sentence's worth below which a further sentence adds more words than answer."""
OTHER_DOCUMENT = 1.12
"""What a sentence is worth more for coming from a document that has not spoken yet."""
REPEATED = 0.7
"""The share of terms in common from which on two sentences say the same."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said as a whole: a sentence, behind the one that it points back to where it does; and its worth."""

    sentences: tuple[Sentence, ...]
    worth: float

    @property
    def words(self) -> int:
        return sum(sentence.words for sentence in self.sentences)


def answer_of(question: Question, sentences: Sequence[Sentence], rarity: Mapping[str, float]) -> AnswerText:
    """At most three of the sentences and 90 words; empty where no sentence fits."""
    worths = worths_of(sentences, question, rarity)
    return told(picked([_statement(*pair) for pair in zip(sentences, worths, strict=True)]))


def _statement(sentence: Sentence, value: float) -> Statement:
    """The sentence alone, or with the one before it where "This" or "It" would otherwise hang in the air."""
    together = (*sentence.before[:1], sentence)
    if points_back(sentence.text) < 1.0 or sum(part.words for part in together) > WORDS:
        return Statement((sentence,), value)
    return Statement(together, value)


def picked(statements: Sequence[Statement]) -> list[Sentence]:
    """The sentences that answer, the best first: no repetitions, several documents where several answer."""
    taken: list[Sentence] = []
    enough = ENOUGH * max((statement.worth for statement in statements), default=0.0)
    answering = [statement for statement in statements if statement.worth >= enough]
    while fitting := [rest for statement in answering if (rest := _beside(statement, taken))]:
        taken += max(fitting, key=lambda statement: statement.worth).sentences
    return taken


def _beside(statement: Statement, taken: Sequence[Sentence]) -> Statement | None:
    """What the statement adds to the sentences taken, and its worth beside them; None where it does not fit."""
    news = tuple(sentence for sentence in statement.sentences if sentence not in taken)
    count, words = len(taken) + len(news), sum(sentence.words for sentence in (*taken, *news))
    if statement.sentences[-1] in taken or count > SENTENCES or words > WORDS or _repeats(statement, taken):
        return None
    is_new_voice = bool(taken) and all(sentence.document != news[0].document for sentence in taken)
    return Statement(news, statement.worth * (OTHER_DOCUMENT if is_new_voice else 1.0))


def _repeats(statement: Statement, taken: Sequence[Sentence]) -> bool:
    terms = statement.sentences[-1].terms
    return any(len(terms & other.terms) >= REPEATED * min(len(terms), len(other.terms)) for other in taken)


def told(sentences: Sequence[Sentence]) -> AnswerText:
    """The sentences as one text, each cited: a document's sentences together, in its order."""
    documents = list(dict.fromkeys(sentence.document for sentence in sentences))
    text, citations = "", []
    for sentence in sorted(sentences, key=lambda sentence: (documents.index(sentence.document), sentence.start)):
        text = f"{text} {sentence.text}" if text else sentence.text
        citations.append(_citation(sentence, len(text) - len(sentence.text)))
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
