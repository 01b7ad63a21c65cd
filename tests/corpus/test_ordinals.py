import pytest

from corpus.figures.ordinals import ordinals_in

ORDINALS = [
    ("It was his first state visit and only his third trip.", [("first", 1), ("third", 3)]),
    ("Its second-largest partner met at the 21st summit.", [("second", 2), ("21st", 21)]),
    ("She won for the first time on her twenty-first try.", [("first", 1), ("twenty-first", 21)]),
    ("They finished second!", [("second", 2)]),
    ("A third man ran for a second term.", [("third", 3), ("second", 2)]),
    ("The one hundred and twenty-fifth edition sold out.", [("one hundred and twenty-fifth", 125)]),
    ("It was the two hundredth goal.", [("two hundredth", 200)]),
    ("The first two books sold.", [("first", 1)]),
    ("Envoy Makes Third Trip To Oslo", [("Third", 3)]),
    ("The Danes won their first, not their fifth, medal.", [("first", 1), ("fifth", 5)]),
    ("The 45th president spoke.", [("45th", 45)]),
]
NONE = [
    "On the 19th of August and August 21st, in the third quarter of the 15th century.",
    "From the late 17th to mid 18th century, in the second and third quarters.",
    "Elizabeth the Second met the First Lady on Fifth Avenue.",
    "The Third Reich, the Second World War and the Second Amendment.",
    "First, he wrote. Second, he called. At first he waited, first of all.",
    "She first visited in 1990; it was first reported here.",
    "It took one second, 30 per second, a second later.",
    "A third of them left, up one third, by nearly a fifth.",
    "It counts from the second to last page, second to none.",
    "Give first aid first-hand to third parties.",
]


@pytest.mark.parametrize(("text", "expected"), ORDINALS)
def test_an_ordinal_is_read_with_its_number_and_its_own_words(text: str, expected: list[tuple[str, int]]) -> None:
    values = ordinals_in(text)
    assert [(text[value.start : value.end], value.low) for value in values] == expected
    assert all(value.kind == "ordinal" and value.low == value.high for value in values)


@pytest.mark.parametrize("text", NONE)
def test_days_names_adverbs_units_and_fractions_are_no_ordinals(text: str) -> None:
    assert [text[value.start : value.end] for value in ordinals_in(text)] == []


def test_what_others_own_is_left_to_them() -> None:
    text = "The first half of 2023 was her second."
    assert [text[value.start : value.end] for value in ordinals_in(text, [(0, 22)])] == ["second"]
