"""A conflict that the gold wants found, in either of the two ways in which sets write one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eval.gold import GoldConflict, type_found
from eval.ramdocs import Place, type_between

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ValueConflict:
    """Two values by their words and documents, without offsets; several documents may state either."""

    id: str
    types: tuple[str, ...]
    pairs: tuple[tuple[Place, Place], ...]
    optional: bool = False


Wanted = GoldConflict | ValueConflict


def type_given(row: Json, wanted: Wanted) -> str | None:
    """The type that a returned row gives to the two sides; None where it does not set them against each other."""
    if isinstance(wanted, GoldConflict):
        return type_found(row, wanted)
    kinds = (type_between(row, first, second) for first, second in wanted.pairs)
    return next((kind for kind in kinds if kind is not None), None)


def documents_of(row: Json) -> set[str]:
    """The documents of a returned row's sides."""
    return {source["document"] for side in row["sides"] for source in side["sources"]}


def may_hold(documents: set[str], wanted: Wanted) -> bool:
    """Whether a row of these documents could hold both sides: most of a set's conflicts are told apart by that."""
    if isinstance(wanted, GoldConflict):
        return all(any(place.document in documents for place in side.places) for side in wanted.sides)
    return any(first.document in documents and second.document in documents for first, second in wanted.pairs)
