from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.documents import Document, DocumentId
from eval.figure_costs import sentences_per_second, share_of_asks
from eval.measure_figures import REWORDINGS, Measured, Row, at_least, at_most, line_of, planted_row, print_table, share
from index.hashing import HashingEmbedder

TOWNS = [
    Document(DocumentId("courier"), "The flood in Aldmoor killed 12 people. It drowned 40 cows."),
    Document(DocumentId("ledger"), "The flood in Aldmoor killed 9 people. It drowned 40 cows."),
]


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (at_least("F1", 0.75, 0.75), True),
        (at_least("F1", 0.7499, 0.75), False),
        (at_most("rows", 2.0, 2, "2.00"), True),
        (at_most("rows", 2.1, 2, "2.10"), False),
        (share("found", 88, 110, 0.80), True),
        (share("found", 87, 110, 0.80), False),
        (share("wrong", 3, 60, 0.05, most=True), True),
        (share("wrong", 4, 60, 0.05, most=True), False),
        (share("nothing to find", 0, 0, 0.80), True),
        (share("nothing to miss", 0, 0, 0.05, most=True), True),
    ],
)
def test_a_target_is_met_from_its_very_value_on(row: Row, *, met: bool) -> None:
    assert row.met is met


def test_a_line_says_the_number_its_target_and_whether_it_is_met() -> None:
    assert line_of(share("found", 87, 110, 0.80)).split() == [
        "found",
        "0.791",
        "(87",
        "of",
        "110)",
        "≥",
        "0.80",
        "MISSED",
    ]
    assert line_of(at_least("a second", 2094.4, 2000, digits=0)).split()[-4:] == ["2,094", "≥", "2,000", "ok"]
    assert line_of(Row("share of an ask", "0.30")) == "  share of an ask                               0.30"


def test_the_table_is_met_where_no_row_misses_and_says_what_was_not_measured(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def good(_: Measured) -> Iterator[Row]:
        yield at_least("F1", 0.9, 0.5)

    def bad(_: Measured) -> Iterator[Row]:
        yield at_least("F1", 0.4, 0.5)

    alone = Measured(None, HashingEmbedder())
    assert print_table([("Good", False, good), ("Shared", True, bad)], alone)
    assert not print_table([("Good", False, good), ("Bad", False, bad)], alone)
    assert not print_table([("Shared", True, bad)], Measured(Path(), HashingEmbedder()))
    assert "Shared: not measured, no development sets: set CROSSCHECK_SHARED" in capsys.readouterr().out


def test_planted_sets_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSCHECK_MODEL", "hashing")
    folder = REWORDINGS / "development" / "gyor"
    once, twice = planted_row("one", [folder]), planted_row("two", [folder, folder])
    (found, gold), both = counts(once), counts(twice)
    assert both == (2 * found, 2 * gold)
    assert gold > 0
    assert twice.what.endswith("of 2 sets right")


def counts(row: Row) -> tuple[int, int]:
    found, gold = row.value.split(",")[0].split(" of ")
    return int(found), int(gold)


def test_figures_take_a_share_of_an_ask_and_documents_are_read_by_the_sentence() -> None:
    assert 0 < share_of_asks(TOWNS, ["how many people did the flood kill?"], HashingEmbedder()) < 1
    assert sentences_per_second(TOWNS * 50) > 100
