"""Prices move by the hour: two reports of one day that do not say the same moment do not contradict each other."""

import pytest

from index.compiled import CompiledEmbedder
from service.conflicts.markets import is_of_a_market, session_in
from tests.service.conflicts.articles import document, types_of

DEALERS = "Dealers said trading was thin. Brokers quoted few prices. The session ended calmly, traders said."


@pytest.mark.parametrize(
    ("text", "session"),
    [
        ("Norwick shares open mixed. Brant fell to $12.", "open"),
        ("Norwick shares higher at midsession. Brant rose to $13.", "mid"),
        ("Brant closed at $13.", "close"),
        ("Brant opened at $12 and closed at $13.", None),
        ("Brant sells bricks.", None),
    ],
)
def test_a_text_tells_of_the_one_part_of_the_day_that_it_names(text: str, session: str | None) -> None:
    assert session_in(text) == session


def test_prices_of_two_sessions_of_a_day_are_a_change(embedder: CompiledEmbedder) -> None:
    early = document(
        "a", "Shares of Brant rose to 12.40 dollars on the Norwick exchange.", "Norwick shares open higher"
    )
    late = document(
        "b", "Shares of Brant rose to 13.10 dollars on the Norwick exchange.", "Norwick shares close higher"
    )
    same = document("c", "Shares of Brant rose to 13.10 dollars on the Norwick exchange.", "Norwick shares open higher")
    assert types_of(early, late, embedder) == {"change_over_time"}
    assert types_of(early, same, embedder) == {"contradiction"}


def test_a_report_full_of_dealing_is_one_of_a_market() -> None:
    assert is_of_a_market(document("a", f"Brant was at $12. {DEALERS}", "Norwick"))
    assert not is_of_a_market(
        document("b", "Brant opened a mill, and closed a road. Its trading licence is old.", "Norwick")
    )


def test_a_years_sum_contradicts_another_in_a_report_of_a_market_too(embedder: CompiledEmbedder) -> None:
    one = document("a", f"Brant's sales of bricks were $12 million in 2019. {DEALERS}", "Norwick shares")
    other = document("b", f"Brant's sales of bricks were $14 million in 2019. {DEALERS}", "Norwick shares")
    assert types_of(one, other, embedder) == {"contradiction"}


def test_an_index_at_some_hour_and_at_the_close_is_of_two_hours(embedder: CompiledEmbedder) -> None:
    some = document("a", "The Dow Jones Industrial Average was up 662 points, or 2%, after the decision.")
    close = document("b", "The Dow Jones Industrial Average closed up 933 points, or 2.8%, after the decision.")
    assert types_of(some, close, embedder) == {"change_over_time"}
