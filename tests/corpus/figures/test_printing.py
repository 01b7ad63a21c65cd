import json
from datetime import date

from corpus.documents import DocumentId
from corpus.figures.figure import Figure, TimeScope, Value
from corpus.figures.printing import figure_json

KEYS = [
    "id", "document", "start", "end", "text", "kind", "low", "high", "comparator", "unit", "dimension", "currency",
    "counted", "role", "holds", "modality", "attribution",
]  # fmt: skip


def figure(value: Value, text: str, holds: TimeScope | None = None) -> Figure:
    return Figure(DocumentId("a.txt"), value, text, 0, 40, head="ferri", counted="ferries", holds=holds)


def test_an_amount_prints_with_every_key_in_order() -> None:
    value = Value(3, 17, 8, 17, "money", 4e9, 4e9, "more than", 1e9, "US dollar", "currency", "USD")
    printed = figure_json(figure(value, "over $4 billion", TimeScope(date(2024, 1, 1), None, "stated")))
    assert list(printed) == KEYS
    assert printed["id"] == "a.txt#3-17"
    assert (printed["start"], printed["end"], printed["low"], printed["high"]) == (3, 17, 4e9, 4e9)
    assert (printed["comparator"], printed["unit"], printed["currency"]) == ("more than", "US dollar", "USD")
    assert printed["holds"] == {"start": "2024-01-01", "end": None, "basis": "stated"}


def test_dates_print_in_iso_and_open_ends_as_null() -> None:
    printed = figure_json(figure(Value(0, 10, 0, 10, "date_range", date(2009, 1, 1), None), "since 2009"))
    assert (printed["low"], printed["high"], printed["holds"]) == ("2009-01-01", None, None)
    assert json.loads(json.dumps(printed)) == printed
