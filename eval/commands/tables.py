"""Measures as a person reads them on a terminal or in a pipe."""

from collections.abc import Iterator, Mapping, Sequence

from eval.gates import Verdict
from eval.measures.catalogue import MEASURES
from service.commands.terminal import messages

PARTS_OF_A_TYPES = 2
"""A measure of one type of conflict has this many dots in its name; it is shown only where it was measured."""
WIDEST = max(map(len, MEASURES))


def metric_lines(metrics: Mapping[str, float]) -> Iterator[str]:
    """Every measure with its value, or "-" and why there is none."""
    for name, measure in MEASURES.items():
        if name in metrics:
            yield f"{name:<{WIDEST}} {number(metrics[name]):>9}  {measure.means}"
        elif name.count(".") < PARTS_OF_A_TYPES and not name.startswith("passage."):
            yield f"{name:<{WIDEST}} {'-':>9}  not measured: {measure.absent}"


def number(value: float) -> str:
    """Four decimals for shares, one for what is counted in tens and more."""
    if abs(value) >= 10 or (value == int(value) and abs(value) > 1):
        return f"{value:,.1f}".removesuffix(".0")
    return f"{value:.4f}"


def tell_verdicts(verdicts: Sequence[Verdict]) -> None:
    """A line for each gate that was missed."""
    for verdict in verdicts:
        if not verdict.passed:
            messages().print(f"missed: {verdict.told}", style="red", markup=False, soft_wrap=True)
