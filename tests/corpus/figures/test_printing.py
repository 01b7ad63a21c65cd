import json
from datetime import date
from typing import Any

from corpus.documents import Document, DocumentId
from corpus.figures.extract import figures_of
from corpus.figures.figure import Figure, TimeScope, Value
from corpus.figures.printing import figure_json

KEYS = [
    "id", "document", "start", "end", "text", "kind", "low", "high", "amount", "comparator", "unit", "dimension",
    "currency", "counted", "per", "role", "holds", "modality", "attribution",
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


def printed_of(text: str) -> list[dict[str, Any]]:
    return [figure_json(found) for found in figures_of(Document(DocumentId("a.txt"), text))]


def test_an_amount_is_in_the_unit_that_is_named_and_the_bounds_in_base_units() -> None:
    miles, years, points = printed_of("The 26-mile canal took three years and lifted the rate by 25 basis points.")
    assert (miles["amount"], miles["unit"]) == ({"low": 26.0, "high": 26.0}, "mile")
    assert miles["low"] == 26 * 1609.344
    assert (years["amount"], years["unit"], years["low"]) == ({"low": 3.0, "high": 3.0}, "year", 3 * 31557600.0)
    assert (points["amount"]["low"], points["unit"], points["low"]) == (25.0, "basis point", 0.25)


def test_the_unit_of_a_count_is_the_noun_counted_in_the_singular() -> None:
    (companies,) = printed_of("More than 500 Russian companies operate there.")
    assert (companies["unit"], companies["counted"]) == ("company", "Russian companies")
    assert (companies["comparator"], companies["dimension"]) == ("more than", None)


def test_an_ordinal_keeps_its_number_as_its_amount() -> None:
    (third,) = printed_of("It was his third visit.")
    assert (third["amount"], third["low"]) == ({"low": 3.0, "high": 3.0}, 3.0)
