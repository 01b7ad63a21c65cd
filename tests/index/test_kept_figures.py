from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.documents import DocumentId
from index import kept_figures
from index.database import Database
from index.embedded import EmbeddedStore
from index.kept_figures import KeptFigures
from index.manifest import ModelIdentity
from index.schema import DATABASE_FILE, SCHEMA
from tests.index.corpus_of_tests import DIMENSION, counting

MODEL = ModelIdentity("hashing of words", DIMENSION, "words", "numpy", 100)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    store = EmbeddedStore.open(tmp_path, MODEL)
    yield store
    store.close()


@pytest.fixture
def truth(store: EmbeddedStore, tmp_path: Path) -> Iterator[Database]:
    """The database below the store: ten documents of one figure each."""
    for number in range(10):
        store.upsert(counting(f"d{number}", "circus", number))
    database = Database(tmp_path / DATABASE_FILE, SCHEMA, write=False)
    yield database
    database.close()


def rows_of(truth: Database) -> list[int]:
    with truth.reading() as transaction:
        return [row for (row,) in transaction.rows("SELECT row FROM figures ORDER BY row")]


def test_a_figure_is_decoded_once(truth: Database) -> None:
    kept, rows = KeptFigures(), rows_of(truth)
    with truth.reading() as transaction:
        first = kept.of(transaction, rows)
        again = kept.of(transaction, rows)
    assert len(kept) == len(rows) == 10
    assert all(first[row] is again[row] for row in rows)


def test_a_removed_figure_does_not_come_back_by_those_who_read_what_was_before(
    store: EmbeddedStore, truth: Database
) -> None:
    kept, rows = KeptFigures(), rows_of(truth)
    with truth.reading() as before:
        assert before.meta("generation") == 10
        store.delete(DocumentId("d0"))
        kept.forget(rows[:1], 11)
        assert [figure.document for figure in kept.of(before, rows).values()] == [f"d{number}" for number in range(10)]
        assert len(kept) == 0
    with truth.reading() as after:
        kept.of(after, rows[1:])
        assert len(kept) == 9


def test_no_more_is_kept_than_its_records_may_have_characters(truth: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, rows = KeptFigures(), rows_of(truth)
    with truth.reading() as transaction:
        longest = max(len(record) for (record,) in transaction.rows("SELECT record FROM figures"))
        monkeypatch.setattr(kept_figures, "MOST_CHARACTERS", 3 * longest)
        for row in rows:
            assert len(kept.of(transaction, [row])) == 1
            assert 1 <= len(kept) <= 4
        assert len(kept.of(transaction, rows)) == 10


def test_the_figures_of_many_documents_that_come_and_go_are_not_kept(store: EmbeddedStore) -> None:
    for number in range(50):
        store.upsert(counting(f"d{number}", "circus", number))
        with store.snapshot() as snapshot:
            name = DocumentId(f"d{number}")
            (figure,) = snapshot.figures_of([name])[name]
            store.delete(name)
            assert snapshot.figures_like(figure, 10) == []
    assert len(store._kept) == 0
