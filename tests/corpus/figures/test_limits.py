"""Texts made to hurt: the time that reading takes grows with their length, and none of them stops it."""

import time

import pytest

from corpus.documents import Document, DocumentId, Known, PartialDate
from corpus.figures import extract
from corpus.figures.extract import LONGEST_SENTENCE, figures_of
from corpus.sentences import sentences_of, shortened

PUBLISHED = Known(PartialDate(2024, 8, 18), "given", "test")
SIZE = 3_000
PIECES = (
    "it cost $5 and lost 7 percent of its 9 boats on 3 May 2012 for Bob Smith ",
    "He met John Smith in May 2012. ",
    "$5 €6 £7 ¥8 5 USD 6 EUR 7 pounds ",
    "one hundred and ",
    "one million and ", "twenty-", "half a ", "a quarter of ", "1,1,1,1,", "1.1.", "1/2 ", "1-1-",
    "9",
    "(", "[", "[1, ", ")", "“", '"', "'", "- ", "• ", "| ", "…", ".", "a", "A", "Aa Bb ", " ", "\n", "\t",
    "first since ", "for the first time in seven years ", "not since ", "in 2012 ", "from 3 to ", "between 5 and ",
    "more than ", "at least 5 ", "up to ", "about ", "5 km ", "5'4\" ", "years ", "last year ", "1990s ", "10:30 ",
    "said Bob ", "according to Bob ", "of the ", "which ", "who ", "Bob, ", "@", "http://a", "www.", "#5 ", "3-1 ",
    "😀", "\u0301", "٥", "½", "²", "\x00", "\u200b", "subscribe to our newsletter ", "你",
)  # fmt: skip


def seconds(text: str) -> float:
    begun = time.process_time()
    figures_of(Document(DocumentId("a"), text, published=PUBLISHED))
    return time.process_time() - begun


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_twice_the_text_takes_about_twice_as_long(piece: str) -> None:
    once, twice = (piece * (size // len(piece)) for size in (SIZE, 2 * SIZE))
    shorter = seconds(once)
    longer = seconds(twice)
    if longer >= 3 * shorter + 0.1:  # a busy machine: the best of some counts
        shorter, longer = (min(seconds(text) for _ in range(3)) for text in (once, twice))
    assert longer < 3 * shorter + 0.1


def figure_texts(text: str) -> list[str]:
    return [figure.text for figure in figures_of(Document(DocumentId("a"), text))]


def test_a_megabyte_without_a_stop_is_read_to_its_end() -> None:
    filler = "the fleet and its boats came home with fish and "
    text = f"it lost 12 boats and {filler * 21_000} it landed 310 tonnes"
    assert len(text) > 1_000_000
    assert figure_texts(text) == ["12", "310 tonnes"]


def test_a_million_spaces_and_a_hundred_thousand_brackets_hide_nothing() -> None:
    assert figure_texts(f"The bridge cost {' ' * 1_000_000}$5 million.") == ["$5 million"]
    assert figure_texts(f"The bridge cost $5 million. {'(' * 100_000} The ferry cost £3 million.") == [
        "$5 million", "£3 million",
    ]  # fmt: skip


def test_numbers_of_ten_thousand_digits_are_no_figures_and_those_beside_them_are() -> None:
    for number in ("7" * 10_000, "1," * 5_000 + "1", "0." + "3" * 10_000, "1" + ",000" * 2_500):
        assert figure_texts(f"It has {number} digits. The ferry cost £3 million.") == ["£3 million"], number[:9]


def test_a_thousand_currencies_in_a_row_are_a_thousand_figures() -> None:
    row = "$5 €6 £7 ¥8 ₹9 5 US dollars 6 euros 7 pounds sterling 8 yen 9 rupees "
    assert figure_texts(row * 100) == figure_texts(row) * 100
    assert len(figure_texts(row)) == 10


def test_a_document_states_no_more_figures_than_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "MOST_FIGURES", 7)
    assert figure_texts("The ferry cost £3 million and sank. " * 20) == ["£3 million"] * 7


def test_what_runs_on_is_read_in_stretches_that_end_at_marks_or_spaces() -> None:
    text = "the fleet came home, " * 300
    stretches = list(shortened(text, sentences_of(text), LONGEST_SENTENCE))
    assert all(end - start <= LONGEST_SENTENCE for start, end in stretches)
    assert all(text[start:end] == text[start:end].strip() for start, end in stretches)
    assert all(text[end - 1] == "," for _, end in stretches)
    assert " ".join(text[start:end] for start, end in stretches) == text.strip()
    unbroken = [(0, 2_500)]
    assert list(shortened("a" * 2_500, unbroken, 1_000)) == [(0, 1_000), (1_000, 2_000), (2_000, 2_500)]
