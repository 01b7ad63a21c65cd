"""The answer made of the sources' own sentences, each cited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from service.answer import AnswerText, Citation
from service.cues import points_back
from service.questions import Question
from service.scoring import given, only_restates, worths_of
from service.sentences import Sentence

SENTENCES = 3
WORDS = 90
ENOUGH = (0.68, 0.68)
"""The shares of the best sentence's worth below which a second and a third add more words than answer."""
ENOUGH_FOR_FIGURES = (0.8, 0.92)
"""The same where an amount or a date is asked for: what is given once is answered, what stands near it is noise."""
PRECISE = 0.6
"""The share of the most precise sentence's figure below which a sentence is not about the amount or date asked for."""
OTHER_DOCUMENT = 1.12
"""What a sentence is worth more for coming from a document that has not spoken yet."""
REPEATED = 0.7
"""The share of terms in common from which on two sentences say the same."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said as a whole: a sentence, behind the one that it points back to where it does; and its worth."""

    sentences: tuple[Sentence, ...]
    worth: float
    only_restates: bool = False
    """Whether it says no more than the question itself."""

    @property
    def words(self) -> int:
        return sum(sentence.words for sentence in self.sentences)


def answer_of(question: Question, sentences: Sequence[Sentence], rarity: Mapping[str, float]) -> AnswerText:
    """At most three of the sentences and 90 words; empty where no sentence fits."""
    worths = worths_of(sentences, question, rarity)
    gives = [given(sentence, question, rarity) for sentence in sentences]
    least = PRECISE * max(gives, default=0.0) if question.kinds else 0.0
    statements = [
        Statement(_whole(sentence), value, only_restates(sentence, question, rarity))
        for sentence, value, gain in zip(sentences, worths, gives, strict=True)
        if gain >= least
    ]
    return told(picked(statements, ENOUGH_FOR_FIGURES if question.kinds else ENOUGH))


def _whole(sentence: Sentence) -> tuple[Sentence, ...]:
    """The sentence alone, or with the one before it where "This" or "It" would otherwise hang in the air."""
    together = (*sentence.before[:1], sentence)
    if points_back(sentence.text) < 1.0 or sum(part.words for part in together) > WORDS:
        return (sentence,)
    return together


def picked(statements: Sequence[Statement], enough: tuple[float, ...] = ENOUGH) -> list[Sentence]:
    """The sentences that answer, the best first: no repetitions, several documents where several answer.

    `enough` holds the shares of the best worth that the second and the third sentence need. Of the statements that
    only restate the question one is taken at most.
    """
    taken: list[Sentence] = []
    least, answering = 0.0, list(statements)
    while fitting := [
        (rest, statement) for statement in answering if statement.worth >= least and (rest := _beside(statement, taken))
    ]:
        rest, statement = max(fitting, key=lambda pair: pair[0].worth)
        taken += rest.sentences
        answering = [other for other in answering if not (statement.only_restates and other.only_restates)]
        least = enough[min(len(taken), len(enough)) - 1] * max(statement.worth for statement in statements)
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
    """The sentences as one text, each cited."""
    return laid_out([_citation(sentence) for sentence in sentences])


def laid_out(cited: Sequence[Citation]) -> AnswerText:
    """The quotes as one text: a document's together, in its order, the documents in the order of their first."""
    documents = list(dict.fromkeys(citation.document for citation in cited))
    text, citations = "", []
    for citation in sorted(cited, key=lambda each: (documents.index(each.document), each.source_start)):
        text = f"{text} {citation.quote}" if text else citation.quote
        citations.append(replace(citation, start=len(text) - len(citation.quote), end=len(text)))
    return AnswerText(text, tuple(citations))


def _citation(sentence: Sentence) -> Citation:
    """The sentence's citation, not laid out yet."""
    return Citation(
        start=0,
        end=len(sentence.text),
        document=sentence.document,
        passage=sentence.passage.id,
        source_start=sentence.start,
        source_end=sentence.end,
        quote=sentence.text,
    )
