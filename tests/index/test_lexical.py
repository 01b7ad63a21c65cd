"""The lexical index: shared files, statistics that forget, terms."""

from pathlib import Path

import numpy as np
import pytest

from index.analysis import LONGEST_TERM, term_counts, terms_in
from index.bm25 import Bag, Scorer
from index.deadline import Deadline
from index.lexical import Entry, LexicalIndex, Shard

FOREVER = Deadline.after(None)


def entries(count: int, first: int = 1) -> list[Entry]:
    """Entries whose lengths and words differ: every second has "even", every seventh "seven" several times."""
    return [Entry(row, Bag.of(term_counts(text_of(row)))) for row in range(first, first + count)]


def text_of(row: int) -> str:
    parts = [f"number{row}", *["padding"] * (row % 90), *["seven"] * (row % 7 == 0) * (1 + row % 4)]
    return " ".join([*parts, "even"] if row % 2 == 0 else parts)


def exact(kept: list[Entry], query: str, limit: int) -> list[tuple[int, float]]:
    terms = term_counts(query)
    containing = {term: sum(term in entry.bag.counts for entry in kept) for term in terms}
    scorer = Scorer.of(terms, containing, len(kept), sum(entry.bag.length for entry in kept))
    scored = [(entry.row, scorer.score(entry.bag)) for entry in kept]
    least = sorted((score for _, score in scored), reverse=True)[:limit][-1]
    return sorted((row, score) for row, score in scored if score >= least and score > 0)


@pytest.mark.parametrize("limit", [1, 10, 150])
@pytest.mark.parametrize("query", ["even seven", "padding", "number700 padding even", "seven seven padding"])
def test_what_tantivy_finds_is_exact_with_entries_beside_it_and_entries_gone(query: str, limit: int) -> None:
    known, recent = entries(1500), entries(300, 1501)
    index = LexicalIndex(Shard.written(known, None)).changed(recent).changed([], [(100, 220), (1490, 1510)])
    kept = [each for each in [*known, *recent] if not (100 <= each.row < 220 or 1490 <= each.row < 1510)]
    assert index.passages == len(kept)
    assert index.length == sum(each.bag.length for each in kept)
    assert sorted(index.best(term_counts(query), limit, None, FOREVER)) == exact(kept, query, limit)


@pytest.mark.parametrize("share", [2, 50, 1000])
def test_filters_of_any_selectivity_are_exact(share: int) -> None:
    index = LexicalIndex(Shard.written(entries(2000), None))
    allowed = np.arange(2001) % share == 0
    rows = [row for row in range(1, 2001) if row % share == 0 and row % 90]
    found = index.best(term_counts("padding"), 10_000, allowed, FOREVER)
    assert sorted(row for row, _ in found) == rows


def test_a_shard_on_disk_grows_in_a_folder_of_its_own_and_the_one_before_stays(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    before = Shard.written(entries(50), tmp_path / "one")
    (tmp_path / "two").mkdir()
    for file in (tmp_path / "one").iterdir():
        if not file.name.endswith(".lock"):
            (tmp_path / "two" / file.name).hardlink_to(file)
    after = Shard.written(entries(20, 51), tmp_path / "two", before)
    assert (before.containing("even"), after.containing("even")) == (25, 35)
    assert (after.rows, after.last, after.length) == (70, 70, sum(each.bag.length for each in entries(70)))
    opened = Shard.opened(tmp_path / "one", before.rows, before.length, before.last)
    assert opened.containing("even") == 25
    with pytest.raises(ValueError, match="70 entries, expected 71"):
        Shard.opened(tmp_path / "two", 71, 0, 71)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The ministers' visits, visited again", ["minist", "visit", "visit", "again"]),
        ("2,500 men and 3.5% of 12th", ["2500", "men", "3.5", "12th"]),
        ("U.S. and U.N.", ["us", "un"]),
        ("don't; the president’s", ["don", "presid"]),
        ("what is it and why", []),
        ("\x00\ud800 🙂 ---", []),
        ("İlham ƏLİYEV Zoë ﬁne", ["ilham", "əliyev", "zoe", "fine"]),
        ("x" * 5000, ["x" * LONGEST_TERM]),
    ],
)
def test_terms_are_stems_of_the_telling_words(text: str, terms: list[str]) -> None:
    assert list(terms_in(text)) == terms
