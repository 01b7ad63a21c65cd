"""Whether questions are refused that a corpus cannot answer, and only those: `python -m eval.refusing [SET ...]`.

The questions of every set are asked of the documents of every other (foreign), of their own (own), and of their own
without the documents that answer them (hard: the rest of the corpus is about the same things).
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

import numpy as np

from corpus.documents import DocumentId
from eval.eval_set import EvalSet, eval_set
from eval.indexing import index_folder, indexed
from eval.measures.refusal import area_under_curve
from eval.questions import Question
from eval.record import sets_there_are
from index.embedded import EmbeddedStore
from index.embedders import embedder_named
from index.embedding import Embedder
from index.store import Snapshot, Vector
from service.answer import Ask
from service.asking import LONGEST_QUESTION, sought_by, vector_of
from service.background import Background
from service.composition import identity_of
from service.evidence import gathered
from service.followups import query_of, resolved
from service.retrieval import chosen, retrieve
from service.settings import Settings
from service.standing import UNKNOWN, strength_of

FALSE_REFUSALS = 0.05
MOST = 100
"""Questions of a set that are asked of one corpus, spread evenly over it."""
LIMIT = Ask("").limit

Asked = Sequence[float]
"""How far above the corpus's background the strength of each question lies."""


@dataclass(frozen=True, slots=True)
class Row:
    """One corpus: its own questions, the same without what answers them, and the questions of each other set."""

    name: str
    own: Asked
    hard: Asked
    foreign: Mapping[str, Asked]

    def areas(self) -> list[float]:
        """For each other set, how well strength tells its questions from the corpus's own."""
        return [area_under_curve(self.own, other) or 0.0 for other in self.foreign.values()]

    def refused(self) -> list[float]:
        """For each other set, the share refused where `FALSE_REFUSALS` of the own questions are."""
        least = float(np.quantile(self.own, FALSE_REFUSALS))
        return [share_below(least, other) for other in self.foreign.values()]

    def shipped(self) -> list[float]:
        """For each other set, the share refused by the threshold that the service has."""
        return [share_below(UNKNOWN, other) for other in self.foreign.values()]


def share_below(least: float, values: Asked) -> float:
    """The share of the values that lie below."""
    return float(np.mean(np.array(values) < least)) if values else 0.0


class Corpus:
    """A set's documents, asked by the service's own steps as far as they tell whether there is an answer."""

    def __init__(self, snapshot: Snapshot, embedder: Embedder) -> None:
        self._snapshot = snapshot
        self._embedder = embedder
        self._background = Background(embedder)

    def above(self, question: Question, without: frozenset[DocumentId] = frozenset()) -> float:
        """How far above the background the question's strength lies, these documents left out."""
        ask = query_of(Ask(question.text, history=question.turns()), LONGEST_QUESTION)
        query, vector = resolved(ask, self._snapshot, self._vector_of, self._background.level, None)
        candidates = retrieve(self._snapshot, query.words, vector, None)
        left = [candidate for candidate in candidates if candidate.passage.document not in without]
        evidence = gathered(self._snapshot, left, chosen(left, LIMIT))
        strength = strength_of(evidence, sought_by(query, evidence).in_passages)
        return strength - self._background.level(self._snapshot)

    def _vector_of(self, text: str) -> Vector:
        return vector_of(text, self._embedder)


def spread(questions: Sequence[Question], most: int) -> list[Question]:
    """At most so many of the questions, evenly spread."""
    return (
        [questions[place * len(questions) // most] for place in range(most)] if len(questions) > most else [*questions]
    )


def answered_by_it(question: Question) -> bool:
    """Whether the set says which of its documents answer the question."""
    return bool(question.relevant) and question.answerable is True


def row_of(corpus: Corpus, name: str, sets: Mapping[str, Sequence[Question]], most: int) -> Row:
    """All questions asked of one corpus."""
    own = spread([question for question in sets[name] if answered_by_it(question)], most)
    return Row(
        name,
        [corpus.above(question) for question in own],
        [corpus.above(question, frozenset(map(DocumentId, question.relevant or ()))) for question in own],
        {
            other: [corpus.above(question) for question in spread(questions, most)]
            for other, questions in sets.items()
            if other != name
        },
    )


COLUMNS = ("AUC", "worst", "at 5%", "worst", "own", "foreign", "worst", "AUC", "refused")


def lines_of(rows: Sequence[Row]) -> Iterator[str]:
    """The table: each corpus, then the mean; `worst` is over the other sets."""
    yield f"{'':<28} | {'foreign told from own':<32} | {'threshold refuses':<24} | own, hard"
    yield _line("corpus", "own", "foreign", COLUMNS)
    for row in rows:
        foreign = sum(map(len, row.foreign.values()))
        yield _line(row.name, str(len(row.own)), str(foreign), _printed(numbers_of(row)))
    yield _line("mean", "", "", _printed([mean(column) for column in zip(*map(numbers_of, rows), strict=True)]))


def _line(name: str, own: str, foreign: str, cells: Sequence[str]) -> str:
    columns = [f"{cell:>8}" for cell in cells]
    groups = (columns[:4], columns[4:7], columns[7:])
    return " | ".join([f"{name:<15} {own:>4} {foreign:>7}", *("".join(group) for group in groups)])


def _printed(numbers: Sequence[float]) -> list[str]:
    return [f"{number:.3f}" for number in numbers]


def numbers_of(row: Row) -> list[float]:
    """The row's numbers, in the order of `COLUMNS`."""
    areas, refused, shipped = row.areas(), row.refused(), row.shipped()
    return [
        mean(areas),
        min(areas),
        mean(refused),
        min(refused),
        share_below(UNKNOWN, row.own),
        mean(shipped),
        min(shipped),
        area_under_curve(row.own, row.hard) or 0.0,
        share_below(UNKNOWN, row.hard),
    ]


@contextmanager
def corpus_of(asked: EvalSet, data: Path | None, tell: Callable[[str], None]) -> Iterator[Corpus]:
    """The set's documents, from a folder that holds them already or indexed first unless they are as they were."""
    settings = Settings.read(None)
    if data is None:
        settings = indexed(asked, settings, index_folder(asked), tell, lambda _: None)
    else:
        settings = replace(settings, data=data / asked.name)
    embedder = embedder_named(settings.model)
    store = EmbeddedStore.open(settings.data, identity_of(embedder), write=False)
    try:
        with store.snapshot() as snapshot:
            yield Corpus(snapshot, embedder)
    finally:
        store.close()


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table of the sets named, or of all there are whose documents come along."""
    parser = argparse.ArgumentParser(prog="python -m eval.refusing", description=__doc__)
    parser.add_argument("sets", nargs="*", default=[str(folder) for folder in sets_there_are()])
    parser.add_argument("--data", type=Path, help="a folder that holds each set's data folder under its name")
    parser.add_argument("--most", type=int, default=MOST, help=f"questions of a set asked of one corpus ({MOST})")
    given = parser.parse_args(arguments)
    found = [asked for asked in map(eval_set, given.sets) if asked.documents is not None]
    questions = {asked.name: list(asked.questions()) for asked in found}
    rows = []
    for asked in found:
        with corpus_of(asked, given.data, lambda line: print(line, file=sys.stderr)) as corpus:
            rows.append(row_of(corpus, asked.name, questions, given.most))
        print(f"{asked.name} asked", file=sys.stderr)
    print("\n".join(lines_of(rows)))


if __name__ == "__main__":
    main()
