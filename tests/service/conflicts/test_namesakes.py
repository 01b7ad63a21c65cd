"""Two descriptions under one name: of one thing, whose sources differ, or of two things."""

import pytest

from corpus.documents import Document, DocumentId, Known, PartialDate
from corpus.figures.extract import figures_of
from corpus.figures.figure import Figure
from service.conflicts.namesakes import of_two_kinds, two_things
from service.conflicts.profiles import profile_of
from service.conflicts.subjects import subject_of

SCULPTOR = (
    "Anna Quist (sculptor) Anna Quist (4 May 1871 – 9 June 1940) was a Danish sculptor. Born in Odense to the joiner "
    "Peter Quist, she studied in Copenhagen under Stefan Holm, showed at Charlottenborg from 1899 and taught at the "
    "Women's Academy. Her bronze of a girl with a heron stands in the Kongens Have."
)
SWIMMER = (
    "Anna Quist (swimmer) Anna Quist (born 1 March 1995) is a Swedish swimmer who took part in the relay at the games "
    "in Tokyo. She swims for the club of Malmö, holds two national records at 200 metres and trains in Lund with the "
    "coach Erik Dahl. Her sister Maja is a diver."
)


def told_apart(first: str, second: str, published: str | None = None) -> bool:
    known = Known(PartialDate.parse(published), "given", "the test") if published else None
    one, other = (
        subject_of(Document(DocumentId(name), text, published=known)) for name, text in (("a", first), ("b", second))
    )
    return two_things(one, other)


def test_two_people_of_one_name_are_two_things() -> None:
    assert told_apart(SCULPTOR, SWIMMER)
    assert told_apart(SWIMMER, SCULPTOR)


def test_a_copy_with_another_value_is_of_one_thing() -> None:
    assert not told_apart(SCULPTOR, SCULPTOR.replace("4 May 1871", "4 May 1881"))


def test_another_account_with_the_same_names_and_years_is_of_one_thing() -> None:
    other = (
        "The sculptor Anna Quist was the daughter of a joiner in Odense, Peter Quist. After years with Stefan Holm in "
        "Copenhagen she was shown at Charlottenborg in 1899; she died in 1940, and the girl with the heron in the "
        "Kongens Have is what people know of her now."
    )
    assert not told_apart(SCULPTOR, other)


@pytest.mark.parametrize("published", ["2019-04-02", None])
def test_reports_of_news_are_never_told_apart_by_how_little_they_share(published: str | None) -> None:
    said = "" if published else " The mayor said so on Monday."
    assert not told_apart(SCULPTOR + said, SWIMMER + said, published)


def test_texts_of_a_sentence_say_too_little_to_be_told_apart() -> None:
    assert not told_apart("Anna Quist (sculptor) was born in 1871.", "Anna Quist (swimmer) was born in 1995.")


def test_a_profile_opens_with_name_and_qualifiers() -> None:
    found = profile_of("Orlin Light (Maine) Orlin Light is a small brick lighthouse on Heron Bay, near Dunmore.")
    assert sorted(found.name) == ["light", "orlin"]
    assert sorted(found.qualifiers) == ["maine"]
    assert sorted(found.around) == ["bay", "dunmore", "heron", "maine"]


@pytest.mark.parametrize(
    "text",
    [
        "of the town. Its mill was built in 1871.",
        "There is no mill left in the town.",
        "The ferries of the north coast and their crews are paid by the day.",
    ],
)
def test_a_text_that_opens_with_no_name_has_no_profile(text: str) -> None:
    assert not profile_of(text).name


def test_parts_of_the_people_name_no_subject() -> None:
    text = "The town is 94% White, 3% African American and 2% Native American, and lies on the river Orle."
    assert subject_of(Document(DocumentId("a"), text)).names == {"orle"}


def test_names_qualified_by_two_places_are_of_two_things_in_one_template() -> None:
    template = (
        "Orlin, {0} County Orlin is a township in {0} County. As of the census of 2010 there were {1} people, {2} "
        "households and families residing in the township. About one fifth of all households had children under "
        "the age of 18 living with them, and the average household was of {3}."
    )
    assert told_apart(template.format("Hollis", "1,243", 395, 2.31), template.format("Dunmore", "924", 401, 2.6))
    assert not told_apart(template.format("Hollis", "1,243", 395, 2.31), template.format("Hollis", "924", 395, 2.31))


def test_people_in_the_city_and_in_the_township_are_not_the_same_people() -> None:
    def people(of: str) -> Figure:
        text = f"There were 2,051 people residing in the {of}."
        (found,) = figures_of(Document(DocumentId(of), text))
        return found

    assert of_two_kinds(people("city"), people("township"))
    assert not of_two_kinds(people("city"), people("town"))
