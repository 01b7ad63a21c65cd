"""A process that adds a thousand small documents and prints the id of each once the store has acknowledged it."""

import signal
import sys
from pathlib import Path

from index.embedded import EmbeddedStore
from index.manifest import ModelIdentity
from index.store import IndexedDocument
from tests.index.corpus_of_tests import DIMENSION, counting

MODEL = ModelIdentity("hashing of words", DIMENSION, "words", "numpy", 100)
DOCUMENTS = 1000


def document(number: int) -> IndexedDocument:
    """The document of that number: two passages, one figure."""
    return counting(f"d{number:04}", ("circus", "opera", "museum")[number % 3], 1000 + number)


def add_some(first: int, count: int, folder: Path) -> None:
    """So many documents from that number on, or all that are left and then the end."""
    EmbeddedStore.save_every, EmbeddedStore.lexical_every = 150, 40  # so that some are killed while caches are written
    store = EmbeddedStore.open(folder, MODEL)
    for number in range(first, min(first + count, DOCUMENTS)):
        indexed = document(number)
        store.upsert(indexed)
        print(indexed.document.id, flush=True)
    if first + count < DOCUMENTS:
        signal.pause()
    store.close()


if __name__ == "__main__":
    add_some(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
