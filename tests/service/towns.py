"""A few short documents of our own for the tests of this room, and a store that holds them."""

from corpus.documents import Document, DocumentId, Known, PartialDate
from index.hashing import HashingEmbedder
from index.memory import MemoryStore
from service.adding import Adder
from service.asking import Asker

EMBEDDER = HashingEmbedder()


def document(name: str, text: str, title: str | None = None, published: str | None = None) -> Document:
    return Document(
        DocumentId(name),
        text,
        title=Known(title, "given", "test") if title else None,
        published=Known(PartialDate.parse(published), "given", "test") if published else None,
    )


BRIDGE = document(
    "bridge.txt",
    "The old bridge of Ardelve carries 4,200 cars a day. The council closed the bridge of Ardelve on 3 March 2021 "
    "because two of its cables had rusted through. Engineers want to replace all forty cables before the winter. "
    "The ferry takes walkers across in the meantime.",
    title="Ardelve loses its bridge",
    published="2021-03-10",
)
FERRY = document(
    "ferry.txt",
    "Maud Tarrant runs the ferry between Ardelve and Little Sound. The ferry carried 61,000 passengers in 2021. "
    "She hopes to buy a second boat if the bridge of Ardelve stays closed for another year.",
    title="The ferry of Ardelve",
    published="2022-01-15",
)
ORCHARD = document(
    "orchard.txt",
    "Pear trees grow slowly on the north slope. Growers in Quillan picked 310 tonnes of pears last autumn.\n\n"
    "Subscribe to our newsletter and get three articles of your choice each month!",
    title="Pears of Quillan",
    published="2020-11-02",
)
TOWNS = (BRIDGE, FERRY, ORCHARD)


def store_of(*documents: Document) -> MemoryStore:
    store = MemoryStore(EMBEDDER.dimension)
    for _ in Adder(store, EMBEDDER).add_all(documents):
        pass
    return store


def asker_of(*documents: Document) -> Asker:
    return Asker(store_of(*documents), EMBEDDER)
