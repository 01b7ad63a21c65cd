"""Each stage's share of an ask over the sample corpus: `python -m eval.benchmarks.ask [--rounds N]`."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from corpus.documents import Document
from corpus.loading import read_documents
from eval.cases import Case, case_in
from eval.sample import SAMPLE
from index.embedded import EmbeddedStore
from index.embedders import embedder_named
from index.embedding import Embedder
from index.manifest import ModelIdentity
from index.passages import BUDGET
from index.store import PassageStore
from index.tokens import ENCODING
from service.adding import Adder
from service.answer import Ask
from service.asking import Asker, conflicts_in, sought_by, told_by, vector_of
from service.background import Background
from service.evidence import gathered, views_of
from service.followups import Query
from service.retrieval import by_meaning, by_words, chosen, cosines_of_others, fused

STAGES = ("embed", "dense", "lexical", "fusion", "gather", "conflicts", "answer", "views")
LIMIT = 8


@dataclass(slots=True)
class Timings:
    """Milliseconds by stage, one number an ask; `whole` is the same ask through `Asker.ask`."""

    stages: dict[str, list[float]] = field(default_factory=lambda: {stage: [] for stage in STAGES})
    whole: list[float] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Counts what runs inside to the stage."""
        start = perf_counter()
        yield
        self.stages[name].append(1000 * (perf_counter() - start))

    def lines(self) -> list[str]:
        """The table: each stage's mean and its share of the whole, then the whole's mean, p50 and p95."""
        mean = sum(self.whole) / len(self.whole)
        rows = {name: sum(times) / len(times) for name, times in self.stages.items()}
        rows["rest"] = mean - sum(rows.values())
        cuts = quantiles(self.whole, n=20, method="inclusive")
        return [
            *(f"{name:<10} {time:7.2f} ms {time / mean:6.1%}" for name, time in rows.items()),
            f"{'ask':<10} {mean:7.2f} ms   p50 {cuts[9]:.2f} ms   p95 {cuts[18]:.2f} ms   over {len(self.whole)} asks",
        ]


def timed(store: PassageStore, embedder: Embedder, questions: Sequence[str], rounds: int) -> Timings:
    """The timings of every question, `rounds` times over, after one round that warms the caches."""
    asker, timings = Asker(store, embedder), Timings()
    for question in questions:
        asker.ask(Ask(question, LIMIT))
    for question in (question for _ in range(rounds) for question in questions):
        _time_stages(store, embedder, question, timings)
        start = perf_counter()
        asker.ask(Ask(question, LIMIT))
        timings.whole.append(1000 * (perf_counter() - start))
    return timings


def _time_stages(store: PassageStore, embedder: Embedder, question: str, timings: Timings) -> None:
    """The steps of `Asker.ask`, one after the other."""
    with timings.stage("embed"):
        vector = vector_of(question, embedder)
    with store.snapshot() as snapshot:
        background = Background(embedder).level(snapshot)
        with timings.stage("dense"):
            dense = by_meaning(snapshot, vector, None)
        with timings.stage("lexical"):
            lexical = by_words(snapshot, question, None)
        with timings.stage("fusion"):
            candidates = fused(dense, lexical, cosines_of_others(snapshot, vector, dense, lexical))
            matches = chosen(candidates, LIMIT)
        with timings.stage("gather"):
            evidence = gathered(snapshot, candidates, matches)
        with timings.stage("answer"):
            told_by(sought_by(Query(question), evidence), evidence, background)
        with timings.stage("conflicts"):
            conflicts_in(snapshot, Query(question), evidence)
        with timings.stage("views"):
            views_of(evidence)


def _benchmark(case: Case, rounds: int, show: Callable[[str], None]) -> None:
    embedder = embedder_named()
    documents = [document for document in read_documents([case.documents]) if isinstance(document, Document)]
    with TemporaryDirectory() as folder:
        model = ModelIdentity(embedder.name, embedder.dimension, ENCODING, "benchmark", BUDGET)
        store = EmbeddedStore.open(Path(folder), model)
        try:
            start = perf_counter()
            added = len(list(Adder(store, embedder).add_all(documents)))
            show(f"{added} documents added in {perf_counter() - start:.2f} s; {embedder.name}")
            for line in timed(store, embedder, case.questions, rounds).lines():
                show(line)
        finally:
            store.close()


def main() -> None:
    """Prints the table for the sample corpus and the questions of its gold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often every question is asked (3)")
    _benchmark(case_in(SAMPLE), parser.parse_args().rounds, print)


if __name__ == "__main__":
    main()
