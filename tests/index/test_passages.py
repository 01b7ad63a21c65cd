"""Passages hold the whole text in order, within both budgets, and repeat some of what came before."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.boilerplate import boilerplate_spans
from corpus.documents import Document, DocumentId, Known
from index.embedders import embedder_named
from index.embedding import Embedder
from index.hashing import HashingEmbedder
from index.passages import BUDGET, Passage, embedded_text, heading_of, passages_of
from index.tokens import encoding, token_count

SENTENCES = [
    f"In the {year} season the {place} ferry carried {year * 3} passengers and {year // 7} cars across the strait."
    for year in range(1970, 2020)
    for place in ("northern", "southern")
]
SUBSCRIBE = "Subscribe to our newsletter to keep reading."
PARTS = [
    *SENTENCES[:8],
    f"\n\n{SUBSCRIBE}\n\n",
    "- a list item",
    "\n\n",
    "數據顯示貿易額。",
    "x" * 900,
    "<|endoftext|>",
]
joined = st.tuples(st.sampled_from([" ", "\n", ""]), st.lists(st.sampled_from(PARTS), max_size=40))
texts = st.text(max_size=400) | joined.map(lambda drawn: drawn[0].join(drawn[1]))


words = HashingEmbedder().token_count


def document_of(text: str, title: str | None = None) -> Document:
    return Document(DocumentId("d.txt"), text, title=Known(title, "given", "test") if title is not None else None)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return embedder_named()


@settings(deadline=None)
@given(texts, st.none() | st.text(max_size=300))
def test_passages_hold_every_letter_and_digit_that_is_not_boilerplate_in_order(text: str, title: str | None) -> None:
    passages = passages_of(document_of(text, title), words)
    assert all(text[passage.start : passage.end] == passage.text != "" for passage in passages)
    held = {offset for passage in passages for offset in range(passage.start, passage.end)}
    left_out = {offset for span in boilerplate_spans(text) for offset in range(*span)}
    assert {offset for offset, character in enumerate(text) if character.isalnum()} - left_out <= held
    assert not held & left_out
    assert all(a.start < b.start and a.end < b.end for a, b in pairwise(passages))
    assert len({passage.id for passage in passages}) == len(passages)


@settings(deadline=None, max_examples=50)
@given(text=texts, title=st.none() | st.text(max_size=300))
def test_no_passage_with_its_title_is_over_what_the_model_reads(
    embedder: Embedder, text: str, title: str | None
) -> None:
    document = document_of(text, title)
    passages = passages_of(document, embedder.token_count)
    assert all(embedder.token_count(embedded_text(document, passage)) <= 256 for passage in passages)


@pytest.mark.parametrize(
    "unit", ["Президент посетил порт в августе. ", "數據顯示貿易額為四十億美元。", "aéîõü1x ", "🙂🙃 x "]
)
def test_scripts_of_which_the_model_makes_more_tokens_get_shorter_passages(embedder: Embedder, unit: str) -> None:
    document = document_of(unit * 300, "О порте")
    counts = [
        embedder.token_count(embedded_text(document, passage))
        for passage in passages_of(document, embedder.token_count)
    ]
    assert max(counts) <= 256
    assert len(counts) > 3


def test_passages_are_whole_sentences_within_the_budget_and_near_it(embedder: Embedder) -> None:
    text = " ".join(SENTENCES)
    passages = passages_of(document_of(text, "Ferries"), embedder.token_count)
    assert all(passage.text.startswith("In the") and passage.text.endswith("strait.") for passage in passages)
    counts = [token_count(passage.text) for passage in passages]
    assert max(counts) <= BUDGET
    assert min(counts[:-1]) > BUDGET * 0.8


def test_neighbours_share_about_forty_tokens_in_whole_sentences(embedder: Embedder) -> None:
    text = " ".join(SENTENCES)
    passages = passages_of(document_of(text), embedder.token_count)
    shared = [text[b.start : a.end] for a, b in pairwise(passages)]
    assert all(20 <= token_count(part) <= 60 for part in shared)
    assert all(part.startswith("In the") and part.endswith("strait.") for part in shared)


def test_a_sentence_that_fits_is_never_cut() -> None:
    long = "The inventory lists " + ", ".join(f"item {n}" for n in range(45)) + "."
    assert 150 < token_count(long) <= BUDGET
    passages = passages_of(document_of(f"{SENTENCES[0]} {long} {SENTENCES[1]}"), words)
    assert any(long in passage.text for passage in passages)


def test_a_sentence_over_the_budget_is_cut_between_words() -> None:
    endless = "word " * 2000 + "end."
    passages = passages_of(document_of(endless), words)
    assert all(set(passage.text.split()) <= {"word", "end."} for passage in passages)
    assert all(token_count(passage.text) <= BUDGET for passage in passages)


def test_a_text_that_fits_is_one_passage() -> None:
    (passage,) = passages_of(document_of(f"  {SENTENCES[0]}\n{SENTENCES[1]}\n"), words)
    assert passage == Passage(DocumentId("d.txt"), 2, 2 + len(passage.text), f"{SENTENCES[0]}\n{SENTENCES[1]}")
    assert passage.id == f"d.txt#2-{passage.end}"


def test_boilerplate_is_in_no_passage_and_no_passage_spans_it() -> None:
    text = f"{SENTENCES[0]} {SENTENCES[1]}\n\n{SUBSCRIBE}\n\n{SENTENCES[2]}"
    assert [passage.text for passage in passages_of(document_of(text), words)] == [
        f"{SENTENCES[0]} {SENTENCES[1]}",
        SENTENCES[2],
    ]


@pytest.mark.parametrize("text", ["", " \n\t ", "\u2022\n\u2022\n--"])
def test_a_text_without_letters_and_digits_has_no_passages(text: str) -> None:
    assert passages_of(document_of(text, "Title"), words) == []


def test_the_title_stands_in_front_once() -> None:
    document = document_of("Harbour report\nThe port was closed.", "Harbour report")
    (passage,) = passages_of(document, words)
    assert embedded_text(document, passage) == passage.text
    assert embedded_text(document_of(document.text, "News"), passage) == f"News\n{passage.text}"
    assert embedded_text(document_of(document.text), passage) == passage.text


def test_a_long_title_is_cut_between_words() -> None:
    assert heading_of(document_of("", "seven words of a\n very  long title " * 9)).endswith(
        " long title seven words of a"
    )
    assert len(heading_of(document_of("", "n" * 500))) == 120


def test_special_tokens_in_a_text_are_text() -> None:
    assert token_count("<|endoftext|>") > 1
    assert encoding().encode_ordinary("<|endoftext|>") != [encoding().eot_token]


def test_time_grows_with_the_length_of_the_text(embedder: Embedder) -> None:
    def seconds(text: str) -> float:
        begun = time.process_time()
        passages_of(document_of(text), embedder.token_count)
        return time.process_time() - begun

    for text in (" ".join(SENTENCES) * 3, "word " * 8000, "x" * 40_000):
        seconds(text)
        assert seconds(text * 8) < 8 * 4 * seconds(text) + 0.2
