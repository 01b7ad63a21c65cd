"""The vectors that FAISS searches: exact, whatever was added and removed in which order."""

import numpy as np
import pytest

from index.store import Vectors
from index.vectors import Ids, VectorIndex, deserialized, inner_products, serialized

DIMENSION = 8


def rows(count: int, seed: int = 0) -> Vectors:
    vectors = np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def numbered(count: int, first: int = 1) -> Ids:
    return np.arange(first, first + count, dtype=np.int64)


def grown(vectors: Vectors, sizes: list[int]) -> VectorIndex:
    """The index to which these rows were added in portions of these sizes, with ids from one on."""
    index, start = VectorIndex(DIMENSION), 0
    for size in sizes:
        index = index.changed(numbered(size, start + 1), vectors[start : start + size])
        start += size
    return index


@pytest.mark.parametrize("sizes", [[5000], [3000, 1500, 300, 100, 100], [100] * 50, [1, 4998, 1]])
@pytest.mark.parametrize("limit", [1, 7, 200])
def test_the_nearest_are_exact_however_the_rows_came(sizes: list[int], limit: int) -> None:
    vectors = rows(5000)
    query = rows(1, seed=1)[0]
    products = vectors.astype(float) @ query.astype(float)
    expected = np.argsort(-products)[:limit] + 1
    found = grown(vectors, sizes).nearest(query, limit)
    assert found[:limit].tolist() == expected.tolist()


def test_removed_rows_and_rows_that_are_not_allowed_are_not_found() -> None:
    vectors = rows(5000)
    index = grown(vectors, [3000, 2000]).changed(numbered(0), vectors[:0], [(1, 1001), (3500, 3600)])
    allowed = np.arange(4001) % 3 == 0
    usable = [each for each in range(1001, 4001) if each % 3 == 0 and not 3500 <= each < 3600]
    query = rows(1, seed=1)[0]
    products = vectors[np.array(usable) - 1].astype(float) @ query.astype(float)
    assert index.nearest(query, 10, allowed)[:10].tolist() == np.array(usable)[np.argsort(-products)[:10]].tolist()
    assert sorted(index.nearest(query, 10_000, allowed).tolist()) == usable
    assert len(index.nearest(query, 10_000)) == 3900
    assert index.dead_share == 1100 / 5000


def test_all_that_tie_with_the_last_are_found() -> None:
    vectors = np.repeat(rows(3), 500, axis=0)
    found = grown(vectors, [1500]).nearest(vectors[600], 10)
    assert sorted(found.tolist()) == list(range(501, 1001))


def test_one_generation_stays_as_it_was_when_another_is_made() -> None:
    vectors = rows(300)
    before = grown(vectors, [200])
    after = before.changed(numbered(100, 201), vectors[200:], [(1, 51)])
    assert sorted(before.nearest(vectors[0], 1000).tolist()) == list(range(1, 201))
    assert sorted(after.nearest(vectors[0], 1000).tolist()) == list(range(51, 301))


def test_adding_one_by_one_keeps_the_shards_few() -> None:
    index = grown(rows(5000), [1] * 5000)
    assert len(index.shards) < 5
    assert index.total == 5000


@pytest.mark.parametrize(("queries", "count"), [(0, 5), (3, 0), (1, 1), (7, 511), (3, 1025)])
def test_inner_products_are_those_of_every_query_with_every_row(queries: int, count: int) -> None:
    first, second = rows(queries, seed=1), rows(count)
    found = inner_products(first, second)
    assert found.shape == (queries, count)
    assert np.allclose(found, first.astype(float) @ second.astype(float).T, atol=1e-6)


@pytest.mark.parametrize("limit", [0, -3])
def test_no_limit_finds_nothing(limit: int) -> None:
    assert grown(rows(10), [10]).nearest(rows(1)[0], limit).tolist() == []
    assert VectorIndex(DIMENSION).nearest(rows(1)[0], 5).tolist() == []


def test_rows_that_live_are_written_and_read_back() -> None:
    vectors = rows(20)
    index = grown(vectors, [20]).changed(numbered(0), vectors[:0], [(3, 5)])
    ids, found = deserialized(serialized(*index.rows()))
    kept = [each for each in range(1, 21) if each not in (3, 4)]
    assert ids.tolist() == kept
    assert np.array_equal(found, vectors[np.array(kept) - 1])
