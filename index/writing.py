"""What one change of a document does to the tables, within a transaction that others begin and end."""

import json
from dataclasses import dataclass
from itertools import count

import numpy as np

from corpus.documents import DocumentId
from index.database import Transaction
from index.records import DOCUMENT_COLUMNS, document_record, figure_record
from index.store import IndexedDocument, Vectors

_COLUMNS = (
    "row", "digest", "passages_start", "passages_end", "figures_start", "figures_end",
    "published_first", "published_last", *DOCUMENT_COLUMNS,
)  # fmt: skip
_PLACES = ", ".join("?" * len(_COLUMNS))
_INSERT_DOCUMENT = f"INSERT INTO documents ({', '.join(_COLUMNS)}) VALUES ({_PLACES})"  # noqa: S608 - columns of ours


@dataclass(frozen=True, slots=True)
class Kept:
    """What the truth has of a document: its row, its digest, and the ranges of its passages and figures."""

    row: int
    digest: str
    passages_start: int
    passages_end: int
    figures_start: int
    figures_end: int


def kept(transaction: Transaction, document: DocumentId) -> Kept | None:
    """The document as the truth has it, if it has it."""
    rows = transaction.rows(
        "SELECT row, digest, passages_start, passages_end, figures_start, figures_end FROM documents WHERE id = ?",
        (document,),
    )
    return Kept(*rows[0]) if rows else None


def next_generation(transaction: Transaction) -> int:
    """The generation that this transaction makes."""
    return int(transaction.rows("UPDATE meta SET value = value + 1 WHERE key = 'generation' RETURNING value")[0][0])


def insert(transaction: Transaction, generation: int, indexed: IndexedDocument, digest: str) -> None:
    """All rows of a document that is not there."""
    row = _numbers(transaction, "next_document", 1)
    passage = _numbers(transaction, "next_passage", len(indexed.passages))
    figure = _numbers(transaction, "next_figure", len(indexed.figures))
    ranges = (passage, passage + len(indexed.passages), figure, figure + len(indexed.figures))
    published = indexed.document.published
    days = (None, None) if published is None else (published.value.first.isoformat(), published.value.last.isoformat())
    transaction.run(
        _INSERT_DOCUMENT,
        (row, digest, *ranges, *days, *document_record(indexed.document)),
    )
    _insert_passages(transaction, row, passage, indexed)
    _insert_figures(transaction, row, figure, indexed)
    _log(transaction, generation, "added", ranges)


def remove(transaction: Transaction, generation: int, document: Kept) -> None:
    """None of the rows of a document that is there."""
    ranges = (document.passages_start, document.passages_end, document.figures_start, document.figures_end)
    transaction.run("DELETE FROM passages WHERE row >= ? AND row < ?", ranges[:2])
    transaction.run("DELETE FROM passage_vectors WHERE row >= ? AND row < ?", ranges[:2])
    transaction.run("DELETE FROM figures WHERE row >= ? AND row < ?", ranges[2:])
    transaction.run("DELETE FROM figure_vectors WHERE row >= ? AND row < ?", ranges[2:])
    transaction.run("DELETE FROM documents WHERE row = ?", (document.row,))
    _log(transaction, generation, "removed", ranges)


def trim(transaction: Transaction, generation: int) -> None:
    """The log of changes begins after this generation: caches on disk are of it or later."""
    transaction.run("DELETE FROM changes WHERE generation <= ?", (generation,))
    transaction.run("UPDATE meta SET value = max(value, ?) WHERE key = 'trimmed_to'", (generation,))


def _numbers(transaction: Transaction, key: str, needed: int) -> int:
    """The first of so many row numbers that were never given before."""
    rows = transaction.rows("UPDATE meta SET value = value + ? WHERE key = ? RETURNING value", (needed, key))
    return int(rows[0][0]) - needed


def _insert_passages(transaction: Transaction, row: int, first: int, indexed: IndexedDocument) -> None:
    transaction.run_many(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?)",
        [(number, row, each.start, each.end, each.text) for number, each in enumerate(indexed.passages, first)],
    )
    transaction.run_many("INSERT INTO passage_vectors VALUES (?, ?)", _blobs(first, indexed.passage_vectors))


def _insert_figures(transaction: Transaction, row: int, first: int, indexed: IndexedDocument) -> None:
    transaction.run_many(
        "INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number, row, each.value.start, each.value.end, each.value.kind, each.value.dimension, each.head,
                each.event, json.dumps(each.names), figure_record(each),
            )
            for number, each in enumerate(indexed.figures, first)
        ],
    )  # fmt: skip
    transaction.run_many("INSERT INTO figure_vectors VALUES (?, ?)", _blobs(first, indexed.figure_vectors))


def _blobs(first: int, vectors: Vectors) -> list[tuple[int, bytes]]:
    rows = np.ascontiguousarray(vectors, dtype=np.float32)
    return list(zip(count(first), (row.tobytes() for row in rows), strict=False))


def _log(transaction: Transaction, generation: int, change: str, ranges: tuple[int, int, int, int]) -> None:
    transaction.run(
        "INSERT INTO changes (generation, change, passages_start, passages_end, figures_start, figures_end) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (generation, change, *ranges),
    )
