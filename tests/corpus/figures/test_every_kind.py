"""Every kind of figure, and what is none, each in a sentence of its own, as the figures command prints it."""

from typing import Any

import pytest

from corpus.documents import Document, DocumentId, Known, PartialDate
from corpus.figures.extract import figures_of
from corpus.figures.printing import figure_json


def printed(text: str, published: str | None = None) -> list[dict[str, Any]]:
    known = Known(PartialDate.parse(published), "given", "the test") if published else None
    return [figure_json(figure) for figure in figures_of(Document(DocumentId("d"), text, published=known))]


def amounts(text: str) -> list[tuple[object, ...]]:
    """Lowest, highest, comparator and unit of every figure that is no date."""
    rows = [row for row in printed(text) if row["kind"] not in {"date", "date_range"}]
    return [(row["amount"]["low"], row["amount"]["high"], row["comparator"], row["unit"]) for row in rows]


def one(value: float, unit: str | None, comparator: str = "equal") -> tuple[object, ...]:
    return (pytest.approx(value), pytest.approx(value), comparator, unit)


def between(low: float, high: float, unit: str | None) -> tuple[object, ...]:
    return (pytest.approx(low), pytest.approx(high), "range", unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("More than 500 firms took part.", [one(500, "firm", "more than")]),
        ("600 or more mills took part.", [one(600, "mill", "at least")]),
        ("Mills with 60 workers or fewer are exempt.", [one(60, "worker", "at most")]),
        ("A team of 15-plus divers went down.", [one(15, "diver", "at least")]),
        ("Nearly 40 and as few as 30 boats sailed.", [one(40, "boat", "nearly"), one(30, "boat", "at least")]),
        ("Gusts stronger than 90 kph hit the pier.", [one(90, "kilometre per hour", "more than")]),
        ("Drifts were as deep as two metres.", [one(2, "metre", "at most")]),
        ("Applicants no older than 35 may apply.", [one(35, "year", "at most")]),
        ("They hired 7 percent more than 200 people.", [one(7, "percent"), one(200, "people")]),
        ("It won 49 seats, short of the 60 that it needed.", [one(49, "seat"), one(60, None)]),
    ],
)
def test_comparators_stand_on_either_side(text: str, expected: list[tuple[object, ...]]) -> None:
    assert amounts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Between 3 and 5 million people voted.", [between(3e6, 5e6, "people")]),
        ("10-15 schools were shut.", [between(10, 15, "school")]),
        ("It cost from $2bn to $3bn.", [between(2e9, 3e9, "US dollar")]),
        ("The ferry is late by a day or two.", [between(1, 2, "day")]),
        ("He owns 40 mln shares and 3 lakh bonds.", [one(4e7, "share"), one(3e5, "bond")]),
        ("It cost 20,000 crore rupees and 5k euros.", [one(2e11, "Indian rupee"), one(5000, "euro")]),
        (
            "Two-thirds of the mills and half the 38 docks shut.",
            [one(2 / 3, "mill"), one(0.5, "dock"), one(38, "dock")],
        ),
        ("Sales were a third fewer.", [one(1 / 3, None)]),
        ("Corn slid 7-1/4 cents.", [one(7.25, "cent")]),
        ("Two hundred and fifty men were hired.", [one(250, "man")]),
        ("He paid US$20, 30 EUR and ₹400.", [one(20, "US dollar"), one(30, "euro"), one(400, "Indian rupee")]),
        ("It holds 5 kg, 3 miles and 20 kWh.", [one(5, "kilogram"), one(3, "mile"), one(20, "kilowatt hour")]),
        ("Lead stood at 0.4 milligrams per liter.", [one(0.4, "milligram per litre")]),
        ("The quake had a magnitude of 6.8.", [one(6.8, "magnitude")]),
    ],
)
def test_ranges_scales_fractions_words_currencies_and_units(text: str, expected: list[tuple[object, ...]]) -> None:
    assert amounts(text) == expected


def test_percent_percentage_points_and_basis_points_are_apart() -> None:
    rows = printed("The rate rose by 0.5 percentage points, 25 basis points and 3 percent.")
    assert [(row["kind"], row["amount"]["low"]) for row in rows] == [
        ("percentage_points", 0.5), ("percentage_points", 25.0), ("percent", 3.0),
    ]  # fmt: skip


def test_ordinals_have_their_event_and_first_since() -> None:
    third, first = figures_of(Document(DocumentId("d"), "It was the king's third trip to Oslo, the first since 2018."))
    assert (third.value.low, third.event) == (3.0, "visit")
    assert first.previous is not None
    assert str(first.previous.start) == "2018-01-01"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He spent three years and two months there.", [one(3 + 1 / 6, "year")]),
        ("The 12-year-old waited.", [one(12, "year")]),
        ("She died at the age of 54.", [one(54, "year")]),
        ("A driver, 29, was held.", [one(29, "year")]),
        ("Voting is open to 16- and 17-year-olds.", [one(16, "year"), one(17, "year")]),
        (
            "Children under 12 and those over 65 ride free.",
            [one(12, "year", "less than"), one(65, "year", "more than")],
        ),
        ("He gave 60-plus years of service.", [one(60, "year", "at least")]),
        ("Costs fell over three years.", [one(3, "year")]),
        ("He waited for over three years.", [one(3, "year", "more than")]),
        ("She won by four-tenths of a second.", [one(0.4, "second")]),
        (
            "Output was three times higher, doubled and grew tenfold.",
            [one(3, "times"), one(2, "times"), one(10, "times")],
        ),
    ],
)
def test_durations_ages_and_multiples(text: str, expected: list[tuple[object, ...]]) -> None:
    assert amounts(text) == expected


def test_times_told_by_how_far_off_they_are_are_periods_where_a_date_is_known_and_lengths_where_none_is() -> None:
    text = "Prices doubled in the last three decades."
    assert amounts(text) == [one(2, "times"), one(3, "decade")]
    *_, period = printed(text, "2024-08-22")
    assert (period["kind"], period["low"], period["high"]) == ("date_range", "1994-08-22", "2024-08-22")
    assert amounts("Losses grew in each of the last three quarters.") == [one(3, "quarter")]
    assert amounts("Prices were lower a year ago.") == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("They met on 3 May 2021.", "2021-05-03", "2021-05-03"),
        ("They met in May 2020.", "2020-05-01", "2020-05-31"),
        ("They met in 2019.", "2019-01-01", "2019-12-31"),
        ("They met in the 1990s.", "1990-01-01", "1999-12-31"),
        ("They met in the third quarter of 2021.", "2021-07-01", "2021-09-30"),
        ("They met in Q3 2022.", "2022-07-01", "2022-09-30"),
        ("They met in fiscal 2023.", "2023-01-01", "2023-12-31"),
    ],
)
def test_dates_of_every_precision_quarters_and_fiscal_years_are_no_counts(text: str, low: str, high: str) -> None:
    (row,) = printed(text)
    assert (row["low"], row["high"]) == (low, high)


def test_a_relative_date_is_resolved_against_the_publication_and_marked_so() -> None:
    (row,) = [row for row in printed("Trade reached $4 bn last year.", "2024-08-22") if row["kind"] == "money"]
    assert row["holds"] == {"start": "2023-01-01", "end": "2023-12-31", "basis": "resolved"}


def test_growth_is_apart_from_the_level_and_both_ends_of_a_change_are_given() -> None:
    growth, level = printed("Sales rose by 5 percent to $20bn.")
    assert (growth["role"], level["role"]) == ("change_by", "change_to")
    before, after = printed("The port fell from 40 ships to 25 ships.")
    assert [(row["amount"]["low"], row["role"]) for row in (before, after)] == [
        (40.0, "change_from"), (25.0, "change_to"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("It makes 30 cars a day.", "day"),
        ("It makes 1.5 million barrels of oil per day.", "day"),
        ("It pays $4 a share.", "share"),
        ("Petrol costs $4.86 per gallon.", "gallon"),
        ("There were 7 deaths per 100,000 people.", "100,000 people"),
        ("Fees are 9,000 pounds a year.", None),
        ("Nine people died in a day.", None),
    ],
)
def test_a_rate_says_what_it_is_per_and_its_denominator_is_no_figure(text: str, per: str | None) -> None:
    row = printed(text)[0]
    assert row["per"] == per
    assert not any(other["text"].startswith("100,000") for other in printed(text))


def test_forecasts_and_who_says_so_are_marked() -> None:
    (row,) = printed("According to the ministry, trade is expected to reach $4bn.")
    assert (row["modality"], row["attribution"]) == ("forecast", "the ministry")


def test_running_counts_shared_units_and_parts_of_a_whole() -> None:
    two, total = printed("Two more miners died, bringing the total to 14.")
    assert (two["amount"]["low"], two["role"], total["amount"]["low"]) == (2.0, "change_by", 14.0)
    assert amounts("Exports to Ghana and Togo rose 3 and 5 percent respectively.") == [
        one(3, "percent"), one(5, "percent"),
    ]  # fmt: skip
    assert amounts("Two soldiers and five civilians died.") == [one(2, "soldier"), one(5, "civilian")]
    assert amounts("12 of the 40 passengers were hurt.") == [one(12, "passenger"), one(40, "passenger")]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The 25-member European Union met.", "member"),
        ("Three- and four-bedroom flats were sold.", "bedroom"),
        ("A survey of 1,100 US retirees was made.", "retiree"),
        ("They lent 31 of the next 32 state's paintings.", "painting"),
        ("Its 400 sports teams play.", "team"),
        ("The navy has four Type 31 frigates.", "frigate"),
        ("Measles cases jumped by 4 percent to 941.", "case"),
        ("Both sides will cut warheads to 1,550 each.", "warhead"),
        ("Shares rose to 4,512.", None),
        ("It scored 849 out of 1,000 points.", "point"),
        ("It saw 20 fewer arrivals.", "arrival"),
        ("He won, and 40 were hurt.", None),
    ],
)
def test_a_counts_unit_is_the_noun_that_it_is_a_number_of(text: str, unit: str | None) -> None:
    (row, *_) = [row for row in printed(text) if row["kind"] == "count"]
    assert row["unit"] == unit


def test_the_subject_of_one_clause_is_not_what_the_amount_of_the_next_is_of() -> None:
    _, loss = printed("The toll rose to 31, and more than $4.3 bn was lost.")
    assert (loss["unit"], loss["counted"]) == ("US dollar", None)


@pytest.mark.parametrize(
    "text",
    [
        "The bus left at 9:30 a.m. and at 7pm.", "Leeds won 3-2 and 21-19.", "Call 555-0142 or 1-800-555-0199.",
        "She owns an iPhone 11 and read Article 50.", "The G20 met on Route 66.",
        "Its probe Voyager 2 remains far off.",
        "You have 3 free articles left.", "Fans came 24/7 to Round 6 of Formula 1.", "He fought in World War II.",
        "Covid-19 closed Pier 39.", "See Section 230, page 12.",
    ],
)  # fmt: skip
def test_clock_times_scores_identifiers_telephone_numbers_and_boilerplate_are_left_out(text: str) -> None:
    assert amounts(text) == []


def test_a_year_that_a_share_is_off_from_is_no_bound() -> None:
    assert amounts("Arrivals are 6 percent below 2019.") == [one(6, "percent")]


def test_offsets_count_code_points_behind_any_sign() -> None:
    text = "🚀🚀 The 30 satellites – naïve as it was – rose by 1,500 km."
    rows = printed(text)
    assert [text[row["start"] : row["end"]] for row in rows] == [row["text"] for row in rows] == ["30", "1,500 km"]
