"""What a conflict is about and why its sides differ, in the words that reach a person."""

import pytest

from corpus.documents import Document, DocumentId, Known, PartialDate
from corpus.figures.extract import figures_of
from corpus.figures.vocabulary import EVENTS
from index.compiled import CompiledEmbedder
from service.comparing import compared
from service.conflicts.events import NOUNS
from service.conflicts.explaining import difference_text, explanation_of
from service.conflicts.grouping import Conflict, conflicts_from
from service.conflicts.measures import measure_of_conflict
from service.conflicts.pairing import apart_in, pairs_of

Documents = dict[DocumentId, Document]


@pytest.fixture(scope="module")
def embedder() -> CompiledEmbedder:
    return CompiledEmbedder()


def document(name: str, text: str, published: str | None) -> Document:
    known = Known(PartialDate.parse(published), "given", "the test") if published else None
    return Document(DocumentId(name), text, published=known)


def the_conflict(
    first: str, second: str, embedder: CompiledEmbedder, published: tuple[str | None, str | None] = (None, None)
) -> tuple[Conflict, Documents]:
    a, b = document("a", first, published[0]), document("b", second, published[1])
    documents = {a.id: a, b.id: b}
    (conflict,) = conflicts_from(compared(a, b, embedder), apart_in(documents))
    return conflict, documents


MEASURES = [
    ("The pipe carried 4 billion cubic metres of gas.", "It carried 6 bcm of gas.", "gas, in cubic metres"),
    ("The contract with the mill is worth €75 million.", "The contract is worth €90 million.", "value of the contract"),
    ("The harvest brought in €75 million.", "The harvest brought €90 million.", "sum of money (harvest)"),
    (
        "Ana Dorin visited Oslo on 3 May 2019.",
        "On 5 May 2019 Dorin arrived in Oslo on a visit.",
        "date of Ana Dorin’s visit to Oslo",
    ),
    (
        "Wheat exports came to 4 million tonnes.",
        "Last year 6 million tonnes of wheat exports were counted.",
        "wheat exports, in tonnes",
    ),
    (
        "The Orlin Bridge opened on 3 May 2019.",
        "The Orlin Bridge opened on 9 May 2019.",
        "date of the opening of the Orlin Bridge",
    ),
    ("Ana Dorin was born in 1902.", "The poet Ana Dorin was born in 1904.", "date of the birth of Ana Dorin"),
    (
        "It was Ana Dorin's first official visit to Oslo.",
        "It was Ana Dorin's fourth visit to Oslo.",
        "count of Ana Dorin’s visits to Oslo",
    ),
    ("Ana Dorin, 54, sang.", "Ana Dorin, 56, sang.", "age of Ana Dorin"),
    ("Fourteen people were killed in the flood.", "The flood killed 12 people.", "people killed"),
    ("The Orlin Bridge cost £2.4bn.", "The cost of the bridge was £2.9bn.", "cost of the Orlin Bridge"),
    (
        "The mill employs 340 people in its two halls.",
        "At the mill, 290 people are employed in two halls.",
        "number of people (mill, halls)",
    ),
    ("The tunnel is 12 kilometres long.", "The tunnel is 15 kilometres long.", "tunnel, in kilometres"),
    ("The strike lasted nine days.", "The strike lasted 12 days.", "length of the strike"),
    ("Of the houses 48% were insured.", "35% of the houses were insured.", "share of houses"),
    (
        "The ferry carries 900 passengers a day.",
        "The ferry carried 1,400 passengers a day.",
        "number of passengers per day",
    ),
]


@pytest.mark.parametrize(("first", "second", "expected"), MEASURES)
def test_a_measure_is_a_noun_phrase_whichever_text_comes_first(
    first: str, second: str, expected: str, embedder: CompiledEmbedder
) -> None:
    assert measure_of_conflict(*the_conflict(first, second, embedder)) == expected
    assert measure_of_conflict(*the_conflict(second, first, embedder)) == expected


EXPLANATIONS = [
    (
        "Wheat exports came to 4.1 million tonnes in 2019.",
        "In 2021 wheat exports came to 5.6 million tonnes.",
        "The values are for different times: “4.1 million tonnes” for 2019, “5.6 million tonnes” for 2021.",
    ),
    (
        "The dam cost £2.4bn.",
        "In the end £2.9bn was the cost of the dam, built of stone.",
        (
            "Nothing in the texts sets the two values at different times, and they cannot both hold: “£2.4bn” and "
            "“£2.9bn”."
        ),
    ),
    (
        "In 2019 the mill employed 340 people.",
        "The mill employed 290 people in 2019.",
        "Both values are for 2019, and they cannot both hold: “340” and “290”.",
    ),
    (
        "It was her first official visit to Oslo.",
        "The king received her in Oslo, for her fourth visit there.",
        (
            "One side counts only a part of what the other counts: “first official visit” is limited by “official”, "
            "“fourth visit” is not."
        ),
    ),
    (
        "The minister expects inflation of 4.5% in 2023.",
        "Inflation was 6.1% in 2023.",
        (
            "A forecast or plan stands against an outcome: “4.5%” is stated as a forecast for 2023, "
            "“6.1%” is stated as a fact for 2023."
        ),
    ),
    (
        "The grant is worth €75 million.",
        "The council has now received its grant, which is worth $75 million.",
        "The texts give one number in two currencies, and they cannot both hold: “€75 million” and “$75 million”.",
    ),
]


@pytest.mark.parametrize(("first", "second", "expected"), EXPLANATIONS)
def test_an_explanation_says_what_kind_of_difference_it_is_and_what_shows_it(
    first: str, second: str, expected: str, embedder: CompiledEmbedder
) -> None:
    assert explanation_of(*the_conflict(first, second, embedder)) == expected


def test_a_sentence_copied_but_for_its_value_is_said_to_be_one_sentence(embedder: CompiledEmbedder) -> None:
    assert explanation_of(*the_conflict("The dam cost £2.4bn.", "The dam cost £2.9bn.", embedder)) == (
        "Nothing in the texts sets the two values at different times, and they cannot both hold: “£2.4bn” and "
        "“£2.9bn”. In all else the two sentences are nearly the same, as in a report and a revised version of it."
    )


def test_two_bounds_that_could_both_hold_are_not_said_to_exclude_each_other(embedder: CompiledEmbedder) -> None:
    conflict = the_conflict("At least 11 people died in the fire.", "At least 17 people died in the fire.", embedder)
    assert explanation_of(*conflict) == (
        "The texts put one value in the place of the other: “At least 11” and “At least 17”. In all else the two "
        "sentences are nearly the same, as in a report and a revised version of it."
    )


def test_a_weekday_that_nothing_resolves_is_quoted_with_its_capital(embedder: CompiledEmbedder) -> None:
    conflict = the_conflict("By Monday the toll had risen to 24.", "On Tuesday the toll stood at 31.", embedder)
    assert explanation_of(*conflict) == ("The values are for different times: “24” for “Monday”, “31” for “Tuesday”.")


def test_a_year_that_the_text_leaves_out_is_said_to_be_the_documents(embedder: CompiledEmbedder) -> None:
    first, second = "On 18–19 August, Ana Dorin paid a visit to Oslo.", "On Aug. 13, Ana Dorin made a visit to Oslo."
    conflict = the_conflict(first, second, embedder, ("2024-08-26", "2013-09-01"))
    assert explanation_of(*conflict) == (
        "The dates lie too far apart for one event: “18–19 August” (18–19 August 2024, year of publication) and "
        "“Aug. 13” (13 August 2013, year of publication)."
    )
    assert difference_text(conflict[0]) == "18–19 August against Aug. 13"


def test_values_that_no_text_dates_are_set_apart_by_the_dates_of_the_documents(embedder: CompiledEmbedder) -> None:
    conflict = the_conflict(
        "The toll has risen to 31.",
        "The toll of the flood had reached 24 by then.",
        embedder,
        ("2024-08-21", "2023-02-20"),
    )
    assert explanation_of(*conflict) == (
        "The texts do not say for when the values hold, but are themselves of different dates: “31” in a document of "
        "21 August 2024, “24” in a document of 20 February 2023."
    )


def test_a_time_reckoned_from_the_publication_date_is_said_to_be(embedder: CompiledEmbedder) -> None:
    conflict = the_conflict(
        "Last year wheat exports came to 4.1 million tonnes.",
        "Wheat exports came to 5.6 million tonnes in 2021.",
        embedder,
        ("2020-03-02", "2022-01-04"),
    )
    assert explanation_of(*conflict) == (
        "The values are for different times: “4.1 million tonnes” for 2019 (reckoned from the publication date), "
        "“5.6 million tonnes” for 2021."
    )


def test_every_family_of_events_has_a_noun() -> None:
    assert set(EVENTS.values()) <= set(NOUNS)


def test_sides_beyond_the_gravest_pair_are_told_of_too() -> None:
    days = {"a": ("4 May", "2021-05-06"), "b": ("5 May", "2021-05-07"), "c": ("9 November", "2015-11-12")}
    written = [document(name, f"Ilse Kroon arrived in Lagos on {day}.", date) for name, (day, date) in days.items()]
    documents = {one.id: one for one in written}
    a, b, c = (figures_of(one)[0] for one in written)
    (conflict,) = conflicts_from(pairs_of([(a, b, 0.9), (a, c, 0.9), (b, c, 0.9)], documents), apart_in(documents))
    explanation = explanation_of(conflict, documents)
    assert explanation.startswith("The texts give one event two dates")
    assert explanation.endswith("“9 November” is of another occurrence.")
