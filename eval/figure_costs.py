"""What figures cost: extracting them alone, while documents are added, and while a question is asked."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.documents import Document, DocumentId
from corpus.figures.extract import figures_of
from eval.extraction import SPEED_TEXT
from index.embedding import Embedder
from index.memory import MemoryStore
from index.passages import embedded_text, passages_of
from service.adding import Adder, read
from service.answer import Ask
from service.asking import Asker, conflicts_in, vector_of
from service.evidence import evidence_for


def sentences_per_second(seconds: float = 1.0) -> float:
    """How many sentences a second one core reads into whole figures, from documents of 100 sentences."""
    document = Document(DocumentId("speed"), "".join(SPEED_TEXT) * 20)
    figures_of(document)
    done, begun = 0, time.process_time()
    while time.process_time() - begun < seconds:
        figures_of(document)
        done += 20 * len(SPEED_TEXT)
    return done / (time.process_time() - begun)


@dataclass(frozen=True, slots=True)
class AddingCosts:
    """Seconds of wall clock for some documents, embedding included, keeping them not."""

    documents: int
    with_figures_s: float
    without_figures_s: float


def adding_costs(documents: Sequence[Document], embedder: Embedder) -> AddingCosts:
    """What reading and embedding the documents takes with their figures and with their passages alone."""

    def passages_only() -> None:
        for document in documents:
            passages = passages_of(document, embedder.token_count)
            embedder.embed([embedded_text(document, passage) for passage in passages])

    def with_figures() -> None:
        for document in documents:
            embedder.embed(read(document, embedder.token_count).texts)

    return AddingCosts(len(documents), _seconds(with_figures), _seconds(passages_only))


def share_of_asks(documents: Sequence[Document], questions: Sequence[str], embedder: Embedder) -> float:
    """The share of the time of these asks in which figures are compared and conflicts made of them."""
    store = MemoryStore(embedder.dimension)
    for _ in Adder(store, embedder).add_all(documents):
        pass
    asker, whole, comparing = Asker(store, embedder), 0.0, 0.0
    for question in questions:
        whole += _seconds(lambda: asker.ask(Ask(question)))  # noqa: B023  # called at once
        with store.snapshot() as snapshot:
            evidence = evidence_for(snapshot, vector_of(question, embedder), None, Ask(question).limit)
            comparing += _seconds(lambda: conflicts_in(snapshot, question, evidence))  # noqa: B023  # see above
    return comparing / whole


def _seconds(work: Callable[[], object]) -> float:
    """The wall clock of the faster of two runs: the first may fill caches."""
    times = []
    for _ in range(2):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)
