"""The dead and wounded of one incident are not those of another that the same reports recall."""

import pytest

from index.compiled import CompiledEmbedder
from tests.service.conflicts.articles import document, types_of

BLAST = "A blast at the Norwick ferry pier killed {} people, officials said."


@pytest.mark.parametrize(
    ("other", "types"),
    [
        (BLAST.format(14), {"contradiction"}),
        ("Last year a blast at the Norwick ferry pier killed 14 people, officials said.", set()),
        ("In November a blast at the Norwick ferry pier killed 14 people, officials said.", set()),
        ("A series of blasts at the Norwick ferry pier killed 44 people, officials said.", set()),
        ("A blast at a quarry in Suthwold killed 14 people, officials said.", set()),
    ],
)
def test_a_toll_is_compared_with_that_of_its_own_incident(
    other: str, types: set[str], embedder: CompiledEmbedder
) -> None:
    assert types_of(document("a", BLAST.format(11)), document("b", other), embedder) == types


def test_incidents_of_two_weekdays_are_two_but_a_toll_that_goes_on_is_one(embedder: CompiledEmbedder) -> None:
    monday = document("a", "A blast at the Norwick pier killed 11 people on Monday.")
    wednesday = document("b", "A blast at the Norwick pier killed 14 people on Wednesday.")
    rose = document("c", "The toll of the blast at the Norwick pier rose to 14 people killed on Wednesday.")
    assert types_of(monday, wednesday, embedder) == set()
    assert types_of(monday, rose, embedder) != set()


def test_the_wounded_are_no_dead_though_both_stand_beside_the_number(embedder: CompiledEmbedder) -> None:
    first = document("a", "Two sailors were killed and 15 slightly wounded in Norwick.")
    second = document("b", "In Norwick 10 sailors were killed in the blast.")
    assert types_of(first, second, embedder) == set()
