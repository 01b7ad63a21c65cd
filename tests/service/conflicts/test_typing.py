"""The decision table on sentences: each pair with the type that the specification gives it."""

import json

import pytest

from corpus.documents import Document, DocumentId, Known, PartialDate
from eval.shared import SHARED, missing
from index.compiled import CompiledEmbedder
from service.comparing import compared


@pytest.fixture(scope="module")
def embedder() -> CompiledEmbedder:
    return CompiledEmbedder()


def document(name: str, text: str, published: str | None = None) -> Document:
    known = Known(PartialDate.parse(published), "given", "the test") if published else None
    return Document(DocumentId(name), text, published=known)


def types_of(
    first: str, second: str, embedder: CompiledEmbedder, published: tuple[str | None, str | None] = (None, None)
) -> set[str]:
    pairs = compared(document("a", first, published[0]), document("b", second, published[1]), embedder)
    return {pair.difference.type if pair.difference else "compatible" for pair in pairs}


PAIRS = [
    (
        "The mill employs 340 people in its two halls.",
        "At the mill, 290 people are employed in two halls.",
        "contradiction",
    ),
    ("The dam cost £2.4bn.", "The dam cost £2.47bn.", "contradiction"),
    ("The dam cost £2.41bn.", "The dam cost about £2.4bn.", "compatible"),
    ("The dam cost £2.4 billion.", "The dam cost £2,400 million.", "compatible"),
    ("The pass lies 12 miles from Orlin.", "The pass lies 19.3 kilometres from Orlin.", "compatible"),
    ("Wheat exports were 4 tonnes in 2019.", "In 2021 wheat exports were 6 tonnes.", "change_over_time"),
    ("Wheat exports came to 4.1 million tonnes in 2019.", "Wheat imports came to 5.6 million tonnes in 2019.", None),
    ("The ferry sank on 3 March 1998.", "The ferry sank on 5 March 1998.", "contradiction"),
    ("The poet Ana Dorin was born in 1902.", "The poet Ana Dorin was born in 1904.", "contradiction"),
    ("The minister expects inflation of 4.5% in 2023.", "Inflation was 6.1% in 2023.", "different_scope"),
    ("It was her first official visit to Oslo.", "It was her fourth visit to Oslo.", "different_scope"),
    ("At least 30 homes were destroyed in the fire.", "Some 45 homes were destroyed in the fire.", "compatible"),
    ("Fewer than 30 homes were destroyed in the fire.", "Some 45 homes were destroyed in the fire.", "contradiction"),
    ("Nine miners were killed.", "Fourteen miners were injured.", None),
    ("The grant is worth €75 million.", "The grant is worth $75 million.", "contradiction"),
    ("Polish companies bought 40 licences.", "Danish companies bought 25 licences.", None),
    ("Wheat exports rose by 12% in 2019.", "Wheat exports fell by 12% in 2019.", "contradiction"),
    ("Profit rose by 12% to $2.3bn.", "Profit was $2.3bn.", "compatible"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "expected"), PAIRS)
def test_two_sentences_differ_as_the_table_says(
    first: str, second: str, expected: str | None, embedder: CompiledEmbedder
) -> None:
    assert types_of(first, second, embedder) == ({expected} if expected else set())
    assert types_of(second, first, embedder) == ({expected} if expected else set())


def test_visits_of_different_years_are_different_occurrences(embedder: CompiledEmbedder) -> None:
    first = "On 4 May, Premier Ilse Kroon paid a visit to Lagos."
    second = "Ilse Kroon arrived in Lagos on Nov. 19."
    assert types_of(first, second, embedder, ("2021-05-06", "2015-11-20")) == {"different_occurrence"}
    assert types_of(first, second, embedder, ("2021-05-06", "2021-05-07")) == {"different_occurrence"}


def test_visits_of_two_people_are_not_compared(embedder: CompiledEmbedder) -> None:
    first = "On 4 May, Premier Ilse Kroon paid a visit to Lagos."
    second = "Foreign minister Jan Brandt arrived in Lagos on May 9."
    assert types_of(first, second, embedder, ("2021-05-06", "2021-05-10")) == set()


def test_values_that_differ_only_by_the_documents_dates_are_a_change_over_time(embedder: CompiledEmbedder) -> None:
    first, second = "The choir has 120 singers.", "The choir has 95 singers."
    assert types_of(first, second, embedder, ("2010-02-01", "2019-02-01")) == {"change_over_time"}
    assert types_of(first, second, embedder) == {"contradiction"}


def gold_pairs() -> list[dict[str, str]]:
    if missing("gold"):
        return []
    return [json.loads(line) for line in (SHARED / "gold" / "pairs.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.skipif(missing("gold") is not None, reason=missing("gold") or "")
@pytest.mark.parametrize("row", gold_pairs(), ids=lambda row: row["name"])
def test_the_typed_pairs_of_the_gold_come_out_as_they_are_typed(
    row: dict[str, str], embedder: CompiledEmbedder
) -> None:
    expected = set() if row["type"] == "not_comparable" else {row["type"]}
    assert types_of(row["a"], row["b"], embedder) == expected


def test_the_people_whom_a_census_counts_are_the_population(embedder: CompiledEmbedder) -> None:
    first = "The population of Orlin was 4,624 at the 2010 census."
    second = "As of the 2010 census there were 5,345 people and 1,542 households in Orlin."
    assert types_of(first, second, embedder) == {"contradiction"}


def test_two_of_one_family_name_are_two_people(embedder: CompiledEmbedder) -> None:
    assert types_of("Ann Roe died on 4 May 2002.", "Carl Roe died in 1970.", embedder) == set()
    assert types_of("Carl Roe died on 4 May 2002.", "Carl Roe died in 1970.", embedder) == {"contradiction"}
