"""How refusals are measured: what each number of the table counts."""

import pytest

from corpus.documents import DocumentId
from eval.questions import Question
from eval.refusing import Corpus, Row, answered_by_it, lines_of, numbers_of, row_of, spread
from index.hashing import HashingEmbedder
from service.standing import UNKNOWN
from tests.service.towns import TOWNS, store_of

OWN = [UNKNOWN + 0.5] * 19 + [UNKNOWN - 0.1]
"""One in twenty lies below the threshold: a twentieth of false refusals."""


def test_the_table_counts_pairs_in_order_shares_below_and_the_worst_of_the_others() -> None:
    near, far = [UNKNOWN + 0.1, UNKNOWN - 0.2], [UNKNOWN - 0.2, UNKNOWN - 0.3]
    area, worst, at_5, worst_at_5, own, foreign, worst_foreign, hard, hard_refused = numbers_of(
        Row("towns", OWN, [UNKNOWN + 0.5, UNKNOWN + 0.4], {"near": near, "far": far})
    )
    assert (area, worst) == pytest.approx(((1 + 39 / 40) / 2, 39 / 40))
    assert (at_5, worst_at_5) == (1.0, 1.0)
    assert own == 0.05
    assert (foreign, worst_foreign) == (0.75, 0.5)
    assert hard == pytest.approx((19 * 0.5 + 19) / 40)
    assert hard_refused == 0.0


def test_questions_are_spread_evenly_over_a_set() -> None:
    questions = [Question(str(number), "?") for number in range(10)]
    assert [question.id for question in spread(questions, 5)] == ["0", "2", "4", "6", "8"]
    assert spread(questions, 10) == spread(questions, 99) == questions


def test_a_question_is_a_corpuss_own_where_the_set_names_what_answers_it() -> None:
    assert answered_by_it(Question("a", "?", relevant={"a.txt": 1}, answerable=True))
    assert not answered_by_it(Question("a", "?", answerable=True))
    assert not answered_by_it(Question("a", "?", relevant={"a.txt": 1}, answerable=False))


def test_a_corpus_is_asked_its_own_questions_with_and_without_what_answers_them_and_those_of_others() -> None:
    embedder = HashingEmbedder()
    own = Question(
        "own", "Why did the council close the bridge of Ardelve?", relevant={"bridge.txt": 1}, answerable=True
    )
    sets = {"towns": [own], "kitchen": [Question("other", "Which enzyme digests lactose in cheese?")]}
    with store_of(*TOWNS).snapshot() as snapshot:
        corpus = Corpus(snapshot, embedder)
        row = row_of(corpus, "towns", sets, 10)
        assert row.own == [corpus.above(own)]
        assert row.hard == [corpus.above(own, frozenset({DocumentId("bridge.txt")}))]
        assert row.own[0] > row.hard[0] > row.foreign["kitchen"][0]
    head, columns, line, mean = lines_of([row])
    assert columns.split()[:3] == ["corpus", "own", "foreign"]
    assert line.split()[:3] == ["towns", "1", "1"]
    assert mean.startswith("mean")
    assert len(head.split("|")) == len(columns.split("|")) == len(line.split("|")) == 4
