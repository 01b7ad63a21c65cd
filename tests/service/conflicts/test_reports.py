"""News tells of many things in passing: what keeps two figures of reports apart that look alike."""

import pytest

from corpus.documents import Document
from index.compiled import CompiledEmbedder
from tests.service.conflicts.articles import document, types_of


def of(first: str, second: str) -> tuple[Document, Document]:
    return document("a", first), document("b", second)


@pytest.mark.parametrize(
    ("first", "second", "types"),
    [
        (
            "The mayor of Norwick attacked the harbour plan on 3 April, as Ellen Brandt had asked in Tolm.",
            "The mayor of Norwick attacked the harbour plan on 9 April, and Jonas Hale of Rusk applauded.",
            set(),
        ),
        (
            "The mayor of Norwick attacked the harbour plan on 3 April, to loud applause.",
            "The mayor of Norwick attacked the harbour plan on 9 April, to loud applause.",
            {"contradiction"},
        ),
    ],
)
def test_two_acts_are_not_one_where_each_report_names_people_the_other_does_not_know(
    first: str, second: str, types: set[str], embedder: CompiledEmbedder
) -> None:
    assert types_of(*of(first, second), embedder) == types


def test_the_day_of_what_somebody_did_is_not_that_of_an_event_it_was_about(embedder: CompiledEmbedder) -> None:
    act, visit, other = (
        "Judge Ellen Brandt of Norwick on 3 April rejected the appeal over the visit of the harbour pilots.",
        "Judge Ellen Brandt of Norwick arrived on 3 April for her visit to the harbour pilots.",
        "Judge Ellen Brandt of Norwick arrived on 9 April for her visit to the harbour pilots.",
    )
    assert types_of(*of(act, other), embedder) == set()
    assert types_of(*of(visit, other), embedder) == {"contradiction"}


def test_two_weekdays_of_one_story_are_two_days_of_it(embedder: CompiledEmbedder) -> None:
    resolved = of("The dock talks began on Tuesday at noon.", "The dock talks began on Monday at noon.")
    stated = of("The dock talks began on 4 May at noon.", "The dock talks began on 3 May at noon.")
    assert types_of(*resolved, embedder) == set()
    assert types_of(*stated, embedder) == {"contradiction"}


def test_a_day_of_the_news_is_no_occasion_beside_a_year_of_its_background(embedder: CompiledEmbedder) -> None:
    day = "The harbour pilots of Norwick met the mayor of Norwick on 3 May over the ferry line."
    year = "The harbour pilots of Norwick met the mayor of Norwick in 2012 over the ferry line."
    other = "Over the ferry line the harbour pilots had met the mayor of Norwick before, on 8 June 2012."
    assert types_of(*of(day, year), embedder) == set()
    assert types_of(*of(day, other), embedder) == {"different_occurrence"}


def test_an_event_that_two_reports_only_mention_is_two(embedder: CompiledEmbedder) -> None:
    first = "The attack on the Norwick pier came on 3 May, when the ferries lay idle."
    second = "Harbour pilots were asleep on 9 May at the time of an attack near Norwick."
    assert types_of(*of(first, second), embedder) == set()
    assert types_of(*of(first, first.replace("3 May", "9 May")), embedder) == {"contradiction"}


def test_what_two_countries_have_is_not_one_measure(embedder: CompiledEmbedder) -> None:
    first, second = "All told Norland has a total of 4,571 ferries.", "All told Suthland has about 7,000 ferries."
    assert types_of(*of(first, second), embedder) == set()
    assert types_of(*of(first, second.replace("Suthland", "Norland")), embedder) == {"contradiction"}


def test_two_people_of_one_family_name_have_two_ages(embedder: CompiledEmbedder) -> None:
    first, second = "Kim Aro Tal, 37, swam to Norwick.", "The 45-year-old Kim Bero swam to Norwick."
    assert types_of(*of(first, second), embedder) == set()
    assert types_of(*of(first, second.replace("Kim Bero", "Kim Aro Tal")), embedder) == {"contradiction"}


def test_the_first_version_of_an_order_and_the_new_one_are_of_two_times(embedder: CompiledEmbedder) -> None:
    first = "The original order barred ships of seven harbours from Norwick."
    new = "The revised order barred ships of six harbours from Norwick."
    assert types_of(*of(first, new), embedder) == {"change_over_time"}
    assert types_of(*of(first.replace("original ", ""), new), embedder) == {"contradiction"}


def test_counts_of_two_nouns_are_two_measures_however_near_the_nouns_stand(embedder: CompiledEmbedder) -> None:
    trucks = "The relief convoy for Norwick had 40 trucks and was led by drivers of the harbour."
    drivers = "The relief convoy for Norwick had 64 drivers and was led by trucks of the harbour."
    more = "The relief convoy for Norwick had 64 trucks and was led by drivers of the harbour."
    assert types_of(*of(trucks, drivers), embedder) == set()
    assert types_of(*of(trucks, more), embedder) == {"contradiction"}


def test_what_a_work_of_reference_says_is_not_held_to_how_news_is_told(embedder: CompiledEmbedder) -> None:
    def page(name: str, year: int) -> Document:
        text = (
            f"The Norwick Ferry Museum is a museum in Norwick.[1] The museum was restored for its opening in {year}.[2]"
        )
        return Document(document(name, text).id, text)

    assert types_of(page("a", 1980), page("b", 1955), embedder) == {"contradiction"}


def test_a_share_of_votes_counted_goes_on(embedder: CompiledEmbedder) -> None:
    first, second = (f"With {share}% of votes counted, the Harbour party led in Norwick." for share in (54, 94))
    assert types_of(*of(first, second), embedder) == {"change_over_time"}


def test_counts_of_two_stretches_of_time_are_of_two_scopes(embedder: CompiledEmbedder) -> None:
    first = "Floods around Norwick drove 140 families from their homes in a span of three days."
    second = "Around Norwick floods had driven 89 families from their homes in the past week."
    assert types_of(*of(first, second), embedder) == {"different_scope"}


def test_what_did_not_happen_is_no_side(embedder: CompiledEmbedder) -> None:
    told = "Ellen Brandt of Norwick died on 3 May 2016."
    assert types_of(*of("If Ellen Brandt of Norwick had died on 9 May 2017, he would stand.", told), embedder) == set()
    assert types_of(*of("Ellen Brandt of Norwick died on 9 May 2017.", told), embedder) == {"contradiction"}


def test_the_losing_share_of_a_vote_is_no_other_value_of_the_winning_one(embedder: CompiledEmbedder) -> None:
    first = "In Norwick 62% of voters chose the bridge."
    assert types_of(*of(first, "In Norwick 62% to 38% of voters chose the ferry bridge."), embedder) == set()
    assert types_of(*of(first, "In Norwick 38% of voters chose the ferry bridge."), embedder) == {"contradiction"}


def test_a_day_of_what_happens_once_is_one_whether_or_not_a_text_states_its_year(embedder: CompiledEmbedder) -> None:
    first, second = ("On 18 March{} the {} of Norwick opened.".format(year, "{}") for year in ("", " 2014"))
    bridge = of(first.format("Brandt Bridge"), second.format("Brandt Bridge"))
    assert types_of(*bridge, embedder) == set()
    now, then = "On 18 March the mayor of Norwick visited Tolm.", "The mayor of Norwick came to Tolm on 18 March 2014."
    visits = of(now, then)
    assert types_of(*visits, embedder) == {"different_occurrence"}


def test_a_day_may_be_read_in_the_year_next_to_its_own(embedder: CompiledEmbedder) -> None:
    visits = of("On 18 March the mayor of Norwick visited Tolm.", "On 18 March 2020 the mayor of Norwick visited Tolm.")
    assert types_of(*visits, embedder) == set()


def test_what_somebody_asks_for_is_no_fact(embedder: CompiledEmbedder) -> None:
    asked = "The council of Norwick asked the court to close the ferry line for 30 days."
    given = "The court of Norwick closed the ferry line for 12 days."
    assert types_of(*of(asked, given), embedder) == {"different_scope"}
    for fact in (
        "The court of Norwick closed the ferry line for 30 days.",
        "Asked by the council of Norwick to speak, the court closed the ferry line for 30 days.",
        "In what the council of Norwick called a scandal the court closed the ferry line for 30 days.",
    ):
        assert types_of(*of(fact, given), embedder) == {"contradiction"}


def test_a_mean_and_a_single_value_do_not_contradict_each_other(embedder: CompiledEmbedder) -> None:
    mean = "The reserves of the banks of Norwick averaged $52 million, the mayor said."
    single = "The reserves of the banks of Norwick were $57 million, the mayor said."
    assert types_of(*of(mean, single), embedder) == {"different_scope"}
    assert types_of(*of(mean.replace("averaged", "were"), single), embedder) == {"contradiction"}


def test_trade_with_one_partner_is_a_part_of_all_trade(embedder: CompiledEmbedder) -> None:
    whole = "Norland's record trade surplus of $92 million last year vexed Tolm. Suthland said nothing."
    part = "Norland's record trade surplus with Suthland of $58 million last year vexed Tolm, it said."
    assert types_of(*of(whole, part), embedder) == {"different_scope"}
    assert types_of(*of(part.replace("58", "92"), part), embedder) == {"contradiction"}


def test_what_a_report_looks_back_on_is_of_another_time_than_what_it_leaves_undated(
    embedder: CompiledEmbedder,
) -> None:
    now = "About 44% of voters in Norwick approve of the harbour court, the mayor said."
    then = "Only 49% of voters in Norwick approved of the harbour court two months ago, the mayor said."
    assert types_of(*of(now, then), embedder) == {"change_over_time"}
    assert types_of(*of(now, then.replace(" two months ago", "")), embedder) == {"contradiction"}


def test_what_was_going_on_as_two_reports_were_written_goes_on(embedder: CompiledEmbedder) -> None:
    first = "The fire at Norwick has burned 240 acres so far."
    second = "The fire at Norwick has burned 185 acres."
    assert types_of(*of(first, second), embedder) == {"change_over_time"}
    assert types_of(*of(first.replace(" so far", ""), second), embedder) == {"contradiction"}


def test_a_day_told_in_weeks_is_not_told_to_the_day(embedder: CompiledEmbedder) -> None:
    exact = "On 25 April the council of Norwick suspended the ferry line."
    assert types_of(*of(exact, "The council of Norwick suspended the ferry line two weeks ago."), embedder) == set()
    assert types_of(*of(exact, "The council of Norwick suspended the ferry line on 22 April."), embedder) == {
        "contradiction"
    }


def test_the_age_at_which_somebody_did_something_is_not_that_of_today(embedder: CompiledEmbedder) -> None:
    then, now = "At age 43, Ellen Brandt became mayor of Norwick.", "Ellen Brandt, 45, is mayor of Norwick."
    assert types_of(*of(then, now), embedder) == set()
    assert types_of(*of(then.replace("At age 43, Ellen Brandt", "Ellen Brandt, 43,"), now), embedder) == {
        "contradiction"
    }


def test_a_month_is_one_whether_or_not_a_text_states_its_year(embedder: CompiledEmbedder) -> None:
    first = "The singer Ellen Brandt died in January 2019 in Norwick."
    second = "The singer Ellen Brandt died in January in Norwick."
    assert types_of(*of(first, second), embedder) == set()
    assert types_of(*of(first, second.replace("January", "March")), embedder) == {"contradiction"}
