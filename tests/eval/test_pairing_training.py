import pytest

from corpus.documents import Document, DocumentId, Known, PartialDate
from eval.logistic import Example, fitted
from eval.pairing_cases import cases_of, near_copies
from eval.stories import StoryPair
from eval.train_pairing import BIAS, BY_HAND, blended
from service.conflicts.likeness import Weights


def article(name: str, text: str) -> Document:
    return Document(DocumentId(name), text, published=Known(PartialDate(2022, 5, 3), "given", "test"))


def test_an_equal_uncommon_value_is_the_case_and_another_value_of_its_series_the_rival() -> None:
    first = article("a", "The flood in Marlow destroyed 347 houses. Engineers sent 125 pumps to the town.")
    second = article("b", "Officials counted 347 houses lost to the river. Volunteers filled 815 sandbags overnight.")
    cases = cases_of([StoryPair(first, second, "story")])
    assert [(case.asked.figure.value.low, [side.figure.value.low for side in case.equal]) for case in cases] == [
        (347.0, [347.0]),
        (347.0, [347.0]),
    ]
    assert [[side.figure.value.low for side in case.rivals] for case in cases] == [[815.0], [125.0]]


def test_a_sentence_told_in_nearly_the_same_words_is_no_case() -> None:
    assert near_copies("The flood destroyed [value] houses in Marlow.", "The flood destroyed [value] houses in Marlow")
    assert not near_copies("The flood destroyed [value] houses.", "Officials counted [value] homes lost.")


def test_a_sign_that_tells_examples_apart_gains_weight_and_one_without_penalty_keeps_its_own() -> None:
    examples = [Example({"tells": 1.0, "idle": 0.0}, same=True, weight=1.0)] * 8
    examples += [Example({"tells": 0.0, "idle": 0.0}, same=False, weight=1.0)] * 8
    found = fitted(examples, Weights(0.0, {"idle": 0.7}), {"tells": 1.0})
    assert found.weights["tells"] > 1.0
    assert found.weights["idle"] == pytest.approx(0.7)
    assert fitted(examples, Weights(0.0, {"idle": 0.7}), {"tells": 1.0}) == found


def test_what_is_shipped_lies_between_the_hand_set_and_the_learned_weights() -> None:
    learned = Weights(-4.4, {**BY_HAND.weights, "sentence": 1.4, "before": 1.0})
    shipped = blended(learned, 0.5)
    assert shipped.bias == BIAS
    assert shipped.weights["sentence"] == pytest.approx(1.9)
    assert shipped.weights["before"] == pytest.approx(0.5)
