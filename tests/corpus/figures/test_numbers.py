import pytest

from corpus.figures.cardinals import LONGEST_NUMBER
from corpus.figures.numbers import number_at
from corpus.figures.tokens import tokens_of

WRITTEN = [
    ("0", 0, 1),
    ("17", 17, 1),
    ("1,200", 1200, 100),
    ("12,34,567.89", 1234567.89, 0.01),
    ("1.234.567", 1234567, 1),
    ("1.111,11", 1111.11, 0.01),
    ("5,00", 5, 0.01),
    ("10 000", 10000, 10000),
    ("1\u202f234\u202f567.5", 1234567.5, 0.1),
    ("1’234’567", 1234567, 1),
    (".08", 0.08, 0.01),
    ("4.30", 4.3, 0.01),
    ("6.2e-4", 0.00062, 0.00001),
    ("1.3 x 10^6", 1.3e6, 1e5),
    ("2.48×10−5", 2.48e-5, 1e-7),
    ("4.35 hundred", 435, 1),
    ("3 hundred and 21", 321, 1),
    ("2 crore 50 lakh", 2.5e7, 1e6),
    ("4 thousand 3 hundred and 21", 4321, 1),
    ("10k", 10000, 10000),
    ("2.5 mln", 2.5e6, 1e5),
    ("7bn", 7e9, 1e9),
    ("three lakh crore", 3e12, 1e12),
    ("3 dozen", 36, 6),
    ("a dozen", 12, 6),
    ("half a dozen", 6, 0.6),
    ("twenty-one", 21, 1),
    ("two hundred and five", 205, 1),
    ("two hundred and two thousand", 202000, 1000),
    ("two thousand and two hundred", 2200, 100),
    ("hundred thousand", 100000, 100000),
    ("a hundred", 100, 100),
    ("nine point nought four", 9.04, 0.01),
    ("half a million", 500000, 50000),
    ("three quarters of a million", 750000, 25000),
    ("two and a half million", 2.5e6, 50000),
    ("two-and-a-half million", 2.5e6, 50000),
    ("a million and a half", 1.5e6, 50000),
    ("3 million and a half", 3.5e6, 50000),
    ("one hundred and three quarters", 100.75, 0.025),
    ("2 1/2", 2.5, 0.05),
    ("10½", 10.5, 0.05),
    ("3/4", 0.75, 0.025),
    ("⅔", 2 / 3, 1 / 30),
    ("two-thirds", 2 / 3, 1 / 30),
    ("one in five", 0.2, 0.02),
    ("nine out of 10", 0.9, 0.01),
    ("one in every 1,000", 0.001, 0.0001),
]


@pytest.mark.parametrize(("text", "value", "step"), WRITTEN, ids=[text for text, _, _ in WRITTEN])
def test_the_number_that_words_or_digits_write_is_read_whole(text: str, value: float, step: float) -> None:
    tokens = tokens_of(text)
    number = number_at(tokens, 0)
    assert number is not None
    assert (number.value, number.step) == pytest.approx((value, step))
    assert number.stop == len(tokens)


@pytest.mark.parametrize(
    "text", ["192.168.1.2", "18.08.2024", "9" * (LONGEST_NUMBER + 1), "people", "a", "a third man"]
)
def test_what_is_no_single_number_is_not_read_as_one(text: str) -> None:
    assert number_at(tokens_of(text), 0) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5m people", 5e6),
        ("5m new homes", 5e6),
        ("5m tall", 5),
        ("5 m", 5),
        ("5m from the road", 5),
        ("5bn", 5e9),
        ("5t", 5),
        ("5 in 2012", 5),
        ("three in two days", 3),
    ],
)
def test_a_letter_is_a_scale_only_where_its_words_say_so(text: str, value: float) -> None:
    number = number_at(tokens_of(text), 0)
    assert number is not None
    assert number.value == value


def test_a_letter_after_money_is_always_a_scale() -> None:
    assert [number.value for letter in "kmbt" if (number := number_at(tokens_of(f"5{letter}"), 0, money=True))] == [
        5e3, 5e6, 5e9, 5e12,
    ]  # fmt: skip
