"""How sure conflicts are, learned and checked: `python -m eval.calibration corpus.jsonl ... FOLDER ... [--write]`.

What readers judged of conflicts between articles (judgements/), crawled or of the newswire, and the gold of planted
documents, whose sources are few and short, are what confidence is learned from. Rules were drawn from these very
judgements and keep most of the wrong pairs apart by now, but not those of stories that nobody has judged: so each pair
still shown counts for all that were judged of its type and outcome. The table tells whether it holds: each story and
each planted case is predicted by what the others teach.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from corpus.documents import Document
from corpus.loading import read_documents
from eval.cases import case_in
from eval.gold import Gold, judged
from eval.judged import JUDGED, Judgement, read_judgements
from eval.logistic import Example, fitted
from eval.stories import story_pairs
from eval.wild import conflicts_among, documents_in, read_all, side_of
from index.embedders import embedder_named
from index.embedding import Embedder
from index.passages import Passage
from service.conflicts.confidence import CALIBRATED, Kinds, gravest_sides, kinds_in, signs_of
from service.conflicts.grouping import Conflict
from service.conflicts.likeness import Weights
from service.conflicts.views import view_of
from service.wire import plain

PENALTIES = {
    "strength": 0.05,
    "chances": 5.0,
    "small": 0.3,
    "common": 0.6,
    "ratio": 1.0,
    "event": 0.2,
    "one_time": 0.1,
    "contradiction": 0.5,
    "change_over_time": 0.5,
    "different_scope": 0.5,
}
"""Each about twice the sign's variance: all signs are held back alike."""
OF_PLANTED = 0.3
"""What a planted conflict counts beside a crawled one: they are nearly all right, as few that one meets are."""
SOURCES: tuple[Literal["articles", "planted"], ...] = ("articles", "planted")
BANDS = (0.0, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Known:
    """A conflict of which it is known whether it is right."""

    case: str
    """The story, or the planted documents, that it is of."""
    source: Literal["articles", "planted"]
    type: str
    example: Example


def known_of_articles(corpus: Path, embedder: Embedder) -> Iterator[Known]:
    """The judged conflicts that are still shown, each once; what is typed anew since is known only if it is wrong."""
    judgements = {each.key: each for path in JUDGED for each in read_judgements(path)}
    pairs = story_pairs(documents_in(corpus), embedder)
    read = read_all((document for pair in pairs for document in (pair.first, pair.second)), embedder)
    for pair in pairs:
        both = (read[pair.first.id], read[pair.second.id])
        kinds = kinds_in({each.document.id: each.figures for each in both})
        for conflict in conflicts_among(both):
            found = judgements.pop(frozenset(side_of(figure) for figure in gravest_sides(conflict)), None)
            if found and (found.type == conflict.gravest.difference.type or not found.same_measure):
                right = found.same_measure and found.type_right
                kind = conflict.gravest.difference.type
                yield Known(pair.story, "articles", kind, Example(_signs(conflict, kinds), right, 1.0))


def known_of_planted(folder: Path, embedder: Embedder) -> Iterator[Known]:
    """The conflicts of planted documents that the gold names or forbids; of others nothing is known."""
    case = case_in(folder, "")
    documents = [each for each in read_documents([case.documents]) if isinstance(each, Document)]
    read = list(read_all(documents, embedder).values())
    kinds = kinds_in({each.document.id: each.figures for each in read})
    for conflict in conflicts_among(read):
        right = _is_right(conflict, documents, case.gold)
        if right is not None:
            kind = conflict.gravest.difference.type
            yield Known(case.name, "planted", kind, Example(_signs(conflict, kinds), right, OF_PLANTED))


def _is_right(conflict: Conflict, documents: Sequence[Document], gold: Gold) -> bool | None:
    by_id = {document.id: document for document in documents}
    whole = {name: (Passage(name, 0, len(each.text), each.text),) for name, each in by_id.items()}
    row = plain(view_of(conflict, 0.0, 0.0, by_id, whole, ()))
    assert isinstance(row, dict)
    found = judged([row], gold)
    if found.mistyped or found.forbidden:
        return False
    return None if found.beyond else True


def _signs(conflict: Conflict, kinds: Kinds) -> Mapping[str, float]:
    return signs_of(conflict.gravest, *gravest_sides(conflict), kinds)


def as_judged(known: Sequence[Known], judgements: Iterable[Judgement]) -> list[Known]:
    """The conflicts, those of articles with the weight of all judged ones of their type that came out as they did."""
    judged = Counter(_outcome(each.type, right=each.same_measure and each.type_right) for each in judgements)
    shown = Counter(_outcome(each.type, right=each.example.same) for each in known if each.source == "articles")

    def weighted(each: Known) -> Known:
        outcome = _outcome(each.type, right=each.example.same)
        if each.source == "planted":
            return each
        return replace(each, example=replace(each.example, weight=max(1.0, judged[outcome] / shown[outcome])))

    return [weighted(each) for each in known]


def _outcome(kind: str, *, right: bool) -> tuple[str, bool]:
    return kind, right


def learned_from(known: Sequence[Known]) -> Weights:
    """The model of confidence."""
    return fitted([each.example for each in known], Weights(0.0, {}), PENALTIES)


def foretold(known: Sequence[Known]) -> list[float]:
    """The probability of each that it is right, by what all other stories and cases teach."""
    models = {name: learned_from([each for each in known if each.case != name]) for name in {k.case for k in known}}
    return [models[each.case].likely(each.example.signs) for each in known]


def reliability(known: Sequence[Known], likely: Sequence[float]) -> Iterator[str]:
    """A line a band: what was foretold, and what share was right by weight, of crawled and of planted conflicts apart,
    with the number of conflicts.
    """
    yield f"{'foretold':>12} {'mean':>6} {'right':>13} {'of articles':>13} {'of planted':>13}"
    for low, high in zip(BANDS, (*BANDS[1:], 1.001), strict=True):
        band = [(each, p) for each, p in zip(known, likely, strict=True) if low <= p < high]
        if band:
            mean = sum(p * each.example.weight for each, p in band) / sum(each.example.weight for each, _ in band)
            shares = [_share([each for each, _ in band])]
            shares += [_share([each for each, _ in band if each.source == source]) for source in SOURCES]
            yield f"{low:.1f} to {min(high, 1.0):.1f}  {mean:6.2f} {shares[0]:>13} {shares[1]:>13} {shares[2]:>13}"


def _share(known: Sequence[Known]) -> str:
    right = sum(each.example.weight for each in known if each.example.same)
    return f"{right / sum(each.example.weight for each in known):.2f} (of {len(known)})" if known else "-"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; with --write the model that all of them teach is kept for the product."""
    parser = argparse.ArgumentParser(prog="python -m eval.calibration", description=__doc__)
    parser.add_argument(
        "paths", nargs="+", type=Path, help="files of articles that were judged, folders of planted documents with gold"
    )
    parser.add_argument("--write", action="store_true", help=f"write {CALIBRATED.name}")
    given = parser.parse_args(arguments)
    embedder = embedder_named()
    known: list[Known] = []
    for path in given.paths:
        known += known_of_planted(path, embedder) if path.is_dir() else known_of_articles(path, embedder)
    known = as_judged(known, (each for path in JUDGED for each in read_judgements(path)))
    model = learned_from(known)
    print("\n".join(reliability(known, foretold(known))))
    print(json.dumps(asdict(model)))
    if given.write:
        CALIBRATED.write_text(json.dumps(asdict(model), indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
