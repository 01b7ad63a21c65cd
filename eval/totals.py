"""Scores added up over a set, a question at a time."""

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from eval.measures.catalogue import MEASURES, Share, summed, value_of
from eval.measures.latency import percentile
from eval.measures.refusal import area_under_curve
from eval.scoring import Score

NOT_FOUND = "not found"
BEYOND = "none of the gold"


def _numbers() -> "array[float]":
    """Eight bytes a number, where a list takes 32."""
    return array("d")


@dataclass(slots=True)
class Totals:
    """What is known after some questions; memory grows by a few numbers a question."""

    questions: int = 0
    sums: dict[str, Share] = field(default_factory=dict)
    values: dict[str, "array[float]"] = field(default_factory=lambda: defaultdict(_numbers))
    """Each question's own value, where it has one, for distributions."""
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often a wanted conflict of one type was given another, or none; and rows beyond the gold by their type."""
    milliseconds: "array[float]" = field(default_factory=_numbers)
    failed: list[str] = field(default_factory=list)
    _beyond: set[str] = field(default_factory=set)
    _has_conflicts: bool = False
    _best: dict[bool, "array[float]"] = field(default_factory=lambda: {True: _numbers(), False: _numbers()})

    def add(self, score: Score, milliseconds: float | None) -> None:
        """One question more."""
        self.questions += 1
        for name, share in score.shares.items():
            self.sums[name] = summed([self.sums[name], share]) if name in self.sums else share
            value = value_of(share)
            if value is not None:
                self.values[name].append(value)
        self._take_conflicts(score)
        if score.answerable is not None:
            self._best[score.answerable].append(_match_score(score))
        if milliseconds is not None:
            self.milliseconds.append(milliseconds)
        if score.error is not None:
            self.failed.append(score.id)

    def _take_conflicts(self, score: Score) -> None:
        self._has_conflicts = self._has_conflicts or "conflicts.false_alarms_per_100" in score.shares
        self.confusion.update((one.type, one.given or NOT_FOUND) for one in score.outcomes)
        self.confusion.update((BEYOND, row.type) for row in score.shown if row.standing == "beyond")
        self._beyond.update(score.beyond)

    def metrics(self) -> dict[str, float]:
        """What was measured, in the catalogue's order; neither 0 nor NaN stands for what was not."""
        found = {name: value for name, share in self.sums.items() if (value := value_of(share)) is not None}
        area = area_under_curve(self._best[True], self._best[False])
        if area is not None:
            found["refusal.auc"] = area
        if self._has_conflicts:
            found["conflicts.beyond"] = float(len(self._beyond))
        return {name: round(found[name], 6) for name in MEASURES if name in found}

    def latency(self) -> dict[str, float]:
        """The percentiles of the questions that were answered; they differ from run to run, all else does not."""
        shares = {"latency.p50": 0.5, "latency.p95": 0.95, "latency.p99": 0.99}
        found = {name: percentile(self.milliseconds, share) for name, share in shares.items()}
        return {name: round(value, 1) for name, value in found.items() if value is not None}

    def counted(self, name: str) -> int:
        """On how many questions a measure stands."""
        if name.startswith("latency."):
            return len(self.milliseconds)
        if name == "refusal.auc":
            return sum(map(len, self._best.values()))
        return len(self.values.get("conflicts.false_alarms_per_100" if name == "conflicts.beyond" else name, ()))


def _match_score(score: Score) -> float:
    """The best match's score; a failed question ranks where it does most harm, one without a match below all others."""
    if score.error is not None:
        return float("-inf") if score.answerable else float("inf")
    return float("-inf") if score.best_match is None else score.best_match
