"""What a figure is a figure of: heads, wholes, events, who and where, when it holds, what happened before."""

from datetime import date

import pytest

from corpus.documents import Document, DocumentId, Known, PartialDate
from corpus.figures.extract import figures_of
from corpus.figures.figure import Figure, TimeScope


def figures_in(text: str, published: str | None = None) -> list[Figure]:
    known = Known(PartialDate.parse(published), "given", "the test") if published else None
    return figures_of(Document(DocumentId("d"), text, published=known))


def figure(text: str, surface: str, published: str | None = None) -> Figure:
    (found,) = [figure for figure in figures_in(text, published) if figure.text == surface]
    return found


@pytest.mark.parametrize(
    ("text", "surface", "counted"),
    [
        ("More than 500 Danish companies operate in the port.", "More than 500", "Danish companies"),
        ("The volume of mutual trade is over $6 bn.", "over $6 bn", "mutual trade"),
        ("They signed agreements, with trade amounting to $3.4 billion last year.", "$3.4 billion", "trade"),
        ("The firm won a $40 million rail contract.", "$40 million", "rail contract"),
        ("It sold grain worth $2.1m and spent $3.4 billion in aid.", "$3.4 billion", "aid"),
        ("Of the damaged houses 48 percent were insured.", "48 percent", "damaged houses"),
        ("Insured losses from the storm amount to €85 million.", "€85 million", "insured losses"),
        ("Turnover reached £3bn in 2012, according to the bank, and rose by 5% in 2013.", "5%", "turnover"),
        ("The firm employs 4,100 people.", "4,100", "people"),
        ("Ana Dorin has given €131m.", "€131m", None),
        ("The credit of their firms has attained 6 bn roubles.", "6 bn roubles", "credit"),
        ("Orlin is a port. It handled 8 million tonnes in 2021.", "8 million tonnes", None),
        ("They dig coal. Coal is what they live on. It exported 9 million tonnes in 2023.", "9 million tonnes", "coal"),
        ("Danish firms have put €131m into the port.", "€131m", "investment"),
        ("The Commission has invested €131m of its own.", "€131m", "invested"),
        ("The line would invest €175m.", "€175m", "invest"),
    ],
)
def test_what_is_counted_or_measured_is_found(text: str, surface: str, counted: str | None) -> None:
    assert figure(text, surface).counted == counted


def test_a_cost_belongs_to_what_costs_it() -> None:
    assert figure("The cost of the Orlin dam is put at £1.8bn.", "£1.8bn").of == "dam"
    assert figure("A tramway would have cost £600m.", "£600m").of == "tramway"
    assert figure("The dam is open. It has cost £2bn.", "£2bn").of == "dam"


def test_it_stands_for_what_the_sentence_before_spoke_of() -> None:
    text = "Trade turnover amounted to $2.3 billion in 2012. In January-May 2013 it grew by 34 percent."
    assert figure(text, "34 percent").counted == "trade turnover"


def test_a_date_has_the_event_of_its_own_clause() -> None:
    text = "Mara Lind (on 6 August her envoy, Jon Brekke, paid a visit to Oslo) met farmers in Bergen on 9 August."
    first, second = (found for found in figures_in(text, "2020-08-20") if found.value.kind == "date")
    assert (first.event, first.places) == ("visit", ("Oslo",))
    assert "Jon Brekke" in first.agent
    assert (second.event, second.places) == ("meet", ("Bergen",))


def test_a_year_that_only_places_an_amount_states_no_event() -> None:
    assert figure("The plant built 182,000 cars in 2018.", "2018").event is None
    assert figure("The bridge was built in 2018.", "2018").event == "build"


@pytest.mark.parametrize(
    ("text", "surface", "previous"),
    [
        ("It was her first visit to Oslo since 2018.", "first visit to Oslo since 2018", 2018),
        ("She made her first trip there in seven years.", "first trip there in seven years", 2013),
        ("Her journey, the first of its kind since 2016, began.", "first of its kind since 2016", 2016),
        ("No minister had been there since 2009.", "since 2009", 2009),
        ("She came to Oslo for the first time since 2011.", "first time since 2011", 2011),
    ],
)
def test_when_it_happened_before_is_told_by_first_since_and_first_in(text: str, surface: str, previous: int) -> None:
    found = figure(text, surface, "2020")
    assert found.event == "visit"
    assert found.previous is not None
    assert (found.previous.start, found.previous.end) == (date(previous, 1, 1), date(previous, 12, 31))


def test_a_third_visit_since_a_year_says_nothing_of_the_one_before() -> None:
    found = figure("It was her third visit since 2018.", "third visit")
    assert (found.value.low, found.event, found.previous) == (3.0, "visit", None)


def test_figures_hold_for_the_nearest_time_or_the_documents() -> None:
    text = "Exports were 4 tonnes in 2012 and 7 tonnes in 2019."
    assert [found.holds for found in figures_in(text, "2020-03") if found.value.kind == "quantity"] == [
        TimeScope(date(2012, 1, 1), date(2012, 12, 31), "stated"),
        TimeScope(date(2019, 1, 1), date(2019, 12, 31), "stated"),
    ]
    undated = figure("Exports were 4 tonnes.", "4 tonnes", "2020-03")
    assert undated.holds == TimeScope(date(2020, 3, 1), date(2020, 3, 31), "document")


def test_how_many_died_is_of_the_day_of_the_report() -> None:
    found = figure("At least 12 people were killed on 3 March in Orlin.", "At least 12", "2020-03-05")
    assert found.holds == TimeScope(date(2020, 3, 5), date(2020, 3, 5), "document")


@pytest.mark.parametrize(
    ("text", "surface", "role"),
    [
        ("Profit rose 7% to $2.3 billion.", "7%", "change_by"),
        ("Profit rose 7% to $2.3 billion.", "$2.3 billion", "change_to"),
        ("The rate fell from 5.1% in May.", "5.1%", "change_from"),
        ("The bank expects growth of 3 percent.", "3 percent", "change_by"),
        ("Unemployment was 5.1%.", "5.1%", "level"),
        ("The delegation was made up of 34 traders.", "34", "level"),
    ],
)
def test_changes_are_told_from_levels(text: str, surface: str, role: str) -> None:
    assert figure(text, surface).role == role


@pytest.mark.parametrize(
    ("text", "surface", "modality"),
    [
        ("The bank forecast growth of 3.1% in 2024.", "3.1%", "forecast"),
        ("The line is to open in June 2026.", "June 2026", "plan"),
        ("The target is 40 million tonnes.", "40 million tonnes", "target"),
        ("The line carried 40 million passengers.", "40 million", "actual"),
    ],
)
def test_forecasts_plans_and_targets_are_marked(text: str, surface: str, modality: str) -> None:
    assert figure(text, surface).modality == modality


def test_dates_in_brackets_behind_a_name_are_birth_and_death() -> None:
    born, died = figures_in("Ada Holm (3 May 1901 – 9 June 1977) was a judge.")
    assert (born.text, born.event, born.agent) == ("3 May 1901", "birth", ("Ada Holm",))
    assert (died.text, died.event, died.agent) == ("9 June 1977", "death", ("Ada Holm",))


def test_a_bare_number_that_somebody_was_is_an_age() -> None:
    found = figure("Jon Brekke, the foreman, was 56.", "56")
    assert (found.value.kind, found.agent) == ("age", ("Jon Brekke",))


def test_figures_of_boilerplate_are_none_of_the_document() -> None:
    text = "The mill employs 340 people.\n\nSubscribe now and read 3 articles of your choice for free!"
    assert [found.text for found in figures_in(text)] == ["340"]


def test_every_figure_is_the_text_at_its_offsets_on_any_unicode() -> None:
    text = "😀 In 2012 trade was $4 bn 🇳🇴, e\u0301lan 12 000 hens; שלום 7 goats were sold on 3 May."
    for found in figures_in(text, "2013"):
        assert text[found.value.start : found.value.end] == found.text
        assert found.sentence_start <= found.value.start < found.value.end <= found.sentence_end


def test_a_year_behind_one_amount_is_not_that_of_what_is_told_in_the_present() -> None:
    text = "Trade came to €1.9 bn in 2023, and {} €1.6 bn into its firms."
    past, present = (figure(text.format(words), "€1.6 bn", "2024-05-06") for words in ("they put", "they have put"))
    assert (past.holds, present.holds) == (
        TimeScope(date(2023, 1, 1), date(2023, 12, 31), "stated"),
        TimeScope(date(2024, 5, 6), date(2024, 5, 6), "document"),
    )


def test_who_calls_it_a_visit_by_somebody_does_not_pay_it() -> None:
    text = "She came for what the city office called the first visit by a mayor of Orlin in nine years."
    assert figure(text, "first visit by a mayor of Orlin in nine years", "2023").agent == ()


def test_who_steps_ashore_visits() -> None:
    assert figure("Ana Dorin stepped ashore in Orlin on 20 September.", "20 September", "2022").event == "visit"
