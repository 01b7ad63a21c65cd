"""Measures as a person reads them on a terminal or in a pipe."""

from collections.abc import Mapping, Sequence

from rich.table import Table

from eval.gates import Verdict
from eval.measures.catalogue import MEASURES
from eval.totals import absent_reasons
from service.commands.terminal import messages

PER_TYPE_PARTS = 3
"""A measure of one type of conflict has this many parts in its name; it is shown only where it was measured."""


def metrics_table(metrics: Mapping[str, float]) -> Table:
    """Every measure with its value, or "-" and why there is none."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim")
    reasons = absent_reasons(list(metrics))
    for name, measure in MEASURES.items():
        if name in metrics:
            table.add_row(name, number(metrics[name]), measure.means)
        elif len(name.split(".")) < PER_TYPE_PARTS and not name.startswith("passage."):
            table.add_row(name, "-", f"not measured: {reasons[name]}")
    return table


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
