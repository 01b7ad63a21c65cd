"""Passages found by their words: tantivy finds the candidates, BM25 is then reckoned exactly. The only file that knows
tantivy.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self, TypeAlias

import numpy as np
import tantivy
from numpy.typing import NDArray

from index.analysis import Terms, Weights
from index.bm25 import Bag, Scorer, containing_of, idf
from index.deadline import Deadline
from index.vectors import Mask, Range

ENGINE = f"tantivy {version('tantivy')}"

Scored: TypeAlias = list[tuple[int, float]]
"""Row numbers with their scores."""

_SPARE = 16
_FEW_ROWS = 2_000
"""So many rows are named one by one in a query; where a filter lets more pass, hits are looked through instead."""
_HEAP_BYTES = 64_000_000
_FLOAT_ERROR = 1e-4
"""How far tantivy's float32 scores may be from the exact ones, relatively."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage by its row number."""

    row: int
    bag: Bag


class Shard:
    """Entries that tantivy searches; never changed once made, and usable until it is let go even if its files are gone.

    Whoever knows that entries are gone leaves them out: tantivy's own statistics stay those of all that were added.
    """

    def __init__(self, searcher: tantivy.Searcher, rows: int, length: int, last: int, path: Path | None) -> None:
        """Made by `written` or `opened`."""
        self._searcher = searcher
        self.rows = rows
        self.length = length
        """The terms of all entries."""
        self.last = last
        """The highest row number."""
        self.path = path
        """The folder it lies in; None where it is in memory only."""

    @classmethod
    def written(cls, entries: Iterable[Entry], path: Path | None, before: "Shard | None" = None) -> Self:
        """The shard in that folder or in memory, with these entries added to those of `before`, of which the folder
        already has the files. Rows are above all before.
        """
        index = tantivy.Index(_SCHEMA, path=None if path is None else str(path))
        index.register_tokenizer(_ANALYZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        rows, length, last = (0, 0, 0) if before is None else (before.rows, before.length, before.last)
        writer = index.writer(_HEAP_BYTES, 1)
        for entry in entries:
            writer.add_document(_record_of(entry))
            rows, length, last = rows + 1, length + entry.bag.length, entry.row
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(index.searcher(), rows, length, last, path)

    @classmethod
    def opened(cls, path: Path, rows: int, length: int, last: int) -> Self:
        """The shard that was written there; ValueError where it is not what it says."""
        searcher = tantivy.Index.open(str(path)).searcher()
        if searcher.num_docs != rows:
            raise ValueError(f"{searcher.num_docs} entries, expected {rows}")
        return cls(searcher, rows, length, last, path)

    def containing(self, term: str) -> int:
        """How many entries have the term."""
        return int(self._searcher.doc_freq("terms", term))

    def entries(self, rows: Sequence[int]) -> list[Entry]:
        """Those of the rows that are here."""
        hits = self._searcher.search(_of_rows(rows), limit=max(len(rows), 1), count=False).hits
        addresses = [address for _, address in hits]
        return [
            Entry(row, Bag.of(Counter(_terms_at(self._searcher, address))))
            for row, address in zip(self._rows_at(addresses), addresses, strict=True)
        ]

    def best(
        self, scorer: Scorer, limit: int, allowed: Mask | None, gone: NDArray[np.int64], deadline: Deadline
    ) -> Scored:
        """The rows of the `limit` best entries that are allowed and not gone, with others that may be as good."""
        query = self._query(scorer, allowed)
        looseness = max(1.0, scorer.average * self.rows / max(self.length, 1)) * (1 + _FLOAT_ERROR)
        scored: Scored = []
        seen, asked = 0, limit + limit // 2 + _SPARE
        while query is not None and seen < self.rows:
            deadline.check()
            hits = self._searcher.search(query, limit=min(asked, self.rows - seen), offset=seen, count=False).hits
            scored += self._scored(scorer, [address for _, address in hits], allowed, gone)
            if len(hits) < min(asked, self.rows - seen):
                break
            # tantivy keeps lengths in one byte, rounded down, and so never scores below what is exact; where the
            # average length differs from that of its own entries, by no more than the averages do
            if _nth_best(scored, limit) > hits[-1][0] * looseness:
                break
            seen, asked = seen + len(hits), 3 * (seen + len(hits))
        return scored

    def _query(self, scorer: Scorer, allowed: Mask | None) -> tantivy.Query | None:
        """Any of the terms, each with the weight that it has for us; None where nothing can be found."""
        of_terms = []
        for term, weight in scorer.weights.items():
            if containing := self.containing(term):
                query = tantivy.Query.term_query(_SCHEMA, "terms", term, "freq")
                boost = weight / idf(containing, self.rows)
                of_terms.append((tantivy.Occur.Should, tantivy.Query.boost_query(query, boost)))
        rows = None if allowed is None else np.flatnonzero(allowed[: self.last + 1])
        if not of_terms or (rows is not None and not len(rows)):
            return None
        any_term = tantivy.Query.boolean_query(of_terms)
        if rows is None or len(rows) > _FEW_ROWS:
            return any_term
        only = tantivy.Query.const_score_query(_of_rows(rows.tolist()), 0.0)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, only), (tantivy.Occur.Must, any_term)])

    def _scored(
        self, scorer: Scorer, addresses: list[tantivy.DocAddress], allowed: Mask | None, gone: NDArray[np.int64]
    ) -> Scored:
        rows = np.array(self._rows_at(addresses), np.int64)
        wanted = np.isin(rows, gone, invert=True)
        if allowed is not None:
            wanted &= np.append(allowed, False)[np.minimum(rows, len(allowed))]
        return [
            (int(rows[place]), scorer.score(_bag_for(scorer, _terms_at(self._searcher, addresses[place]))))
            for place in np.flatnonzero(wanted).tolist()
        ]

    def _rows_at(self, addresses: list[tantivy.DocAddress]) -> list[Any]:
        return self._searcher.fast_field_values("row", addresses) if addresses else []


@dataclass(frozen=True, slots=True)
class Gone:
    """Entries of the shard that are there no more, with what they count for in its statistics."""

    rows: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    length: int = 0
    containing: Terms = field(default_factory=dict)

    def and_also(self, entries: Sequence[Entry]) -> Self:
        """With these as well."""
        if not entries:
            return self
        containing = Counter(self.containing)
        for entry in entries:
            containing.update(entry.bag.counts.keys())
        rows = np.append(self.rows, [entry.row for entry in entries])
        return type(self)(rows, self.length + sum(entry.bag.length for entry in entries), containing)


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """The words of one generation, never changed once made, so that searches need no lock.

    Most entries lie in one shard; those added since, a thousand or so, are scored one by one: a commit of tantivy takes
    a tenth of a second, whatever it adds.
    """

    shard: Shard | None = None
    recent: tuple[Entry, ...] = ()
    gone: Gone = field(default_factory=Gone)

    @property
    def passages(self) -> int:
        """How many can be found."""
        return len(self.recent) + (self.shard.rows - len(self.gone.rows) if self.shard else 0)

    @property
    def length(self) -> int:
        """The terms of all passages that can be found."""
        recent = sum(entry.bag.length for entry in self.recent)
        return recent + (self.shard.length - self.gone.length if self.shard else 0)

    @property
    def gone_share(self) -> float:
        """The part of the shard that is gone."""
        return len(self.gone.rows) / max(self.shard.rows, 1) if self.shard else 0.0

    def changed(self, added: Sequence[Entry], removed: Sequence[Range] = ()) -> Self:
        """The index with these entries added, whose rows are above all before, and of those before these rows gone."""
        rows = {row for first, end in removed for row in range(first, end)}
        left = tuple(entry for entry in self.recent if entry.row not in rows)
        in_shard = sorted(row for row in rows if self.shard and row <= self.shard.last)
        gone = self.gone.and_also(self.shard.entries(in_shard)) if self.shard and in_shard else self.gone
        return type(self)(self.shard, left + tuple(added), gone)

    def best(self, query: Weights, limit: int, allowed: Mask | None, deadline: Deadline) -> Scored:
        """The rows of the `limit` best passages, and of all that score as the last of them, in no order."""
        scorer = Scorer.of(query, self._containing(query), self.passages, self.length)
        if limit <= 0 or not scorer.weights:
            return []
        recent = (
            entry for entry in self.recent if allowed is None or (entry.row < len(allowed) and allowed[entry.row])
        )
        scored = [(entry.row, scorer.score(entry.bag)) for entry in recent]
        if self.shard:
            scored += self.shard.best(scorer, limit, allowed, self.gone.rows, deadline)
        least = max(_nth_best(scored, limit), 0.0)
        return [(row, score) for row, score in scored if score >= least and score > 0]

    def _containing(self, query: Weights) -> dict[str, int]:
        counts = containing_of(query, (entry.bag for entry in self.recent))
        for term in counts if self.shard else ():
            assert self.shard is not None
            counts[term] += self.shard.containing(term) - self.gone.containing.get(term, 0)
        return counts


def _nth_best(scored: Scored, limit: int) -> float:
    """The score of the last that is among the `limit` best; -1 where there are fewer."""
    scores = sorted((score for _, score in scored), reverse=True)
    return scores[limit - 1] if len(scores) >= limit else -1.0


_ANALYZER = "terms"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", indexed=True, fast=True)
    builder.add_text_field("terms", stored=True, tokenizer_name=_ANALYZER, index_option="freq")
    return builder.build()


_SCHEMA = _schema()


def _record_of(entry: Entry) -> tantivy.Document:
    record = tantivy.Document()
    record.add_unsigned("row", entry.row)
    record.add_text("terms", " ".join(term for term, times in entry.bag.counts.items() for _ in range(times)))
    return record


def _terms_at(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> list[str]:
    return str(searcher.doc(address).get_first("terms") or "").split()


def _bag_for(scorer: Scorer, terms: list[str]) -> Bag:
    """What the scorer needs of these terms."""
    return Bag(Counter([term for term in terms if term in scorer.weights]), len(terms))


def _of_rows(rows: Sequence[int]) -> tantivy.Query:
    return tantivy.Query.term_set_query(_SCHEMA, "row", rows)
