"""Quantities of news sentences of our own invention: `python -m eval.news` prints what `crosscheck figures` gets right.

A row of a set holds a text and its quantities: the value in the unit named, alternatives where two readings are right
(`values`), how it is bounded, one of "=", "~", "<", ">" (`comparator`), and what it is a number of (`units`: an ISO
code for money, "percent", a unit, or the noun counted; null where a number may stand alone). Dates, clock times and
ordinals are not annotated. A quantity marked `optional` ("one of the men", "doubled") is neither asked for nor counted
as a mistake.

Rules may come of the failures of the development sets; of the held-out half only the counts are printed.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.documents import Document, DocumentId
from corpus.figures.extract import figures_of
from corpus.figures.printing import figure_json
from eval.extraction import Tally

SENTENCES = Path(__file__).parent / "news"
HELD_OUT = "held_out"
_SIGNS = {
    "equal": "=", "range": "=", "more than": ">", "at least": ">", "less than": "<", "at most": "<", "nearly": "~<",
    "about": "~", "vague": "~",
}  # fmt: skip
_NOT_ANNOTATED = frozenset({"date", "date_range", "ordinal"})
_ONE = {"people": "person", "men": "man", "women": "woman", "children": "child", "times": None}
"""Names that mean one thing, and "times", which is no unit."""

Interval = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a sentence states: the intervals it may be read as, the signs and the units that are right for it."""

    intervals: tuple[Interval, ...]
    signs: str
    units: frozenset[str | None]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text with its quantities."""

    id: str
    text: str
    stated: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence's pairs of stated and found quantity, and what stands alone on either side."""

    pairs: tuple[tuple[Quantity, Quantity], ...]
    missed: tuple[Quantity, ...]
    beyond: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Value alone, with its comparator, with its unit."""

    value: Tally
    comparator: Tally
    unit: Tally


def read_sentences(path: Path) -> list[Sentence]:
    """The sentences of a set, one JSON object a line."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [Sentence(row["id"], row["text"], tuple(_stated(one) for one in row["figures"])) for row in rows]


def _stated(row: dict[str, Any]) -> Quantity:
    intervals = tuple((low, high) for low, high in row["values"])
    return Quantity(intervals, row["comparator"], frozenset(map(_unit, row["units"])), "optional" in row)


def _unit(name: str | None) -> str | None:
    return None if name is None else _ONE.get(name.lower(), name.lower())


def found_in(text: str) -> list[Quantity]:
    """The quantities that `crosscheck figures` prints of a text, dates and ordinals left out."""
    printed = [figure_json(figure) for figure in figures_of(Document(DocumentId("text"), text))]
    return [_found(row) for row in printed if row["kind"] not in _NOT_ANNOTATED]


def _found(row: dict[str, Any]) -> Quantity:
    amount = row["amount"]
    intervals = ((amount["low"], amount["high"]), (row["low"], row["high"]))
    return Quantity(intervals, _SIGNS[row["comparator"]], frozenset({_unit(row["currency"] or row["unit"])}))


def same_value(stated: Quantity, found: Quantity) -> bool:
    """Whether one of the intervals agrees to four digits ("a third" is 0.3333)."""
    return any(
        all(_close(*bounds) for bounds in zip(one, other, strict=True))
        for one in stated.intervals
        for other in found.intervals
    )


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-4 * max(abs(one), abs(other))


def same_sign(stated: Quantity, found: Quantity) -> bool:
    """Whether the comparators agree; "nearly" is about and less than."""
    return stated.signs in found.signs


def same_unit(stated: Quantity, found: Quantity) -> bool:
    """Whether a unit that is right was found."""
    return bool(stated.units & found.units)


def judged(stated: Sequence[Quantity], found: Sequence[Quantity]) -> Judged:
    """The stated quantities with what was found of them, the likest first; optional ones excuse what was found."""
    likest = _likest(stated, found)
    asked = {place: other for place, other in likest.items() if not stated[place].optional}
    used = set(likest.values())
    return Judged(
        tuple((stated[place], found[other]) for place, other in sorted(asked.items())),
        tuple(one for place, one in enumerate(stated) if place not in asked and not one.optional),
        tuple(one for place, one in enumerate(found) if place not in used),
    )


def _likest(stated: Sequence[Quantity], found: Sequence[Quantity]) -> dict[int, int]:
    """The place of what was found of each stated quantity, by its place; each found quantity is used once."""
    ranked = sorted(
        (one.optional, -same_sign(one, other) - same_unit(one, other), place, at)
        for place, one in enumerate(stated)
        for at, other in enumerate(found)
        if same_value(one, other)
    )
    pairs: dict[int, int] = {}
    for _, _, place, at in ranked:
        if place not in pairs and at not in pairs.values():
            pairs[place] = at
    return pairs


def scores_of(results: Sequence[Judged]) -> Scores:
    """The counts over all sentences."""
    scores = Scores(Tally(), Tally(), Tally())
    for result in results:
        expected, found = len(result.pairs) + len(result.missed), len(result.pairs) + len(result.beyond)
        scores.value.add(len(result.pairs), expected, found)
        scores.comparator.add(sum(same_sign(*pair) for pair in result.pairs), expected, found)
        scores.unit.add(sum(same_unit(*pair) for pair in result.pairs), expected, found)
    return scores


def measure(path: Path) -> tuple[Scores, list[tuple[Sentence, Judged]]]:
    """The counts of a set, and each sentence with what was found in it."""
    results = [(sentence, judged(sentence.stated, found_in(sentence.text))) for sentence in read_sentences(path)]
    return scores_of([result for _, result in results]), results


def sets_in(folder: Path) -> list[Path]:
    """The sets of a folder, the held-out half last."""
    return sorted(folder.glob("*.jsonl"), key=lambda path: (path.stem == HELD_OUT, path.stem))


def line_of(name: str, scores: Scores) -> str:
    """One line of the table."""
    tallies = (scores.value, scores.comparator, scores.unit)
    shown = "   ".join(f"{tally.precision:.3f} {tally.recall:.3f} {tally.f1:.3f}" for tally in tallies)
    return f"{name:<16}{scores.value.expected:>6}   {shown}"


def failures_of(result: Judged) -> Iterator[str]:
    """What was missed, found beyond the stated, or read with another comparator or unit."""
    for one in result.missed:
        yield f"missed {_shown(one)}"
    for one in result.beyond:
        yield f"beyond {_shown(one)}"
    for one, other in result.pairs:
        if not same_sign(one, other):
            yield f"sign of {_shown(one)}: {other.signs}"
        if not same_unit(one, other):
            yield f"unit of {_shown(one)}: {', '.join(map(str, other.units))}"


def _shown(quantity: Quantity) -> str:
    low, high = quantity.intervals[0]
    value = f"{low:g}" if low == high and low is not None else f"{low}..{high}"
    return f"{quantity.signs}{value} {'|'.join(sorted(map(str, quantity.units)))}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints precision, recall and F1 of every set; `--verbose` adds failures, never those of the held-out half."""
    parser = argparse.ArgumentParser(prog="python -m eval.news", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=SENTENCES, help="a folder of sets")
    parser.add_argument("--verbose", action="store_true", help="list what was wrong in the development sets")
    options = parser.parse_args(arguments)
    print(f"{'set':<16}{'stated':>6}   {'value P R F1':<20}{'with comparator':<20}with unit")
    for path in sets_in(options.folder):
        scores, results = measure(path)
        print(line_of(path.stem, scores))
        for sentence, result in results if options.verbose and path.stem != HELD_OUT else ():
            failures = list(failures_of(result))
            if failures:
                print("\n    ".join([f"  {sentence.id} {sentence.text}", *failures]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
