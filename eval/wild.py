"""Conflicts in articles as they are crawled, the surest first: `python -m eval.wild CORPUS [--surest N] [--json]`.

Every two articles of one story are compared as the service compares them. Stories of which a conflict was judged for
development are there to develop on; all others are kept for the final judgement, and shown only with --final. With
--unread all stories are searched, without the articles of which anything was ever judged.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from corpus.documents import Document, DocumentId
from corpus.figures.extract import figures_of
from corpus.figures.figure import Figure
from corpus.loading import read_documents
from eval.judged import (
    DEVELOPMENT,
    EVERY,
    JUDGEMENTS,
    Judgement,
    Key,
    Side,
    lines_of,
    read_judgements,
    shares_of,
    still_shown,
)
from eval.stories import StoryPair, story_pairs
from index.embedders import embedder_named
from index.embedding import Embedder
from index.store import Vectors
from service.adding import masked_sentences
from service.conflicts.confidence import confidence_of, gravest_sides, kinds_in
from service.conflicts.finding import SHOWN
from service.conflicts.grouping import Conflict, conflicts_from
from service.conflicts.pairing import Candidate, apart_in, pairs_of
from service.conflicts.stated import series_of

SUREST = 50
AROUND = 600
"""Characters of an article that are shown around a side."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document with its comparable figures and the vectors of their masked sentences."""

    document: Document
    figures: Sequence[Figure]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class WildConflict:
    """Two articles' conflict on one measure, as shown: the two sides that give it its type."""

    story: str
    first: Figure
    second: Figure
    type: str
    rule: str
    confidence: float


def read_all(documents: Iterable[Document], embedder: Embedder) -> dict[DocumentId, Read]:
    """The documents read as they are when added."""
    figures = {document: figures_of(document) for document in dict.fromkeys(documents)}
    texts = {document: masked_sentences(document, found) for document, found in figures.items()}
    distinct = list(dict.fromkeys(text for found in texts.values() for text in found))
    vectors = embedder.embed(distinct)
    row = {text: number for number, text in enumerate(distinct)}
    return {
        document.id: Read(document, found, vectors[[row[text] for text in texts[document]]])
        for document, found in figures.items()
    }


def conflicts_among(read: Sequence[Read]) -> list[Conflict]:
    """What the service shows of some documents."""
    candidates = [each for first, second in combinations(read, 2) for each in _candidates(first, second)]
    documents = {each.document.id: each.document for each in read}
    found = conflicts_from(pairs_of(candidates, documents), apart_in(documents))
    return [conflict for conflict in found if conflict.gravest.strength >= SHOWN]


def _candidates(first: Read, second: Read) -> Iterator[Candidate]:
    cosines = np.asarray(first.vectors @ second.vectors.T)
    for i, one in enumerate(first.figures):
        for j, other in enumerate(second.figures):
            if series_of(one) is not None and series_of(one) == series_of(other):
                yield one, other, float(cosines[i, j])


def wild_conflicts(pairs: Sequence[StoryPair], embedder: Embedder) -> list[WildConflict]:
    """The conflicts of all pairs that the service would show, the surest first; what a reprint repeats comes once."""
    read = read_all((document for pair in pairs for document in (pair.first, pair.second)), embedder)
    found = [conflict for pair in pairs for conflict in _found(pair, read)]
    found.sort(key=lambda conflict: (-round(conflict.confidence, 6), conflict.first.id, conflict.second.id))
    return list(_once(found, read))


def _found(pair: StoryPair, read: Mapping[DocumentId, Read]) -> Iterator[WildConflict]:
    both = (read[pair.first.id], read[pair.second.id])
    kinds = kinds_in({each.document.id: each.figures for each in both})
    for conflict in conflicts_among(both):
        difference = conflict.gravest.difference
        confidence = confidence_of(conflict, kinds)
        yield WildConflict(pair.story, *gravest_sides(conflict), difference.type, difference.rule, confidence)


def _once(found: Iterable[WildConflict], read: Mapping[DocumentId, Read]) -> Iterator[WildConflict]:
    """Those whose two sentences no surer one has."""
    seen: set[frozenset[tuple[str, str]]] = set()
    for conflict in found:
        sides = frozenset((sentence_of(side, read), side.text) for side in (conflict.first, conflict.second))
        if sides not in seen:
            seen.add(sides)
            yield conflict


def sentence_of(figure: Figure, read: Mapping[DocumentId, Read]) -> str:
    """The sentence that states it."""
    return read[figure.document].document.text[figure.sentence_start : figure.sentence_end]


def line_of(conflict: WildConflict, number: int) -> str:
    """One line of the list: what is said to differ."""
    sides = " / ".join(f"{side.text!r}" for side in (conflict.first, conflict.second))
    return f"{number:4} {conflict.confidence:.3f} {conflict.type:<20} {sides} ({conflict.rule})"


def context_of(figure: Figure, document: Document) -> str:
    """The article around a side, the side marked, line ends as slashes."""
    start, end = figure.value.start, figure.value.end
    text = document.text
    around = f"{text[max(0, start - AROUND) : start]}>>>{text[start:end]}<<<{text[end : end + AROUND]}"
    title = document.title.value if document.title else ""
    published = document.published.value if document.published else ""
    return f"     {title} | {published} | {document.id}\n     " + " / ".join(around.split("\n"))


def row_of(conflict: WildConflict) -> dict[str, object]:
    """The conflict as a line of JSON: ids and offsets only."""
    sides = [
        {"document": side.document, "start": side.value.start, "end": side.value.end}
        for side in (conflict.first, conflict.second)
    ]
    return {
        "story": conflict.story,
        "sides": sides,
        "type": conflict.type,
        "rule": conflict.rule,
        "confidence": round(conflict.confidence, 6),
    }


@dataclass(frozen=True, slots=True)
class Half:
    """What was judged of one half of the stories, and what today's code shows of it."""

    name: str
    judged: Sequence[Judgement]
    still: Sequence[Judgement]
    """Those judged that are among today's surest fifty."""
    unjudged: int
    """How many of these nobody has judged."""


def halves_of(pairs: Sequence[StoryPair], embedder: Embedder) -> Iterator[Half]:
    """Both parts, their conflicts found anew."""
    for name, final in (("development", False), ("final", True)):
        judged = read_judgements(JUDGEMENTS / f"wild_{name}.jsonl")
        later = [each for path in sorted(JUDGEMENTS.glob(f"wild_{name}_*.jsonl")) for each in read_judgements(path)]
        found = wild_conflicts(half_of(pairs, final=final), embedder)
        surest = {(key_of(conflict), conflict.type) for conflict in found[:SUREST]}
        still = still_shown([*judged, *later], surest)
        yield Half(name, judged, still, len(surest) - len(still))


def half_of(pairs: Sequence[StoryPair], *, final: bool) -> list[StoryPair]:
    """The stories of which something was judged for development, or all others."""
    known = {each.story for each in read_judgements(DEVELOPMENT)}
    return [pair for pair in pairs if (pair.story not in known) == final]


def key_of(conflict: WildConflict) -> Key:
    """The two values, as judgements name them."""
    return frozenset(side_of(figure) for figure in (conflict.first, conflict.second))


def side_of(figure: Figure) -> Side:
    """A value, as judgements name it."""
    return figure.document, figure.value.start, figure.value.end


def print_judged(halves: Iterable[Half]) -> None:
    """The judged shares of both halves, what the wrong ones were, and how many of them are still shown."""
    for half in halves:
        print("\n".join(lines_of(f"{half.name}, as judged", shares_of(half.judged))))
        still = shares_of(half.still)
        print(
            f"  among today's surest {SUREST} as typed: {still.judged}, of the same measure {still.same_measure}, "
            f"contradictions right {still.contradictions_right} of {still.contradictions}; unjudged: {half.unjudged}"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what was judged, or with --surest or --json the surest conflicts of one half with what is around them."""
    parser = argparse.ArgumentParser(prog="python -m eval.wild", description=__doc__)
    parser.add_argument("corpus", type=Path, help="a BEIR corpus.jsonl of dated articles")
    parser.add_argument("--surest", type=int, help=f"how many to print; with --json {SUREST} where it is not given")
    parser.add_argument("--json", action="store_true", help="a line of JSON each, ids and offsets only")
    parser.add_argument("--final", action="store_true", help="the stories that are kept for the last judgement")
    parser.add_argument(
        "--unread", action="store_true", help="only articles of which nothing was ever judged, all stories"
    )
    given = parser.parse_args(arguments)
    documents = unread_of(documents_in(given.corpus)) if given.unread else documents_in(given.corpus)
    embedder = embedder_named()
    pairs = story_pairs(documents, embedder)
    if given.surest is None and not given.json and not given.unread:
        print_judged(halves_of(pairs, embedder))
        return 0
    found = wild_conflicts(pairs if given.unread else half_of(pairs, final=given.final), embedder)
    print_surest(found[: given.surest or SUREST], documents, as_json=given.json)
    return 0


def documents_in(corpus: Path) -> list[Document]:
    """The articles of a BEIR corpus."""
    return [each for each in read_documents([corpus]) if isinstance(each, Document)]


def unread_of(documents: Iterable[Document]) -> list[Document]:
    """The articles that no judgement names."""
    read = {name for path in EVERY for each in read_judgements(path) for name, _, _ in each.key}
    return [document for document in documents if document.id not in read]


def print_surest(conflicts: Sequence[WildConflict], documents: Sequence[Document], *, as_json: bool) -> None:
    """Each conflict on a line of JSON, or for a reader with its articles around the sides."""
    by_id = {document.id: document for document in documents}
    for number, conflict in enumerate(conflicts, start=1):
        if as_json:
            print(json.dumps(row_of(conflict), ensure_ascii=False))
            continue
        print(line_of(conflict, number))
        for side in (conflict.first, conflict.second):
            print(context_of(side, by_id[side.document]))


if __name__ == "__main__":
    sys.exit(main())
