"""Learns what makes two amounts one measure: `python -m eval.train_pairing corpus.jsonl`, `make train-pairing`.

The cases are made without labels (pairing_cases.py) of the stories that nobody keeps for a last judgement; those are
the test. What is learned are weights, drawn to those that were set by hand before: a few hundred cases of one kind of
text are no reason to go far. The values, and the times and kinds of values, are not learned: by them cases were made.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.documents import Document
from corpus.loading import read_documents
from eval.logistic import Example, fitted
from eval.pairing_cases import PairingCase, Side, cases_of
from eval.pairing_judged import JudgedCases, judged_cases, read_judgements
from eval.pairing_scores import Vectors, cosine_score, ranking_of, score_by, shipped_score, signs_of, vectors_of
from eval.stories import story_pairs
from index.embedders import embedder_named
from index.embedding import Embedder
from service.conflicts.likeness import LEARNED, Weights

BY_HAND = Weights(
    -3.4,
    {
        "same_head": 1.6, "near_head": 0.7, "near_terms": 3.2, "sentence": 2.4, "names": 1.0, "subject": 1.2,
        "percent": -0.8, "bare": -0.6, "same_time": 0.8, "same_verb": 0.8,
    },
)  # fmt: skip
"""What was set by hand: where learning starts from, and the yardstick."""
PENALTIES = {
    "same_head": 20.0, "near_head": 20.0, "near_terms": 20.0, "sentence": 20.0, "names": 20.0, "subject": 20.0,
    "bare": 20.0, "same_verb": 20.0,
    "before": 1.0, "behind": 1.0, "same_unit": 10.0,
}  # fmt: skip
"""How strongly a weight is drawn to the one set by hand; of signs that had none, to nothing. Equal values mostly have
equal units, whatever they are of: that sign is held back.
"""
TRUSTED = 0.3
"""How far the shipped weights go from those set by hand to the learned ones: further ones rank better within a story,
but lose conflicts among the planted documents and in RTE-3, which are of other kinds of text.
"""
BIAS = -3.7
"""The bias as shipped, set on the planted documents: cases with as many rivals as one likes tell none."""
STRANGERS = 5
"""Figures of other stories, the likest by their sentences, that a figure is told apart from."""
FOLDS = 5


def learned_from(cases: Sequence[PairingCase], vectors: Vectors) -> Weights:
    """The weights that the cases teach. In a case the equals together, the rivals together and the strangers together
    count as one each, so that no long article outvotes the others.
    """
    examples = []
    for case, strangers in zip(cases, _strangers(cases, vectors), strict=True):
        for sides, same in ((case.equal, True), (case.rivals, False), (strangers, False)):
            examples += [Example(signs_of(case.asked, side, vectors), same, 1 / len(sides)) for side in sides]
    return fitted(examples, BY_HAND, PENALTIES)


def _strangers(cases: Sequence[PairingCase], vectors: Vectors) -> list[list[Side]]:
    """For each case the figures of its series in other stories whose sentences are the likest."""
    pools: dict[str | None, dict[str, tuple[str, Side]]] = {}
    for case in cases:
        pool = pools.setdefault(case.asked.stated.series, {})
        pool.update((side.figure.id, (case.story, side)) for side in (case.asked, *case.equal, *case.rivals))
    return [_likest(case, list(pools[case.asked.stated.series].values()), vectors) for case in cases]


def _likest(case: PairingCase, pool: Sequence[tuple[str, Side]], vectors: Vectors) -> list[Side]:
    others = [side for story, side in pool if story != case.story]
    if not others:
        return []
    nearness = np.stack([vectors[side.masked] for side in others]) @ vectors[case.asked.masked]
    return [others[place] for place in np.argsort(-nearness, kind="stable")[:STRANGERS]]


def out_of_fold(cases: Sequence[PairingCase], vectors: Vectors) -> list[Weights]:
    """For each case the weights learned without its story and a fifth of the others."""
    stories = sorted({case.story for case in cases})
    fold = {story: number % FOLDS for number, story in enumerate(stories)}
    without = [
        learned_from([case for case in cases if fold[case.story] != number], vectors)
        for number in range(min(FOLDS, len(stories)))
    ]
    return [without[fold[case.story]] for case in cases]


def read_cases(documents: Sequence[Document], embedder: Embedder) -> tuple[list[PairingCase], list[PairingCase]]:
    """The cases of a collection: those to learn from, and those of stories held out."""
    pairs = story_pairs(documents, embedder)
    halves = ([pair for pair in pairs if pair.is_final is final] for final in (False, True))
    learning, test = (cases_of(half) for half in halves)
    return learning, test


def print_rankings(name: str, cases: Sequence[PairingCase], learned: Sequence[Weights], vectors: Vectors) -> None:
    """One line for each score: the vectors alone, the weights by hand, the learned ones, and these in competition."""
    by_hand = score_by(BY_HAND, vectors)
    cosine = cosine_score(vectors)
    ours = [(case, score_by(weights, vectors)) for case, weights in zip(cases, learned, strict=True)]
    print(f"{name}: {len(cases)} cases of {len({case.story for case in cases})} stories")
    print(f"  vectors     {ranking_of([(case, cosine) for case in cases])}")
    print(f"  by hand     {ranking_of([(case, by_hand) for case in cases])}")
    print(f"  learned     {ranking_of(ours)}")
    print(f"  competing   {ranking_of(ours, competing=True)}", flush=True)


def print_judged(judged: JudgedCases, learned: Weights, vectors: Vectors) -> None:
    """The same of the cases that were read and rightly labelled, with what is shipped in place of the hand-set."""
    ours, shipped = score_by(learned, vectors), shipped_score(vectors)
    print(f"read one by one, test stories: {judged}")
    for name, score, competing in (
        ("vectors", cosine_score(vectors), False),
        ("shipped", shipped, False),
        ("  competing", shipped, True),
        ("learned", ours, False),
        ("  competing", ours, True),
    ):
        print(f"  {name:<12}{ranking_of([(case, score) for case in judged.cases], competing=competing)}", flush=True)


def blended(learned: Weights, share: float = TRUSTED) -> Weights:
    """The weights that lie this far from those set by hand to the learned ones."""
    names = learned.weights
    return Weights(
        BIAS,
        {name: round((1 - share) * BY_HAND.weights.get(name, 0.0) + share * value, 4) for name, value in names.items()},
    )


def write(weights: Weights, path: Path = LEARNED) -> None:
    """The weights as the product reads them."""
    path.write_text(json.dumps({"bias": weights.bias, "weights": weights.weights}, indent=2) + "\n", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Learns and prints what the weights are worth; with --write they go into the product."""
    parser = argparse.ArgumentParser(prog="python -m eval.train_pairing", description=__doc__)
    parser.add_argument("corpus", type=Path, help="articles with dates, as JSON Lines")
    parser.add_argument("--write", action="store_true", help="put the blended weights in the product")
    given = parser.parse_args(arguments)
    embedder = embedder_named()
    documents = [document for document in read_documents([given.corpus]) if isinstance(document, Document)]
    learning, test = read_cases(documents, embedder)
    judged = judged_cases(read_judgements(), {document.id: document for document in documents})
    vectors = vectors_of([*learning, *test, *judged.cases], embedder)
    amounts, held_out = ([case for case in cases if not case.is_of_events] for cases in (learning, test))
    weights = learned_from(amounts, vectors)
    print_rankings("training", amounts, [weights] * len(amounts), vectors)
    print_rankings("development (out of fold)", amounts, out_of_fold(amounts, vectors), vectors)
    print_rankings("test", held_out, [weights] * len(held_out), vectors)
    shipped = blended(weights)
    print_rankings("test, blended", held_out, [shipped] * len(held_out), vectors)
    print_judged(judged, weights, vectors)
    for name, found in (("learned", weights), ("blended", shipped)):
        print(f"{name}: bias {found.bias:+.2f}", *(f"{sign} {value:+.2f}" for sign, value in found.weights.items()))
    if given.write:
        write(shipped)
    return 0


if __name__ == "__main__":
    sys.exit(main())
