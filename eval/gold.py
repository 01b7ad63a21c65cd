"""Gold conflicts, what an answer's JSON holds of them, and what it holds that it must not."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]
WORDS_AROUND = 3
"""How many words a side's span may reach beyond the gold span, at either end."""


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A stretch of a document's stored text; the core is the value without its comparator and noun."""

    document: str
    start: int
    end: int
    text: str
    core_start: int
    core_end: int


@dataclass(frozen=True, slots=True)
class GoldSide:
    """A value and every place that states it, the named one first; any of them will do."""

    places: tuple[GoldSpan, ...]


@dataclass(frozen=True, slots=True)
class GoldConflict:
    """Two values that sources set against each other; an optional one is neither missed nor too many."""

    id: str
    types: tuple[str, ...]
    """The right type, then those that count as right too."""
    sides: tuple[GoldSide, ...]
    question: str | None
    optional: bool


@dataclass(frozen=True, slots=True)
class ForbiddenPair:
    """Two figures that no conflict may have as two of its sides."""

    a: GoldSpan
    b: GoldSpan
    why: str


@dataclass(frozen=True, slots=True)
class GoldAnswer:
    """A sentence that answers; `question` None where the set asks only one."""

    question: str | None
    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gold:
    """Everything known beforehand of one set of documents."""

    conflicts: tuple[GoldConflict, ...]
    forbidden: tuple[ForbiddenPair, ...]
    answers: tuple[GoldAnswer, ...]


def read_gold(conflicts: Path, forbidden: Path, answers: Path) -> Gold:
    """The gold of three JSON Lines files."""
    return Gold(
        tuple(_conflict(row) for row in _rows(conflicts)),
        read_forbidden(forbidden),
        tuple(GoldAnswer(row.get("question"), row["document"], row["start"], row["end"]) for row in _rows(answers)),
    )


def read_forbidden(path: Path) -> tuple[ForbiddenPair, ...]:
    """The pairs of a JSON Lines file that no conflict may set against each other."""
    return tuple(ForbiddenPair(_span(row["a"]), _span(row["b"]), row["why"]) for row in _rows(path))


def side_holding(conflict: Json, gold: GoldSide) -> int | None:
    """The number of the side that states the gold value, None where none does."""
    for number, side in enumerate(conflict["sides"]):
        if any(is_right(source, place) for source in side["sources"] for place in gold.places):
            return number
    return None


def is_right(source: Json, gold: GoldSpan) -> bool:
    """Whether a span holds the core and stays within three words of the gold span."""
    if source["document"] != gold.document or source["start"] > gold.core_start or source["end"] < gold.core_end:
        return False
    before = source["text"][: max(0, gold.start - source["start"])]
    after = source["text"][max(0, gold.end - source["start"]) :]
    return max(len(before.split()), len(after.split())) <= WORDS_AROUND


def type_found(conflict: Json, gold: GoldConflict) -> str | None:
    """The type that a conflict gives to the gold's two sides, None where it does not set them against each other.

    Where a conflict has more than two sides the type is that of the pair, which is finer than the conflict's own.
    """
    numbers = [side_holding(conflict, side) for side in gold.sides]
    if None in numbers or len(set(numbers)) < len(numbers):
        return None
    for pair in conflict["pairs"]:
        if {pair["a"], pair["b"]} == set(numbers):
            return str(pair["type"])
    return str(conflict["type"])


def sets_apart(conflict: Json, pair: ForbiddenPair) -> bool:
    """Whether the two figures stand in two different sides of the conflict."""
    return any(
        _touches(a, pair.a) and _touches(b, pair.b)
        for number, side in enumerate(conflict["sides"])
        for other, opposite in enumerate(conflict["sides"])
        if number != other
        for a in side["sources"]
        for b in opposite["sources"]
    )


def answered(answer: Json, gold: GoldAnswer) -> bool:
    """Whether the answer cites the sentence: at least half of it, or of a shorter citation."""
    return any(
        citation["document"] == gold.document
        and 2 * _overlap(citation["source_start"], citation["source_end"], gold.start, gold.end)
        >= min(citation["source_end"] - citation["source_start"], gold.end - gold.start)
        for citation in answer["answer"]["citations"]
    )


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the conflicts of one or several answers got right and wrong."""

    found: tuple[str, ...]
    """Gold conflicts with both sides and a right type."""
    mistyped: tuple[tuple[str, str], ...]
    """Gold conflicts with both sides and a wrong type, and that type."""
    missed: tuple[str, ...]
    beyond: tuple[Json, ...]
    """Returned conflicts that are none of the gold, optional ones included."""
    forbidden: tuple[ForbiddenPair, ...]
    """Forbidden pairs that some returned conflict sets apart."""


def judged(conflicts: Sequence[Json], gold: Gold) -> Judgement:
    """The returned conflicts against the gold; one row may hold several gold conflicts, and counts for each."""
    found, mistyped, missed = [], [], []
    for wanted in (conflict for conflict in gold.conflicts if not conflict.optional):
        types = [kind for conflict in conflicts if (kind := type_found(conflict, wanted)) is not None]
        if any(kind in wanted.types for kind in types):
            found.append(wanted.id)
        elif types:
            mistyped.append((wanted.id, types[0]))
        else:
            missed.append(wanted.id)
    beyond = [row for row in conflicts if all(type_found(row, wanted) is None for wanted in gold.conflicts)]
    forbidden = [pair for pair in gold.forbidden if any(sets_apart(row, pair) for row in conflicts)]
    return Judgement(tuple(found), tuple(mistyped), tuple(missed), tuple(beyond), tuple(forbidden))


def without_repeats(conflicts: Iterable[Json]) -> list[Json]:
    """Each conflict once, though several answers return it."""
    return list({place_of(conflict): conflict for conflict in conflicts}.values())


def place_of(conflict: Json) -> str:
    """All places of a conflict's sides, the same whatever order they come in."""
    return json.dumps(_places(conflict))


def _places(conflict: Json) -> list[list[tuple[str, int, int]]]:
    sides = [sorted((s["document"], s["start"], s["end"]) for s in side["sources"]) for side in conflict["sides"]]
    return sorted(sides)


def _touches(source: Json, gold: GoldSpan) -> bool:
    if source["document"] != gold.document:
        return False
    return _overlap(source["start"], source["end"], gold.core_start, gold.core_end) > 0


def _overlap(start: int, end: int, other_start: int, other_end: int) -> int:
    return max(0, min(end, other_end) - max(start, other_start))


def _conflict(row: Json) -> GoldConflict:
    sides = [GoldSide((_span(side), *(_span(place) for place in side.get("elsewhere", ())))) for side in row["sides"]]
    types = (row["type"], *row.get("also", ()))
    return GoldConflict(row["id"], types, tuple(sides), row.get("question"), bool(row.get("optional")))


def _span(row: Json) -> GoldSpan:
    start, end = row["start"], row["end"]
    return GoldSpan(row["document"], start, end, row["text"], row.get("core_start", start), row.get("core_end", end))


def _rows(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
