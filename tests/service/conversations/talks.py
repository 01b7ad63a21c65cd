"""A service of a few documents that differ, with a folder for its conversations."""

from pathlib import Path

from corpus.documents import Document, DocumentId, Known, PartialDate
from index.hashing import HashingEmbedder
from index.memory import MemoryStore
from service.service import Service

QUESTION = "How much did the Kestrel Line cost?"


def document(name: str, text: str, publisher: str, published: str, url: str | None = None) -> Document:
    return Document(
        DocumentId(name),
        text,
        Known(f"Title of {name}", "given", "test"),
        Known(publisher, "given", "test"),
        Known(PartialDate.parse(published), "given", "test"),
        url,
    )


OPENING = document(
    "opening.txt",
    "The Kestrel Line opened on 4 May 2022. Building the Kestrel Line cost 3.1 billion euros, the ministry said.",
    "Harbour Post",
    "2022-05-05",
    "https://post.example/kestrel?page=1",
)
AUDIT = document(
    "audit.txt",
    "Auditors read the books for a year. Building the Kestrel Line cost 3.8 billion euros, the auditors found.",
    "Audit Office",
    "2022-09-12",
)
REPORT = document(
    "report.txt",
    "A committee met in October. Building the Kestrel Line cost 3.8 billion euros, its report says.",
    "Assembly Record",
    "2022-10-20",
)


VISITS = (
    document(
        "first.txt",
        "President Maren Holt visited Tarn on 3 May 2021 with a delegation of engineers, the town hall said.",
        "Tarn Herald",
        "2021-05-04",
    ),
    document(
        "second.txt",
        "President Maren Holt visited Tarn on 9 September 2023 with her husband, the palace said.",
        "Palace News",
        "2023-09-10",
    ),
)


def service_in(folder: Path, *documents: Document) -> Service:
    made = Service(MemoryStore(384), HashingEmbedder(), folder)
    made.add(documents or (OPENING, AUDIT, REPORT))
    return made
