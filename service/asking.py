"""From a question to an answer, all of it read from one generation of the store."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.documents import DocumentId, PartialDate
from index.embedding import Embedder
from index.store import Filters, PassageStore, Snapshot, Vector
from service.answer import Answer, AnswerText, Ask, AskFilters, Checked, ConflictView, PassageView, Status
from service.answering import answer_of
from service.background import Background
from service.conflicts.finding import find_conflicts
from service.corroborating import concerned_first, corroboration_of
from service.disputed import alternatives_of, asked_in, with_both_sides
from service.errors import BlankQuestion, InvalidFilter, InvalidLimit, LongQuestion
from service.events import PassagesFound
from service.evidence import Evidence, evidence_for, views_of
from service.followups import CONTEXT_SHARE, Query, asked_by, query_of, resolved, telling
from service.questions import Question
from service.scoring import rarity_of
from service.sentences import sentences_in
from service.standing import standing_of, strength_of
from service.unchecked import with_unread

LONGEST_QUESTION = 4_000
"""Characters. What is longer is a document, not a question."""
LONGEST_HISTORY = 100
"""Earlier turns; of a conversation that is kept the last ones count."""
MOST_PASSAGES = 50
MOST_FOUND = 200
"""How many passages a search alone may return: recall at 100 documents is measured on them."""

Conflicts = tuple[tuple[ConflictView, ...], Checked]

NOT_CHECKED = Checked(
    figures=0, compared=0, complete=False, reason="not checked: nothing in the corpus is about the question"
)
NO_ANSWER = AnswerText("", ())


class Asker:
    """Answers questions from a store. The same store and question give the same answer; safe to share by threads."""

    def __init__(self, store: PassageStore, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder
        self._background = Background(embedder)

    def ask(self, ask: Ask) -> Answer:
        """The passages that answer, sentences of theirs, and where the sources differ; InvalidAsk where malformed."""
        *_, answer = self.in_steps(ask)
        assert isinstance(answer, Answer)
        return answer

    def in_steps(self, ask: Ask) -> Iterator[PassagesFound | Answer]:
        """The passages as soon as they are found, then the answer; who takes no more of it frees the store."""
        filters = checked(ask)
        with self._store.snapshot() as snapshot:
            query, evidence = self._found(snapshot, ask, filters)
            yield PassagesFound(ask.question, query.written, views_of(evidence))
            answer = answered(snapshot, ask.question, query, evidence, self._background.level(snapshot))
        yield answer

    def who_else(self, ask: Ask, before: Answer) -> Iterator[PassagesFound | Answer]:
        """The passages of other sources that are nearest to what an answer says, then those of their sentences that
        say the same.
        """
        filters = checked(ask)
        said = before.answer.text
        with self._store.snapshot() as snapshot:
            found = corroboration_of(snapshot, before, self._vector_of(said), filters, ask.limit)
        passages = views_of(found.evidence)
        yield PassagesFound(ask.question, said, passages)
        yield Answer(
            question=ask.question,
            standalone_question=said,
            status="answered" if found.answer.text else "not_in_corpus",
            answer=found.answer,
            passages=passages,
            conflicts=concerned_first(before),
            checked=before.checked,
        )

    def search(self, ask: Ask) -> tuple[PassageView, ...]:
        """The passages that bear on the question, the most useful first; InvalidAsk where malformed."""
        filters = checked(ask, MOST_FOUND)
        with self._store.snapshot() as snapshot:
            _, evidence = self._found(snapshot, ask, filters)
            return views_of(evidence)

    def _found(self, snapshot: Snapshot, ask: Ask, filters: Filters | None) -> tuple[Query, Evidence]:
        """What is searched for, a follow-up with its history, and what is found."""
        query, vector = resolved(
            query_of(ask, LONGEST_QUESTION), snapshot, self._vector_of, self._background.level, filters
        )
        return query, evidence_for(snapshot, query.words, vector, filters, ask.limit)

    def _vector_of(self, text: str) -> Vector:
        return vector_of(text, self._embedder)


def vector_of(question: str, embedder: Embedder) -> Vector:
    """The question's vector; white space around it means nothing."""
    vector: Vector = embedder.embed([question.strip()])[0]
    return vector


def answered(snapshot: Snapshot, text: str, query: Query, evidence: Evidence, background: float) -> Answer:
    """The answer that the evidence gives, with the conflicts of its figures in the whole corpus."""
    sought = sought_by(query, evidence)
    status, told = told_by(sought, evidence, background)
    conflicts, checks = conflicts_in(snapshot, query, evidence) if status != "not_in_corpus" else ((), NOT_CHECKED)
    asked = asked_in(told, sought.question, evidence.figures, sought.in_sentences, conflicts)
    return Answer(
        question=text,
        standalone_question=query.written,
        status=status,
        answer=with_both_sides(told, sought.question, asked),
        passages=views_of(evidence),
        conflicts=conflicts,
        checked=checks,
        alternatives=alternatives_of(sought.question, asked),
    )


@dataclass(frozen=True, slots=True)
class Sought:
    """What a query asks for, and what each of its terms counts for, by how rare it is among the candidates."""

    question: Question
    in_passages: Mapping[str, float]
    """Where it is told whether the corpus answers: those of earlier turns by how far back they were said."""
    in_sentences: Mapping[str, float]
    """Where a sentence is chosen: those of earlier turns together no more than a share of the question's own."""


def sought_by(query: Query, evidence: Evidence) -> Sought:
    """What the query asks for of this evidence."""
    question = asked_by(query)
    rarity = rarity_of(question.terms, evidence.candidates)
    return Sought(question, telling(rarity, query), telling(rarity, query, CONTEXT_SHARE))


def told_by(sought: Sought, evidence: Evidence, background: float) -> tuple[Status, AnswerText]:
    """What the evidence says to the question in its own sentences, and how far that answers it, in a corpus of this
    background.
    """
    sentences = sentences_in(evidence.matches, evidence.documents, evidence.figures)
    strength = strength_of(evidence, sought.in_passages)
    status = standing_of(strength, background, has_sentences=bool(sentences))
    answer = NO_ANSWER if status == "not_in_corpus" else answer_of(sought.question, sentences, sought.in_sentences)
    return status, answer


def conflicts_in(snapshot: Snapshot, query: Query, evidence: Evidence) -> Conflicts:
    """What the figures of the evidence conflict with, anywhere in the corpus."""
    text = " ".join(query.words)
    conflicts, checks = find_conflicts(snapshot, text, evidence.compared, evidence.documents, evidence.passages)
    return conflicts, with_unread(checks, evidence.unread)


def checked(ask: Ask, most: int = MOST_PASSAGES) -> Filters | None:
    """The ask's filters as the store takes them, None where all passes; InvalidAsk where the ask cannot be answered."""
    _check_text(ask.question, "question")
    if ask.query is not None:
        _check_text(ask.query, "query")
    if not 1 <= ask.limit <= most:
        raise InvalidLimit(f"{ask.limit} passages were asked for: ask for 1 to {most}")
    return _filters(ask.filters) if ask.filters != AskFilters() else None


def _check_text(text: str, called: str) -> None:
    if not any(character.isalnum() for character in text):
        raise BlankQuestion(f"the {called} is blank: ask with at least one word")
    if len(text) > LONGEST_QUESTION:
        raise LongQuestion(
            f"the {called} has {len(text)} characters, {LONGEST_QUESTION} are allowed: ask a shorter one, and add what "
            "it quotes as a document"
        )


def _filters(given: AskFilters) -> Filters:
    first, last = _date(given.published_from), _date(given.published_to)
    if first and last and first.first > last.last:
        raise InvalidFilter(f"no document can be published from {first} to {last}: exchange the two dates")
    return Filters(
        documents=frozenset(DocumentId(name) for name in given.documents),
        publishers=frozenset(given.publishers),
        published_from=first,
        published_to=last,
    )


def _date(text: str | None) -> PartialDate | None:
    if text is None:
        return None
    try:
        return PartialDate.parse(text)
    except (ValueError, TypeError) as error:
        raise InvalidFilter(f"{text!r} is no date: write 2024, 2024-08 or 2024-08-18") from error
