import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.figures.figure import Value
from corpus.figures.quantities import quantities_in
from tests.corpus.figures.marked import spans_of

Stated = tuple[str, float, float | None, str, str | None]
"""Kind, low, high, comparator, and the currency or unit."""


def count(low: float, comparator: str = "equal", high: float | None = None) -> Stated:
    return "count", low, low if high is None else high, comparator, None


def money(low: float, currency: str = "USD", comparator: str = "equal", high: float | None = None) -> Stated:
    return "money", low, low if high is None else high, comparator, currency


def percent(low: float, comparator: str = "equal", high: float | None = None) -> Stated:
    return "percent", low, low if high is None else high, comparator, "percent"


def quantity(low: float, unit: str, comparator: str = "equal", high: float | None = None) -> Stated:
    return "quantity", low, low if high is None else high, comparator, unit


def times(factor: float, comparator: str = "equal") -> Stated:
    return "multiple", factor, factor, comparator, "times"


def points(low: float, unit: str = "percentage point", comparator: str = "equal") -> Stated:
    return "percentage_points", low, low, comparator, unit


NEWS: list[tuple[str, list[Stated]]] = [
    (
        "The death toll climbed to [<1,204>], with [some <90,000>] people left homeless.",
        [count(1204), count(90000, "about")],
    ),
    (
        "Inflation slowed to [<2.1 per cent>] in May from [<2.4 per cent>] in April.",
        [percent(2.1), percent(2.4)],
    ),
    (
        "The airline ordered [<150>] Airbus A320neo jets worth [<$16.5bn>] at list prices.",
        [count(150), money(16.5e9)],
    ),
    ("Shares fell [<7pc>] to [<212p>], or [<£1.2bn>] in all.", [percent(7), money(2.12, "GBP"), money(1.2e9, "GBP")]),
    (
        "It raised its rate by [<a quarter of a percentage point>] to [<5.25%>], others by [<50 basis points>].",
        [points(0.25), percent(5.25), points(0.5, "basis point")],
    ),
    (
        "[At least <four>] people, including [<two>] children, were killed and [<a dozen>] more injured.",
        [count(4, "at least"), count(2), count(12)],
    ),
    (
        "The project will cost [between <$1.2 billion and $1.5 billion>] and create [up to <2,000>] jobs.",
        [money(1.2e9, "USD", "range", 1.5e9), count(2000, "at most")],
    ),
    ("Turnout was [<64%>], up from [<58.3%>], the highest since 1992.", [percent(64), percent(58.3)]),
    ("The union speaks for [<half>] of the [<40,000>]-strong workforce.", [count(0.5), count(40000)]),
    (
        "Police seized [<3.2 tonnes>] of cocaine with a street value of [<A$1.3 billion>].",
        [quantity(3200, "tonne"), money(1.3e9, "AUD")],
    ),
    ("Output fell to [<9.6m>] cars a year from [<10.1m>] in 2019.", [count(9.6e6), count(10.1e6)]),
    (
        "The fire burned [more than <12,000 hectares>] and forced [<3,400>] families out.",
        [quantity(1.2e8, "hectare", "more than"), count(3400)],
    ),
    ("The [<6-foot-4>] striker scored [<27 times>].", [quantity(1.9304, "foot"), times(27)]),
    ("He was fined [<500,000 roubles>] and banned for life.", [money(500000, "RUB")]),
    ("The party won [<311>] seats in the [<650>]-seat parliament.", [count(311), count(650)]),
    ("The firm will cut [<one in ten>] jobs.", [count(0.1)]),
    ("United beat the hosts 3-1 in front of [<74,000>] fans.", [count(74000)]),
    ("She won 6-4 6-3 on Sunday.", []),
    ("The firm raised [<Rs 2,500 crore>] and [<3.5 lakh>] people applied.", [money(2.5e10, "INR"), count(350000)]),
    (
        "The phone has a [<6.1-inch>] screen and [<128GB>] of storage.",
        [quantity(0.15494, "inch"), quantity(1.024e12, "gigabyte")],
    ),
    ("Arms sales added up to [<£610 million>].", [money(610e6, "GBP")]),
    ("Gusts of [up to <160 kph>] were reported.", [quantity(160 / 3.6, "kilometre per hour", "at most")]),
    (
        "The temperature hit [<49.2C>] ([<120.56F>]) in the shade.",
        [quantity(49.2, "degree Celsius"), quantity(49.2, "degree Fahrenheit")],
    ),
    ("They paid [<$750>] per square foot for [<2,000 sq ft>].", [money(750), quantity(185.80608, "square foot")]),
    ("[Roughly <a third>] of the [<1,500>] staff will go.", [count(1 / 3, "about"), count(1500)]),
    ("[About <1 in 4>] Finns and [<nine out of 10>] Swedes agree.", [count(0.25, "about"), count(0.9)]),
    ("The fund has [<40>-odd] offices and [<200>-plus] clerks.", [count(40, "about"), count(200, "at least")]),
    (
        "It struck [<26 km>] east of the town at a depth of [<17.9 km>].",
        [quantity(26000, "kilometre"), quantity(17900, "kilometre")],
    ),
    ("He must pay [<83.3 million dollars>], [<ten times>] the first sum.", [money(83.3e6), times(10)]),
    ("[Some <200 to 300>] protesters gathered.", [count(200, "range", 300)]),
    ("His brothers own [<20>] and [<15 per cent>] respectively.", [percent(20), percent(15)]),
    ("[More than <half a million>] refugees fled.", [count(500000, "more than")]),
    ("Sales rose by [<3-4%>] and profits by [<5% to 6%>].", [percent(3, "range", 4), percent(5, "range", 6)]),
    ("The deficit widened to [<2.8 trillion yen>] ([<$19 billion>]).", [money(2.8e12, "JPY"), money(19e9)]),
    ("[<Five>] of the [<seven>] judges ruled against him.", [count(5), count(7)]),
    ("The stake went from [<10%>] to [just under <5 percent>].", [percent(10), percent(5, "less than")]),
    ("Exports increased from [<$2.5 billion>] to [<$4 billion>].", [money(2.5e9), money(4e9)]),
    ("Prices rose from [<3>] to [<5 percent>].", [percent(3), percent(5)]),
    ("Estimates range [from <3 to 5 percent>].", [percent(3, "range", 5)]),
    ("The number of cases [<doubled>] to [<1,400>] and deaths [<tripled>].", [times(2), count(1400), times(3)]),
    ("The region has [<50 to 60 million>] people.", [count(5e7, "range", 6e7)]),
    ("There were [<120>] votes in favour and [<5>] against.", [count(120), count(5)]),
    ("It added [<120.5>] points, or [<0.8 percent>], to [<15,090>].", [count(120.5), percent(0.8), count(15090)]),
    ("Crude rose [<85 cents>] to [<$82.30>] a barrel.", [money(0.85), money(82.3)]),
    ("The Group of Seven pledged [<$600 billion>]; the G20 did not.", [money(6e11)]),
    ("Flight MH370 vanished with [<239>] people on board.", [count(239)]),
    ("Analysts expected [<190,000>] jobs, but only [<114,000>] were added.", [count(190000), count(114000)]),
    ("Tickets cost [<£20-£30>], children under 12 pay less.", [money(20, "GBP", "range", 30)]),
    ("The hotel has [<200>] rooms and room 101 is closed.", [count(200)]),
    (
        "[More than <one million pounds>] of beef was recalled at a cost of [<2m pounds>].",
        [quantity(453592.37, "pound", "more than"), money(2e6, "GBP")],
    ),
    ("[Around <8.5 mn tonnes>] of wheat were sold.", [quantity(8.5e9, "tonne", "about")]),
    ("[<Two>] people were killed on Route 66 near Exit 12 on I-95.", [count(2)]),
    ("The minimum wage will go up to [<$15>] an hour from [<$12>].", [money(15), money(12)]),
    ("[<Hundreds of thousands>] of people and [<dozens>] of cars were stuck.", [
        ("count", 2e5, 1e6, "vague", None), ("count", 24, 120, "vague", None)]),
    ("It cost [<millions of dollars>].", [("money", 2e6, 1e8, "vague", "USD")]),
    ("The iPhone 11 outsold the Boeing 747 on the S&P 500.", []),
    ("At 10:30 a.m. she called 555-0199 about the 24/7 line and 9/11.", []),
    ("One of the leaders said no one knew; [<one>] person died.", [count(1)]),
    ("The game in Formula One and the Big Ten drew [<three>] crowds.", [count(3)]),
    ("In 2012 it grew; by 2030 it will shrink, officials said since 1999.", []),
    ("[<Two and a half million>] pupils and [<two-thirds>] of teachers stayed home.", [count(2.5e6), count(2 / 3)]),
    ("It fell to [<-5 degrees Celsius>] as growth hit [<minus 0.4 percent>].", [
        quantity(-5, "degree Celsius"), percent(-0.4)]),
    ("The pledge of [<EUR 40 million>] beat [<40 million euros>] and [<€40m>].", [money(4e7, "EUR")] * 3),
    ("[<500> or more] firms, [no fewer than <300>] shops, [<30> or fewer] banks.", [
        count(500, "at least"), count(300, "at least"), count(30, "at most")]),
    ("[More than <20 and less than 35>] towns were hit.", [count(20, "range", 35)]),
    ("[<Three>] [<45-acre>] farms yield [<500,000 barrels>] a day.", [
        count(3), quantity(45 * 4046.872609874252, "acre"), quantity(500000 * 0.158987294928, "barrel")]),
    ("The reactor makes [<1,600 MW>], or [<12.4 TWh>] a year.", [
        quantity(1.6e9, "megawatt"), quantity(12.4 * 3.6e15, "terawatt hour")]),
    ("He served from 10 Downing Street with [<12>] aides.", [count(12)]),
    ("The gap widened by [<a half point>], not [<1.5 percentage points>].", [points(0.5), points(1.5)]),
    ("[Over <a dozen>] ships and another [<dozen>] boats sank.", [count(12, "more than"), count(12)]),
    ("[<Twice>] as many, [<three times>] more and a [<fivefold>] rise.", [times(2), times(3), times(5)]),
    ("[Nearly <40>] ships, [almost <1 million tons>] and [well over <5,000>] crew.", [
        count(40, "nearly"), ("quantity", 1e9, 1e9, "nearly", "ton"), count(5000, "more than")]),
]  # fmt: skip


def stated(value: Value) -> Stated:
    assert isinstance(value.low, float | int)
    assert not isinstance(value.high, str)
    high = value.high if isinstance(value.high, float | int) else None
    return value.kind, value.low, high, value.comparator, value.currency or value.unit


@pytest.mark.parametrize(("marked", "expected"), NEWS, ids=[sentence for sentence, _ in NEWS])
def test_a_news_sentence_states_these_values_at_these_places(marked: str, expected: list[Stated]) -> None:
    text, spans = spans_of(marked)
    values = quantities_in(text)
    assert [(value.start, value.end, value.core_start, value.core_end) for value in values] == spans
    for value, (kind, low, high, comparator, unit) in zip(values, expected, strict=True):
        found = stated(value)
        assert (found[0], found[3], found[4]) == (kind, comparator, unit)
        assert found[1:3] == pytest.approx((low, high))


def test_nothing_overlaps_what_another_extractor_owns() -> None:
    text = "On 18 August 2024 some 30 people met for 3 hours."
    taken = [(3, 17), (41, 48)]
    assert [text[value.start : value.end] for value in quantities_in(text, taken)] == ["some 30"]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("$4.3 bn", 1e8),
        ("1,200 men", 100),
        ("1,234 men", 1),
        ("500 men", 100),
        ("$4.30", 0.01),
        ("5 km", 1000),
        ("0.25 percentage points", 0.01),
        ("50 basis points", 0.1),
        ("$3-4 bn", 1e9),
        ("twenty-one men", 1),
        ("two million men", 1e6),
    ],
)
def test_the_step_is_the_last_digit_stated_in_base_units(text: str, step: float) -> None:
    assert quantities_in(text)[0].step == pytest.approx(step)


@pytest.mark.parametrize("before", ["🇦🇿 ", "👩‍👩‍👧 ", "e\u0301lan ", "\u202f", "𝟙 "])
def test_offsets_count_code_points_whatever_stands_before(before: str) -> None:
    text = f"{before}it cost $4 bn"
    (value,) = quantities_in(text)
    assert text[value.start : value.end] == "$4 bn"


FRAGMENTS = st.sampled_from(
    "5 1,200 3.5 half a two-thirds million bn dozen $ € US$ Rs dollars pounds % percent points km square metres feet "
    "inches ' \" 2 in to from between and or , . - – / ( ) more than at least nearly or more plus + hundred thousand "
    "twenty one the of people twice times doubled hundreds tens 10:30 3-1 No. iPhone 11 2012 since January -5 ± ½ k m "
    "degrees Celsius C F [ ] # : p.m. per cent basis 🇫🇷 é \n".split(" ")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS, max_size=25), st.sampled_from(["", " "]))
def test_values_stand_in_order_without_overlap_and_hold_their_core(fragments: list[str], gap: str) -> None:
    text = gap.join(fragments)
    values = quantities_in(text)
    for value in values:
        assert 0 <= value.start <= value.core_start < value.core_end <= value.end <= len(text)
        assert not text[value.core_start].isspace()
        assert not text[value.core_end - 1].isspace()
        assert value.step >= 0
        assert isinstance(value.low, float)
        assert value.high is None or (isinstance(value.high, float) and value.low <= value.high)
    for first, second in pairwise(values):
        assert first.end <= second.start


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
@example("5/² of it")
def test_any_text_is_read_without_an_error(text: str) -> None:
    for value in quantities_in(text):
        assert text[value.start : value.end]


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=2, max_value=10**12), st.sampled_from(["$", "€", "£"]))
def test_an_amount_printed_and_read_again_is_the_same(amount: int, sign: str) -> None:
    (value,) = quantities_in(f"It paid {sign}{amount:,} for it.")
    assert (value.low, value.high, value.kind) == (amount, amount, "money")


@pytest.mark.parametrize(
    "text",
    [
        "$" * 4_000,
        "USD " * 4_000,
        "9" * 10_000,
        "9," * 3_000,
        "million " * 4_000,
        "five million " * 3_000,
        "one and " * 3_000,
        "1 to " * 3_000,
        "3, " * 4_000,
        "a half " * 3_000,
        "1/2 " * 4_000,
        "more than " * 4_000,
        "[1, " * 4_000,
        "5 feet " * 3_000,
        "no spaces" * 4_000,
        "at least 5 " * 3_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_repetition_takes_linear_time(text: str) -> None:
    begun = time.process_time()
    quantities_in(text)
    once = time.process_time() - begun
    begun = time.process_time()
    quantities_in(text * 2)
    twice = time.process_time() - begun
    assert twice < 4 * once + 0.5


def test_a_megabyte_is_read_in_seconds() -> None:
    sentence = "The company cut 3,000 jobs and lost more than $4.3 billion, or 12 percent of its value. "
    begun = time.process_time()
    values = quantities_in(sentence * 11_400)
    assert len(values) == 3 * 11_400
    assert time.process_time() - begun < 30


def test_a_number_of_ten_thousand_digits_is_no_figure() -> None:
    assert quantities_in(f"It has {'7' * 10_000} digits.") == []
