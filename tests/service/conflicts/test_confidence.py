"""How likely a conflict is right: by its strength, its type, and how many figures of its kind there are."""

from dataclasses import replace

import pytest

from corpus.documents import Document, DocumentId
from corpus.figures.extract import figures_of
from index.compiled import CompiledEmbedder
from service.comparing import comparison_of
from service.conflicts.confidence import MODEL, Kinds, confidence_of, confidence_of_pair, kinds_in, signs_of
from service.conflicts.grouping import Pair, SidePair, conflicts_from
from service.conflicts.pairing import apart_in

FIRST = Document(DocumentId("a"), "The new road bridge over the river at Ardelve cost the county $40 million to build.")
SECOND = Document(
    DocumentId("b"), "The new road bridge over the river at Ardelve cost the county $55 million to build."
)


@pytest.fixture(scope="module")
def found() -> tuple[Pair, Kinds]:
    compared = comparison_of(FIRST, SECOND, CompiledEmbedder())
    (pair,) = compared.pairs
    return pair, compared.kinds


def among(kinds: Kinds, figures: int) -> Kinds:
    """The same documents, each with so many sums of money."""
    return {document: dict.fromkeys(of_series, figures) for document, of_series in kinds.items()}


def test_the_more_figures_of_a_kind_two_documents_state_the_less_sure_is_a_conflict_of_two(
    found: tuple[Pair, Kinds],
) -> None:
    pair, kinds = found
    sure = [confidence_of_pair(pair, among(kinds, figures)) for figures in (1, 4, 20, 100)]
    assert sure == sorted(sure, reverse=True)
    assert sure[0] - sure[-1] > 0.4
    assert sure[-1] < sure[0] / 3


def test_a_conflict_is_as_sure_as_the_pair_that_gives_it_its_type(found: tuple[Pair, Kinds]) -> None:
    pair, kinds = found
    (conflict,) = conflicts_from([pair], apart_in({FIRST.id: FIRST, SECOND.id: SECOND}))
    assert confidence_of(conflict, kinds) == pytest.approx(confidence_of_pair(pair, kinds))


def test_the_stronger_of_two_pairs_is_the_surer(found: tuple[Pair, Kinds]) -> None:
    pair, kinds = found
    weaker = replace(pair, likeness=pair.likeness / 2)
    assert confidence_of_pair(weaker, kinds) < confidence_of_pair(pair, kinds)


def test_of_two_that_agree_it_is_how_likely_they_are_one_measure(found: tuple[Pair, Kinds]) -> None:
    pair, kinds = found
    agreeing = replace(pair, difference=None)
    assert confidence_of_pair(agreeing, kinds) == pair.likeness


def test_small_counts_and_chances_are_signs(found: tuple[Pair, Kinds]) -> None:
    pair, _ = found
    assert pair.difference is not None
    text = Document(DocumentId("c"), "The bridge has 12 arches and 300 lamps.")
    arches, lamps = figures_of(text)
    kinds = kinds_in({text.id: [arches, lamps]})
    side_pair = SidePair(0, 1, pair.difference, 0.5)
    assert signs_of(side_pair, arches, arches, kinds)["small"] == 1.0
    assert signs_of(side_pair, arches, lamps, kinds)["small"] == 0.0
    assert signs_of(side_pair, arches, lamps, kinds)["chances"] == pytest.approx(1.386, abs=0.001)  # of 2 times 2


def test_every_sign_has_a_learned_weight(found: tuple[Pair, Kinds]) -> None:
    pair, kinds = found
    assert pair.difference is not None
    signs = signs_of(SidePair(0, 1, pair.difference, pair.strength), pair.first, pair.second, kinds)
    assert set(signs) == set(MODEL.weights)
