"""What must hold of figures whatever the text: offsets are true, and a figure printed and read again is the same."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import Document, DocumentId, Known, PartialDate
from corpus.figures.extract import figures_of, values_in
from corpus.figures.figure import Comparator, Figure, Value
from index.records import figure_from, figure_record

HOSTILE = (
    "\ufeff", "\r\n", "\r", "\u2028", "\u200b", "\u202e", "😀", "👩‍👩‍👧", "🇦🇿 ", "e\u0301", "\u0301", "مرحبا ", "שלום ",
    "𝟙𝟚", "中", "\x00", "\ud83d", "\t", "\xa0", "ﬁ", "İ", "ß", "½", "²", "“", "—",
)  # fmt: skip
SENTENCES = {
    "The tunnel cost more than $4.3 billion.": "more than $4.3 billion",
    "At least 12 people were killed in the flood.": "At least 12",
    "It was the first visit to Quillan since 2018.": "first visit to Quillan since 2018",
    "Turnout in the town was 64 percent.": "64 percent",
    "The bridge was opened on 3 May 2019 by the mayor.": "3 May 2019",
    "The pipe is 5 km long, and they waited for seven years.": "5 km",
}
PUBLISHED = Known(PartialDate(2024, 8, 18), "given", "test")


def document(text: str) -> Document:
    return Document(DocumentId("a"), text, published=PUBLISHED)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(HOSTILE), st.sampled_from(sorted(SENTENCES))), min_size=3, max_size=8))
def test_offsets_are_true_whatever_stands_between_sentences(pieces: list[tuple[str, str]]) -> None:
    text = "".join(f"{hostile} {sentence}\n\n" for hostile, sentence in pieces)
    figures = figures_of(document(text))
    for figure in figures:
        value = figure.value
        assert text[value.start : value.end] == figure.text
        assert value.start <= value.core_start < value.core_end <= value.end
        assert figure.sentence_start <= value.start < value.end <= figure.sentence_end <= len(text)
    found = {figure.text for figure in figures}
    missed = [SENTENCES[sentence] for _, sentence in pieces if SENTENCES[sentence].split()[-1] not in " ".join(found)]
    assert missed == []


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*HOSTILE, *SENTENCES, " ", "5", "$", "May", "%"]), max_size=30).map("".join))
def test_any_mixture_is_read_with_true_offsets(text: str) -> None:
    for figure in figures_of(document(text)):
        assert text[figure.value.start : figure.value.end] == figure.text != ""


def test_what_stands_before_a_sentence_moves_its_offsets_by_its_length_and_nothing_else() -> None:
    sentence = "The tunnel cost more than $4.3 billion, and 12 people were killed in it on 3 May 2019."
    plain = figures_of(document(sentence))
    assert len(plain) == 3
    for hostile in ("\ufeff\n\n", "👩‍👩‍👧\n\n", "\r\n\r\n", "🇦🇿\n\n", "\ud83d\n\n"):
        assert [moved(figure, -len(hostile)) for figure in figures_of(document(hostile + sentence))] == plain


def moved(figure: Figure, by: int) -> Figure:
    value = figure.value
    places = {name: getattr(value, name) + by for name in ("start", "end", "core_start", "core_end")}
    start, end = figure.sentence_start + by, figure.sentence_end + by
    return replace(figure, value=replace(value, **places), sentence_start=start, sentence_end=end)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(SENTENCES)), min_size=1, max_size=6))
def test_every_figure_of_a_text_is_kept_and_read_back_equal(sentences: list[str]) -> None:
    figures = figures_of(document(" ".join(sentences)))
    assert figures
    assert [figure_from(figure.document, figure_record(figure)) for figure in figures] == figures


COMPARATORS: dict[Comparator, str] = {
    "equal": "", "more than": "more than ", "less than": "less than ", "at least": "at least ", "at most": "at most ",
    "nearly": "nearly ", "about": "about ",
}  # fmt: skip
UNITS = {
    "USD": "{} US dollars", "EUR": "{} euros", "GBP": "{} pounds sterling", "JPY": "{} yen", "INR": "{} rupees",
    "percent": "{} percent", "percentage point": "{} percentage points", None: "{} ferries",
    "metre": "{} metres", "kilogram": "{} kilograms", "second": "{} seconds",
}  # fmt: skip
"""How an amount in base units is written, by currency or unit."""
SCALES = {3: "thousand", 6: "million", 9: "billion", 12: "trillion"}


def printed(value: Value) -> str:
    """The canonical text of a value in base units: comparator, digits up to the last one stated, unit."""
    if isinstance(value.low, date):
        return {"day": f"on {value.low.day} {value.low:%B %Y}", "month": f"in {value.low:%B %Y}"}.get(
            str(value.precision), f"in {value.low.year}"
        )
    assert isinstance(value.low, float)
    return COMPARATORS[value.comparator] + UNITS[value.currency or value.unit].format(digits(value.low, value.step))


def digits(number: float, step: float) -> str:
    """The number to its last stated digit; with a scale where that is one of the zeros of a whole number."""
    last = round(float(f"{step:e}".partition("e")[2]))
    if last <= 0:
        return f"{number:,.{-last}f}"
    power = next(power for power in SCALES if power > last)
    return f"{number / 10**power:.{power - last}f} {SCALES[power]}"


def meaning(value: Value) -> Value:
    """The value without its place."""
    return replace(value, start=0, end=0, core_start=0, core_end=0)


AMOUNTS = st.builds(
    lambda number, exponent, comparator, unit: (number * 10.0**exponent, 10.0**exponent, comparator, unit),
    st.integers(3, 9999).filter(lambda number: number % 10 != 0),
    st.integers(-2, 9),
    st.sampled_from(sorted(COMPARATORS)),
    st.sampled_from([unit for unit in UNITS if unit not in {"percentage point", "second"}]),
)


@settings(max_examples=300, deadline=None)
@given(AMOUNTS)
def test_an_amount_printed_and_read_again_is_the_identity(amount: tuple[float, float, Comparator, str | None]) -> None:
    number, step, comparator, unit = amount
    written = COMPARATORS[comparator] + UNITS[unit].format(digits(number, step))
    (value,) = values_in(f"The total was {written} then.")
    assert (value.low, value.high) == pytest.approx((number, number))
    assert value.comparator == comparator
    assert value.step == pytest.approx(step)
    (again,) = values_in(f"It came to {printed(value)} again.")
    assert meaning(again) == meaning(value)


@settings(max_examples=200, deadline=None)
@given(st.dates(date(1800, 1, 1), date(2099, 12, 31)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%B %Y"]))
def test_a_date_printed_and_read_again_is_the_identity(day: date, form: str) -> None:
    (value,) = values_in(f"It was opened in the presence of many on {day.strftime(form)}.")
    assert value.low == (day.replace(day=1) if form == "%B %Y" else day)
    (again,) = values_in(f"It was opened {printed(value)}.")
    assert meaning(again) == meaning(value)
