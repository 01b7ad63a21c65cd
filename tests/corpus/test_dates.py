from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import PartialDate
from corpus.figures.dates import dates_in
from corpus.figures.figure import UNKNOWN_YEAR, Value

PUBLISHED = "2024-08-19"  # a Monday


def read(text: str, published: str | None = PUBLISHED) -> list[Value]:
    return dates_in(text, PartialDate.parse(published) if published else None)


def shown(text: str, values: list[Value]) -> list[str]:
    """Surface, first and last day; an open side is left empty."""
    return [f"{text[value.start : value.end]} {value.low or ''}..{value.high or ''}" for value in values]


DAYS = [
    ("The envoy landed on 18 August 2024.", ["18 August 2024 2024-08-18..2024-08-18"]),
    ("The envoy landed on August 19, 2024, before noon.", ["August 19, 2024 2024-08-19..2024-08-19"]),
    ("The treaty of the 19th of August 2024 holds.", ["19th of August 2024 2024-08-19..2024-08-19"]),
    ("The ferry sank on Monday, Aug. 12, off Bari.", ["Monday, Aug. 12 2024-08-12..2024-08-12"]),
    (
        "Filed 2024-08-19, amended 8/21/2024.",
        [
            "2024-08-19 2024-08-19..2024-08-19",
            "8/21/2024 2024-08-21..2024-08-21",
        ],
    ),
    ("Signed 21/8/2024, sealed 2/9/2024.", ["21/8/2024 2024-08-21..2024-08-21", "2/9/2024 2024-09-02..2024-09-02"]),
    ("The bridge opened on 13.5.2015.", ["13.5.2015 2015-05-13..2015-05-13"]),
    (
        "It was May twenty-first, nineteen eighty-four.",
        ["May twenty-first, nineteen eighty-four 1984-05-21..1984-05-21"],
    ),
    ("The fourth of July parade was cancelled.", ["fourth of July 2024-07-04..2024-07-04"]),
    ("Born on December 5, 1391, in Lhasa.", ["December 5, 1391 1391-12-05..1391-12-05"]),
    ("She resigned on March 3 last year.", ["March 3 last year 2023-03-03..2023-03-03"]),
    ("There is no 2/30/2023.", []),
]
RANGES = [
    ("Talks run 18–19 August in Sofia.", ["18–19 August 2024-08-18..2024-08-19"]),
    ("The fair runs from Aug 18 to Sept. 2.", ["from Aug 18 to Sept. 2 2024-08-18..2024-09-02"]),
    ("The summit of June 9-11, 2021 failed.", ["June 9-11, 2021 2021-06-09..2021-06-11"]),
    ("They met on 18 and 19 August.", ["18 and 19 August 2024-08-18..2024-08-19"]),
    ("Exports for January-May of this year rose.", ["January-May of this year 2024-01-01..2024-05-31"]),
    ("The war of 1914-18 changed Europe.", ["1914-18 1914-01-01..1918-12-31"]),
    ("Fighting in 2020–3 cost lives.", ["2020–3 2020-01-01..2023-12-31"]),
    ("Ada Brook (1900 – 1977) painted.", ["1900 – 1977 1900-01-01..1977-12-31"]),
    ("He ruled from 2010 to 2015.", ["from 2010 to 2015 2010-01-01..2015-12-31"]),
    ("Rain fell between May and July.", ["between May and July 2024-05-01..2024-07-31"]),
    ("It ran from December 2022 through March.", ["from December 2022 through March 2022-12-01..2023-03-31"]),
    (
        "Work lasted from 30 December to 2 January 2024.",
        [
            "from 30 December to 2 January 2024 2023-12-30..2024-01-02",
        ],
    ),
    ("Offices close from Tuesday to Thursday.", ["from Tuesday to Thursday 2024-08-13..2024-08-15"]),
]
PERIODS = [
    ("Output fell in July 2023.", ["July 2023 2023-07-01..2023-07-31"]),
    ("Prices in September, 2022 were flat.", ["September, 2022 2022-09-01..2022-09-30"]),
    ("Q3 2023 was weak; the fourth quarter of 2023 was not.", [
        "Q3 2023 2023-07-01..2023-09-30", "the fourth quarter of 2023 2023-10-01..2023-12-31",
    ]),
    ("Sales in the second quarter of last year.", ["the second quarter of last year 2023-04-01..2023-06-30"]),
    ("The first half of 2023 and H2 2022.", [
        "The first half of 2023 2023-01-01..2023-06-30", "H2 2022 2022-07-01..2022-12-31",
    ]),
    ("In the first nine months of 2023 it earned more.", ["the first nine months of 2023 2023-01-01..2023-09-30"]),
    ("FY2024 guidance; fiscal 2023-24 results.", [
        "FY2024 2024-01-01..2024-12-31", "fiscal 2023-24 2023-01-01..2024-12-31",
    ]),
    ("Heat in the summer of 2022 and last winter.", [
        "the summer of 2022 2022-06-01..2022-08-31", "last winter 2023-12-01..2024-02-29",
    ]),
    ("A craft of the 1990s, the '70s and the mid-2020s.", [
        "the 1990s 1990-01-01..1999-12-31", "the '70s 1970-01-01..1979-12-31", "mid-2020s 2023-05-02..2026-09-01",
    ]),
    ("A church of the 15th century.", ["the 15th century 1400-01-01..1499-12-31"]),
    ("In early March and at the end of 2000.", [
        "early March 2024-03-01..2024-03-16", "end of 2000 2000-07-02..2000-12-31",
    ]),
    ("The week of June 3 was quiet, the third week of July 2016 was not.", [
        "The week of June 3 2024-06-03..2024-06-09", "the third week of July 2016 2016-07-18..2016-07-24",
    ]),
    ("The vote is due on the first Friday of October 2024.", [
        "the first Friday of October 2024 2024-10-04..2024-10-04",
    ]),
]  # fmt: skip
YEARS = [
    ("Growth in 2012 beat that of 2010.", ["2012 2012-01-01..2012-12-31", "2010 2010-01-01..2010-12-31"]),
    ("Ilya Marsh, born 1902, wrote it.", ["1902 1902-01-01..1902-12-31"]),
    ("Built 1885, rebuilt in 1921.", ["1885 1885-01-01..1885-12-31", "1921 1921-01-01..1921-12-31"]),
    ("The 2012 election and her 1987 novel.", ["2012 2012-01-01..2012-12-31", "1987 1987-01-01..1987-12-31"]),
    ("The opera (2011) was a success.", ["2011 2011-01-01..2011-12-31"]),
    ("2019 was a dry year.", ["2019 2019-01-01..2019-12-31"]),
    ("It was first told in nineteen ninety-nine.", ["nineteen ninety-nine 1999-01-01..1999-12-31"]),
    ("Some 2000 people walked 1900 metres to 1500 seats.", []),
    ("It paid $2012, 2,000 euros and 2015 dollars.", []),
    ("A total of 1950 were hurt; a crowd of 2000 came.", []),
    ("Room 2012 holds 2001% of it.", []),
    ("Of 1999 tonnes, 1.2014 were lost.", []),
]
OPEN = [
    ("Gas has flowed since 2009.", ["since 2009 2009-01-01.."]),
    ("He stays until 2019, she left before May 2018.", ["until 2019 ..2019-12-31", "before May 2018 ..2018-04-30"]),
    ("By 2030 coal will be gone.", ["By 2030 ..2030-12-31"]),
    ("Since early 2013 rents have doubled.", ["Since early 2013 2013-01-01.."]),
    ("From 2016 onwards fees applied.", ["From 2016 onwards 2016-01-01.."]),
    ("By the end of 2024 it will open.", ["By the end of 2024 ..2024-12-31"]),
    ("After Monday's blast roads closed.", ["Monday 2024-08-19..2024-08-19"]),
    ("It rose 3% from 2012.", ["2012 2012-01-01..2012-12-31"]),
    ("Accompanied by the 2008 film, it toured.", ["2008 2008-01-01..2008-12-31"]),
]
RELATIVE = [
    ("Profit grew last year and this month.", [
        "last year 2023-01-01..2023-12-31", "this month 2024-08-01..2024-08-31",
    ]),
    ("Polls close next week.", ["next week 2024-08-26..2024-09-01"]),
    ("He spoke yesterday; she will tomorrow.", [
        "yesterday 2024-08-18..2024-08-18", "tomorrow 2024-08-20..2024-08-20",
    ]),
    ("The day before yesterday it snowed.", ["The day before yesterday 2024-08-17..2024-08-17"]),
    ("It fell three days ago, two years ago and a month ago.", [
        "three days ago 2024-08-16..2024-08-16", "two years ago 2022-01-01..2022-12-31",
        "a month ago 2024-07-01..2024-07-31",
    ]),
    ("Police said Saturday that it was closed.", ["Saturday 2024-08-17..2024-08-17"]),
    ("The council will meet on Thursday.", ["Thursday 2024-08-22..2024-08-22"]),
    ("He left last Friday.", ["last Friday 2024-08-16..2024-08-16"]),
    ("Costs doubled over the past five years.", ["the past five years 2019-08-19..2024-08-19"]),
    ("She won last September and runs next March.", [
        "last September 2023-09-01..2023-09-30", "next March 2025-03-01..2025-03-31",
    ]),
    ("Earlier this year it merged.", ["Earlier this year 2024-01-01..2024-08-19"]),
    ("They signed on the 12th, in Oslo.", ["the 12th 2024-08-12..2024-08-12"]),
    ("The ship will sail in three weeks.", ["in three weeks 2024-09-09..2024-09-09"]),
    ("Growth in January-May of this year against the same period of 2012.", [
        "January-May of this year 2024-01-01..2024-05-31", "the same period of 2012 2012-01-01..2012-05-31",
    ]),
    ("In the first quarter of 2024 it lost 3%, against 5% a year earlier.", [
        "the first quarter of 2024 2024-01-01..2024-03-31", "a year earlier 2023-01-01..2023-03-31",
    ]),
    ("Losses narrowed from a year earlier.", ["a year earlier 2023-01-01..2023-12-31"]),
]  # fmt: skip
NOT_DATES = [
    "You may march if you can.",
    "The score was 3-2 and the ratio 4:1 at 10:30.",
    "June Smith met Theresa May on the Sun's yacht.",
    "An august body sat in a fall of snow.",
    "Call 555-0199 or write to unit 4-22.",
    "USA TODAY reported 24/7 on 9/11 calls in her 30s.",
    "It was the first visit in seven years.",
]


@pytest.mark.parametrize(("text", "expected"), [*DAYS, *RANGES, *PERIODS, *YEARS, *OPEN, *RELATIVE])
def test_each_date_of_a_news_sentence_is_read_with_its_place_and_days(text: str, expected: list[str]) -> None:
    assert shown(text, read(text)) == expected


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_only_looks_like_a_date_is_left_out(text: str) -> None:
    assert shown(text, read(text)) == []


def test_a_clock_time_beside_a_date_is_no_part_of_it() -> None:
    text = "The blast came at 10:30 a.m. on August 5, at 7 pm on 6 August."
    assert shown(text, read(text)) == ["August 5 2024-08-05..2024-08-05", "6 August 2024-08-06..2024-08-06"]


def test_a_day_without_a_year_takes_the_year_nearest_to_publication() -> None:
    (december,) = read("It sank on December 28.", "2024-01-03")
    (january,) = read("It sails on January 3.", "2023-12-28")
    assert (december.low, january.low) == (date(2023, 12, 28), date(2024, 1, 3))
    assert december.year_basis == "document"


def test_what_has_lasted_since_a_month_began_before_publication() -> None:
    text = "It has been the lowest rate since mid-November."
    assert shown(text, read(text)) == ["since mid-November 2023-11-11.."]


def test_a_month_that_ends_a_sentence_takes_no_number_of_the_next() -> None:
    text = "Snow is common in March. The 12-foot piles stay since May. Forty melt."
    assert shown(text, read(text)) == ["March 2024-03-01..2024-03-31", "since May 2024-05-01.."]


def test_without_a_publication_date_the_year_is_unknown_and_relative_words_are_left_out() -> None:
    values = read("On Aug. 13 he came; yesterday she left; in 2012 both met.", None)
    assert [(value.low, value.year_basis) for value in values] == [
        (date(UNKNOWN_YEAR, 8, 13), "unknown"),
        (date(2012, 1, 1), "stated"),
    ]


def test_words_that_nothing_resolves_are_kept_on_request() -> None:
    text = "He came last year."
    (value,) = dates_in(text, unresolved=True)
    assert (text[value.start : value.end], value.low, value.high) == ("last year", None, None)


def test_a_publication_year_alone_resolves_years_but_not_days() -> None:
    text = "Trade was smaller last year; he came on Monday."
    assert shown(text, read(text, "2013")) == ["last year 2012-01-01..2012-12-31"]


def test_kind_precision_and_basis_tell_what_the_text_named() -> None:
    values = read("From 2010 to 2012, in May 2013, on Friday, and since 1999.")
    assert [(value.kind, value.precision, value.year_basis) for value in values] == [
        ("date_range", "year", "stated"),
        ("date", "month", "stated"),
        ("date", "day", "resolved"),
        ("date_range", "year", "stated"),
    ]


@pytest.mark.parametrize("text", ["Circa 1900 it burned.", "In about 1900 it burned.", "Around 1900 it burned."])
def test_about_a_year_is_a_comparator_before_the_core(text: str) -> None:
    (value,) = read(text)
    assert (value.comparator, text[value.core_start : value.core_end]) == ("about", "1900")
    assert value.start < value.core_start


def test_since_is_part_of_the_core() -> None:
    text = "the first such visit since 2018, they said"
    (value,) = read(text)
    assert text[value.core_start : value.core_end] == "since 2018"


def test_offsets_count_code_points_after_emoji_and_accents() -> None:
    text = "🚀🚀 Café naïve: 18–19\u00a0August\u202f2024!"
    (value,) = read(text)
    assert text[value.start : value.end] == "18–19\u00a0August\u202f2024"


def test_a_line_that_wraps_parts_no_date() -> None:
    text = "They met on August\n18, 2023 and the\nfirst half of 2022.\n\nMay\n\n2012"
    assert shown(text, read(text))[:2] == [
        "August\n18, 2023 2023-08-18..2023-08-18",
        "the\nfirst half of 2022 2022-01-01..2022-06-30",
    ]


@pytest.mark.parametrize("text", ["twenty-ſix May", "nineteen eıghty-four", "thİrty-one", "٣ May ٢٠١٢", "May ²³"])
def test_letters_and_digits_of_other_scripts_are_no_english_numbers(text: str) -> None:
    assert all(value.precision == "month" for value in read(text))


def test_capitals_throughout_are_read_too() -> None:
    text = "HE LANDED ON AUGUST 18, 1963 IN THE SPRING OF 1962 ."
    assert shown(text, read(text)) == [
        "AUGUST 18, 1963 1963-08-18..1963-08-18",
        "THE SPRING OF 1962 1962-03-01..1962-05-31",
    ]


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2100, 12, 31)))
def test_a_date_written_and_read_again_is_the_same(day: date) -> None:
    for written in (
        f"{day:%d %B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%b} {day.day} {day.year}",
        day.isoformat(),
    ):
        (value,) = read(f"It was signed on {written} there.")
        assert (value.low, value.high, value.precision) == (day, day, "day")


PIECES = st.sampled_from(
    "May 5 12 2012 the last year first quarter of to - – and since from between 1990s Monday week ago ten 3 , . \n in "
    "early 19th 2024-08-19 8/19/2024 century a two months earlier same period 99 0 😀 é will % $ Q3 FY".split(" ")
)


@given(st.lists(PIECES, max_size=40), st.sampled_from([None, "2024", "2024-02-29", "0001-01-01", "9999-12-31"]))
def test_values_stand_in_order_and_never_overlap(pieces: list[str], published: str | None) -> None:
    text = " ".join(pieces)
    values = dates_in(text, PartialDate.parse(published) if published else None, unresolved=True)
    assert all(first.end <= second.start for first, second in pairwise(values))
    for value in values:
        assert 0 <= value.start <= value.core_start < value.core_end <= value.end <= len(text)
        if isinstance(value.low, date) and isinstance(value.high, date):
            assert value.low <= value.high


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The bridge opened on 3 June.", date(2021, 6, 3)),
        ("The bridge will open on 3 May.", date(2023, 5, 3)),
        ("The bridge is to be opened on 3 May.", date(2023, 5, 3)),
        ("The bridge is on sale on 3 June.", date(2022, 6, 3)),
        ("It will help the towns destroyed on 3 May.", date(2022, 5, 3)),
    ],
)
def test_a_day_without_a_year_lies_where_its_verb_looks(text: str, day: date) -> None:
    (value,) = read(text, "2022-05-25")
    assert value.low == day
