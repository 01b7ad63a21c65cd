import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.documents import Document, DocumentId
from corpus.loading import read_documents
from eval.shared import SHARED, missing
from index.embedders import embedder_named
from index.embedding import Embedder
from index.memory import MemoryStore
from index.passages import Passage
from service.adding import Adder
from service.answer import Answer, Ask
from service.answering import ENOUGH_FOR_FIGURES, SENTENCES, WORDS, Statement, picked, told
from service.asking import Asker
from service.sentences import Sentence
from service.terms import terms_of
from tests.service.towns import document

REPOSITORY = Path(__file__).parent.parent.parent
REWORDINGS = REPOSITORY / "tests" / "rewordings"
UNANSWERED = {"bishkek"}
"""Pairs whose answer cites none of the sentences that answer: a known limit, counted by eval.sample."""
CASES = sorted(folder for folder in (REWORDINGS / "development").iterdir() if folder.name not in UNANSWERED)


def sentence(text: str, name: str = "a", start: int = 0, before: tuple[Sentence, ...] = ()) -> Sentence:
    passage = Passage(DocumentId(name), start, start + len(text), text)
    terms = frozenset(terms_of(text))
    return Sentence(DocumentId(name), passage, start, start + len(text), text, terms, (), 1.0, before)


def statement(worth: float, *sentences: Sentence) -> Statement:
    return Statement(sentences, worth)


def test_the_best_statements_are_taken_until_three_sentences_are_said() -> None:
    texts = ["Boats left early.", "Nets hung empty.", "Gulls went inland.", "Storms were near."]
    said = [statement(1 - place / 100, sentence(text, start=100 * place)) for place, text in enumerate(texts)]
    assert [each.text for each in picked(said)] == texts[:SENTENCES]


def test_a_sentence_that_would_break_the_word_limit_gives_way_to_a_shorter_one() -> None:
    first = sentence(" ".join(f"alpha{n}" for n in range(60)) + ".")
    long = sentence(" ".join(f"beta{n}" for n in range(40)) + ".", start=1000)
    short = sentence(" ".join(f"gamma{n}" for n in range(30)) + ".", start=2000)
    assert picked([statement(1.0, first), statement(0.95, long), statement(0.9, short)]) == [first, short]
    assert sum(each.words for each in (first, short)) == WORDS


def test_what_answers_much_worse_than_the_best_is_not_said() -> None:
    best, poor = sentence("Boats left early."), sentence("Nets hung empty.", start=100)
    assert picked([statement(1.0, best), statement(0.5, poor)]) == [best]


def test_a_third_sentence_on_an_amount_is_said_only_where_it_is_nearly_as_good() -> None:
    best, second = sentence("Boats left early."), sentence("Nets hung empty.", start=100)
    third = sentence("Gulls went inland.", start=200)
    said = [statement(1.0, best), statement(0.85, second), statement(0.84, third)]
    assert picked(said, ENOUGH_FOR_FIGURES) == [best, second]
    assert picked(said) == [best, second, third]


def test_of_two_sentences_that_only_restate_the_question_one_is_said() -> None:
    once, again = sentence("Boats left early."), sentence("Nets hung empty.", "b")
    cause = sentence("Gulls went inland.", start=200)
    said = [Statement((once,), 1.0, True), Statement((again,), 0.98, True), Statement((cause,), 0.8)]
    assert picked(said) == [once, cause]


def test_another_document_speaks_before_a_slightly_better_second_sentence_of_the_first() -> None:
    best, second = sentence("Boats left early."), sentence("Nets hung empty.", start=100)
    other = sentence("Gulls went inland.", "b")
    assert picked([statement(1.0, best), statement(0.9, second), statement(0.85, other)]) == [best, other, second]


def test_what_was_said_is_not_said_again_in_other_words() -> None:
    said, again = sentence("The boats left the harbour early."), sentence("Boats left the harbour early, too.", "b")
    assert picked([statement(1.0, said), statement(0.99, again)]) == [said]


def test_a_statement_brings_the_sentence_that_it_points_back_to() -> None:
    cause = sentence("The harbour froze.")
    effect = sentence("This kept all boats at home.", start=20, before=(cause,))
    assert picked([statement(1.0, cause, effect), statement(0.9, cause)]) == [cause, effect]


def test_nothing_to_say_is_an_empty_answer() -> None:
    answer = told(picked([]))
    assert (answer.text, answer.citations) == ("", ())


def test_a_document_speaks_in_its_own_order_and_in_one_piece() -> None:
    one, two = sentence("Boats left early.", start=0), sentence("Nets hung empty.", start=100)
    other = sentence("Gulls went inland.", "b")
    answer = told([two, other, one])
    assert answer.text == "Boats left early. Nets hung empty. Gulls went inland."
    assert [(each.document, each.source_start) for each in answer.citations] == [("a", 0), ("a", 100), ("b", 0)]
    assert all(answer.text[each.start : each.end] == each.quote for each in answer.citations)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return embedder_named()


def asked(documents: list[Document], question: str, embedder: Embedder) -> Answer:
    store = MemoryStore(embedder.dimension)
    for _ in Adder(store, embedder).add_all(documents):
        pass
    return Asker(store, embedder).ask(Ask(question))


def documents_in(folder: Path) -> list[Document]:
    return [found for found in read_documents([folder]) if isinstance(found, Document)]


def cited_of(answer: Answer, gold: Path) -> Iterator[str]:
    """The gold sentences of which the answer cites more than half."""
    for line in gold.read_text(encoding="utf-8").splitlines():
        wanted = json.loads(line)
        for cited in answer.answer.citations:
            shared = min(cited.source_end, wanted["end"]) - max(cited.source_start, wanted["start"])
            if cited.document == wanted["document"] and 2 * shared > wanted["end"] - wanted["start"]:
                yield wanted["text"]


def check_answer(answer: Answer, documents: list[Document], gold: Path) -> None:
    texts = {each.id: each.text for each in documents}
    assert answer.status == "answered"
    assert {view.document for view in answer.passages} == set(texts)
    assert len(answer.answer.text.split()) <= WORDS
    assert len(answer.answer.citations) <= SENTENCES
    for cited in answer.answer.citations:
        quoted = texts[DocumentId(cited.document)][cited.source_start : cited.source_end]
        assert quoted == cited.quote == answer.answer.text[cited.start : cited.end]
    assert len(list(cited_of(answer, gold))) >= 1


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_answer_to_a_reworded_pair_cites_a_sentence_that_answers(folder: Path, embedder: Embedder) -> None:
    documents = documents_in(folder / "documents")
    question = (folder / "question.txt").read_text(encoding="utf-8").strip()
    check_answer(asked(documents, question, embedder), documents, folder / "answer.jsonl")


def test_the_answer_to_the_seed_question_cites_two_sentences_that_answer(embedder: Embedder) -> None:
    if reason := missing("seeds"):
        pytest.skip(reason)
    documents = documents_in(SHARED / "seeds")
    answer = asked(documents, "why did Putin visit Baku?", embedder)
    gold = SHARED / "gold" / "seed_answer.jsonl"
    check_answer(answer, documents, gold)
    assert len(list(cited_of(answer, gold))) >= 2


def test_a_question_that_the_corpus_knows_nothing_of_gets_no_answer(embedder: Embedder) -> None:
    lighthouse = document("light.txt", "The lighthouse of Skelda was painted red in 1911 because sailors missed it.")
    answer = asked([lighthouse], "How do bees find their way back to the hive?", embedder)
    assert answer.status == "not_in_corpus"
    assert answer.answer.text == ""
    assert not answer.checked.complete
    assert asked([lighthouse], "Why was the lighthouse of Skelda painted red?", embedder).status == "answered"
