import pytest

from corpus.figures.singular import singular


@pytest.mark.parametrize(
    ("plural", "expected"),
    [
        ("companies", "company"), ("boxes", "box"), ("churches", "church"), ("headaches", "headache"),
        ("houses", "house"), ("classes", "class"), ("buses", "bus"), ("movies", "movie"),
        ("firefighters", "firefighter"),
        ("fishermen", "fisherman"), ("grandchildren", "grandchild"), ("people", "people"), ("aircraft", "aircraft"),
        ("crew", "crew"), ("F-16s", "f-16"), ("Tigers", "tiger"), ("heroes", "hero"), ("gas", "gas"),
    ],
)  # fmt: skip
def test_a_noun_has_the_singular_that_a_dictionary_lists(plural: str, expected: str) -> None:
    assert singular(plural) == expected
