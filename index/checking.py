"""Whether a data folder holds what it promises: the truth within itself, and the caches against the truth."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np

from corpus.documents import Document, DocumentId
from corpus.figures.figure import Figure
from index.caches import CACHE_FOLDER, Caches
from index.database import Database, Row, Transaction
from index.lexical_cache import LexicalCache
from index.passages import Passage
from index.records import DOCUMENT_COLUMNS, digest_of, document_from, figure_from
from index.schema import DATABASE_FILE, KEPT_VALUES, SCHEMA
from index.store import IndexedDocument, Vectors
from index.vectors import Ids

_SHOWN = 3
_ROWS_AT_ONCE = 2_000
_UNIT = 0.01
"""How far a vector's length may be from one: models on other processors are less exact than ours."""

_TABLES = ("passages", "passage_vectors", "figures", "figure_vectors")
_RANGES = (
    "SELECT row, digest, passages_start, passages_end, figures_start, figures_end FROM documents NOT INDEXED "
    "WHERE row > ? AND row <= ? ORDER BY row"
)
_PASSAGES = 'SELECT start, "end", text FROM passages WHERE row >= ? AND row < ? ORDER BY row'
_FIGURES = 'SELECT start, "end", record FROM figures WHERE row >= ? AND row < ? ORDER BY row'

Of: TypeAlias = Literal["truth", "caches"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check of the folder found; no troubles, and all is well."""

    check: str
    of: Of
    looked_at: str
    troubles: tuple[str, ...]


def findings_in(folder: Path, model: str, dimension: int) -> Iterator[Finding]:
    """All checks, all of one generation. StoreUnavailable where the truth cannot be read at all."""
    with _reading(folder) as transaction:
        sound = _integrity(transaction)
        yield sound
        if not sound.troubles:
            yield _counters(transaction)
            yield from _counts(transaction)
            yield from _texts(transaction)
            yield _vectors(transaction, dimension)
            yield _cached(transaction, folder, model, dimension)
        yield _leftovers(folder)


def documents_in(folder: Path) -> Iterator[Document]:
    """Every document that the truth has, whatever the manifest says and whatever became of passages and figures."""
    with _reading(folder) as transaction:
        last = -1
        while rows := _documents_behind(transaction, last):
            yield from (document_from(row[1:]) for row in rows)
            last = rows[-1][0]


@contextmanager
def _reading(folder: Path) -> Iterator[Transaction]:
    database = Database(folder / DATABASE_FILE, SCHEMA, write=False)
    try:
        with database.reading() as transaction:
            yield transaction
    finally:
        database.close()


def _documents_behind(transaction: Transaction, row: int) -> list[Row]:
    columns = ", ".join(DOCUMENT_COLUMNS)
    return transaction.rows(
        f"SELECT row, {columns} FROM documents NOT INDEXED WHERE row > ? ORDER BY row LIMIT 64",  # noqa: S608 - ours
        (row,),
    )


def _integrity(transaction: Transaction) -> Finding:
    said = [row[0] for row in transaction.rows("PRAGMA integrity_check(5)")]
    return _finding("database", "truth", "its pages", [] if said == ["ok"] else said)


def _counters(transaction: Transaction) -> Finding:
    """What `meta` counts is ahead of all that was given out."""
    troubles = []
    met: dict[str, Any] = dict(iter(transaction.rows("SELECT key, value FROM meta")))
    troubles += [f"meta has no {key}" for key in KEPT_VALUES if key not in met]
    for key, table in (("next_document", "documents"), ("next_passage", "passages"), ("next_figure", "figures")):
        highest = transaction.rows(f"SELECT max(row) FROM {table}")[0][0] or 0  # noqa: S608 - a table of ours
        if met.get(key, 0) <= highest:
            troubles.append(f"{key} is {met.get(key)}, and {table} has row {highest} already")
    newest = transaction.rows("SELECT max(generation) FROM changes")[0][0] or 0
    if newest > met.get("generation", 0):
        troubles.append(f"the log of changes has generation {newest}, the database is of {met.get('generation')}")
    return _finding("counters", "truth", f"{len(met)} values", troubles)


def _counts(transaction: Transaction) -> Iterator[Finding]:
    """Each document has as many rows as it says, and no row is of no document."""
    rows = transaction.rows("SELECT id, passages_start, passages_end, figures_start, figures_end FROM documents")
    missing, orphans = [], []
    for table in _TABLES:
        place = 1 if table.startswith("passage") else 3
        ranges = np.array([row[place : place + 2] for row in rows], np.int64).reshape(len(rows), 2)
        numbers = np.array(transaction.rows(f"SELECT row FROM {table} ORDER BY row"), np.int64).ravel()  # noqa: S608
        found = np.searchsorted(numbers, ranges[:, 1]) - np.searchsorted(numbers, ranges[:, 0])
        wanted = ranges[:, 1] - ranges[:, 0]
        name = table.replace("_", " ")
        wrong = np.flatnonzero(found != wanted)
        missing += [f"{rows[at][0]} has {found[at]} {name}, expected {wanted[at]}" for at in wrong]
        if len(numbers) != found.sum():
            orphans.append(f"{abs(len(numbers) - found.sum()):,} {name} of no document, or of two")
    yield _finding("counts", "truth", f"{len(rows):,} documents", missing)
    yield _finding("orphans", "truth", f"{len(_TABLES)} tables", orphans)


def _texts(transaction: Transaction) -> Iterator[Finding]:
    """Every passage and figure is what its document says there, and all of it is what was stored."""
    offsets: list[str] = []
    digests: list[str] = []
    passages = figures = last = 0
    while rows := _documents_behind(transaction, last):
        for row, digest, *ranges in transaction.rows(_RANGES, (last, rows[-1][0])):
            record = next(each for each in rows if each[0] == row)
            found = _DocumentRows(transaction, record[1:], ranges)
            offsets += found.troubles
            passages, figures = passages + len(found.passages), figures + len(found.figures)
            if not found.troubles and found.digest != digest:
                digests.append(f"{record[1]} is not what was stored: its text, passages or figures were changed")
        last = rows[-1][0]
    yield _finding("offsets", "truth", f"{passages:,} passages and {figures:,} figures", offsets)
    yield _finding("digests", "truth", "the documents", digests)


class _DocumentRows:
    """A document's rows read back, with what is wrong about them."""

    def __init__(self, transaction: Transaction, record: Row, ranges: list[int]) -> None:
        self.troubles: list[str] = []
        self.passages: list[Passage] = []
        self.figures: list[Figure] = []
        name = DocumentId(record[0])
        try:
            self._document = document_from(record)
        except (ValueError, TypeError) as error:
            self.troubles.append(f"{name} cannot be read: {error}")
            return
        for start, end, text in transaction.rows(_PASSAGES, ranges[:2]):
            self.passages.append(Passage(name, start, end, text))
            self._compare(f"passage {name}#{start}-{end}", start, end, text)
        for start, end, kept in transaction.rows(_FIGURES, ranges[2:]):
            try:
                figure = figure_from(name, kept)
            except (ValueError, TypeError, KeyError) as error:
                self.troubles.append(f"figure {name}#{start}-{end} cannot be read: {error}")
                continue
            self.figures.append(figure)
            self._compare(f"figure {name}#{start}-{end}", figure.value.start, figure.value.end, figure.text)

    @property
    def digest(self) -> str:
        none = np.empty((0, 0), np.float32)
        return digest_of(IndexedDocument(self._document, self.passages, none, self.figures, none))

    def _compare(self, what: str, start: int, end: int, text: str) -> None:
        if self._document.text[start:end] != text:
            self.troubles.append(f"{what} is not what its document says there")


def _vectors(transaction: Transaction, dimension: int) -> Finding:
    """Every vector has the model's dimension and the length of one."""
    troubles, seen = [], 0
    for table in ("passage_vectors", "figure_vectors"):
        bad = 0
        for rows in _vector_rows(transaction, table):
            seen += len(rows)
            whole = [vector for _, vector in rows if len(vector) == 4 * dimension]
            lengths = np.linalg.norm(np.frombuffer(b"".join(whole), np.float32).reshape(-1, dimension), axis=1)
            bad += len(rows) - int(np.sum(np.abs(lengths - 1) < _UNIT))
        if bad:
            troubles.append(f"{bad:,} {table.replace('_', ' ')} are none of {dimension} dimensions and length one")
    return _finding("vectors", "truth", f"{seen:,} vectors", troubles)


def _cached(transaction: Transaction, folder: Path, model: str, dimension: int) -> Finding:
    """The caches can be used, and hold what the truth does."""
    caches = Caches(folder, model, dimension)
    state = caches.at(transaction)
    assert state is not None, "nobody else asks these caches"
    troubles = caches.rebuilt
    for table, cached in (("passage_vectors", state.passages.rows()), ("figure_vectors", state.figures.rows())):
        if not _same(transaction, table, *cached):
            troubles.append(f"the cache of {table.replace('_', ' ')} is not what the database holds")
    lexical = LexicalCache(folder / CACHE_FOLDER, troubles).at(transaction, None)
    kept = transaction.rows("SELECT count(*) FROM passages")[0][0]
    if lexical.passages != kept:
        troubles.append(f"the lexical index has {lexical.passages:,} passages, the database {kept:,}")
    return _finding("caches", "caches", "3 caches", troubles)


def _same(transaction: Transaction, table: str, numbers: Ids, vectors: Vectors) -> bool:
    """Whether the cached vectors are those of the table."""
    at = 0
    for rows in _vector_rows(transaction, table):
        end = at + len(rows)
        true = np.frombuffer(b"".join(vector for _, vector in rows), np.float32)
        if numbers[at:end].tolist() != [row for row, _ in rows] or true.size != vectors[at:end].size:
            return False
        if not np.allclose(vectors[at:end].ravel(), true, atol=_UNIT):
            return False
        at = end
    return at == len(numbers)


def _vector_rows(transaction: Transaction, table: str) -> Iterator[list[Row]]:
    """Row numbers and vectors, some at a time."""
    last = -1
    sql = f"SELECT row, vector FROM {table} WHERE row > ? ORDER BY row LIMIT {_ROWS_AT_ONCE}"  # noqa: S608 - ours
    while rows := transaction.rows(sql, (last,)):
        yield rows
        last = rows[-1][0]


def _leftovers(folder: Path) -> Finding:
    """Nothing lies about that a process which was killed left behind."""
    inside = [path for path in (folder, folder / CACHE_FOLDER) if path.is_dir()]
    left = [str(path.relative_to(folder)) for each in inside for path in sorted(each.glob("*.new"))]
    return _finding("leftovers", "caches", "files", [f"{name} was left by a process that was killed" for name in left])


def _finding(check: str, of: Of, looked_at: str, troubles: Sequence[str]) -> Finding:
    """The finding with the first few of the troubles, and how many more there are."""
    more = [f"and {len(troubles) - _SHOWN:,} more"] if len(troubles) > _SHOWN else []
    return Finding(check, of, looked_at, (*troubles[:_SHOWN], *more))
