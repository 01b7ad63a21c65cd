"""Refusal: a corpus answers where what is found stands out from what anything finds in it."""

from collections.abc import Sequence

import pytest

from corpus.documents import DocumentId
from index.embedding import Embedder
from index.hashing import HashingEmbedder
from index.passages import Passage
from index.store import Vectors
from service.answer import Ask, Why
from service.background import INVENTED, Background
from service.evidence import Evidence
from service.retrieval import Candidate
from service.standing import KNOWN, UNKNOWN, WORDS_SHARE, standing_of, strength_of
from service.terms import term_of
from tests.service.towns import BRIDGE, TOWNS, asker_of, document, store_of

RARITY = {term_of("boats"): 3.0, term_of("harbour"): 1.0}


def found(*texts: tuple[str, float], title: str | None = None) -> Evidence:
    """Documents of one passage each, in the order given, with their cosines."""
    documents = {DocumentId(str(number)): document(str(number), text, title) for number, (text, _) in enumerate(texts)}
    matches = [
        Candidate(Passage(name, 0, len(text), text), 1.0, Why(cosine, 1, None, None))
        for name, (text, cosine) in zip(documents, texts, strict=True)
    ]
    return Evidence(matches, matches, documents, (), ())


def test_strength_is_the_best_cosine_and_the_words_of_the_first_passage_under_its_title() -> None:
    boats, harbour = ("Boats left early.", 0.3), ("The harbour has boats.", 0.4)
    assert strength_of(found(boats, harbour), RARITY) == pytest.approx(0.4 + WORDS_SHARE * 0.75)
    assert strength_of(found(harbour, boats), RARITY) == pytest.approx(0.4 + WORDS_SHARE)
    assert strength_of(found(boats, title="A harbour"), RARITY) == pytest.approx(0.3 + WORDS_SHARE)
    assert strength_of(found(boats), {}) == pytest.approx(0.3)
    assert strength_of(found(), RARITY) == 0.0


@pytest.mark.parametrize("background", [0.0, 0.3, 0.7])
def test_what_does_not_stand_out_from_the_background_is_no_answer(background: float) -> None:
    assert standing_of(background + UNKNOWN - 0.01, background, has_sentences=True) == "not_in_corpus"
    assert standing_of(background + UNKNOWN + 0.01, background, has_sentences=True) == "partly"
    assert standing_of(background + KNOWN + 0.01, background, has_sentences=True) == "answered"
    assert standing_of(background + KNOWN + 0.01, background, has_sentences=False) == "partly"


class CountingEmbedder(HashingEmbedder):
    """Hashes words, and counts how often it was asked to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += 1
        return super().embed(texts)


def test_the_background_is_what_invented_questions_find_in_the_middle() -> None:
    embedder: Embedder = HashingEmbedder()
    store = store_of(*TOWNS)
    with store.snapshot() as snapshot:
        best = sorted(snapshot.search_dense(vector, 1)[0].score for vector in embedder.embed(INVENTED))
        middle = (best[len(best) // 2 - 1] + best[len(best) // 2]) / 2
        assert Background(embedder).level(snapshot) == pytest.approx(middle)


def test_the_background_is_measured_once_for_each_generation_and_follows_the_corpus() -> None:
    embedder = CountingEmbedder()
    background, store = Background(embedder), store_of()
    with store.snapshot() as empty:
        assert background.level(empty) == 0.0
    first = store_of(BRIDGE)
    with first.snapshot() as snapshot:
        level = Background(embedder).level(snapshot)
        assert Background(embedder).level(snapshot) == level
    with store_of(*TOWNS).snapshot() as larger:
        assert Background(embedder).level(larger) >= level
    before = embedder.asked
    with first.snapshot() as snapshot:
        mine = Background(embedder)
        assert [mine.level(snapshot) for _ in range(3)] == [level] * 3
    assert embedder.asked == before + 1


def test_a_question_about_something_else_is_refused_with_what_comes_nearest() -> None:
    answer = asker_of(*TOWNS).ask(Ask("Which enzyme digests lactose?"))
    assert (answer.status, answer.answer.text, answer.conflicts) == ("not_in_corpus", "", ())
    assert answer.checked.reason is not None
