"""What is written of documents and figures is read back equal."""

import json
from dataclasses import fields, replace
from datetime import date
from typing import TypeVar, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Document, DocumentId, Known, PartialDate
from corpus.figures.figure import Figure, TimeScope, Value
from index.records import digest_of, document_from, document_record, figure_from, figure_record
from tests.index.corpus_of_tests import counting, document_of

Record = TypeVar("Record", Value, Figure)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
days = st.dates()
partial_dates = st.one_of(
    days.map(lambda day: PartialDate(day.year, day.month, day.day)),
    days.map(lambda day: PartialDate(day.year, day.month)),
    days.map(lambda day: PartialDate(day.year)),
)


def known(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | st.builds(Known, values, st.sampled_from(["given", "inferred"]), texts)


documents = st.builds(
    Document,
    texts.map(DocumentId),
    texts,
    known(texts),
    known(texts),
    known(partial_dates),
    st.none() | texts,
)


def every_field_of(record: type[Record], **strategies: st.SearchStrategy[object]) -> st.SearchStrategy[Record]:
    """Records whose fields all vary, those with a default too; by their types where nothing else is said."""
    inferred = {field.name: st.from_type(get_type_hints(record)[field.name]) for field in fields(record)}
    return st.builds(record, **(inferred | strategies))


figures = every_field_of(Figure, value=every_field_of(Value))


@given(documents)
def test_a_document_is_read_back_equal(document: Document) -> None:
    assert document_from(document_record(document)) == document


@given(figures)
def test_a_figure_is_read_back_equal(figure: Figure) -> None:
    assert printed(figure_from(figure.document, figure_record(figure))) == printed(figure)


def printed(figure: Figure) -> str:
    """By what they print, for one field may be a number that is not equal to itself; minus nought is nought."""
    return repr(figure).replace("-0.0", "0.0")


def test_a_record_holds_no_document_and_no_defaults() -> None:
    value = Value(4, 6, 4, 6, "count", 10.0, None, step=1.0)
    figure = Figure(DocumentId("a"), value, "10", 0, 12, head="visit", counted=None, names=("Baku",))
    record = json.loads(figure_record(figure))
    assert record == {
        "value": {
            "start": 4, "end": 6, "core_start": 4, "core_end": 6, "kind": "count", "low": 10.0, "high": None,
            "step": 1.0,
        },
        "text": "10", "sentence_start": 0, "sentence_end": 12, "head": "visit", "counted": None, "names": ["Baku"],
    }  # fmt: skip


def test_a_figure_open_on_one_side_is_kept() -> None:
    value = Value(0, 4, 0, 4, "date_range", date(2009, 1, 1), None, precision="year")
    figure = Figure(DocumentId("a"), value, "2009", 0, 4, None, None, holds=TimeScope(date(2009, 1, 1), None, "stated"))
    assert figure_from(DocumentId("a"), figure_record(figure)) == figure


@pytest.mark.parametrize("published", ["2024", "2024-08", "2024-08-18", "0999-01"])
def test_dates_keep_their_precision(published: str) -> None:
    document = document_of("a", "text", published=published)
    assert document_from(document_record(document)) == document


def test_the_digest_changes_with_every_part_and_with_nothing_else() -> None:
    one = counting("a", "circus", 10)
    others = [
        one,
        replace(one, document=replace(one.document, title=None)),
        replace(one, document=replace(one.document, title=Known("On a", "given", "first line"))),
        replace(one, passages=one.passages[1:]),
        replace(one, figures=[]),
        replace(one, figures=[replace(one.figures[0], role="rate")]),
    ]
    assert len({digest_of(each) for each in others}) == len(others)
    assert digest_of(counting("a", "circus", 10)) == digest_of(replace(one, passage_vectors=one.passage_vectors * 2))
