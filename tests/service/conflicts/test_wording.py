"""What the wording of sentences keeps apart, and how it orders what is shown."""

import pytest

from corpus.figures.extract import figures_of
from index.compiled import CompiledEmbedder
from service.comparing import compared
from service.conflicts.constructions import (
    ages_of,
    dates_a_page,
    dates_a_saying,
    is_a_definition,
    is_a_population,
    is_age_bracket,
    is_averaged,
    is_joint,
    is_negated,
    is_one_of_a_list,
    is_rough,
    landmark_of,
    rank_of,
)
from service.conflicts.differing import values_agree
from service.conflicts.moments import is_running, moment_in
from service.conflicts.templates import is_furniture
from tests.service.conflicts.articles import document, types_of


def test_pages_of_one_template_under_titles_of_different_places_are_not_compared(embedder: CompiledEmbedder) -> None:
    row = "The survey asked 400 voters about the new bridge."
    other = "The survey asked 700 voters about the new bridge."
    north = document("a", row, "Survey: voters in Norwick on the bridge")
    south = document("b", other, "Survey: voters in Suthwold on the bridge")
    again = document("c", other, "Survey: voters in Norwick on the bridge")
    assert types_of(north, south, embedder) == set()
    assert types_of(north, again, embedder) == {"contradiction"}


@pytest.mark.parametrize(
    ("sentence", "furniture"),
    [
        ("Norwick 34 21 5 3 71 Suthwold 30 18", True),
        ("Home | News | Sport | Weather", True),
        ("The harbour, 3 May 2021. (Photo by Ann Poe/Getty Images)", True),
        ("Profit rose by 12% to $2.3bn.", False),
        ("Between 3 and 5 May, 1,200 people crossed the bridge.", False),
    ],
)
def test_rows_of_tables_links_and_credits_are_no_sentences(sentence: str, furniture: bool) -> None:
    assert is_furniture(sentence) is furniture


def test_a_date_of_saying_something_is_no_date_of_what_is_said() -> None:
    said = document("a", "Brightline said late Tuesday that its merger with Harrow was approved.")
    happened = document("b", "Brightline said that its merger with Harrow was approved on Tuesday.")
    assert [dates_a_saying(figure, said) for figure in figures_of(said)] == [True]
    assert [dates_a_saying(figure, happened) for figure in figures_of(happened)] == [False]


def test_the_place_that_a_distance_is_measured_from_is_its_landmark() -> None:
    text = document("a", "The storm was 240 miles south of Norwick, moving at 10 mph.")
    assert [set(landmark_of(figure, text)) for figure in figures_of(text)] == [{"norwick"}, set()]


def test_an_amount_that_is_denied_is_none() -> None:
    text = document("a", "The council is not considering a rise of $300 million.")
    assert [is_negated(figure, text) for figure in figures_of(text)] == [True]


def test_years_that_say_who_is_meant_are_no_measure() -> None:
    text = document("a", "Children ages 2 years to 5 years may swim.")
    assert all(is_age_bracket(figure, text) for figure in figures_of(text) if figure.value.kind == "duration")


def test_a_date_reckoned_back_is_rough_and_a_year_is_not() -> None:
    rough = document("a", "The comet was discovered more than two decades ago.")
    plain = document("b", "The comet was discovered in 1996.")
    assert [is_rough(figure, rough) for figure in figures_of(rough)] == [True]
    assert [is_rough(figure, plain) for figure in figures_of(plain)] == [False]


def test_a_superlative_ranks_and_a_bound_does_not() -> None:
    ranked = document("a", "It was the biggest rise in 28 years.")
    bound = document("b", "At least 11 people were hurt.")
    assert [rank_of(figure, ranked) for figure in figures_of(ranked) if figure.value.kind == "duration"] == ["biggest"]
    assert [rank_of(figure, bound) for figure in figures_of(bound)] == [""]


def test_counts_of_two_hours_of_one_day_changed(embedder: CompiledEmbedder) -> None:
    early = document("a", "Some 12,000 homes were without power at 6 a.m. on Friday.", published="2021-05-07")
    late = document("b", "Some 31,000 homes were without power at 5:30 p.m. on Friday.", published="2021-05-07")
    assert types_of(early, late, embedder) == {"change_over_time"}


def test_a_moment_is_the_one_hour_that_a_sentence_names() -> None:
    assert moment_in("It stood at 12 by 6 p.m. on Friday.") == "18:00"
    assert moment_in("It rose between 6 a.m. and 9 a.m.") is None
    assert moment_in("It stood at 12 early in the morning.") == "morning"


def test_what_is_counted_so_far_runs_on() -> None:
    assert is_running("As of Saturday, 12 homes were dark.")
    assert not is_running("The storm left 12 homes dark.")


def test_amounts_of_two_doers_named_in_front_of_their_verbs_are_not_compared(embedder: CompiledEmbedder) -> None:
    one = document("a", "This season Ann Poe scored 37 goals for the club.")
    other = document("b", "This season Eve Roe scored 52 goals for the club.")
    same = document("c", "This season Ann Poe scored 52 goals for the club.")
    assert types_of(one, other, embedder) == set()
    assert types_of(one, same, embedder) == {"contradiction"}


def test_unlike_wording_makes_a_contradiction_less_sure_but_does_not_hide_it(embedder: CompiledEmbedder) -> None:
    first = document("a", "The warehouse held 1,800 tonnes of nitrate.")
    alike = document("b", "The warehouse held 2,700 tonnes of nitrate.")
    unlike = document("c", "By the slips of the weighbridge 2,700 tonnes of nitrate lay in the warehouse by the dock.")
    (sure,) = compared(first, alike, embedder)
    (unsure,) = compared(first, unlike, embedder)
    assert sure.difference is not None
    assert unsure.difference is not None
    assert 0.4 < unsure.strength < sure.strength


def test_amounts_for_people_of_other_ages_are_not_compared(embedder: CompiledEmbedder) -> None:
    small = document("a", "For children ages 6 to 11 the dose of the vaccine is 50 micrograms.")
    large = document("b", "For those 12 and older the dose of the vaccine is 100 micrograms.", published="2021-06-06")
    overlapping = document("c", "For children ages 5 to 11 the dose of the vaccine is 100 micrograms.")
    assert types_of(small, large, embedder) == set()
    assert types_of(small, overlapping, embedder) == {"contradiction"}


@pytest.mark.parametrize(
    ("sentence", "ages"),
    [
        ("For children ages 6 to 11 it is 50 grams.", [(6, 11)]),
        ("Those 12 and older got 50 grams.", [(12, 120)]),
        ("Children 6 months through 5 years got 50 grams.", [(0, 5)]),
        ("Pupils under the age of 9 got 50 grams.", [(0, 8)]),
        ("Under 9.5 percent of it, 50 grams, was lost; 12 adults 30% of it.", []),
    ],
)
def test_the_ages_that_a_sentence_speaks_of_are_read_in_years(sentence: str, ages: list[tuple[int, int]]) -> None:
    text = document("a", sentence)
    grams = next(figure for figure in figures_of(text) if figure.text == "50 grams")
    assert ages_of(grams, text) == ages


def test_where_a_class_begins_is_no_measurement() -> None:
    text = document(
        "a", "It may become a Category 4 storm, which means winds of 130 mph. On Friday it had winds of 125 mph."
    )
    assert [is_a_definition(figure, text) for figure in figures_of(text) if figure.value.unit] == [True, False]


def test_distances_of_two_things_from_one_town_are_not_compared(embedder: CompiledEmbedder) -> None:
    troops = document("a", "The soldiers had dug in 20 miles north of Norwick by then.")
    plant = document("b", "An old reactor stands 80 miles north of Norwick, beyond the marsh.")
    again = document("c", "The soldiers were still dug in 35 miles north of Norwick by then.")
    assert types_of(troops, plant, embedder) == set()
    assert types_of(troops, again, embedder) == {"contradiction"}


def test_the_ages_of_two_people_are_not_compared(embedder: CompiledEmbedder) -> None:
    ann = document("a", "Ann Poe is back in the side. The 26-year-old scored twice on her return.")
    eve = document("b", "Eve Roe is back in the side. The 25-year-old scored twice on her return.")
    again = document("c", "Ann Poe returned at last. The 25-year-old scored twice on her return.")
    assert types_of(ann, eve, embedder) == set()
    assert types_of(ann, again, embedder) == {"contradiction"}


def test_two_dates_of_birth_by_which_the_word_stands_are_sure_without_a_verb(embedder: CompiledEmbedder) -> None:
    lead = document("a", "Ann Poe (born Ann Roe, 28 April 1948) is a singer from Norwick.", "Ann Poe")
    other = document("b", "Poe, born in 1975, sang twenty times in Norwick.", "Ann Poe")
    (pair,) = compared(lead, other, embedder)
    assert pair.difference is not None
    assert (pair.difference.type, pair.difference.certainty) == ("contradiction", 1.0)


def test_a_mean_is_one_where_it_is_called_so_near_the_value() -> None:
    text = document("a", "Banks held an average 52 million marks. On Monday they held 47 million marks.")
    assert [is_averaged(figure, text) for figure in figures_of(text) if figure.value.kind == "money"] == [True, False]


def test_a_rise_does_not_agree_with_a_fall_of_its_size() -> None:
    rise, fall = (figures_of(document(way, f"Sales of bricks {way} by 5 percent."))[0] for way in ("rose", "fell"))
    assert values_agree(rise, rise)
    assert not values_agree(rise, fall)


@pytest.mark.parametrize(
    ("text", "population", "joint", "listed"),
    [
        ("Tolm, a town of 16,000 people, was flooded.", True, False, False),
        ("Norwick is home to nearly 16,000 ferrymen.", True, False, False),
        ("More than 16,000 people live in the valley.", True, False, False),
        ("The order names 24 companies and shipowners.", False, True, False),
        ("The order names 24 companies of Norwick.", False, False, False),
        ("The order names 24 companies and 12 shipowners.", False, False, False),
        ("They moved 350 people from Tolm, 650 from Rusk and 120 from Norwick.", False, False, True),
        ("They moved 350 people from Tolm and 120 from Norwick.", False, False, False),
    ],
)
def test_counts_of_inhabitants_of_two_nouns_and_of_a_list_are_known(
    text: str, population: bool, joint: bool, listed: bool
) -> None:
    told = document("a", text)
    first = figures_of(told)[0]
    assert is_a_population(first, told) is population
    assert is_joint(first, told) is joint
    assert is_one_of_a_list(first, told) is listed


def test_what_stays_as_it_is_contradicts_itself_in_documents_of_two_dates(embedder: CompiledEmbedder) -> None:
    near = document("a", "The Rusk dam is located 105 km north of Norwick.", published="2021-05-06")
    far = document("b", "The Rusk dam is located about 75 miles north of Norwick.", published="2021-05-09")
    short = document("c", "The mayor gave a 75-minute speech in Norwick.", published="2021-05-06")
    long = document("d", "The mayor gave a 77-minute speech in Norwick.", published="2021-05-09")
    assert types_of(near, far, embedder) == {"contradiction"}
    assert types_of(short, long, embedder) == {"contradiction"}


def test_a_stamp_in_brackets_is_the_date_of_a_page() -> None:
    stamped = document("a", "The mayor of Norwick signed the treaty (18.03.2017).")
    plain = document("b", "The mayor of Norwick signed the treaty on 18.03.2017.")
    assert [dates_a_page(figure, stamped) for figure in figures_of(stamped)] == [True]
    assert [dates_a_page(figure, plain) for figure in figures_of(plain)] == [False]
