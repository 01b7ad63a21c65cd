"""Plots as SVG that stands in a page and takes its colours from it."""

import re
from collections.abc import Sequence
from io import StringIO
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

INK, MARK = "#010203", "#040506"
"""Stand for the page's own colours, which are light or dark; no plot uses them for anything else."""
SETTINGS: Any = {
    "svg.fonttype": "none",  # text stays text: it can be read, found and enlarged
    "font.family": ["sans-serif"],
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
BINS = 20
_ID = re.compile(r'(\bid="|url\(#|href="#)')
_OUTSIDE = re.compile(r'<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>| xmlns(?::\w+)?="[^"]*"', re.DOTALL)


def histogram(name: str, values: Sequence[float], means: str, *, is_share: bool) -> str:
    """How many questions have which value."""
    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(3.6, 2.0), layout="constrained")
        axes = figure.subplots()
        span = (0.0, 1.0) if is_share else (min(values), max(values) or 1.0)
        axes.hist(values, bins=BINS, range=span, color=MARK)
        axes.set_title(name, loc="left", fontsize=9)
        axes.set_ylabel("questions")
        return svg_of(figure, name, f"{means}: the distribution over {len(values)} questions")


def latency_curve(milliseconds: Sequence[float], percentiles: Sequence[tuple[str, float]]) -> str:
    """The share of the questions that are answered within a time."""
    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(7.2, 2.4), layout="constrained")
        axes = figure.subplots()
        ordered = sorted(milliseconds)
        shares = [(place + 1) / len(ordered) for place in range(len(ordered))]
        axes.step(ordered, shares, where="post", color=MARK)
        for name, value in percentiles:
            axes.axvline(value, color=INK, linewidth=0.6, linestyle=":")
            axes.annotate(f"{name} {value:,.0f} ms", (value, 0.02), rotation=90, fontsize=8, ha="right")
        axes.set_xlabel("milliseconds")
        axes.set_ylabel("share answered")
        axes.set_xscale("log" if ordered[0] > 0 else "linear")
        return svg_of(figure, "latency", f"the time within which {len(ordered)} questions were answered")


def svg_of(figure: Figure, name: str, described: str) -> str:
    """The figure as an element of a page: its ids are its own, its colours the page's, and nothing is outside of it."""
    written = StringIO()
    figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    drawn = _OUTSIDE.sub("", written.getvalue()).strip()
    own = re.sub(r"\W", "-", name)
    drawn = _ID.sub(rf"\g<1>{own}-", drawn).replace(INK, "currentColor").replace(MARK, "var(--accent)")
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{described}" ', 1)
