"""Gates: the value below which a measure fails a run ("ndcg@10=0.6"); above which, where lower is better."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.errors import BadGate
from eval.measures.catalogue import MEASURES


@dataclass(frozen=True, slots=True)
class Gate:
    """A measure and the worst value that passes."""

    name: str
    value: float

    @property
    def written(self) -> str:
        """As on the command line."""
        return f"{self.name}={self.value:g}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a run passed a gate, and how that is told."""

    gate: Gate
    passed: bool
    told: str


def gates_of(written: Sequence[str]) -> tuple[Gate, ...]:
    """The gates; BadGate where one names no measure or no number."""
    return tuple(_gate(one) for one in written)


def judged_by(gates: Sequence[Gate], metrics: Mapping[str, float]) -> list[Verdict]:
    """A verdict on each gate. What was not measured does not pass."""
    return [_verdict(gate, metrics.get(gate.name)) for gate in gates]


def _gate(written: str) -> Gate:
    name, _, number = written.partition("=")
    if name not in MEASURES:
        raise BadGate(
            f"{written!r}: there is no measure {name!r}: expected NAME=VALUE with one of {', '.join(MEASURES)}"
        )
    try:
        value = float(number)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise BadGate(f"{written!r}: met {number!r}, expected a number, as in {name}=0.6")
    return Gate(name, value)


def _verdict(gate: Gate, value: float | None) -> Verdict:
    measure = MEASURES[gate.name]
    if value is None:
        return Verdict(gate, passed=False, told=f"{gate.name} was not measured ({measure.absent})")
    is_lower = measure.better == "lower"
    passed = value <= gate.value if is_lower else value >= gate.value
    bound = "at most" if is_lower else "at least"
    return Verdict(gate, passed, f"{gate.name} is {value:.4g}, {bound} {gate.value:g} was asked for")
