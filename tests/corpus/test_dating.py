import pytest

from corpus.dating import published_of
from eval.shared import SHARED, missing

CASES = [
    (
        "Harbour reopens\nPublished 19 August 2024\n\nShips left in 2021.",
        "2024-08-19",
        'the date line "19 August 2024"',
    ),
    ("Harbour reopens\n\nBy Ana Poe\nMarch 3, 2022\n\nShips left.", "2022-03-03", 'the date line "March 3, 2022"'),
    (
        "Harbour reopens\n\nBAKU, Aug. 19 (Agency) - Ships left in 2024.",
        "2024-08-19",
        'the dateline "Aug. 19", the highest year in the text',
    ),
    (
        "Sales this year rose by 4 percent over the same period in 2012. They fell in 2009.",
        "2013",
        '"this year" beside "the same period in 2012"',
    ),
    ("Sales were 3 tonnes last year (2012).", "2013", '"last year" beside "2012"'),
    ("It opened in 2018 and moved in April 2021.", "2021", "the highest year in the text"),
]
AHEAD = [
    ("It opened in 2018. By 2030 it will be gone; the plan runs until 2035.", "2018"),
    ("It opened in 2018 and is expected to close in 2022.", "2018"),
    ("In 2016, in 2018 and, in the year 2099, on Mars.", "2018"),
]


@pytest.mark.parametrize(("text", "published", "source"), CASES)
def test_a_publication_date_is_told_with_what_it_was_told_from(text: str, published: str, source: str) -> None:
    found = published_of(text)
    assert found is not None
    assert (str(found.value), found.basis, found.source) == (published, "inferred", source)


@pytest.mark.parametrize(("text", "published"), AHEAD)
def test_years_to_come_do_not_date_a_document(text: str, published: str) -> None:
    found = published_of(text)
    assert found is not None
    assert str(found.value) == published


@pytest.mark.parametrize("text", ["", "No year here.", "Some 2000 people came on 5 May."])
def test_a_text_without_a_year_has_no_date(text: str) -> None:
    assert published_of(text) is None


@pytest.mark.parametrize(("start", "published"), [("000", "2024"), ("002", "2013")])
def test_the_seeds_are_dated(start: str, published: str) -> None:
    if reason := missing("seeds"):
        pytest.skip(reason)
    folder = SHARED / "seeds"
    (path,) = folder.glob(f"{start}_*.txt")
    found = published_of(path.read_bytes().decode("utf-8"))
    assert found is not None
    assert str(found.value) == published
