"""Whose a value is: an owner, a partner, a document's own topic; and what a name in front of it says."""

import pytest

from corpus.documents import Document
from corpus.figures.extract import figures_of
from corpus.figures.figure import Figure
from index.compiled import CompiledEmbedder
from service.conflicts.bearers import owner_of, partner_of
from service.conflicts.constructions import is_of_a_part, names_an_occurrence, quoted_name_of
from service.conflicts.topics import of_other_openings, of_other_topics, topic_of
from tests.service.conflicts.articles import document, types_of


def only(text: Document, surface: str) -> Figure:
    return next(figure for figure in figures_of(text) if figure.text == surface)


@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        ("Norland's quota of oil is 210,000 barrels a day.", {"norland"}),
        ("The rating covers 210,000 barrels of oil of Norland.", {"norland"}),
        ("Last year Norland pumped 210,000 barrels a day.", {"norland"}),
        ("Norland's minister said that the quota was 210,000 barrels a day.", set()),
        ("On Monday's count the quota was 210,000 barrels a day.", set()),
    ],
)
def test_an_owner_stands_in_the_genitive_behind_the_value_or_in_front_of_the_verb(
    sentence: str, owner: set[str]
) -> None:
    text = document("a", sentence)
    barrels = next(figure for figure in figures_of(text) if figure.value.kind == "quantity")
    assert owner_of(barrels, text) == owner


def test_quotas_of_two_owners_are_not_compared(embedder: CompiledEmbedder) -> None:
    norland = document("a", "Norland's quota of oil is 210,000 barrels a day.")
    suthland = document("b", "Suthland's quota of oil is 340,000 barrels a day.")
    again = document("c", "Norland's quota of oil is 340,000 barrels a day.")
    assert types_of(norland, suthland, embedder) == set()
    assert types_of(norland, again, embedder) == {"contradiction"}


def test_what_each_document_says_of_its_own_topic_is_not_compared(embedder: CompiledEmbedder) -> None:
    said = "The company earned 36 cents a share in 2020, and it expects more."
    other = "The company earned 41 cents a share in 2020, and it expects more."
    harrow = document("a", f"Harrow Mills rose. {said}", "Harrow Mills sees profit")
    brant = document("b", f"Brant Foods rose. {other}", "Brant Foods sees profit")
    again = document("c", f"Harrow Mills rose. {other}", "Harrow Mills sees profit")
    assert types_of(harrow, brant, embedder) == set()
    assert types_of(harrow, again, embedder) == {"contradiction"}


def test_a_topic_is_what_the_title_names_and_the_running_text_never_writes_small() -> None:
    text = document("a", "Weekly Observer\n\nHarrow Mills said its profit rose.", "Weekly Observer: Harrow Profit Rose")
    assert topic_of(text) == {"harrow", "mills"}


def test_two_documents_are_of_other_topics_where_neither_knows_the_other() -> None:
    harrow = document("a", "Harrow Mills said its profit rose.", "Harrow Mills profit")
    brant = document("b", "Brant Foods said its profit rose.", "Brant Foods profit")
    both = document("c", "Brant Foods said it would buy Harrow Mills.", "Brant Foods bids")
    assert of_other_topics(harrow, brant)
    assert of_other_openings(harrow, brant)
    assert not of_other_topics(harrow, both)


def test_trade_with_one_partner_is_not_all_trade(embedder: CompiledEmbedder) -> None:
    whole = document("a", "Norland's trade surplus was $10.6 billion in 2019.")
    part = document("b", "Norland's trade surplus with Eastmark was $13.2 billion in 2019.")
    again = document("c", "Norland's trade surplus was $13.2 billion in 2019.")
    assert partner_of(only(part, "$13.2 billion"), part) == {"eastmark"}
    assert types_of(whole, part, embedder) == set()
    assert types_of(whole, again, embedder) == {"contradiction"}


def test_a_surplus_is_not_a_deficit(embedder: CompiledEmbedder) -> None:
    surplus = document("a", "Norland had a trade surplus of $4.5 billion in 2019.")
    deficit = document("b", "Norland had a trade deficit of $5.4 billion in 2019.")
    assert types_of(surplus, deficit, embedder) == set()


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("She bowled in the second Test against Norland.", True),
        ("This was the second Test against Norland.", False),
        ("It marked only the second Test against Norland.", False),
        ("It is his second visit to Norland.", False),
    ],
)
def test_an_ordinal_names_one_of_a_series_where_nothing_is_said_to_be_it(sentence: str, *, named: bool) -> None:
    text = document("a", sentence)
    ordinal = next(figure for figure in figures_of(text) if figure.value.kind == "ordinal")
    assert names_an_occurrence(ordinal, text) is named


def test_two_named_ones_of_a_series_do_not_differ_in_number(embedder: CompiledEmbedder) -> None:
    first = document("a", "The side is confident before the first visit to Norland this winter.")
    second = document("b", "The side is confident before the second visit to Norland this winter.")
    assert types_of(first, second, embedder) == set()


def test_measures_with_two_quoted_names_are_not_compared(embedder: CompiledEmbedder) -> None:
    low = document("a", 'Prices are below the "may-buy" level of $1,655 a tonne in the pact.')
    lower = document("b", 'Prices are below the "must-buy" level of $1,600 a tonne in the pact.')
    again = document("c", 'Prices are below the "may-buy" level of $1,600 a tonne in the pact.')
    assert quoted_name_of(only(low, "$1,655"), low) == "may-buy"
    assert types_of(low, lower, embedder) == set()
    assert types_of(low, again, embedder) == {"contradiction"}


def test_the_whole_of_which_a_part_is_meant_is_not_the_part(embedder: CompiledEmbedder) -> None:
    whole = document("a", "Norland stopped paying interest on part of its $109 billion debt in 2019.")
    part = document("b", "Norland stopped paying interest on its $68 billion debt in 2019.")
    assert is_of_a_part(only(whole, "$109 billion"), whole)
    assert not is_of_a_part(only(part, "$68 billion"), part)
    assert types_of(whole, part, embedder) == set()


def test_a_sum_that_is_restated_at_another_rate_is_no_other_sum(embedder: CompiledEmbedder) -> None:
    one = document("a", "The council faces a deficit of five billion francs ($5.73 billion) this year.")
    near = document("b", "The council faces a deficit of five billion francs ($5.75 billion) this year.")
    far = document("c", "The council faces a deficit of seven billion francs ($8.05 billion) this year.")
    assert types_of(one, near, embedder) == set()
    assert types_of(one, far, embedder) == {"contradiction"}


def test_dollars_without_a_country_may_be_those_of_the_other_source(embedder: CompiledEmbedder) -> None:
    named = document("a", "The fire at Ardelve mine did 10 million Canadian dollars in damage.")
    plain = document("b", "The fire at Ardelve mine did 10 million dollars in damage.")
    american = document("c", "The fire at Ardelve mine did 10 million U.S. dollars in damage.")
    more = document("d", "The fire at Ardelve mine did 14 million dollars in damage.")
    assert types_of(named, plain, embedder) == set()
    assert types_of(named, american, embedder) == {"contradiction"}
    assert types_of(named, more, embedder) == {"contradiction"}


def test_what_somebody_changed_an_offer_to_is_not_what_it_was(embedder: CompiledEmbedder) -> None:
    before = document("a", "Harrow has offered 46 dollars a share for the mill.")
    after = document("b", "Harrow has raised its offer to 48 dollars a share for the mill.")
    assert types_of(before, after, embedder) == {"change_over_time"}


def test_whoever_is_brought_along_is_the_delegation(embedder: CompiledEmbedder) -> None:
    first = document("a", "The mayor of Norwick came to Tolm on 3 May. In her retinue were 28 officials.")
    second = document("b", "The mayor of Norwick came to Tolm on 3 May. The mayor's delegation had 45 members.")
    other = document("c", "The mayor of Norwick came to Tolm on 3 May. The council of Tolm had 45 members.")
    assert types_of(first, second, embedder) == {"contradiction"}
    assert types_of(first, other, embedder) == set()


def test_what_one_alone_has_done_is_not_what_all_have_done(embedder: CompiledEmbedder) -> None:
    one = document("a", "Brant alone has put $4.7 billion into the fields of Norwick.")
    every = document("b", "Firms have invested $4.2 billion in the fields of Norwick.")
    assert types_of(one, every, embedder) == set()
    for again in ("Firms have put $4.7 billion into", "In May alone firms put $4.7 billion into"):
        assert types_of(document("c", f"{again} the fields of Norwick."), every, embedder) != set()
