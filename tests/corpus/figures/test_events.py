"""What happens at a date: labels of forms and tables, lives in brackets, clauses that a bracket interrupts."""

import pytest

from corpus.documents import Document, DocumentId, Known, PartialDate
from corpus.figures.extract import figures_of

THURSDAY = Known(PartialDate.parse("2021-05-06"), "given", "test")


def events_in(text: str) -> list[tuple[str, str | None]]:
    found = figures_of(Document(DocumentId("d"), text))
    return [(figure.text, figure.event) for figure in found if figure.value.kind in {"date", "date_range"}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Born : 5 May 1643 Died : 6 July 1695", [("5 May 1643", "birth"), ("6 July 1695", "death")]),
        ("Date of birth ( 1995-07-15 )", [("1995-07-15", "birth")]),
        ("Date of birth ( 1995-07-15 ) 15 July 1995", [("1995-07-15", "birth"), ("15 July 1995", "birth")]),
        ("Birthdate: 19 September 1950", [("19 September 1950", "birth")]),
        ("Ada Holm ran a mill. Categories: 1972 births Living people", [("1972", "birth")]),
        ("The county had 1972 births in all.", []),
        ("Orlin Station Opened 4 May 1885 Closed 1 June 1964", [("4 May 1885", "open"), ("1 June 1964", "close")]),
    ],
)
def test_a_label_in_front_of_a_date_is_its_event(text: str, expected: list[tuple[str, str]]) -> None:
    assert events_in(text) == expected


def test_a_bracket_between_verb_and_date_does_not_part_them() -> None:
    text = "The school was founded as Orlin County High School for Boys (OCHS) in 1912 as the act had asked."
    assert events_in(text) == [("1912", "found")]


def test_two_dates_in_brackets_behind_a_name_are_a_birth_and_a_death() -> None:
    text = "Anna Quist, (19 June 1910 – 5 June 1988) was a judge."
    assert events_in(text) == [("19 June 1910", "birth"), ("5 June 1988", "death")]


def test_a_few_years_in_brackets_are_a_term_of_office() -> None:
    text = "He sat in the House of Assembly (1886–1902) and was a farmer."
    assert events_in(text) == [("1886–1902", None)]


def test_whom_an_apposition_names_does_not_do_it() -> None:
    (age, died) = figures_of(Document(DocumentId("d"), "Ann Poe, 81, niece of Carl von Holm, died on 4 May 2002."))
    assert (age.text, died.agent) == ("81", ("Ann Poe",))


def test_a_particle_goes_on_a_name_at_the_start_of_a_sentence() -> None:
    (died,) = figures_of(Document(DocumentId("d"), "Charles von Holm died in 1970."))
    assert died.agent == ("Charles von Holm",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Holm was Mayor of Orlin from 1901 to 1904.", [("from 1901 to 1904", "serv")]),
        ("Preceded by Carl Poe Mayor of Orlin 1901–1904 Succeeded by Ann Roe", [("1901–1904", "serv")]),
        ("The mayor closed the mill from 1901 to 1904.", [("from 1901 to 1904", "close")]),
    ],
)
def test_a_stretch_of_years_behind_an_office_is_its_term(text: str, expected: list[tuple[str, str]]) -> None:
    assert events_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Deposits rose in the week ended March 4.", [("March 4", None)]),
        ("The season ended on March 4.", [("March 4", "end")]),
        ("The index rose above Friday's record close.", [("Friday", None)]),
        ("The mill closed on Friday.", [("Friday", "close")]),
    ],
)
def test_the_end_of_a_period_and_the_day_of_a_session_are_no_events(text: str, expected: list[tuple[str, str]]) -> None:
    found = [
        (figure.text.removeprefix("on "), figure.event or None)
        for figure in figures_of(Document(DocumentId("d"), text, published=THURSDAY))
    ]
    assert found == expected
