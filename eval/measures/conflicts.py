"""Conflicts returned against conflicts wanted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.wanted import Wanted, documents_of, may_hold, type_given

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one conflict that was wanted."""

    id: str
    type: str
    """Its right type, the first where several are right."""
    given: str | None
    """The type it was given: `type` where that is one of the right ones; None where it was not found."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one returned row is: "right", "mistyped" (a wrong type), "beyond" the gold, or "neither" where the gold
    leaves it open.
    """

    type: str
    standing: str


def outcome_of(wanted: Wanted, rows: Sequence[Json]) -> Outcome:
    """Whether some row sets the two sides against each other, and as what."""
    near = (row for row in rows if may_hold(documents_of(row), wanted))
    given = [kind for row in near if (kind := type_given(row, wanted)) is not None]
    if any(kind in wanted.types for kind in given):
        return Outcome(wanted.id, wanted.types[0], wanted.types[0])
    return Outcome(wanted.id, wanted.types[0], given[0] if given else None)


def standing_of(row: Json, gold: Sequence[Wanted]) -> Shown:
    """What a row is against all conflicts that are known, those of other questions included."""
    documents = documents_of(row)
    near = [wanted for wanted in gold if may_hold(documents, wanted)]
    given = [(kind, wanted) for wanted in near if (kind := type_given(row, wanted)) is not None]
    if any(kind in wanted.types and not wanted.optional for kind, wanted in given):
        standing = "right"
    elif any(kind in wanted.types for kind, wanted in given):
        standing = "neither"
    else:
        standing = "mistyped" if given else "beyond"
    return Shown(str(row["type"]), standing)


def recall_of(outcomes: Sequence[Outcome], kind: str | None = None) -> tuple[int, int]:
    """How many wanted conflicts were found with a right type, and how many there are, of one type or of all."""
    wanted = [outcome for outcome in outcomes if kind in {None, outcome.type}]
    return sum(outcome.given == outcome.type for outcome in wanted), len(wanted)


def precision_of(shown: Sequence[Shown], kind: str | None = None) -> tuple[int, int]:
    """How many returned rows are right, and how many count as right or wrong, of one type or of all."""
    counted = [row for row in shown if row.standing != "neither" and kind in {None, row.type}]
    return sum(row.standing == "right" for row in counted), len(counted)


def both_sides(outcomes: Sequence[Outcome]) -> tuple[int, int]:
    """How many wanted conflicts have both sides found by their cores, whatever the type, and how many there are."""
    return sum(outcome.given is not None for outcome in outcomes), len(outcomes)


def beyond_gold(shown: Sequence[Shown]) -> int:
    """How many rows are none of the gold."""
    return sum(row.standing == "beyond" for row in shown)
