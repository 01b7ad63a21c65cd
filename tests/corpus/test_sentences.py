import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import sentence_at, sentences_of

MARKER = re.compile(r"(?:[•◦▪▫‣⁃●○■□➢➤·][\u200b\ufeff]*|[*–—-]|\(?\d{1,2}[.)]|\(?[a-zA-Z]\))?")

SPACES = [" ", "  ", "\n", "\n\n", "\r\n", "\u2028", "\t", "\xa0"]
MARKS = [".", "?", "!", ":", "...", "“", "”", "•", "- ", "1. ", "a) "]
WORDS = ["The fleet sailed", "it", "4.5", "$3", "Dr.", "No.", "approx.", "p.m.", "Monday", "(b.)", "مرحبا."]
CHARACTERS = ["\x00", "\ud800", "😀", "e\u0301"]
fragments = st.sampled_from(SPACES + MARKS + WORDS + CHARACTERS)
texts = st.one_of(st.text(), st.lists(fragments, max_size=40).map("".join))


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences_of(text)]


def test_each_sentence_of_a_paragraph_is_one_span_without_the_space_around_it() -> None:
    text = "  The dam opened in 1961.  It cost $4.5 million! Who paid?\n"
    assert sentences_of(text) == [(2, 25), (27, 48), (49, 58)]


def test_a_bullet_stays_outside_and_the_sentences_of_an_item_are_apart() -> None:
    assert sentences("  • Trade grew. Exports fell.\n  • Nothing was signed.") == [
        "Trade grew.", "Exports fell.", "Nothing was signed.",
    ]  # fmt: skip


@pytest.mark.parametrize("marker", ["•", "-", "*", "–", "1.", "12)", "(a)", "◦"])
def test_list_markers_of_every_kind_stay_outside(marker: str) -> None:
    assert sentences(f"{marker} Apples\n{marker} Pears and plums") == ["Apples", "Pears and plums"]


def test_a_number_that_begins_a_date_is_no_list_marker() -> None:
    assert sentences("18. August 1912 was a Sunday.") == ["18. August 1912 was a Sunday."]


def test_headings_and_labels_are_sentences_of_their_own() -> None:
    assert sentences("Analyses\n\nHarbour opens at last\n\nThe harbour opened. Ships came.") == [
        "Analyses", "Harbour opens at last", "The harbour opened.", "Ships came.",
    ]  # fmt: skip


def test_a_short_title_directly_above_its_text_is_a_sentence_of_its_own() -> None:
    text = "Harbour Opens\nThe harbour of the island opened on Monday after nine years of work.\nBoats came."
    assert sentences(text)[:2] == [
        "Harbour Opens", "The harbour of the island opened on Monday after nine years of work.",
    ]  # fmt: skip


def test_a_headline_as_long_as_a_line_is_still_apart_from_its_text() -> None:
    headline = "Island Harbour Opens After Nine Years of Delays and Disputes"
    assert sentences(f"{headline}\nThe minister cut a ribbon and the first ship came in.")[0] == headline


def test_a_line_break_inside_a_wrapped_paragraph_is_not_a_sentence_break() -> None:
    first = "The harbour opened on Monday after more than\nnine years of work, and the first ship came from\nReykjavik."
    second = (
        "The minister, who had promised a date before\n18. August 2012, was not there, and nobody asked how the\nWorks."
    )
    assert sentences(f"{first} {second}") == [first, second]


def test_a_dash_inside_a_wrapped_paragraph_is_not_a_bullet() -> None:
    text = "The harbour of the island was opened by its old master\n– a man of ninety – on Monday."
    assert sentences(text) == [text]


def test_an_item_wrapped_over_two_lines_is_one_sentence_and_the_next_item_another() -> None:
    text = "- the harbour of the island was opened by its old\n  master on Monday\n- the school was closed"
    assert sentences(text) == [
        "the harbour of the island was opened by its old\n  master on Monday", "the school was closed",
    ]  # fmt: skip


def test_rows_of_a_table_are_sentences_of_their_own() -> None:
    assert sentences("Year\tTonnes\n2011\t450\n2012\t470") == ["Year\tTonnes", "2011\t450", "2012\t470"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dr. Ahn met Gov. Bell and Sen. Cole.",
        "It was Norway vs. Peru in St. Gallen.",
        "Rule No. 5 counts approx. 40 words, Vol. 3 says.",
        "On Jan. 5 and Aug. 13 they met Lt. Col. Dunn.",
        "It begins at 5 p.m. Monday in the hall.",
        "It begins at 5 p.m. ET and ends at noon.",
        "Est. total cost is $4 million.",
        "“It was an honour!” he said.",
        "The U.S. President spoke with J. K. Osei.",
        "See Fig. 3 (est. 1900).",
    ],
)
def test_an_abbreviation_ends_no_sentence(sentence: str) -> None:
    assert sentences(f"{sentence} They left.") == [sentence, "They left."]


def test_a_sentence_in_brackets_ends_at_its_bracket() -> None:
    assert sentences("(They left.) It was over.") == ["(They left.)", "It was over."]


def test_blank_text_has_no_sentences() -> None:
    assert [sentences_of(text) for text in ("", " \n\t\r\n ", "•")] == [[], [], []]


def test_offsets_hold_behind_surrogates_emoji_and_combining_characters() -> None:
    text = "\ud83d A\x00b 😀 cafe\u0301. مرحبا يا صديقي. Done."
    assert sentences(text) == ["\ud83d A\x00b 😀 cafe\u0301.", "مرحبا يا صديقي.", "Done."]


@given(texts)
def test_spans_are_ordered_disjoint_trimmed_and_cover_all_but_list_markers(text: str) -> None:
    spans = sentences_of(text)
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert all(MARKER.fullmatch(gap) for gap in text[position:start].split())
        position = end
    assert all(MARKER.fullmatch(gap) for gap in text[position:].split())


@given(texts, st.integers(0, 200))
def test_the_sentence_at_an_offset_is_the_span_that_holds_it(text: str, offset: int) -> None:
    spans = sentences_of(text)
    assert sentence_at(spans, offset) == next((span for span in spans if span[0] <= offset < span[1]), None)


@pytest.mark.parametrize(
    "piece",
    ["The sum rose to 5. ", "a", "a\n", "\n", "He said “a. ", "«a. ", "• a b. C\n", "approx. 5 ", "- ", "a.) B "],
)
def test_four_times_the_text_takes_no_more_than_about_four_times_as_long(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        started = process_time()
        sentences_of(text)
        return process_time() - started

    assert seconds(400_000) < 10 * max(seconds(100_000), 0.1)


def test_one_line_of_a_megabyte_has_all_its_sentences() -> None:
    spans = sentences_of("The sum rose to 50. " * 50_000)
    assert (len(spans), spans[-1]) == (50_000, (999_980, 999_999))
