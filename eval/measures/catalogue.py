"""Every measure by its name: what it says, which way is better, and why it may not have been taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from service.answer import ConflictType

Better = Literal["higher", "lower", "neither"]
Share = tuple[float, ...]
"""Of how much out of how much: (sum, count). Two such pairs in one are the precision and recall of an F1."""

NO_SOURCES = "no question names its sources"
NO_SPANS = "no question names its sources by their offsets"
NO_ANSWERS = "no question has answers"
NO_FIGURES = "no answer that is known has a figure"
NOTHING_CITED = "no answer cites anything"
NO_UNANSWERABLE = "no question is known to be unanswerable"
NO_CONFLICTS = "no question says which conflicts to find"
NO_ROWS = "no row was returned that counts"
NO_ANSWERABLE = "no question is known to be answerable"
NO_FOLLOW_UPS = "no question has a history"
NOT_ASKED = "no question was asked"
NOT_ANSWERED = "no question was answered"
CONFLICT_TYPES: tuple[str, ...] = get_args(ConflictType)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number means to whoever reads it."""

    name: str
    means: str
    absent: str
    """Why it was not measured, where it was not."""
    better: Better = "higher"
    is_yes_no: bool = False
    """Whether each question gets 0 or 1."""
    is_gated: bool = True
    """Whether a significant loss is a failure; what depends on the machine, or is part of another, is only shown."""


def _retrieval(prefix: str, of: str, absent: str) -> list[Measure]:
    return [
        Measure(f"{prefix}ndcg@10", f"nDCG of the first ten {of}", absent),
        Measure(f"{prefix}recall@10", f"share of the right {of} among the first ten", absent),
        Measure(f"{prefix}recall@100", f"share of the right {of} among the first hundred", absent),
        Measure(f"{prefix}mrr", f"one over the rank of the first right one of the {of}", absent),
        Measure(f"{prefix}map", f"mean average precision of the {of}", absent),
        Measure(f"{prefix}hit@5", f"questions with a right one among the first five {of}", absent, is_yes_no=True),
    ]


def _conflicts() -> list[Measure]:
    counted = [
        ("precision", "share of the returned rows that are right", NO_ROWS),
        ("recall", "share of the conflicts that were found with a right type", NO_CONFLICTS),
        ("f1", "harmonic mean of the two", NO_CONFLICTS),
    ]
    return [
        *(Measure(f"conflicts.{name}", means, absent) for name, means, absent in counted),
        Measure(
            "conflicts.both_sides", "share of the conflicts whose two sides were found, whatever the type", NO_CONFLICTS
        ),
        Measure("conflicts.beyond", "different rows that are none of the gold", NO_CONFLICTS, "lower", is_gated=False),
        Measure("conflicts.false_alarms_per_100", "rows beyond the gold in 100 answers", NO_CONFLICTS, "lower"),
        Measure("conflicts.forbidden", "answers that set apart what must not be", "the set forbids no pair", "lower"),
        *(_of_type(kind, name, means) for kind in CONFLICT_TYPES for name, means, _ in counted),
    ]


def _of_type(kind: str, name: str, means: str) -> Measure:
    """A part of the measure of all types, which is the one that a loss is judged by."""
    absent = NO_ROWS if name == "precision" else f"none is a {kind}"
    return Measure(f"conflicts.{name}.{kind}", f"{means}: {kind}", absent, is_gated=False)


MEASURES: Mapping[str, Measure] = {
    measure.name: measure
    for measure in (
        *_retrieval("", "documents", NO_SOURCES),
        *_retrieval("passage.", "passages", NO_SPANS),
        *_retrieval("follow_up.", "documents for follow-ups", NO_FOLLOW_UPS),
        *_retrieval("first_turn.", "documents for first turns, of a set with follow-ups", NO_FOLLOW_UPS),
        Measure("answer.exact", "answers that are the gold, word for word", NO_ANSWERS, is_yes_no=True),
        Measure("answer.contains", "answers that hold the words of the gold", NO_ANSWERS, is_yes_no=True),
        Measure("answer.f1", "words in common with the gold", NO_ANSWERS),
        Measure("answer.number", "answers that state the gold's figures, within 1%", NO_FIGURES, is_yes_no=True),
        Measure("answer.words", "words of an answer", NOT_ANSWERED, "neither"),
        Measure("citation.true", "citations that stand at their offsets, in answer and source", NOTHING_CITED),
        Measure("citation.gold", "citations of a source that answers", NO_SOURCES),
        Measure("citation.supported", "sentences of the answers that true citations cover", NOTHING_CITED),
        Measure("refusal.precision", "share of the refusals that are right", "no answer was refused"),
        Measure("refusal.recall", "share of the unanswerable that was refused", NO_UNANSWERABLE),
        Measure("refusal.auc", "how well the best match's score tells them apart", NO_UNANSWERABLE, is_gated=False),
        Measure("refusal.answered", "answerable questions that were not refused", NO_ANSWERABLE, is_yes_no=True),
        *_conflicts(),
        Measure("latency.p50", "milliseconds within which half is answered", NOT_ANSWERED, "lower", is_gated=False),
        Measure("latency.p95", "likewise, 95 of 100", NOT_ANSWERED, "lower", is_gated=False),
        Measure("latency.p99", "likewise, 99 of 100", NOT_ANSWERED, "lower", is_gated=False),
        Measure("failed", "share of the questions that could not be asked", NOT_ASKED, "lower", is_yes_no=True),
    )
}  # fmt: skip


def value_of(shares: Iterable[float]) -> float | None:
    """The number that summed shares make: a ratio, or the F1 of two; None where nothing was counted."""
    parts = tuple(shares)
    if len(parts) == 2:
        return parts[0] / parts[1] if parts[1] else None
    right, shown, found, wanted = parts
    if not wanted:
        return None
    precision, recall = right / shown if shown else 0.0, found / wanted
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def summed(shares: Sequence[Share]) -> Share:
    """The shares added up, each part by itself."""
    return tuple(sum(parts) for parts in zip(*shares, strict=True))
