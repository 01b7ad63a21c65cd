"""What adding costs, with figures and without, stage by stage: `python -m eval.benchmarks.adding [--documents N]`."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from corpus.documents import Document
from corpus.figures.extract import figures_of
from corpus.loading import read_documents
from corpus.sentences import sentences_of
from eval.sample import SAMPLE
from eval.shared import SHARED
from index.embedded import EmbeddedStore
from index.embedders import embedder_named
from index.embedding import Embedder
from index.manifest import ModelIdentity
from index.passages import BUDGET, embedded_text, passages_of
from index.store import PassageStore
from index.tokens import ENCODING
from service.adding import Adder, Read, indexed, masked_sentences

STAGES = ("read", "figures", "passages", "embed", "store")
DEVELOPMENT = ("inscit", "realtimeqa_2022")
"""Sets of which a slice is measured too where they are there: parts of encyclopaedia articles, and whole news."""
DOCUMENTS = 100


@dataclass(slots=True)
class Staged:
    """Seconds of each stage, one after the other; embedding takes all cores, the others one."""

    documents: int = 0
    passages: int = 0
    figures: int = 0
    sentences: int = 0
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    extracting_s: float = 0.0
    """Processor time of the stage "figures": what a busy machine does not change."""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Counts what runs inside to the stage."""
        begun = perf_counter()
        yield
        self.seconds[name] += perf_counter() - begun

    @property
    def whole_s(self) -> float:
        return sum(self.seconds.values())

    def line(self, name: str) -> str:
        """A row of the table: documents a second, then each stage's share."""
        shares = "".join(f"{seconds / self.whole_s:>10.1%}" for seconds in self.seconds.values())
        return f"{name:<26}{self.documents / self.whole_s:>12.1f}{shares}"


@contextmanager
def empty_store(embedder: Embedder) -> Iterator[PassageStore]:
    """A store as `crosscheck add` fills it, in a folder that is removed afterwards."""
    with TemporaryDirectory() as folder:
        model = ModelIdentity(embedder.name, embedder.dimension, ENCODING, "benchmark", BUDGET)
        store = EmbeddedStore.open(Path(folder), model)
        try:
            yield store
        finally:
            store.close()


def documents_in(path: Path, most: int) -> list[Document]:
    """The first documents of a file or folder."""
    found = (item for item in read_documents([path]) if isinstance(item, Document))
    return list(islice(found, most))


def staged(path: Path, most: int, embedder: Embedder, *, with_figures: bool) -> Staged:
    """Adding the path's documents, stage after stage; without figures nothing of them is extracted or embedded."""
    made = Staged()
    with made.stage("read"):
        documents = documents_in(path, most)
    made.documents = len(documents)
    made.sentences = sum(len(sentences_of(document.text)) for document in documents)
    with empty_store(embedder) as store:
        for document in documents:
            _add(document, store, embedder, made, with_figures=with_figures)
    return made


def _add(document: Document, store: PassageStore, embedder: Embedder, made: Staged, *, with_figures: bool) -> None:
    """The steps of `Adder` for one document."""
    begun = process_time()
    with made.stage("figures"):
        figures = figures_of(document) if with_figures else []
        masked = masked_sentences(document, figures)
    made.extracting_s += process_time() - begun
    with made.stage("passages"):
        passages = passages_of(document, embedder.token_count)
        item = Read(document, passages, [embedded_text(document, passage) for passage in passages], figures, masked)
    with made.stage("embed"):
        texts = list(dict.fromkeys(item.texts))
        vectors = dict(zip(texts, embedder.embed(texts), strict=True))
    with made.stage("store"):
        store.upsert(indexed(item, vectors, embedder.dimension))
    made.passages += len(passages)
    made.figures += len(figures)


def together(documents: Sequence[Document], embedder: Embedder) -> tuple[float, float]:
    """Seconds of adding the documents as the service does, stages side by side, and how many cores that kept busy."""
    with empty_store(embedder) as store:
        begun, busy = perf_counter(), process_time()
        for _ in Adder(store, embedder).add_all(documents):
            pass
        seconds = perf_counter() - begun
        return seconds, (process_time() - busy) / seconds


def report(name: str, path: Path, most: int, embedder: Embedder) -> Iterator[str]:
    """The table of one corpus."""
    documents = documents_in(path, most)
    for document in documents[:5]:
        figures_of(document)  # tables of units and names are made at the first
    without = staged(path, most, embedder, with_figures=False)
    whole = staged(path, most, embedder, with_figures=True)
    seconds, cores = together(documents, embedder)
    yield f"{name}: {whole.documents} documents, {whole.passages} passages, {whole.figures} figures"
    yield f"{'':<26}{'documents/s':>12}" + "".join(f"{stage:>10}" for stage in STAGES)
    yield without.line("passages alone")
    yield whole.line("with figures")
    yield f"{'with figures, as added':<26}{len(documents) / seconds:>12.1f}   {cores:.2f} cores busy"
    yield f"{'the extractor alone':<26}{whole.sentences / whole.extracting_s:>12,.0f} sentences/s of one core"


def main() -> None:
    """Prints a table for the sample corpus, and for a slice of each development set that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help=f"of each set, at most ({DOCUMENTS})")
    most: int = parser.parse_args().documents
    embedder = embedder_named()
    sets = [("corpus/sample", SAMPLE / "documents")]
    sets += [(name, SHARED / "data" / name / "corpus.jsonl") for name in DEVELOPMENT]
    for name, path in sets:
        if path.exists():
            print("\n".join([*report(name, path, most, embedder), ""]))
        else:
            print(f"{name}: not measured, nothing is at {path} (see CROSSCHECK_SHARED)")


if __name__ == "__main__":
    main()
