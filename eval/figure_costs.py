"""What figures cost: extracting them alone, and comparing them while a question is asked."""

import time
from collections.abc import Sequence

from corpus.documents import Document
from corpus.figures.extract import figures_of
from corpus.sentences import sentences_of
from eval.benchmarks.adding import empty_store
from eval.benchmarks.ask import timed
from index.embedding import Embedder
from service.adding import Adder


def sentences_per_second(documents: Sequence[Document]) -> float:
    """How many sentences a second one core reads into figures, all that is looked up in tables looked up before."""
    for document in documents[:5]:
        figures_of(document)
    sentences = sum(len(sentences_of(document.text)) for document in documents)
    begun = time.process_time()
    for document in documents:
        figures_of(document)
    return sentences / (time.process_time() - begun)


def share_of_asks(documents: Sequence[Document], questions: Sequence[str], embedder: Embedder) -> float:
    """The share of the time of these asks in which figures are compared and conflicts made of them."""
    with empty_store(embedder) as store:
        for _ in Adder(store, embedder).add_all(documents):
            pass
        timings = timed(store, embedder, questions, rounds=2)
    return sum(timings.stages["conflicts"]) / sum(timings.whole)
